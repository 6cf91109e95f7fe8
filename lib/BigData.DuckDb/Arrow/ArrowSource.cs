using Apache.Arrow;

namespace BigData.DuckDb.Arrow;

/// <summary>What a scan wants of a partition.</summary>
/// <param name="Columns">Indices into the schema of the columns that are read, in any order; at least one, also when only rows are counted. A source may leave
/// the other columns out of a batch by giving any array of the right length for them, a <see cref="NullArray"/> for example.</param>
/// <param name="Token">Cancelled when the statement is.</param>
public sealed record ArrowScanRequest(IReadOnlyList<int> Columns, CancellationToken Token);

/// <summary>Gives the batches of one partition. Called once a scan, on a thread of the engine, which also pulls the batches; called again for every
/// further scan. A batch must not change after it was given; it may be disposed when the next one is asked for.</summary>
/// <param name="request">What the scan wants.</param>
/// <returns>The batches, produced lazily if wanted. Disposed at the end of the scan, also when it ends early.</returns>
public delegate IEnumerable<RecordBatch> ArrowPartition(ArrowScanRequest request);

/// <summary>Arrow data that DuckDB can read: a schema and one or more partitions. Partitions are read by several threads at once when the statement
/// does not need the order of rows; the rows of one partition always come in order, and with a single partition all do. A
/// partition's exception ends the statement and is the inner exception of its error.</summary>
public sealed class ArrowSource
{
    private ArrowSource(Schema schema, IReadOnlyList<ArrowPartition> partitions, long? rowCount)
    {
        Schema = schema;
        Partitions = partitions;
        RowCount = rowCount;
    }

    /// <summary>The columns of every batch; their names are the columns in SQL.</summary>
    public Schema Schema { get; }

    /// <summary>The partitions, at least one.</summary>
    public IReadOnlyList<ArrowPartition> Partitions { get; }

    /// <summary>Rows of all partitions for the optimizer, exact or estimated; null when unknown.</summary>
    public long? RowCount { get; }

    /// <summary>A source over batches in memory, kept alive by the source.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="batches">The batches; their columns have the types of the schema.</param>
    /// <returns>A source with one partition.</returns>
    public static ArrowSource FromBatches(Schema schema, IReadOnlyList<RecordBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return FromPartitions(schema, [_ => batches], batches.Sum(batch => (long)batch.Length));
    }

    /// <summary>A source that is pulled.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="partition">The only partition.</param>
    /// <param name="rowCount">Rows, exact or estimated; null when unknown.</param>
    /// <returns>A source with one partition.</returns>
    public static ArrowSource FromPartition(Schema schema, ArrowPartition partition, long? rowCount = null) =>
        FromPartitions(schema, [partition], rowCount);

    /// <summary>A source whose partitions may be read in parallel.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="partitions">The partitions, at least one.</param>
    /// <param name="rowCount">Rows of all partitions, exact or estimated; null when unknown.</param>
    /// <returns>The source.</returns>
    public static ArrowSource FromPartitions(Schema schema, IReadOnlyList<ArrowPartition> partitions, long? rowCount = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(partitions);
        if (schema.FieldsList.Count == 0)
        {
            throw new ArgumentException("The schema of an Arrow source has no column; DuckDB needs at least one.", nameof(schema));
        }

        if (partitions.Count == 0)
        {
            throw new ArgumentException("An Arrow source needs at least one partition; give one that yields no batch for an empty source.", nameof(partitions));
        }

        return new ArrowSource(schema, partitions, rowCount);
    }
}

/// <summary>An Arrow source that SQL can read until this is disposed.</summary>
public sealed class ArrowSourceRegistration : IDisposable
{
    private readonly Action _remove;

    internal ArrowSourceRegistration(string token, Action remove)
    {
        Token = token;
        _remove = remove;
    }

    /// <summary>The name under which the source is registered.</summary>
    public string Token { get; }

    /// <summary>The table expression to read it: <c>SELECT * FROM {Sql}</c>.</summary>
    public string Sql => $"{DuckDbConstants.ArrowFunction}({DuckDbSql.Literal(Token)})";

    /// <summary>Forgets the source; a running statement that already reads it goes on.</summary>
    public void Dispose() => _remove();
}
