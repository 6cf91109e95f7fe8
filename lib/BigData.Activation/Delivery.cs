using System.Runtime.CompilerServices;
using BigData.Spark.Sql;

namespace BigData.Activation;

/// <summary>What a row of a delivery does.</summary>
public enum ChangeKind
{
    /// <summary>The destination does not hold the key yet.</summary>
    Add,

    /// <summary>The destination holds the key with other values.</summary>
    Change,

    /// <summary>The destination holds the key, and it is not to hold it any more.</summary>
    Remove,
}

/// <summary>A row that is added, changed or removed.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Row">The columns of the table: the new values, or the last ones of a row that is removed.</param>
public sealed record RowChange(ChangeKind Kind, Row Row);

/// <summary>The rows that a destination is to hold, as a whole and as the difference to what it holds.</summary>
public sealed class Delivery
{
    internal Delivery(PublishedTable table, Acknowledgement content, DataFrame rows, DataFrame? changes)
    {
        Table = table;
        Content = content;
        Rows = rows;
        Changes = changes;
    }

    /// <summary>The table.</summary>
    public PublishedTable Table { get; }

    /// <summary>What the destination has to remember with the rows.</summary>
    public Acknowledgement Content { get; }

    /// <summary>
    /// True when the difference to what the destination holds cannot be told (first publication, changed contract, emptied by hand,
    /// another table): everything that it holds gives way to <see cref="Rows"/>. <see cref="ChangesAsync"/> then gives all rows as added.
    /// </summary>
    public bool IsWhole => Changes is null;

    /// <summary>All rows, with the table's columns in their order; the engine computes them when they are asked for.</summary>
    public DataFrame Rows { get; }

    /// <summary>The difference as <see cref="TableChanges"/> makes it; null when <see cref="IsWhole"/>.</summary>
    internal DataFrame? Changes { get; }

    /// <summary>
    /// Whether nobody has looked for bad rows or counted the good ones. A destination that <see cref="IDestination.FindsBadRows"/> reports how
    /// many it has added and remembers that number, or changes nothing and throws <see cref="UnjudgedRowsException"/>.
    /// </summary>
    internal bool IsUnjudged { get; init; }

    /// <summary>All rows in the order of the key.</summary>
    internal DataFrame OrderedRows => Ordered(Rows);

    /// <summary><see cref="Changes"/> in the order of the key.</summary>
    internal DataFrame? OrderedChanges => Changes is null ? null : Ordered(Changes);

    /// <summary>All rows in the order of the key.</summary>
    /// <param name="token">Stops the engine.</param>
    /// <returns>The rows, read as they are needed.</returns>
    public IAsyncEnumerable<Row> RowsAsync(CancellationToken token = default) => OrderedRows.ToLocalIteratorAsync(token);

    /// <summary>The rows by which the destination has to change, in no order, each key once.</summary>
    /// <param name="token">Stops the engine.</param>
    /// <returns>The changes, read as they are needed.</returns>
    public IAsyncEnumerable<RowChange> ChangesAsync(CancellationToken token = default) => ReadAsync(isOrdered: false, token);

    /// <summary>The same in the order of the key, so that a delivery that is done again comes in the same order.</summary>
    /// <param name="token">Stops the engine.</param>
    /// <returns>The changes, read as they are needed.</returns>
    public IAsyncEnumerable<RowChange> OrderedChangesAsync(CancellationToken token = default) => ReadAsync(isOrdered: true, token);

    private DataFrame Ordered(DataFrame rows) => Table.Keys.Count == 0 ? rows : rows.OrderBy(Names.Columns(Table.Keys));

    private async IAsyncEnumerable<RowChange> ReadAsync(bool isOrdered, [EnumeratorCancellation] CancellationToken token)
    {
        int width = Table.Columns.Count;
        DataFrame rows = Changes ?? Rows;
        await foreach (Row row in (isOrdered ? Ordered(rows) : rows).ToLocalIteratorAsync(token).ConfigureAwait(false))
        {
            yield return Changes is null
                ? new RowChange(ChangeKind.Add, row)
                : new RowChange(TableChanges.Kind(row.GetAs<string>(width)), new Row([.. row.Values.Take(width)]));
        }
    }
}

/// <summary>A delivery of rows that nobody had judged cannot be taken, because of a row or of what the destination holds; nothing has changed.</summary>
internal sealed class UnjudgedRowsException(string message, Exception? inner = null) : Exception(message, inner);
