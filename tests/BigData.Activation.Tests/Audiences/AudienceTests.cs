using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using BigData.Activation.Audiences;

namespace BigData.Activation.Tests.Audiences;

/// <summary>Who is in an audience, and what a platform is told when that changes.</summary>
public sealed class AudienceTests : IDisposable
{
    private readonly AudienceBench _bench;

    public AudienceTests(EmbeddedSpark spark)
    {
        _bench = new AudienceBench(spark.Session);
        _bench.Members.AddRange(["ann", "bob", "cid", "dan", "eva", "fay"]);
        _bench.Customers.AddRange(
        [
            "'ann', 'Ann@Example.com', '+442079460001', 'GB'", "'bob', 'bob@example.com', null, null", "'cid', 'cid@example.com', null, null",
            "'dan', 'dan@example.com', null, null", "'eva', null, 'none', 'GB'", "'fay', 'fay@example.com', '13800138000', 'CN'",
        ]);
        _bench.Say("ann", "granted", 1);
        _bench.Say("bob", "granted", 1);
        _bench.Say("bob", "denied", 2);
        _bench.Say("dan", "granted", 1);
        _bench.Say("eva", "granted", 1);
        _bench.Say("fay", "denied", 1);
        _bench.Say("fay", "granted", 2);
        _bench.Suppressions.Add("'dan', 'complaint'");
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Only_who_has_agreed_and_is_not_suppressed_gets_in_and_the_others_are_counted()
    {
        PublicationResult result = await _bench.PublishAsync();
        Assert.Null(result.Error);
        Assert.Equal((PublicationOutcome.Published, 2L, 1L), (result.Outcome, result.Added, result.Rejected));
        Assert.StartsWith("left out: 1 consent denied, 1 no consent, 1 suppressed", result.Message, StringComparison.Ordinal);
        Assert.Equal("{\"source\":\"shop\",\"customer_id\":\"eva\"}: no identifier that meta takes", $"{result.Rejects.Single().Key}: {result.Rejects.Single().Reason}");
        string[] lines = await _bench.LinesAsync("000000-add-001.csv");
        Assert.Equal("email,phone", lines[0]);
        Assert.Equal(
            [$"{AudienceBench.Hash("ann@example.com")},{AudienceBench.Hash("442079460001")}", $"{AudienceBench.Hash("fay@example.com")},{AudienceBench.Hash("8613800138000")}"],
            lines[1..].OrderByDescending(line => line.StartsWith(AudienceBench.Hash("ann@example.com"), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_withdrawn_consent_leaves_on_the_next_publication_even_when_the_person_is_forgotten()
    {
        await _bench.PublishAsync();
        _bench.Say("ann", "withdrawn", 3);
        _bench.Customers.RemoveAt(0);
        PublicationResult result = await _bench.PublishAsync();
        Assert.Equal((0L, 1L), (result.Added, result.Removed));
        Assert.Equal(["email,phone", $"{AudienceBench.Hash("ann@example.com")},{AudienceBench.Hash("442079460001")}"], await _bench.LinesAsync("000001-remove-001.csv"));
        Assert.False(File.Exists(_bench.PathOf("ads", "champions", "000001-add-001.csv")));
        Assert.Equal(PublicationOutcome.NoChange, (await _bench.PublishAsync()).Outcome);
    }

    [Fact]
    public async Task Somebody_with_a_new_address_leaves_with_the_old_one_and_comes_with_the_new()
    {
        await _bench.PublishAsync();
        _bench.Customers[0] = "'ann', 'ann@new.example', null, null";
        PublicationResult result = await _bench.PublishAsync();
        Assert.Equal((1L, 1L), (result.Added, result.Removed));
        Assert.Equal($"{AudienceBench.Hash("ann@new.example")},", (await _bench.LinesAsync("000001-add-001.csv"))[1]);
        Assert.StartsWith(AudienceBench.Hash("ann@example.com"), (await _bench.LinesAsync("000001-remove-001.csv"))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_before_the_manifest_the_same_step_is_written_again()
    {
        await _bench.PublishAsync();
        string manifest = _bench.PathOf("ads", "champions", "_manifest.json");
        string before = await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken);
        _bench.Members.Remove("fay");
        await _bench.PublishAsync();
        string[] removal = await _bench.LinesAsync("000001-remove-001.csv");
        await File.WriteAllTextAsync(manifest, before, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_bench.PathOf("ads", "champions", "000001-remove-001.csv"), "half", TestContext.Current.CancellationToken);
        PublicationResult again = await _bench.PublishAsync();
        Assert.Equal((PublicationOutcome.Published, 1L), (again.Outcome, again.Removed));
        Assert.Equal(removal, await _bench.LinesAsync("000001-remove-001.csv"));
    }

    [Fact]
    public async Task A_preview_writes_nothing_and_shows_nobody()
    {
        PublicationResult preview = await _bench.PublishAsync(isDryRun: true);
        Assert.Equal((PublicationOutcome.Previewed, 2L), (preview.Outcome, preview.Added));
        Assert.False(Directory.Exists(_bench.PathOf("ads")));
        Assert.False(Directory.Exists(_bench.PathOf("_members")));
        Assert.All(preview.Samples.SelectMany(sample => sample.Values), pair => Assert.StartsWith("person-", pair.Value ?? "person-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Half_of_the_people_are_held_out_and_always_the_same()
    {
        _bench.Add(400);
        PublicationResult first = await _bench.PublishAsync(holdout: 0.5);
        Assert.InRange(first.Added, 170, 232);
        Assert.Equal(PublicationOutcome.NoChange, (await _bench.PublishAsync(holdout: 0.5)).Outcome);
    }

    [Fact]
    public async Task Each_platform_gets_its_own_kind_of_file()
    {
        Assert.Null((await _bench.PublishAsync("google")).Error);
        JsonNode request = JsonNode.Parse(await File.ReadAllTextAsync(_bench.PathOf("ads", "champions", "000000-add-001.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal("HEX", (string?)request["encoding"]);
        Assert.Equal(2, request["audienceMembers"]!.AsArray().Count);
        Assert.All(request["audienceMembers"]!.AsArray(), member => Assert.Equal("CONSENT_GRANTED", (string?)member!["consent"]!["adUserData"]));

        _bench.Clear();
        Assert.Null((await _bench.PublishAsync("ocean_engine")).Error);
        byte[] message = Convert.FromBase64String(Unzip("000000-add-001.zip").TrimEnd('\n'));
        Assert.Equal([0x0A, 68, 0x10, 6, 0x1A, 64], message[..6]);
        Assert.Equal(AudienceBench.Hash("13800138000"), Encoding.ASCII.GetString(message[6..]));

        _bench.Clear();
        Assert.Null((await _bench.PublishAsync("tencent")).Error);
        Assert.Equal(AudienceBench.Hash("13800138000") + "\n", Unzip("000000-add-001.zip"));

        _bench.Clear();
        PublicationResult baidu = await _bench.PublishAsync("baidu");
        Assert.EndsWith("baidu wants at least 5000 people", baidu.Message, StringComparison.Ordinal);
        string slice = await File.ReadAllTextAsync(_bench.PathOf("ads", "champions", "000000-add-001.b64"), TestContext.Current.CancellationToken);
        Assert.Equal(Identifiers.Md5("13800138000") + "\n", Encoding.ASCII.GetString(Convert.FromBase64String(slice)));
    }

    private string Unzip(string file)
    {
        using ZipArchive zip = ZipFile.OpenRead(_bench.PathOf("ads", "champions", file));
        using StreamReader reader = new(zip.Entries.Single().Open());
        return reader.ReadToEnd();
    }
}
