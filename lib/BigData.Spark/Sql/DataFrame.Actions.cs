using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using BigData.Spark.Arrow;
using BigData.Spark.Engine;
using BigData.Spark.Errors;
using BigData.Spark.Plans;
using BigData.Spark.Proto;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Sql;

/// <content>Actions: what lets the engine run.</content>
public sealed partial class DataFrame
{
    /// <summary>Computes all rows.</summary>
    /// <returns>The rows.</returns>
    /// <exception cref="SparkException">The frame cannot be resolved or computed.</exception>
    public IReadOnlyList<Row> Collect() => Blocking.Run(() => CollectAsync());

    /// <summary>Computes all rows.</summary>
    /// <param name="token">Stops the execution.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="SparkException">The frame cannot be resolved or computed.</exception>
    public Task<IReadOnlyList<Row>> CollectAsync(CancellationToken token = default) => ListAsync(ToLocalIteratorAsync(token), token);

    /// <summary>Computes all rows as objects.</summary>
    /// <typeparam name="T">A record or class whose members are named like columns, or the type of the only column.</typeparam>
    /// <returns>The objects.</returns>
    /// <exception cref="SparkException">The frame cannot be computed, or a row does not fit the type.</exception>
    public IReadOnlyList<T> Collect<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>() =>
        Blocking.Run(() => CollectAsync<T>());

    /// <summary>Computes all rows as objects.</summary>
    /// <typeparam name="T">A record or class whose members are named like columns, or the type of the only column.</typeparam>
    /// <param name="token">Stops the execution.</param>
    /// <returns>The objects.</returns>
    /// <exception cref="SparkException">The frame cannot be computed, or a row does not fit the type.</exception>
    public Task<IReadOnlyList<T>> CollectAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(
        CancellationToken token = default) => ListAsync(ToLocalIteratorAsync<T>(token), token);

    /// <summary>Computes the rows batch by batch; the next batch is awaited when the loop asks for it.</summary>
    /// <returns>The rows in order; leaving the loop stops the execution.</returns>
    public IEnumerable<Row> ToLocalIterator()
    {
        // Waiting for a batch costs a switch of threads, so rows are not waited for one by one.
        BatchReader? reader = null;
        foreach ((StructType schema, BatchEvent item) in Blocking.Enumerate(BatchesAsync(default)))
        {
            using RecordBatch batch = item.Batch;
            reader ??= new BatchReader(schema);
            foreach (Row row in reader.Rows(batch, item.StartOffset))
            {
                yield return row;
            }
        }
    }

