using BigData.Activation.Audiences;
using BigData.Spark.Sql;

namespace BigData.Activation.Tests.Audiences;

/// <summary>A lakehouse with people in it, as a test makes them up, and destinations for audiences in a folder.</summary>
internal sealed class AudienceBench(SparkSession spark) : IDisposable
{
    private readonly TempFolder _folder = new();

    public List<string> Members { get; } = [];

    public List<string> Customers { get; } = [];

    public List<string> Suppressions { get; } = [];

    /// <summary>The as-of day of the members.</summary>
    public DateOnly Day { get; set; } = new(2026, 1, 10);

    public FrequencyCap? Cap { get; init; }

    private List<string> Consents { get; } = [];

    public void Dispose() => _folder.Dispose();

    public void Say(string customer, string status, int day) =>
        Consents.Add($"'{customer}', 'marketing', 'display', 'ad_platform', '{status}', TIMESTAMP'2026-01-0{day} 00:00:00'");

    /// <summary>People p0, p1 … with an address and a consent.</summary>
    public void Add(int people)
    {
        foreach (string name in Enumerable.Range(0, people).Select(i => $"p{i}"))
        {
            Members.Add(name);
            Customers.Add($"'{name}', '{name}@example.com', null, null");
            Say(name, "granted", 1);
        }
    }

    public async Task<PublicationResult> PublishAsync(
        string platform = "meta", bool isDryRun = false, double holdout = 0, string destination = "ads", string audience = "champions", bool isForced = false, bool isDown = false)
    {
        AudienceOptions rules = new() { Purpose = "marketing", Channel = "display", Receiver = "ad_platform", HoldoutShare = holdout, Cap = Cap };
        AudienceFilesDestination files = new(
            destination, PathOf(destination), AudiencePlatform.Find(platform)!, rules, new Dictionary<string, string> { [audience] = "true" });
        await using IAudienceDestination open = isDown ? new DownDestination(files) : files;
        AudienceTables tables = new(
            Frame("customer_id STRING", [.. Members.Select(member => $"'{member}'")]),
            Frame("customer_id STRING, email STRING, phone_e164 STRING, country STRING", Customers),
            Frame("customer_id STRING, purpose STRING, channel STRING, destination STRING, status STRING, status_at TIMESTAMP", Consents),
            Frame("customer_id STRING, reason STRING", Suppressions))
        {
            AsOf = Day,
        };
        AudienceMemory memory = new(PathOf("_members", destination, audience), PathOf("_contacts"));
        return await new AudiencePublisher(spark, TimeProvider.System).PublishAsync(
            open, audience, tables, memory, new PublicationOptions { RunId = "run", IsDryRun = isDryRun, IsForced = isForced }, TestContext.Current.CancellationToken);
    }

    public string PathOf(params string[] parts) => _folder.File(parts);

    /// <summary>A file of the audience champions of the destination ads.</summary>
    public Task<string[]> LinesAsync(string file) => File.ReadAllLinesAsync(PathOf("ads", "champions", file), TestContext.Current.CancellationToken);

    /// <summary>Forgets what was published, as if nothing ever was.</summary>
    public void Clear() => Directory.Delete(_folder.FullPath, recursive: true);

    public static string Hash(string normal) => Identifiers.Sha256(normal)!;

    private DataFrame Frame(string columns, List<string> rows)
    {
        string[] names = [.. columns.Split(", ").Select(column => column.Split(' ')[0])];
        string nobody = string.Join(", ", columns.Split(", ").Select(column => $"CAST(NULL AS {column.Split(' ')[1]}) AS {column.Split(' ')[0]}"));
        return spark.Sql(rows.Count == 0
            ? $"SELECT 'shop' AS source, {nobody} LIMIT 0"
            : $"SELECT 'shop' AS source, * FROM VALUES {string.Join(", ", rows.Select(row => $"({row})"))} AS t({string.Join(", ", names)})");
    }

    /// <summary>A destination that remembers and takes nothing.</summary>
    private sealed class DownDestination(IAudienceDestination inner) : IAudienceDestination
    {
        public string Name => inner.Name;

        public string Platform => inner.Platform;

        public AudienceOptions Rules => inner.Rules;

        public IReadOnlyDictionary<string, string> Audiences => inner.Audiences;

        public Task<Acknowledgement?> AcknowledgedAsync(PublishedTable table, CancellationToken token) => inner.AcknowledgedAsync(table, token);

        public Column? Refusal(PublishedTable table) => inner.Refusal(table);

        public Task<DeliveryReport> DeliverAsync(Delivery delivery, CancellationToken token) => throw new DestinationException("it is down today");

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
