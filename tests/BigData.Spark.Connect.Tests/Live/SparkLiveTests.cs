using BigData.Spark.Proto;
using BigData.Spark.Sql;
using BigData.Testing;
using Grpc.Net.Client;

namespace BigData.Spark.Connect.Tests.Live;

/// <summary>Against the real Spark that <c>BIGDATA_TEST_REMOTE</c> names, through a proxy that breaks what passes.</summary>
public sealed class SparkLiveTests : IAsyncLifetime
{
    private const string Endless = "SELECT count(*) FROM range(100000000) a CROSS JOIN range(100000) b WHERE (a.id + b.id) % 7 = 9";

    /// <summary>The class <c>BigDataGreeter</c>, whose method <c>greet(name)</c> gives <c>hello name</c>, compiled for Java 8.</summary>
    private const string Greeter =
        "yv66vgAAADQAGQoAAgADBwAEDAAFAAYBABBqYXZhL2xhbmcvT2JqZWN0AQAGPGluaXQ+AQADKClWBwAIAQAXamF2YS9sYW5nL1N0cmluZ0J1aWxkZXIKAAcAAwgACwEABmhlbGxvIAoA"
        + "BwANDAAOAA8BAAZhcHBlbmQBAC0oTGphdmEvbGFuZy9TdHJpbmc7KUxqYXZhL2xhbmcvU3RyaW5nQnVpbGRlcjsKAAcAEQwAEgATAQAIdG9TdHJpbmcBABQoKUxqYXZhL2xhbmcvU3Ry"
        + "aW5nOwcAFQEADkJpZ0RhdGFHcmVldGVyAQAEQ29kZQEABWdyZWV0AQAmKExqYXZhL2xhbmcvU3RyaW5nOylMamF2YS9sYW5nL1N0cmluZzsAIQAUAAIAAAAAAAIAAQAFAAYAAQAWAAAA"
        + "EQABAAEAAAAFKrcAAbEAAAAAAAkAFwAYAAEAFgAAACAAAgABAAAAFLsAB1m3AAkSCrYADCq2AAy2ABCwAAAAAAAA";