    /// <summary>Computes the rows batch by batch; the next batch is awaited when the loop asks for it.</summary>
    /// <param name="token">Stops the execution.</param>
    /// <returns>The rows in order; leaving the loop stops the execution.</returns>
    public async IAsyncEnumerable<Row> ToLocalIteratorAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        BatchReader? reader = null;
        await foreach ((StructType schema, BatchEvent item) in BatchesAsync(token).ConfigureAwait(false))
        {
            using RecordBatch batch = item.Batch;
            reader ??= new BatchReader(schema);
            foreach (Row row in reader.Rows(batch, item.StartOffset))
            {
                yield return row;
            }
        }
    }

    /// <summary>Computes the rows as objects, batch by batch.</summary>
    /// <typeparam name="T">A record or class whose members are named like columns, or the type of the only column.</typeparam>
    /// <param name="token">Stops the execution.</param>
    /// <returns>The objects in order; leaving the loop stops the execution.</returns>
    public async IAsyncEnumerable<T> ToLocalIteratorAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(
        [EnumeratorCancellation] CancellationToken token = default)
    {
        RecordReader<T>? reader = null;
        await foreach ((StructType schema, BatchEvent item) in BatchesAsync(token).ConfigureAwait(false))
        {
            using RecordBatch batch = item.Batch;
            reader ??= new RecordReader<T>(schema);
            foreach (T record in reader.Read(batch, item.StartOffset))
            {
                yield return record;
            }
        }
    }

    /// <summary>Computes the rows as Arrow record batches.</summary>
    /// <param name="token">Stops the execution.</param>
    /// <returns>Batches in order, at least one; the receiver disposes each. Leaving the loop stops the execution.</returns>
    public async IAsyncEnumerable<RecordBatch> ToArrowAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        await foreach ((_, BatchEvent item) in BatchesAsync(token).ConfigureAwait(false))
        {
            yield return item.Batch;
        }
    }

    /// <summary>The first rows.</summary>
    /// <param name="n">How many at most.</param>
    /// <returns>The rows.</returns>
    public IReadOnlyList<Row> Take(int n) => Limit(n).Collect();

    /// <summary>The first rows.</summary>
    /// <param name="n">How many at most.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>The rows.</returns>
    public Task<IReadOnlyList<Row>> TakeAsync(int n, CancellationToken token = default) => Limit(n).CollectAsync(token);

    /// <summary>The first rows.</summary>
    /// <param name="n">How many at most.</param>
    /// <returns>The rows.</returns>
    public IReadOnlyList<Row> Head(int n) => Take(n);

    /// <summary>The first row.</summary>
    /// <returns>The row, or null if there is none.</returns>
    public Row? Head() => Blocking.Run(() => HeadAsync());

    /// <summary>The first row.</summary>
    /// <param name="token">Stops the execution.</param>
    /// <returns>The row, or null if there is none.</returns>
    public async Task<Row?> HeadAsync(CancellationToken token = default)
    {
        IReadOnlyList<Row> rows = await TakeAsync(1, token).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>The first row.</summary>
    /// <returns>The row.</returns>
    /// <exception cref="InvalidOperationException">The frame has no rows.</exception>
    public Row First() => Blocking.Run(() => FirstAsync());

    /// <summary>The first row.</summary>
    /// <param name="token">Stops the execution.</param>
    /// <returns>The row.</returns>
    /// <exception cref="InvalidOperationException">The frame has no rows.</exception>
    public async Task<Row> FirstAsync(CancellationToken token = default) => await HeadAsync(token).ConfigureAwait(false)
        ?? throw new InvalidOperationException("The frame has no rows; Head() gives null for such a frame.");

    /// <summary>The last rows.</summary>
    /// <param name="n">How many at most.</param>
    /// <returns>The rows in order.</returns>
    public IReadOnlyList<Row> Tail(int n) => Blocking.Run(() => TailAsync(n));

    /// <summary>The last rows.</summary>
    /// <param name="n">How many at most.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>The rows in order.</returns>
    public Task<IReadOnlyList<Row>> TailAsync(int n, CancellationToken token = default) =>
        Next(new Relation { Tail = new() { Input = Relation, Limit = n } }).CollectAsync(token);

    /// <summary>The count of rows.</summary>
    /// <returns>The count.</returns>
    public long Count() => Blocking.Run(() => CountAsync());

    /// <summary>The count of rows.</summary>
    /// <param name="token">Stops the execution.</param>
    /// <returns>The count.</returns>
    public async Task<long> CountAsync(CancellationToken token = default)
    {
        Column count = new(PlanExpressions.Alias(PlanExpressions.Call("count", PlanExpressions.Literal(1)), "count"));
        Row row = await GroupBy().Agg(count).FirstAsync(token).ConfigureAwait(false);
        return row.GetAs<long>(0);
    }

    /// <summary>Whether there are no rows.</summary>
    /// <returns>True if there are none.</returns>
    public bool IsEmpty() => Head() is null;

    /// <summary>Whether there are no rows.</summary>
    /// <param name="token">Stops the execution.</param>
    /// <returns>True if there are none.</returns>
    public async Task<bool> IsEmptyAsync(CancellationToken token = default) => await HeadAsync(token).ConfigureAwait(false) is null;

    /// <summary>Writes the first rows as a table to the session's output.</summary>
    /// <param name="numRows">How many rows at most.</param>
    /// <param name="truncate">How many characters of a value at most; 0 shows all of it and aligns to the left.</param>
    /// <param name="vertical">Whether each value has a line of its own.</param>
    public void Show(int numRows = 20, int truncate = 20, bool vertical = false) =>
        SparkSession.Output.WriteLine(ShowString(numRows, truncate, vertical));

    /// <summary>Writes the first rows as a table to the session's output.</summary>
    /// <param name="numRows">How many rows at most.</param>
    /// <param name="truncate">How many characters of a value at most; 0 shows all of it and aligns to the left.</param>
    /// <param name="vertical">Whether each value has a line of its own.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A task that ends when the table is written.</returns>
    public async Task ShowAsync(int numRows = 20, int truncate = 20, bool vertical = false, CancellationToken token = default)
    {
        string text = await ShowStringAsync(numRows, truncate, vertical, token).ConfigureAwait(false);
        await SparkSession.Output.WriteLineAsync(text.AsMemory(), token).ConfigureAwait(false);
    }

    /// <summary>The table that <see cref="Show"/> writes.</summary>
    /// <param name="numRows">How many rows at most.</param>
    /// <param name="truncate">How many characters of a value at most; 0 shows all of it.</param>
    /// <param name="vertical">Whether each value has a line of its own.</param>
    /// <returns>The text; ends with a line break.</returns>
    public string ShowString(int numRows = 20, int truncate = 20, bool vertical = false) =>
        Blocking.Run(() => ShowStringAsync(numRows, truncate, vertical));

    /// <summary>The table that <see cref="Show"/> writes.</summary>
    /// <param name="numRows">How many rows at most.</param>
    /// <param name="truncate">How many characters of a value at most; 0 shows all of it.</param>
    /// <param name="vertical">Whether each value has a line of its own.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>The text; ends with a line break.</returns>
    public async Task<string> ShowStringAsync(
        int numRows = 20, int truncate = 20, bool vertical = false, CancellationToken token = default)
    {
        ShowString show = new() { Input = Relation, NumRows = numRows, Truncate = truncate, Vertical = vertical };
        Row row = await Next(new Relation { ShowString = show }).FirstRowAsync(token).ConfigureAwait(false);
        return row.GetAs<string>(0);
    }

    /// <summary>Names the frame for SQL texts of this session.</summary>
    /// <param name="viewName">The name.</param>
    public void CreateOrReplaceTempView(string viewName) => Blocking.Run(() => CreateOrReplaceTempViewAsync(viewName));

    /// <summary>Names the frame for SQL texts of this session.</summary>
    /// <param name="viewName">The name.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>A task that ends when the name holds.</returns>
    public Task CreateOrReplaceTempViewAsync(string viewName, CancellationToken token = default) =>
        CreateViewAsync(viewName, isGlobal: false, replace: true, token);

    /// <summary>Names the frame for SQL texts of this session.</summary>
    /// <param name="viewName">The name.</param>
    /// <exception cref="AnalysisException">A view of this name exists.</exception>
    public void CreateTempView(string viewName) => Blocking.Run(() => CreateViewAsync(viewName, isGlobal: false, replace: false, default));

    /// <summary>Names the frame for SQL texts of all sessions of the engine, as <c>global_temp.name</c>.</summary>
    /// <param name="viewName">The name.</param>
    public void CreateOrReplaceGlobalTempView(string viewName) =>
        Blocking.Run(() => CreateViewAsync(viewName, isGlobal: true, replace: true, default));

    /// <summary>Names the frame for SQL texts of all sessions of the engine, as <c>global_temp.name</c>.</summary>
    /// <param name="viewName">The name.</param>
    /// <exception cref="AnalysisException">A view of this name exists.</exception>
    public void CreateGlobalTempView(string viewName) =>
        Blocking.Run(() => CreateViewAsync(viewName, isGlobal: true, replace: false, default));

    /// <summary>The only row of a frame that has exactly one, without a limit around it.</summary>
    internal async Task<Row> FirstRowAsync(CancellationToken token)
    {
        IReadOnlyList<Row> rows = await CollectAsync(token).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : throw SparkErrors.Internal("A result that has one row came without it.");
    }

    private Task CreateViewAsync(string name, bool isGlobal, bool replace, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        CreateDataFrameViewCommand view = new() { Input = Relation, Name = name, IsGlobal = isGlobal, Replace = replace };
        return SparkSession.Engine.RunAsync(new Command { CreateDataframeView = view }, token);
    }

    private async IAsyncEnumerable<(StructType Schema, BatchEvent Batch)> BatchesAsync([EnumeratorCancellation] CancellationToken token)
    {
        StructType? schema = null;
        await foreach (ExecuteEvent item in SparkSession.Engine.ExecuteAsync(Plan, token).ConfigureAwait(false))
        {
            switch (item)
            {
                case SchemaEvent announced:
                    schema = announced.Schema;
                    break;
                case BatchEvent batch:
                    schema ??= ArrowSchemas.ToSpark(batch.Batch.Schema);
                    yield return (schema, batch);
                    break;
                default:
                    break;
            }
        }
    }

    private static async Task<IReadOnlyList<T>> ListAsync<T>(IAsyncEnumerable<T> source, CancellationToken token)
    {
        List<T> list = [];
        await foreach (T item in source.WithCancellation(token).ConfigureAwait(false))
        {
            list.Add(item);
        }

        return list;
    }
}
