using System.Diagnostics.CodeAnalysis;
using BigData.Spark.Arrow;
using BigData.Spark.Engine;
using BigData.Spark.Errors;
using BigData.Spark.Plans;
using BigData.Spark.Proto;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Sql;

/// <summary>
/// The door to an engine: makes frames from tables, files, rows and SQL text. A session owns its settings, temporary views and
/// engine; dispose it. Sessions may be used by several threads.
/// </summary>
public sealed partial class SparkSession : IDisposable, IAsyncDisposable
{
    private readonly RuntimeConfig _conf;

    internal SparkSession(SessionEngine engine, TextWriter output)
    {
        Engine = engine;
        Output = output;
        _conf = new RuntimeConfig(engine);
        Catalog = new Catalog(this);
    }

    /// <summary>Tables, schemas and temporary views.</summary>
    public Catalog Catalog { get; }

    internal SessionEngine Engine { get; }

    internal TextWriter Output { get; }

    /// <summary>Begins a session.</summary>
    /// <returns>A builder.</returns>
    public static Builder Builder() => new();

    /// <summary>The settings of the session.</summary>
    /// <returns>The settings.</returns>
    public RuntimeConfig Conf() => _conf;

    /// <summary>The version of Spark that the engine is, or whose semantics it follows.</summary>
    /// <returns>Such as <c>4.2.0</c>.</returns>
    public string Version() => Blocking.Run(() => VersionAsync());

    /// <summary>The version of Spark that the engine is, or whose semantics it follows.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>Such as <c>4.2.0</c>.</returns>
    public async Task<string> VersionAsync(CancellationToken token = default)
    {
        AnalyzePlanResponse response = await Engine.AnalyzeAsync(new() { SparkVersion = new() }, token).ConfigureAwait(false);
        return response.SparkVersion.Version;
    }

    /// <summary>Runs a SQL text. Statements (CREATE, MERGE …) run at once; a query runs when the frame does.</summary>
    /// <param name="query">The text; <c>:name</c> and <c>?</c> stand for arguments.</param>
    /// <returns>The rows of the statement, or the query.</returns>
    /// <exception cref="SparkException">The text is wrong, or the statement failed.</exception>
    public DataFrame Sql(string query) => Blocking.Run(() => SqlAsync(query));

    /// <summary>Runs a SQL text with named arguments.</summary>
    /// <param name="query">The text; <c>:name</c> stands for an argument.</param>
    /// <param name="args">Values or columns by name, without the colon.</param>
    /// <returns>The rows of the statement, or the query.</returns>
    /// <exception cref="SparkException">The text is wrong, or the statement failed.</exception>
    public DataFrame Sql(string query, IReadOnlyDictionary<string, object?> args) => Blocking.Run(() => SqlAsync(query, args));

    /// <summary>Runs a SQL text with arguments by position.</summary>
    /// <param name="query">The text; <c>?</c> stands for an argument.</param>
    /// <param name="args">Values or columns in order.</param>
    /// <returns>The rows of the statement, or the query.</returns>
    /// <exception cref="SparkException">The text is wrong, or the statement failed.</exception>
    public DataFrame Sql(string query, params object?[] args) => Blocking.Run(() => SqlAsync(query, args));

    /// <summary>Runs a SQL text. Statements (CREATE, MERGE …) run at once; a query runs when the frame does.</summary>
    /// <param name="query">The text.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The rows of the statement, or the query.</returns>
    /// <exception cref="SparkException">The text is wrong, or the statement failed.</exception>
    public Task<DataFrame> SqlAsync(string query, CancellationToken token = default) => RunSqlAsync(new SQL { Query = query }, token);

    /// <summary>Runs a SQL text with named arguments.</summary>
    /// <param name="query">The text; <c>:name</c> stands for an argument.</param>
    /// <param name="args">Values or columns by name, without the colon.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The rows of the statement, or the query.</returns>
    /// <exception cref="SparkException">The text is wrong, or the statement failed.</exception>
    public Task<DataFrame> SqlAsync(string query, IReadOnlyDictionary<string, object?> args, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        SQL sql = new() { Query = query };
        foreach ((string name, object? value) in args)
        {
            sql.NamedArguments.Add(name, PlanExpressions.Value(value));
        }

        return RunSqlAsync(sql, token);
    }

    /// <summary>Runs a SQL text with arguments by position.</summary>
    /// <param name="query">The text; <c>?</c> stands for an argument.</param>
    /// <param name="args">Values or columns in order.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The rows of the statement, or the query.</returns>
    /// <exception cref="SparkException">The text is wrong, or the statement failed.</exception>
    public Task<DataFrame> SqlAsync(string query, IReadOnlyList<object?> args, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        return RunSqlAsync(new SQL { Query = query, PosArguments = { args.Select(PlanExpressions.Value) } }, token);
    }

    /// <summary>A table, a temporary view, or a path such as <c>delta.`/lake/t`</c>, as a frame.</summary>
    /// <param name="tableName">The name, with dots between its parts.</param>
    /// <returns>A frame.</returns>
    public DataFrame Table(string tableName) => Read().Table(tableName);

