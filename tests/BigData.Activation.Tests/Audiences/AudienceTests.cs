using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using BigData.Activation.Audiences;
using BigData.Spark.Sql;

namespace BigData.Activation.Tests.Audiences;

/// <summary>Who is in an audience, and what a platform is told when that changes.</summary>
public sealed class AudienceTests : IDisposable
{
    private readonly EmbeddedSpark _spark;
    private readonly TempFolder _folder = new();
    private readonly List<string> _members = ["ann", "bob", "cid", "dan", "eva", "fay"];
    private readonly List<string> _consents = [];
    private readonly List<string> _suppressions = [];
    private readonly List<string> _customers =
    [
        "'ann', 'Ann@Example.com', '+442079460001', 'GB'", "'bob', 'bob@example.com', null, null", "'cid', 'cid@example.com', null, null",
        "'dan', 'dan@example.com', null, null", "'eva', null, 'none', 'GB'", "'fay', 'fay@example.com', '13800138000', 'CN'",
    ];

    public AudienceTests(EmbeddedSpark spark)
    {
        _spark = spark;
        Say("ann", "granted", 1);
        Say("bob", "granted", 1);
        Say("bob", "denied", 2);
        Say("dan", "granted", 1);
        Say("eva", "granted", 1);
        Say("fay", "denied", 1);
        Say("fay", "granted", 2);
        _suppressions.Add("'dan', 'complaint'");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_who_has_agreed_and_is_not_suppressed_gets_in_and_the_others_are_counted()
    {
        PublicationResult result = await PublishAsync();
        Assert.Null(result.Error);
        Assert.Equal((PublicationOutcome.Published, 2L, 1L), (result.Outcome, result.Added, result.Rejected));
        Assert.StartsWith("left out: 1 consent denied, 1 no consent, 1 suppressed", result.Message, StringComparison.Ordinal);
        Assert.Equal("{\"source\":\"shop\",\"customer_id\":\"eva\"}: no identifier that meta takes", $"{result.Rejects.Single().Key}: {result.Rejects.Single().Reason}");
        string[] lines = await LinesAsync("000000-add-001.csv");
        Assert.Equal("email,phone", lines[0]);
        Assert.Equal(
            [$"{Hash("ann@example.com")},{Hash("442079460001")}", $"{Hash("fay@example.com")},{Hash("8613800138000")}"],
            lines[1..].OrderByDescending(line => line.StartsWith(Hash("ann@example.com"), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_withdrawn_consent_leaves_on_the_next_publication_even_when_the_person_is_forgotten()
    {
        await PublishAsync();
        Say("ann", "withdrawn", 3);
        _customers.RemoveAt(0);
        PublicationResult result = await PublishAsync();
        Assert.Equal((0L, 1L), (result.Added, result.Removed));
        Assert.Equal(["email,phone", $"{Hash("ann@example.com")},{Hash("442079460001")}"], await LinesAsync("000001-remove-001.csv"));
        Assert.False(File.Exists(_folder.File("out", "champions", "000001-add-001.csv")));
        Assert.Equal(PublicationOutcome.NoChange, (await PublishAsync()).Outcome);
    }

    [Fact]
    public async Task Somebody_with_a_new_address_leaves_with_the_old_one_and_comes_with_the_new()
    {
        await PublishAsync();
        _customers[0] = "'ann', 'ann@new.example', null, null";
        PublicationResult result = await PublishAsync();
        Assert.Equal((1L, 1L), (result.Added, result.Removed));
        Assert.Equal($"{Hash("ann@new.example")},", (await LinesAsync("000001-add-001.csv"))[1]);
        Assert.StartsWith(Hash("ann@example.com"), (await LinesAsync("000001-remove-001.csv"))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_before_the_manifest_the_same_step_is_written_again()
    {
        await PublishAsync();
        string manifest = _folder.File("out", "champions", "_manifest.json");
        string before = await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken);
        _members.Remove("fay");
        await PublishAsync();
        string[] removal = await LinesAsync("000001-remove-001.csv");
        await File.WriteAllTextAsync(manifest, before, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder.File("out", "champions", "000001-remove-001.csv"), "half", TestContext.Current.CancellationToken);
        PublicationResult again = await PublishAsync();
        Assert.Equal((PublicationOutcome.Published, 1L), (again.Outcome, again.Removed));
        Assert.Equal(removal, await LinesAsync("000001-remove-001.csv"));
    }

    [Fact]
    public async Task A_preview_writes_nothing_and_shows_nobody()
    {
        PublicationResult preview = await PublishAsync(isDryRun: true);
        Assert.Equal((PublicationOutcome.Previewed, 2L), (preview.Outcome, preview.Added));
        Assert.False(Directory.Exists(_folder.File("out")));
        Assert.False(Directory.Exists(_folder.File("members")));
        Assert.All(preview.Samples.SelectMany(sample => sample.Values), pair => Assert.StartsWith("person-", pair.Value ?? "person-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Half_of_the_people_are_held_out_and_always_the_same()
    {
        for (int i = 0; i < 400; i++)
        {
            _members.Add($"p{i}");
            _customers.Add($"'p{i}', 'p{i}@example.com', null, null");
            Say($"p{i}", "granted", 1);
        }

        PublicationResult first = await PublishAsync(holdout: 0.5);
        Assert.InRange(first.Added, 170, 232);
        Assert.Equal(PublicationOutcome.NoChange, (await PublishAsync(holdout: 0.5)).Outcome);

        // Consents that are withdrawn need no second look; a segment that loses as many does.
        for (int i = 0; i < 300; i++)
        {
            Say($"p{i}", "withdrawn", 5);
        }

        Assert.Equal(PublicationOutcome.Published, (await PublishAsync(holdout: 0.5)).Outcome);
    }

    [Fact]
    public async Task Each_platform_gets_its_own_kind_of_file()
    {
        Assert.Null((await PublishAsync("google")).Error);
        JsonNode request = JsonNode.Parse(await File.ReadAllTextAsync(_folder.File("out", "champions", "000000-add-001.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal("HEX", (string?)request["encoding"]);
        Assert.Equal(2, request["audienceMembers"]!.AsArray().Count);
        Assert.All(request["audienceMembers"]!.AsArray(), member => Assert.Equal("CONSENT_GRANTED", (string?)member!["consent"]!["adUserData"]));

        Directory.Delete(_folder.FullPath, recursive: true);
        Assert.Null((await PublishAsync("ocean_engine")).Error);
        byte[] message = Convert.FromBase64String(Unzip("000000-add-001.zip").TrimEnd('\n'));
        Assert.Equal([0x0A, 68, 0x10, 6, 0x1A, 64], message[..6]);
        Assert.Equal(Hash("13800138000"), Encoding.ASCII.GetString(message[6..]));

        Directory.Delete(_folder.FullPath, recursive: true);
        Assert.Null((await PublishAsync("tencent")).Error);
        Assert.Equal(Hash("13800138000") + "\n", Unzip("000000-add-001.zip"));

        Directory.Delete(_folder.FullPath, recursive: true);
        PublicationResult baidu = await PublishAsync("baidu");
        Assert.EndsWith("baidu wants at least 5000 people", baidu.Message, StringComparison.Ordinal);
        string slice = await File.ReadAllTextAsync(_folder.File("out", "champions", "000000-add-001.b64"), TestContext.Current.CancellationToken);
        Assert.Equal(Identifiers.Md5("13800138000") + "\n", Encoding.ASCII.GetString(Convert.FromBase64String(slice)));
    }

    private void Say(string customer, string status, int day) =>
        _consents.Add($"'{customer}', 'marketing', 'display', 'ad_platform', '{status}', TIMESTAMP'2026-01-0{day} 00:00:00'");

    private async Task<PublicationResult> PublishAsync(string platform = "meta", bool isDryRun = false, double holdout = 0)
    {
        AudienceOptions rules = new() { Purpose = "marketing", Channel = "display", Receiver = "ad_platform", HoldoutShare = holdout };
        await using AudienceFilesDestination destination = new(
            "ads", _folder.File("out"), AudiencePlatform.Find(platform)!, rules, new Dictionary<string, string> { ["champions"] = "true" });
        AudienceTables tables = new(
            Frame("customer_id STRING", [.. _members.Select(member => $"'{member}'")]),
            Frame("customer_id STRING, email STRING, phone_e164 STRING, country STRING", _customers),
            Frame("customer_id STRING, purpose STRING, channel STRING, destination STRING, status STRING, status_at TIMESTAMP", _consents),
            Frame("customer_id STRING, reason STRING", _suppressions));
        return await new AudiencePublisher(_spark.Session, TimeProvider.System).PublishAsync(
            destination, "champions", tables, _folder.File("members"), new PublicationOptions { RunId = "run", IsDryRun = isDryRun }, TestContext.Current.CancellationToken);
    }

    private DataFrame Frame(string columns, List<string> rows)
    {
        string[] names = [.. columns.Split(", ").Select(column => column.Split(' ')[0])];
        return _spark.Session.Sql($"SELECT 'shop' AS source, * FROM VALUES {string.Join(", ", rows.Select(row => $"({row})"))} AS t({string.Join(", ", names)})");
    }

    private Task<string[]> LinesAsync(string file) => File.ReadAllLinesAsync(_folder.File("out", "champions", file), TestContext.Current.CancellationToken);

    private string Unzip(string file)
    {
        using ZipArchive zip = ZipFile.OpenRead(_folder.File("out", "champions", file));
        using StreamReader reader = new(zip.Entries.Single().Open());
        return reader.ReadToEnd();
    }

    private static string Hash(string normal) => Identifiers.Sha256(normal)!;
}
