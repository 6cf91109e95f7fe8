namespace BigData.Spark.Sql.Expressions;

/// <summary>Begins the description of a window of rows.</summary>
public static class Window
{
    /// <summary>The bound "from the first row".</summary>
    public const long UnboundedPreceding = long.MinValue;

    /// <summary>The bound "to the last row".</summary>
    public const long UnboundedFollowing = long.MaxValue;

    /// <summary>The bound "the row itself".</summary>
    public const long CurrentRow = 0;

    internal static WindowSpec Empty { get; } = new([], [], frame: null);

    /// <summary>Rows that share values are one partition.</summary>
    /// <param name="columnName">The first column.</param>
    /// <param name="columnNames">More columns.</param>
    /// <returns>A window.</returns>
    public static WindowSpec PartitionBy(string columnName, params string[] columnNames) => Empty.PartitionBy(columnName, columnNames);

    /// <summary>Rows that share values are one partition.</summary>
    /// <param name="columns">The columns.</param>
    /// <returns>A window.</returns>
    public static WindowSpec PartitionBy(params Column[] columns) => Empty.PartitionBy(columns);

    /// <summary>Orders the rows of each partition, ascending unless a column says otherwise.</summary>
    /// <param name="columnName">The first column.</param>
    /// <param name="columnNames">More columns.</param>
    /// <returns>A window.</returns>
    public static WindowSpec OrderBy(string columnName, params string[] columnNames) => Empty.OrderBy(columnName, columnNames);

    /// <summary>Orders the rows of each partition, ascending unless a column says otherwise.</summary>
    /// <param name="columns">The columns.</param>
    /// <returns>A window.</returns>
    public static WindowSpec OrderBy(params Column[] columns) => Empty.OrderBy(columns);

    /// <summary>Limits the frame by counts of rows around the current one.</summary>
    /// <param name="start">The first row: negative is before, 0 is the current row.</param>
    /// <param name="end">The last row.</param>
    /// <returns>A window.</returns>
    public static WindowSpec RowsBetween(long start, long end) => Empty.RowsBetween(start, end);

    /// <summary>Limits the frame by distances of the ordering value.</summary>
    /// <param name="start">The first value: negative is before, 0 is the current row's.</param>
    /// <param name="end">The last value.</param>
    /// <returns>A window.</returns>
    public static WindowSpec RangeBetween(long start, long end) => Empty.RangeBetween(start, end);
}
