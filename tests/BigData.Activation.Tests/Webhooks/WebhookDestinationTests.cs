using System.Text.Json.Nodes;
using BigData.Activation.Testing;
using BigData.Activation.Webhooks;

namespace BigData.Activation.Tests.Webhooks;

/// <summary>The destination <c>webhook</c> against a server that misbehaves.</summary>
public sealed class WebhookDestinationTests(EmbeddedSpark spark) : IDisposable
{
    private readonly TempFolder _folder = new();
    private Uri? _url;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_keeps_the_contract_of_destinations()
    {
        await using WebhookServer server = new((_, _) => 200);
        _url = server.Url;
        await new DestinationContract(spark.Session, Open, table => Task.FromResult<IReadOnlyList<IReadOnlyList<string?>>>(
            [.. server.Held().Values.Select(row => (IReadOnlyList<string?>)[.. table.Columns.Select(column => row[column.Name]?.ToString())])]))
            .CheckAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Every_row_arrives_though_the_server_is_busy_breaks_and_cuts_connections()
    {
        // Of eight requests one is taken at once; a cut one was taken, too, and comes again with the same key.
        await using WebhookServer server = new((number, _) => (number % 8) switch { 1 => 429, 2 => 500, 3 => WebhookServer.Cut, 5 => 503, _ => 200 });
        _url = server.Url;
        FakeTable table = new(spark.Session, [.. Enumerable.Range(0, 95).Select(i => $"c{i:D2}")]);
        PublicationResult result = await table.PublishAsync(Open(), 1);
        Assert.Null(result.Error);
        Assert.Equal(95, server.Held().Count);
        Assert.Contains(server.Requests, request => request.Status == WebhookServer.Cut);
        foreach (IGrouping<string, (string Key, int Status, JsonNode Body)> same in server.Requests.GroupBy(request => request.Key))
        {
            Assert.Single(same.Select(request => request.Body.ToJsonString()).Distinct());
        }

        Assert.Equal(10, server.Requests.Select(request => request.Key).Distinct().Count());
        Assert.Equal(PublicationOutcome.NoChange, (await table.PublishAsync(Open(), 1)).Outcome);
    }

    [Fact]
    public async Task A_server_that_goes_down_in_the_middle_gets_the_rest_when_it_is_back()
    {
        bool isUp = false;
        int limit = 3;
        await using WebhookServer server = new((number, _) => isUp || number <= limit ? 200 : 503);
        _url = server.Url;
        FakeTable table = new(spark.Session, [.. Enumerable.Range(0, 60).Select(i => $"c{i:D3}")]);
        PublicationResult down = await table.PublishAsync(Open(), 1);
        Assert.Equal(PublicationOutcome.Failed, down.Outcome);
        Assert.Contains("it answers 503", down.Message, StringComparison.Ordinal);
        isUp = true;
        int before = server.Requests.Count;
        Assert.Equal(PublicationOutcome.Published, (await table.PublishAsync(Open(), 1)).Outcome);
        Assert.Equal(3, server.Requests.Count - before);
        Assert.Equal(60, server.Held().Count);

        // Down again after a part was taken, and the table goes on meanwhile: what was taken and is not in the table any more is taken back.
        int known = server.Requests.Count;
        table.Add(2, [.. Enumerable.Range(0, 110).Select(i => $"c{i:D3}")]);
        isUp = false;
        limit = known + 2;
        Assert.Equal(PublicationOutcome.Failed, (await table.PublishAsync(Open(), 2)).Outcome);
        isUp = true;
        table.Add(3, [.. Enumerable.Range(50, 90).Select(i => $"c{i:D3}")]);
        Assert.Equal(PublicationOutcome.Published, (await table.PublishAsync(Open(), 3)).Outcome);
        Assert.Equal([.. Enumerable.Range(50, 90).Select(i => $"c{i:D3}")], server.Held().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_row_that_the_server_refuses_is_a_dead_letter_and_is_tried_again_by_the_next_publication()
    {
        bool isStrict = true;
        await using WebhookServer server = new((_, body) => isStrict && body["changes"]!.AsArray().Any(change => (string?)change!["row"]!["id"] == "c07") ? 422 : 200);
        _url = server.Url;
        FakeTable table = new(spark.Session, [.. Enumerable.Range(0, 20).Select(i => $"c{i:D2}")]);
        PublicationResult result = await table.PublishAsync(Open(), 1);
        Assert.Equal((PublicationOutcome.Published, 1L), (result.Outcome, result.Rejected));
        Assert.StartsWith("{\"_table\":\"gold.fake\",\"id\":\"c07\"}: the endpoint answered 422", $"{result.Rejects.Single().Key}: {result.Rejects.Single().Reason}", StringComparison.Ordinal);
        Assert.Equal(19, server.Held().Count);
        isStrict = false;
        table.Add(2, [.. Enumerable.Range(0, 21).Select(i => $"c{i:D2}")]);
        Assert.Equal(0, (await table.PublishAsync(Open(), 2)).Rejected);
        Assert.Equal(21, server.Held().Count);
    }

    private WebhookDestination Open() => new(
        "hook",
        _folder.FullPath,
        new WebhookOptions { Url = _url!, BatchSize = 10, RequestsPerSecond = 10_000, Retries = 4, FirstPause = TimeSpan.FromMilliseconds(1) },
        TimeProvider.System);
}
