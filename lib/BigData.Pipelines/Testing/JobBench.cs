using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BigData.Pipelines.Running;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Testing;

/// <summary>
/// Builds one job over rows that a test gives, without files, lakehouse or runner. With a session on the embedded engine a test takes
/// milliseconds; with one on Spark the same test asks Spark.
/// </summary>
/// <example><code>
/// var bench = new JobBench(new BestCustomers(), spark)
///     .Given(orders.Silver(), "customer, amount", ["ann", "10.00"], ["bob", "4.50"]);
/// IReadOnlyList&lt;Row&gt; rows = await bench.RowsAsync();
/// </code></example>
/// <param name="job">The job under test.</param>
/// <param name="spark">The session that runs it; the caller disposes it.</param>
public sealed class JobBench(TableJob job, SparkSession spark)
{
    private readonly TableJob _job = job;
    private readonly SparkSession _spark = spark;
    private readonly Dictionary<string, DataFrame> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DataFrame> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _timeZones = new(StringComparer.Ordinal);
    private readonly JsonObject _facts = [];
    private readonly List<string> _warnings = [];
    private DateOnly? _asOf;
    private DataFrame? _current;

    /// <summary>Facts that the job told about its builds.</summary>
    public JsonObject Facts => _facts;

    /// <summary>Warnings that the job gave.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Gives an input table its rows; an input without rows given is empty.</summary>
    /// <param name="table">A table among the job's inputs.</param>
    /// <param name="columns">The columns of the values, with commas between; other columns of the contract are null.</param>
    /// <param name="rows">Values in the order of <paramref name="columns"/>; each is cast to the column's type, as from its text.</param>
    /// <returns>This bench.</returns>
    /// <exception cref="ArgumentException">A column is not in the contract, or a row has another number of values.</exception>
    public JobBench Given(TableContract table, string columns, params IReadOnlyList<object?[]> rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        _inputs[table.Name] = Frame(table, columns, rows);
        return this;
    }

    /// <summary>Gives an input table its rows as a frame.</summary>
    /// <param name="table">A table among the job's inputs.</param>
    /// <param name="rows">A frame with the contract's columns.</param>
    /// <returns>This bench.</returns>
    public JobBench Given(TableContract table, DataFrame rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        _inputs[table.Name] = rows;
        return this;
    }

    /// <summary>Gives the records of files, for a job that reads files.</summary>
    /// <param name="files">The files input of the job.</param>
    /// <param name="records">A frame with the source's columns and those of <see cref="FileColumns"/>.</param>
    /// <returns>This bench.</returns>
    public JobBench Given(FilesInput files, DataFrame records)
    {
        ArgumentNullException.ThrowIfNull(files);
        _files[files.Name] = records;
        return this;
    }

    /// <summary>Gives the job's own table as last committed; without it the build is one from nothing.</summary>
    /// <param name="columns">The columns of the values, with commas between.</param>
    /// <param name="rows">Values in the order of <paramref name="columns"/>.</param>
    /// <returns>This bench.</returns>
    public JobBench Current(string columns, params IReadOnlyList<object?[]> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        _current = Frame(_job.Table, columns, rows);
        return this;
    }

    /// <summary>Sets the as-of date.</summary>
    /// <param name="day">What happened before its start counts.</param>
    /// <returns>This bench.</returns>
    public JobBench AsOf(DateOnly day)
    {
        _asOf = day;
        return this;
    }

