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

    /// <summary>
    /// Reads the row changes of the versions from the first to the last, both included, as Delta's change data feed: the columns of the table and
    /// <c>_change_type</c>. Null when nobody can tell them; they may also fail to be read, and then two versions are compared.
    /// </summary>
    public Func<long, long, DataFrame>? ReadChanges { get; init; }

    /// <summary>Which rows of the table are published, as SQL; null for all.</summary>
    public string? Where { get; init; }

    /// <summary>The as-of date of the content; null when it has none.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The published rows of a version, with exactly the contract's columns in their order.</summary>
    /// <param name="version">The version.</param>
    /// <returns>A lazy frame.</returns>
    public DataFrame Rows(long version) => Published(Read(version));

    /// <summary>The changes of published rows since a version, with the contract's columns and <see cref="TableChanges.TypeColumn"/>.</summary>
    internal DataFrame? ChangesSince(long version) => ReadChanges is null ? null : Published(ReadChanges(version + 1, Version), Names.Column(TableChanges.TypeColumn));

    private DataFrame Published(DataFrame rows, params Column[] more)
    {
        rows = Where is null ? rows : rows.Filter(Where);
        return rows.Select([.. Table.Columns.Select(column => Names.Column(column.Name)), .. more]);
    }
}
