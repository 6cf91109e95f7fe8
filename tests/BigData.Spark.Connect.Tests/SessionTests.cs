using BigData.Spark.Proto;
using BigData.Spark.Sql;

namespace BigData.Spark.Connect.Tests;

/// <summary>Sessions: copies, interrupts, and the fields that every request carries.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private FakeServer _server = null!;
    private SparkSession _spark = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _spark = await Answers.OpenAsync(_server.Url + "/;session_id=00112233-4455-6677-8899-aabbccddeeff");
        _server.Script.Execute = _ => [Answers.Schema(), Answers.Batch(0, 1)];
    }

    public async ValueTask DisposeAsync()
    {
        await _spark.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Requests_carry_the_session_and_what_was_seen_of_the_server()
    {
        await _spark.Range(1).CollectAsync();

        ExecutePlanRequest request = Assert.Single(_server.Script.Executed);
        Assert.Equal("00112233-4455-6677-8899-aabbccddeeff", request.SessionId);
        Assert.Equal(Script.ServerSession, request.ClientObservedServerSideSessionId);
        Assert.True(Guid.TryParseExact(request.OperationId, "D", out _));
        Assert.Contains(request.RequestOptions, option => option.ReattachOptions is { Reattachable: true });
    }

    [Fact]
    public async Task A_copy_of_a_session_has_an_id_of_its_own_and_knows_the_servers()
    {
        await using SparkSession copy = await _spark.CloneSessionAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1L], await copy.Range(1).CollectAsync<long>());

        (string session, string servers) = Assert.Single(_server.Script.Clones);
        ExecutePlanRequest request = Assert.Single(_server.Script.Executed);
        Assert.NotEqual("00112233-4455-6677-8899-aabbccddeeff", session);
        Assert.Equal((session, servers), (request.SessionId, request.ClientObservedServerSideSessionId));
    }

    [Fact]
    public async Task Interrupts_name_what_they_stop_and_tell_what_was_stopped()
    {
        List<InterruptRequest> asked = [];
        _server.Script.Interrupt = request =>
        {
            asked.Add(request);
            return new InterruptResponse { InterruptedIds = { "op" } };
        };

        Assert.Equal(["op"], await _spark.InterruptAllAsync(TestContext.Current.CancellationToken));
        await _spark.InterruptTagAsync("nightly", TestContext.Current.CancellationToken);
        await _spark.InterruptOperationAsync("0d8a3b1e", TestContext.Current.CancellationToken);

        Assert.Equal(
            [InterruptRequest.Types.InterruptType.All, InterruptRequest.Types.InterruptType.Tag, InterruptRequest.Types.InterruptType.OperationId],
            asked.Select(request => request.InterruptType));
        Assert.Equal(("nightly", "0d8a3b1e"), (asked[1].OperationTag, asked[2].OperationId));
    }

    [Fact]
    public async Task Progress_reaches_the_handler_and_ends()
    {
        List<ExecutionProgress> heard = [];
        _server.Script.Execute = _ =>
        [
            Answers.Schema(),
            new ExecutePlanResponse
            {
                ExecutionProgress = new()
                {
                    NumInflightTasks = 2,
                    Stages = { new ExecutePlanResponse.Types.ExecutionProgress.Types.StageInfo { StageId = 4, NumTasks = 10, NumCompletedTasks = 3, InputBytesRead = 77 } },
                },
            },
            Answers.Batch(0, 1),
        ];
        _spark.RegisterProgressHandler(heard.Add);

        await _spark.Range(1).CollectAsync();
        _spark.RemoveProgressHandler(heard.Add);
        await _spark.Range(1).CollectAsync();

        Assert.Equal(new StageProgress(4, 10, 3, 77, Done: false), Assert.Single(heard[0].Stages));
        Assert.Equal((2, 2L, true), (heard.Count, heard[0].RunningTasks, heard[1].IsDone));
        Assert.Equal(_server.Script.Executed.First().OperationId, heard[0].OperationId);
    }
}