    /// <summary>Sets a setting that the job declares.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="value">The value as configuration would hold it.</param>
    /// <returns>This bench.</returns>
    public JobBench Setting(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    /// <summary>Sets the business time zone of a source.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="zone">An IANA name.</param>
    /// <returns>This bench.</returns>
    public JobBench TimeZone(string source, string zone)
    {
        _timeZones[source] = zone;
        return this;
    }

    /// <summary>Builds the table.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>A lazy frame with the contract's columns in their order.</returns>
    /// <exception cref="PipelineException">The built frame does not fit the contract; all failures are in the message.</exception>
    public Task<DataFrame> BuildAsync(CancellationToken token = default) =>
        ContractFrame.ConformAsync(_job.Table, _job.Build(new JobContext(new Scope(this))), token);

    /// <summary>Builds the table and fetches its rows.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>The rows, in no particular order.</returns>
    /// <exception cref="PipelineException">The built frame does not fit the contract.</exception>
    public async Task<IReadOnlyList<Row>> RowsAsync(CancellationToken token = default) =>
        await (await BuildAsync(token).ConfigureAwait(false)).CollectAsync(token).ConfigureAwait(false);

    /// <summary>Builds what the job would put into quarantine, and fetches it.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>Rows with the columns of <see cref="QuarantineColumns"/>; none when the job rejects nothing.</returns>
    public async Task<IReadOnlyList<Row>> RejectedAsync(CancellationToken token = default) =>
        _job.BuildRejected(new JobContext(new Scope(this))) is { } rejected ? await rejected.CollectAsync(token).ConfigureAwait(false) : [];

    /// <summary>Builds the table and names the expectations that its rows break.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>The rules, in the order of the job's expectations.</returns>
    public async Task<IReadOnlyList<string>> BrokenExpectationsAsync(CancellationToken token = default)
    {
        DataFrame frame = await BuildAsync(token).ConfigureAwait(false);
        ExpectationReport report = await ExpectationCheck.CheckAsync(_job, frame, token).ConfigureAwait(false);
        return [.. report.Results.Where(result => result.Failed > 0).Select(result => result.Rule)];
    }

    private DataFrame Frame(TableContract table, string columns, IReadOnlyList<object?[]> rows)
    {
        string[] names = columns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.FirstOrDefault(name => !table.Columns.Any(column => Same(column.Name, name))) is { } unknown)
        {
            throw new ArgumentException($"{table.Name} has no column {unknown}; columns: {string.Join(", ", table.Columns.Select(column => column.Name))}.", nameof(columns));
        }

        if (rows.FirstOrDefault(row => row.Length != names.Length) is { } odd)
        {
            throw new ArgumentException($"A row of {table.Name} has {odd.Length} values for {names.Length} columns ({columns}).", nameof(rows));
        }

        StructType schema = new([.. names.Select(name => new StructField(name, DataTypes.String))]);
        DataFrame texts = _spark.CreateDataFrame([.. rows.Select(row => new Row([.. row.Select(Text)]))], schema);
        return texts.Select([.. table.Columns.Select(column =>
            (names.Contains(column.Name, StringComparer.OrdinalIgnoreCase) ? Col(column.Name) : Lit(null)).Cast(column.Type).As(column.Name))]);
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static object? Text(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        DateTime local => local.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private sealed class Scope(JobBench bench) : IJobScope
    {
        private readonly TableJob _job = bench._job;

        public TableJob Job => _job;

        public SparkSession Spark => bench._spark;

        public string RunId => "test";

        public DateOnly? AsOf => bench._asOf;

        public DateOnly? CurrentAsOf => null;

        public IReadOnlyDictionary<string, string> TimeZones => bench._timeZones;

        public JobSettings Settings { get; } = new(bench._settings, bench._job.Settings, bench._job.Table.Name);

        public bool IsRebuild => bench._current is null;

        public DataFrame Read(TableContract table) => bench._inputs.TryGetValue(table.Name, out DataFrame? rows)
            ? rows
            : _job.Inputs.OfType<TableInput>().Any(input => input.Table.Equals(table))
                ? bench.Frame(table, string.Empty, [])
                : throw new InvalidOperationException($"{_job.Table.Name} reads {table.Name}, which is not an input of it.");

        public DataFrame Read(FilesInput files) => bench._files.TryGetValue(files.Name, out DataFrame? records)
            ? records
            : throw new InvalidOperationException($"{_job.Table.Name} reads {files.Name}; give its records with Given.");

        public DataFrame Changes(TableContract table) => Read(table);

        public DataFrame? Current() => bench._current;

        public DataFrame Keep(DataFrame frame) => frame;

        public T Share<T>(Func<T> make)
            where T : IAsyncDisposable => make();

        public void Own(IAsyncDisposable resource)
        {
            // The frame that the bench gives is lazy: what it needs lives as long as the session.
        }

        public void Fact(string name, object value) =>
            bench._facts[name] = value is JsonNode node ? node.DeepClone() : JsonSerializer.SerializeToNode(value, value.GetType());

        public void Warn(string message) => bench._warnings.Add(message);
    }
}
