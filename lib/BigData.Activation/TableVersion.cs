using BigData.Spark.Sql;

namespace BigData.Activation;

/// <summary>What is published: one committed version of a Delta table, and the way to its earlier versions.</summary>
public sealed record TableVersion
{
    /// <summary>The table's contract.</summary>
    public required PublishedTable Table { get; init; }

    /// <summary>The id in the table's Delta metadata: a table that was deleted and made anew has another one.</summary>
    public required string TableId { get; init; }

    /// <summary>The version.</summary>
    public required long Version { get; init; }

    /// <summary>Reads the rows of a version; the frame has the columns of the contract, perhaps among others.</summary>
    public required Func<long, DataFrame> Read { get; init; }

    /// <summary>Which rows of the table are published, as SQL; null for all.</summary>
    public string? Where { get; init; }

    /// <summary>The as-of date of the content; null when it has none.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The published rows of a version, with exactly the contract's columns in their order.</summary>
    /// <param name="version">The version.</param>
    /// <returns>A lazy frame.</returns>
    public DataFrame Rows(long version)
    {
        DataFrame rows = Read(version);
        rows = Where is null ? rows : rows.Filter(Where);
        return rows.Select([.. Table.Columns.Select(column => Names.Column(column.Name))]);
    }
}