    private readonly ConnectUrl _server = ConnectUrl.Parse(SparkRemote.UrlOrSkip(), Environment.GetEnvironmentVariable);
    private readonly string _session = Guid.NewGuid().ToString("D");
    private FrameProxy _proxy = null!;
    private SparkSession _spark = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = FrameProxy.To(_server.Port);
        _spark = await Open($"{_proxy.Url}/;session_id={_session}");
    }

    public async ValueTask DisposeAsync()
    {
        await _spark.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_result_survives_a_connection_that_breaks_again_and_again()
    {
        const int Rows = 3_000_000;
        int frames = 0;
        int cuts = 0;
        _proxy.OnFrame = frame =>
        {
            bool cut = frame.IsData && Interlocked.Increment(ref frames) % 400 == 399 && Interlocked.Increment(ref cuts) <= 3;
            return cut ? Verdict.CutInside : Verdict.Pass;
        };
        long expected = 0;

        await foreach (Apache.Arrow.RecordBatch batch in _spark.Range(0, Rows, 1, 12).ToArrowAsync(Token))
        {
            using (batch)
            {
                foreach (long id in ((Apache.Arrow.Int64Array)batch.Column(0)).Values)
                {
                    Assert.Equal(expected++, id);
                }
            }
        }

        Assert.Equal(Rows, expected);
        Assert.True(cuts >= 3, $"only {cuts} cuts");
        Assert.True(_proxy.Connections >= 4, $"only {_proxy.Connections} connections");
    }

    [Fact]
    public async Task A_write_goes_on_while_the_connection_is_away_and_happens_once()
    {
        using var folder = new TempFolder();
        string path = folder.File("once");
        DataFrame rows = _spark.Range(0, 8, 1, 4).SelectExpr("id", "java_method('java.lang.Thread', 'sleep', 250L + id * 0) AS slept");
        var running = new TaskCompletionSource();
        _spark.RegisterProgressHandler(_ => running.TrySetResult());

        Task write = rows.Write().Mode("append").Format("parquet").SaveAsync(path, Token);
        await Task.WhenAny(running.Task, write);
        _proxy.IsDown = true;
        _proxy.CutAll();
        await Task.Delay(TimeSpan.FromSeconds(1), Token);
        _proxy.IsDown = false;
        await write;

        Assert.Equal(8, await _spark.Read().Parquet(path).CountAsync(Token));
    }

    [Fact]
    public async Task Giving_up_stops_the_execution_on_the_server()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var seen = new TaskCompletionSource<string>();
        _spark.RegisterProgressHandler(progress =>
        {
            if (progress.RunningTasks > 0)
            {
                seen.TrySetResult(progress.OperationId);
            }
        });

        Task<IReadOnlyList<Row>> rows = (await _spark.SqlAsync(Endless, Token)).CollectAsync(cancel.Token);
        string operation = await seen.Task.WaitAsync(TimeSpan.FromMinutes(3), Token);
        Assert.Equal(GetStatusResponse.Types.OperationStatus.Types.OperationState.Running, await StateAsync(operation));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rows);
        GetStatusResponse.Types.OperationStatus.Types.OperationState state;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        do
        {
            await Task.Delay(100, limit.Token);
            state = await StateAsync(operation);
        }
        while (state is GetStatusResponse.Types.OperationStatus.Types.OperationState.Running or GetStatusResponse.Types.OperationStatus.Types.OperationState.Terminating);
        Assert.Equal(GetStatusResponse.Types.OperationStatus.Types.OperationState.Cancelled, state);
    }

    [Fact]
    public async Task A_tag_stops_what_runs_under_it_and_nothing_else()
    {
        var seen = new TaskCompletionSource();
        _spark.RegisterProgressHandler(progress => _ = progress.RunningTasks > 0 && seen.TrySetResult());
        DataFrame endless = await _spark.SqlAsync(Endless, Token);
        _spark.AddTag("nightly");
        Task<IReadOnlyList<Row>> rows = endless.CollectAsync(Token);
        await seen.Task.WaitAsync(TimeSpan.FromMinutes(3), Token);

        Assert.Empty(await _spark.InterruptTagAsync("other", Token));
        Assert.Single(await _spark.InterruptTagAsync("nightly", Token));

        SparkException error = await Assert.ThrowsAnyAsync<SparkException>(() => rows);
        Assert.Equal("OPERATION_CANCELED", error.ErrorClass);
    }

    [Fact]
    public async Task A_million_rows_of_this_program_are_sent_once()
    {
        DataFrame frame = _spark.CreateDataFrame(Enumerable.Range(0, 1_000_000).Select(i => new Line(i, $"name {i % 1000}", i / 4.0)));

        Row row = Assert.Single(await frame.SelectExpr("count(*)", "sum(id)", "count(DISTINCT name)", "sum(amount)").CollectAsync(Token));

        Assert.Equal(new object[] { 1_000_000L, 499_999_500_000L, 1000L, 124_999_875_000.0 }, row.Values);
        Assert.Equal(1_000_000, await frame.CountAsync(Token));
        Assert.Equal("bigint", (await frame.SchemaAsync(Token))["Id"].DataType.SimpleString);
    }

    [Fact]
    public async Task A_class_of_this_machine_is_callable_in_the_session_that_it_was_given_to()
    {
        using var folder = new TempFolder();
        string path = folder.File("BigDataGreeter.class");
        await File.WriteAllBytesAsync(path, Convert.FromBase64String(Greeter), Token);

        await _spark.AddArtifactsAsync([path], Token);

        DataFrame call = await _spark.SqlAsync("SELECT java_method('BigDataGreeter', 'greet', 'world')", Token);
        Assert.Equal("hello world", Assert.Single(await call.CollectAsync<string>(Token)));
    }

    [Fact]
    public async Task A_copy_of_a_session_starts_with_its_settings_and_views()
    {
        await _spark.Conf().SetAsync("spark.sql.shuffle.partitions", "7", Token);
        _spark.Range(3).CreateOrReplaceTempView("numbers");

        await using SparkSession copy = await _spark.CloneSessionAsync(Token);
        await copy.Conf().SetAsync("spark.sql.shuffle.partitions", "9", Token);

        Assert.Equal(3, await copy.Table("numbers").CountAsync(Token));
        Assert.Equal("7", await _spark.Conf().GetAsync("spark.sql.shuffle.partitions", Token));
    }

    [Fact]
    public async Task A_released_session_says_that_it_is_over()
    {
        string id = Guid.NewGuid().ToString("D");
        await using SparkSession other = await Open($"{_proxy.Url}/;session_id={id}");
        await other.Range(1).CollectAsync(Token);
        using GrpcChannel channel = GrpcChannel.ForAddress(_server.Address);
        await new SparkConnectService.SparkConnectServiceClient(channel).ReleaseSessionAsync(
            new ReleaseSessionRequest { SessionId = id, UserContext = new() { UserId = Environment.UserName } }, cancellationToken: Token);

        SparkException error = await Assert.ThrowsAnyAsync<SparkException>(() => other.Range(1).CollectAsync(Token));

        Assert.StartsWith("INVALID_HANDLE.SESSION_", error.ErrorClass, StringComparison.Ordinal);
        Assert.Contains("Create another one by SparkSession.Builder()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_a_task_has_its_place_and_its_cause()
    {
        var error = await Assert.ThrowsAsync<SparkArithmeticException>(
            async () => await (await _spark.SqlAsync("SELECT id / (id - 5) AS q FROM range(10)", Token)).CollectAsync(Token));

        Assert.Equal(("DIVIDE_BY_ZERO", "22012"), (error.ErrorClass, error.SqlState));
        Assert.Equal("id / (id - 5)", Assert.Single(error.QueryContext).Fragment);
        Assert.Contains("java.", error.ServerStackTrace, StringComparison.Ordinal);
    }

    private static Task<SparkSession> Open(string url) => SparkSession.Builder().AppName("connect-tests").Output(new StringWriter())
        .Remote(ConnectUrl.Parse(url), new RemoteOptions(), BigData.Spark.Connect.Calls.ConnectTiming.Default).GetOrCreateAsync(Token);

    private async Task<GetStatusResponse.Types.OperationStatus.Types.OperationState> StateAsync(string operation)
    {
        using GrpcChannel channel = GrpcChannel.ForAddress(_server.Address);
        var client = new SparkConnectService.SparkConnectServiceClient(channel);
        GetStatusResponse response = await client.GetStatusAsync(
            new GetStatusRequest
            {
                SessionId = _session,
                UserContext = new() { UserId = Environment.UserName },
                OperationStatus = new() { OperationIds = { operation } },
            },
            cancellationToken: Token);
        return response.OperationStatuses.Single().State;
    }

    public sealed record Line(long Id, string Name, double Amount);
}
