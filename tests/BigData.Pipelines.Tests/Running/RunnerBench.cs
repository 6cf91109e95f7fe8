using System.Globalization;
using BigData.Pipelines.Graph;
using BigData.Pipelines.Running;
using BigData.Spark.Sql;
using Microsoft.Extensions.Time.Testing;

namespace BigData.Pipelines.Tests.Running;

/// <summary>A lakehouse, a landing folder and a clock of one test. On Spark the ledger is written, and results are read, by an embedded session.</summary>
internal sealed class RunnerBench : IAsyncDisposable, IRunObserver
{
    private const string Header = "order_id,customer,qty,at";

    private readonly TempFolder _folder = new();
    private readonly SparkSession _spark;
    private readonly SparkSession _ledger;

    private RunnerBench(Func<string, SparkSession> open, bool isRemote)
    {
        // Spark may run as another user.
        Directory.CreateDirectory(Landing);
        Directory.CreateDirectory(Lakehouse);
        _spark = open(Lakehouse);
        _ledger = isRemote ? Embedded.Open(Lakehouse) : _spark;
    }

    public static RunnerBench OnSpark() => new(_ => Remote.Open(), isRemote: true);

    public static RunnerBench OnEmbedded() => new(Embedded.Open, isRemote: false);

    public string Landing => _folder.File("landing");

    public string Lakehouse => _folder.File("lake");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    public SparkSession Spark => _spark;

    public List<RunEvent> Events { get; } = [];

    public Dictionary<string, string> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);

    public TableJob[] Jobs { get; set; } = Shop.Jobs();

    public void Land(string name, params string[] records) => LandText(name, Header + "\n" + string.Concat(records.Select(record => record + "\n")));

    public void LandText(string name, string text)
    {
        string path = Path.Combine([Landing, .. name.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Takes over the lakehouse and the clock of another bench, as they are.</summary>
    public void StartFrom(RunnerBench other)
    {
        TempFolder.Copy(other.Lakehouse, Lakehouse);
        Time.Advance(other.Time.GetUtcNow() - Time.GetUtcNow());
    }

    public async Task<RunResult> RunAsync(
        string? asOf = null, bool fullRefresh = false, string[]? selection = null, Action<string>? failpoint = null, long? maxBatchBytes = null,
        CancellationToken? token = null)
    {
        Events.Clear();
        Time.Advance(TimeSpan.FromMinutes(1));
        Dictionary<string, string> settings = new(Settings, StringComparer.OrdinalIgnoreCase) { ["sources:shop:folder"] = Landing };
        RunRequest request = new()
        {
            Lakehouse = Lakehouse,
            Settings = settings,
            AsOf = asOf is null ? null : DateOnly.ParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            FullRefresh = fullRefresh,
            Selection = selection ?? [],
            Failpoint = failpoint,
            MaxBatchBytes = maxBatchBytes ?? RunRequest.DefaultMaxBatchBytes,
        };
        return await new PipelineRunner(PipelineGraph.Create(Jobs), _spark, this, Time, ledger: _ledger).RunAsync(request, token ?? TestContext.Current.CancellationToken);
    }

    /// <summary>The rows of a table as text, sorted, without columns that begin with an underscore.</summary>
    public async Task<string[]> RowsAsync(string table, params string[] columns)
    {
        DataFrame frame = _ledger.Read().Format("delta").Load(Path.Combine(Lakehouse, table.Replace('.', '/')));
        string[] names = columns.Length > 0 ? columns : [.. frame.Columns().Where(name => name[0] != '_')];
        IReadOnlyList<Row> rows = await frame.Select(names[0], names[1..]).CollectAsync(TestContext.Current.CancellationToken);
        return [.. rows.Select(row => string.Join('|', row.Values.Select(Text))).Order(StringComparer.Ordinal)];
    }

    public async Task<long> VersionAsync(string table) => (await HistoryAsync(table))[0].Version;

    public Task<IReadOnlyList<TableCommit>> HistoryAsync(string table) =>
        new LakehouseReader(_ledger, Lakehouse).HistoryAsync(table, 100, TestContext.Current.CancellationToken);

    public void On(RunEvent happened) => Events.Add(happened);

    public async ValueTask DisposeAsync()
    {
        if (!ReferenceEquals(_spark, _ledger))
        {
            await _ledger.DisposeAsync();
        }

        await _spark.DisposeAsync();
        _folder.Dispose();
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
