using BigData.Pipelines.Writing;

namespace BigData.Pipelines;

/// <summary>
/// What a table promises to its readers: name, grain, keys, columns, owner and freshness. A contract is data; the class that
/// fills the table is a <see cref="TableJob"/>.
/// </summary>
/// <example><code>
/// public static readonly TableContract CustomerRfm = new()
/// {
///     Name = "gold.customer_rfm",
///     Grain = "one customer of one source with an order, at the newest as-of date",
///     Keys = ["source", "customer_id"],
///     Columns = [new("source", "string", "source system"), new("customer_id", "string", "customer", PiiClass.Pseudonym)],
/// };
/// </code></example>
public sealed record TableContract
{
    /// <summary>The name as <c>schema.table</c>; the schema is the layer (<c>bronze</c>, <c>silver</c>, <c>gold</c> …).</summary>
    public required string Name { get; init; }

    /// <summary>What one row stands for, in words.</summary>
    public required string Grain { get; init; }

    /// <summary>The columns that identify a row; empty for a table without a key, which can only be appended to or overwritten.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>
    /// The columns in their order. More may be added later: the next run adds them to the table, behind those that it has, and rows
    /// from before hold null. A column that was removed or has another type is an error until <c>--full-refresh</c> builds the table anew.
    /// Comments of the table's columns are those of the day when the column was made, or of the last full refresh.
    /// </summary>
    public required IReadOnlyList<TableColumn> Columns { get; init; }

    /// <summary>A sentence about the table; null when the grain says enough.</summary>
    public string? Comment { get; init; }

    /// <summary>Who answers for the table; null when nobody was named.</summary>
    public string? Owner { get; init; }

    /// <summary>How old the newest data may become before somebody should look; null when nothing is promised.</summary>
    public TimeSpan? Freshness { get; init; }

    /// <summary>
    /// The timestamp column that tells when a row happened; null when rows have no time. The default as-of date is the day
    /// after the newest such time (in the time zone of the row's <c>source</c>) of all tables that a gold table reads.
    /// </summary>
    public string? EventTime { get; init; }

    /// <summary>The part of <see cref="Name"/> before the dot: <c>bronze</c>, <c>silver</c>, <c>gold</c> …</summary>
    public string Layer => Name[..Math.Max(0, Name.IndexOf('.', StringComparison.Ordinal))];

    /// <summary>Comment, grain, key, owner, freshness and class of personal data in words: the comment of the table.</summary>
    public string Description => TableStatements.Comment(this);

    /// <summary>The highest class of personal data among the columns.</summary>
    public PiiClass Pii => Columns.Select(column => column.Pii).DefaultIfEmpty(PiiClass.None).Max();

    /// <summary>The whole table as an input: a new version of it makes the reader stale.</summary>
    /// <returns>An input for <see cref="TableJob.Inputs"/>.</returns>
    public TableInput Full() => new(this, InputMode.Full);

    /// <summary>
    /// The rows that are new since the reader's last commit, told apart by the rising column <c>_batch</c> of bronze tables.
    /// </summary>
    /// <returns>An input for <see cref="TableJob.Inputs"/>.</returns>
    public TableInput Changes() => new(this, InputMode.Changes);

    /// <summary>The contract of <c>&lt;name&gt;_quarantine</c>, where rows of this table's inputs that cannot be used are kept.</summary>
    /// <returns>A contract with the columns of <see cref="QuarantineColumns"/>.</returns>
    public TableContract Quarantine() => new()
    {
        Name = Name + "_quarantine",
        Grain = "one record of a source file that could not become a row of " + Name,
        Keys = QuarantineColumns.Keys,
        Columns = QuarantineColumns.All,
        Owner = Owner,
        Freshness = Freshness,
    };

    /// <summary>Compares by name: there is one contract of a name.</summary>
    /// <param name="other">Another contract or null.</param>
    /// <returns>True when both have the same name.</returns>
    public bool Equals(TableContract? other) => other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