    /// <summary>Begins to read files or tables.</summary>
    /// <returns>A reader.</returns>
    public DataFrameReader Read() => new(this);

    /// <summary>Numbers from 0 in a column <c>id</c>.</summary>
    /// <param name="end">The number after the last.</param>
    /// <returns>A frame.</returns>
    public DataFrame Range(long end) => Range(0, end);

    /// <summary>Numbers in a column <c>id</c>.</summary>
    /// <param name="start">The first number.</param>
    /// <param name="end">The bound, not included.</param>
    /// <param name="step">The distance; negative counts down; not 0.</param>
    /// <param name="numPartitions">The count of partitions; the engine's default if null.</param>
    /// <returns>A frame.</returns>
    public DataFrame Range(long start, long end, long step = 1, int? numPartitions = null)
    {
        Proto.Range range = new() { Start = start, End = end, Step = step };
        if (numPartitions is { } partitions)
        {
            range.NumPartitions = partitions;
        }

        return Frame(new Relation { Range = range });
    }

    /// <summary>A frame of rows in memory.</summary>
    /// <param name="rows">The rows; values by position as <see cref="Row"/> gives them.</param>
    /// <param name="schema">Names and types.</param>
    /// <returns>A frame.</returns>
    /// <exception cref="SparkException">A value does not fit its type; the message names row and column.</exception>
    public DataFrame CreateDataFrame(IEnumerable<Row> rows, StructType schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return Local(LocalData.FromRows(schema, rows), schema);
    }

    /// <summary>A frame of objects in memory: a column for each public property, or <c>value</c> for simple values.</summary>
    /// <typeparam name="T">A record or class, or a simple type such as <c>int</c> or <c>string</c>.</typeparam>
    /// <param name="records">The objects.</param>
    /// <returns>A frame.</returns>
    /// <exception cref="SparkException">A property has a type that Spark does not know.</exception>
    public DataFrame CreateDataFrame<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(IEnumerable<T> records)
    {
        (StructType schema, ReadOnlyMemory<byte> stream) = LocalData.FromRecords(records);
        return Local(stream, schema);
    }

    /// <summary>A frame without rows.</summary>
    /// <param name="schema">Names and types.</param>
    /// <returns>A frame.</returns>
    public DataFrame EmptyDataFrame(StructType schema) => CreateDataFrame([], schema);

    /// <summary>Marks what this session executes from now on.</summary>
    /// <param name="tag">A tag: not empty, no comma.</param>
    public void AddTag(string tag)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        if (tag.Contains(',', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The tag '{tag}' has a comma; separate tags are added one by one.", nameof(tag));
        }

        Engine.AddTag(tag);
    }

    /// <summary>No longer marks with a tag.</summary>
    /// <param name="tag">The tag; nothing happens if it is not set.</param>
    public void RemoveTag(string tag) => Engine.RemoveTag(tag);

    /// <summary>The tags that are set, in order.</summary>
    /// <returns>The tags.</returns>
    public IReadOnlyList<string> GetTags() => [.. Engine.Tags];

    /// <summary>No longer marks with any tag.</summary>
    public void ClearTags() => Engine.ClearTags();

    /// <summary>Stops everything that this session executes.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>The ids of the executions that were stopped.</returns>
    public Task<IReadOnlyList<string>> InterruptAllAsync(CancellationToken token = default) => Engine.InterruptAsync(new InterruptScope.All(), token);

    /// <summary>Stops what this session executes under a tag.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The ids of the executions that were stopped.</returns>
    public Task<IReadOnlyList<string>> InterruptTagAsync(string tag, CancellationToken token = default) =>
        Engine.InterruptAsync(new InterruptScope.ByTag(tag), token);

    /// <summary>Closes the session and frees its engine; same as <see cref="Dispose"/>.</summary>
    public void Stop() => Dispose();

    /// <summary>Closes the session and frees its engine. Frames of it can no longer run.</summary>
    public void Dispose() => Blocking.Run(() => Engine.DisposeAsync().AsTask());

    /// <summary>Closes the session and frees its engine. Frames of it can no longer run.</summary>
    /// <returns>A task that ends when it is done.</returns>
    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    /// <summary>A frame over a relation, which gets its plan id here.</summary>
    internal DataFrame Frame(Relation relation)
    {
        relation.Common = new RelationCommon { PlanId = Engine.NextPlanId() };
        return new DataFrame(this, relation);
    }

    private DataFrame Local(ReadOnlyMemory<byte> stream, StructType schema) => Frame(new Relation
    {
        LocalRelation = new() { Data = Google.Protobuf.ByteString.CopyFrom(stream.Span), Schema = schema.Json },
    });

    private async Task<DataFrame> RunSqlAsync(SQL sql, CancellationToken token)
    {
        Relation input = new() { Sql = sql, Common = new RelationCommon { PlanId = Engine.NextPlanId() } };
        Relation? result = await Engine.RunSqlAsync(new Command { SqlCommand = new SqlCommand { Input = input } }, token).ConfigureAwait(false);
        Relation relation = result?.Clone() ?? throw SparkErrors.Internal("The engine answered a SQL text without a relation.");
        return Frame(relation);
    }
}
