using BigData.Spark.Proto;
using BigData.Spark.Sql;
using Response = BigData.Spark.Proto.ExecutePlanResponse;

namespace BigData.Spark.Connect.Tests.Results;

/// <summary>Streams of the real Spark, replayed by the server in the process.</summary>
public sealed class RecordedStreamTests : IAsyncLifetime
{
    private const string Types = """
        SELECT true AS b, 1Y AS i8, 2S AS i16, 3 AS i32, 4L AS i64, 1.5F AS f, 2.5D AS d, 12345678901234567890.12BD AS dec, 'text' AS s, X'00FF' AS bin,
          DATE'2024-02-29' AS day, TIMESTAMP'2024-02-29 12:34:56.789012Z' AS ts, TIMESTAMP_NTZ'2024-02-29 12:34:56.789012' AS ntz,
          array(1, NULL, 3) AS a, map('k', 1, 'l', NULL) AS m, named_struct('x', 1, 'y', array('z')) AS st, NULL AS n
        UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        """;

    private FakeServer _server = null!;
    private SparkSession _spark = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _spark = await Answers.OpenAsync(_server.Url);
        _server.Script.Completes = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _spark.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task All_types_are_read_and_their_nulls()
    {
        await ReplayAsync("types", Query(Types));

        IReadOnlyList<Row> rows = await _spark.Table("replayed").CollectAsync();

        Row row = rows[0];
        Assert.Equal(new object?[] { true, (sbyte)1, (short)2, 3, 4L, 1.5f, 2.5, 12345678901234567890.12m, "text" }, row.Values.Take(9));
        Assert.Equal(new byte[] { 0, 255 }, row[9]);
        Assert.Equal(new DateOnly(2024, 2, 29), row[10]);
        Assert.Equal(new DateTimeOffset(2024, 2, 29, 12, 34, 56, 789, 12, TimeSpan.Zero), row[11]);
        Assert.Equal(new DateTime(2024, 2, 29, 12, 34, 56, 789, 12), row[12]);
        Assert.Equal(new object?[] { 1, null, 3 }, Assert.IsAssignableFrom<IEnumerable<object?>>(row[13]));
        Assert.Equal("z", Assert.IsAssignableFrom<IEnumerable<object?>>(Assert.IsType<Row>(row[15])[1]).Single());
        Assert.All(rows[1].Values, Assert.Null);
    }

    [Fact]
    public async Task Batches_of_several_partitions_are_read_between_progress_and_metrics()
    {
        IReadOnlyList<Response> messages = await ReplayAsync("partitions", new Plan { Root = new() { Range = new() { End = 5, Step = 1, NumPartitions = 2 } } });

        Assert.Equal([0L, 1L, 2L, 3L, 4L], await _spark.Table("replayed").CollectAsync<long>());
        Assert.Equal(2, messages.Count(message => message.ArrowBatch is not null));
        Assert.Contains(messages, message => message.Metrics is { Metrics_.Count: > 0 });
        Assert.NotNull(messages[^1].ResultComplete);
    }

    [Fact]
    public async Task A_result_without_rows_has_its_schema()
    {
        await ReplayAsync("empty", Query("SELECT id, CAST(id AS STRING) AS s FROM range(0)"));

        Assert.Empty(await _spark.Table("replayed").CollectAsync());
    }

    [Fact]
    public async Task A_statement_gives_rows_that_the_client_holds()
    {
        await ReplayAsync("statement", new Plan { Command = new() { SqlCommand = new() { Input = new() { Sql = new() { Query = "SET spark.sql.shuffle.partitions" } } } } });

        DataFrame result = await _spark.SqlAsync("SET spark.sql.shuffle.partitions");

        Row row = Assert.Single(await result.CollectAsync());
        Assert.Equal("spark.sql.shuffle.partitions", row.GetAs<string>("key"));
        Assert.NotEmpty(row.GetAs<string>("value"));
        Assert.Equal(1, _server.Script.CountOf("ExecutePlan"));
    }

    private static Plan Query(string sql) => new() { Root = new() { Sql = new() { Query = sql } } };

    private async Task<IReadOnlyList<Response>> ReplayAsync(string name, Plan plan)
    {
        IReadOnlyList<Response> messages = await Recording.OfAsync(name, plan);
        _server.Script.Execute = _ => messages.Select(message => message.Clone());
        return messages;
    }
}
