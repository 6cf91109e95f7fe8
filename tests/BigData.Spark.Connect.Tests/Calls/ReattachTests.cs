using BigData.Spark.Proto;
using BigData.Spark.Sql;
using Grpc.Core;
using Response = BigData.Spark.Proto.ExecutePlanResponse;

namespace BigData.Spark.Connect.Tests.Calls;

/// <summary>Executions that go on after their stream ended or broke, on a server that tells what it was asked.</summary>
public sealed class ReattachTests : IAsyncLifetime
{
    private FakeServer _server = null!;
    private SparkSession _spark = null!;

    private Script Script => _server.Script;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _spark = await Answers.OpenAsync(_server.Url);
        Script.Completes = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _spark.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_that_the_server_ends_early_goes_on_behind_the_last_response()
    {
        Script.Execute = _ => [Answers.Schema(), Answers.Batch(0, 1, 2)];
        Script.Reattach = request => [Numbered("3", Answers.Batch(2, 3)), Numbered("4", Answers.Complete())];

        Assert.Equal([1L, 2L, 3L], await _spark.Range(3).CollectAsync<long>());

        Assert.Equal("2", Assert.Single(Script.Reattached).LastResponseId);
        Assert.Equal(1, Script.CountOf("ExecutePlan"));
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Cancelled)]
    public async Task A_stream_that_breaks_goes_on_behind_the_last_response(StatusCode status)
    {
        Script.Execute = _ => ThenFail(new RpcException(new Grpc.Core.Status(status, "gone")), Answers.Schema(), Answers.Batch(0, 1, 2));
        Script.Reattach = request => Script.Reattached.Count < 3
            ? throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "still gone"))
            : [Numbered("3", Answers.Batch(2, 3)), Numbered("4", Answers.Complete())];

        Assert.Equal([1L, 2L, 3L], await _spark.Range(3).CollectAsync<long>());

        Assert.All(Script.Reattached, request => Assert.Equal("2", request.LastResponseId));
        Assert.Equal(3, Script.Reattached.Count);
        Assert.Equal(1, Script.CountOf("ExecutePlan"));
    }

    [Fact]
    public async Task A_cursor_that_another_call_took_over_is_asked_for_again()
    {
        Script.Execute = _ => ThenFail(Answers.Error("INVALID_CURSOR.DISCONNECTED", "taken"), Answers.Schema());
        Script.Reattach = _ => [Numbered("2", Answers.Batch(0, 7)), Numbered("3", Answers.Complete())];

        Assert.Equal([7L], await _spark.Range(1).CollectAsync<long>());
    }

    [Theory]
    [InlineData("INVALID_HANDLE.OPERATION_NOT_FOUND")]
    [InlineData("INVALID_HANDLE.SESSION_NOT_FOUND")]
    public async Task A_request_that_never_arrived_is_sent_again_under_the_same_id(string unknown)
    {
        Script.Execute = _ => Script.Executed.Count == 1
            ? throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "lost"))
            : [Answers.Schema(), Answers.Batch(0, 7), Answers.Complete()];
        Script.Reattach = _ => throw Answers.Error(unknown, "what operation?");

        Assert.Equal([7L], await _spark.Range(1).CollectAsync<long>());

        Assert.Equal(2, Script.Executed.Count);
        Assert.Single(Script.Executed.Select(request => request.OperationId).Distinct());
        Assert.False(Assert.Single(Script.Reattached).HasLastResponseId);
    }

    [Fact]
    public async Task An_operation_that_the_server_forgot_after_it_had_answered_never_runs_twice()
    {
        Script.Execute = _ => ThenFail(new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "lost")), Answers.Schema());
        Script.Reattach = _ => throw Answers.Error("INVALID_HANDLE.OPERATION_NOT_FOUND", "Operation not found.");

        SparkException error = await Assert.ThrowsAnyAsync<SparkException>(() => _spark.Range(1).CollectAsync());

        Assert.Equal("INVALID_HANDLE.OPERATION_NOT_FOUND", error.ErrorClass);
        Assert.Contains("look at its target before running it again", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, Script.CountOf("ExecutePlan"));
    }

    [Fact]
    public async Task A_request_that_had_arrived_after_all_is_joined()
    {
        Script.Execute = _ => Script.Executed.Count == 1
            ? throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "lost"))
            : throw Answers.Error("INVALID_HANDLE.OPERATION_ALREADY_EXISTS", "Operation already exists.");
        Script.Reattach = _ => Script.Reattached.Count == 1
            ? throw Answers.Error("INVALID_HANDLE.OPERATION_NOT_FOUND", "not yet")
            : [Answers.Schema(), Answers.Batch(0, 7), Answers.Complete()];

        Assert.Equal([7L], await _spark.Range(1).CollectAsync<long>());

        Assert.Equal((2, 2), (Script.Executed.Count, Script.Reattached.Count));
    }

    [Fact]
    public async Task Progress_renews_the_patience_and_without_it_the_retries_end()
    {
        Script.Execute = _ => ThenFail(new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "gone")), Answers.Schema());
        Script.Reattach = request => Script.Reattached.Count <= 8
            ? ThenFail(
                new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "gone")),
                Numbered($"r{Script.Reattached.Count}", Answers.Batch(Script.Reattached.Count - 1, Script.Reattached.Count)))
            : throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "gone for good"));

        var error = await Assert.ThrowsAsync<SparkConnectException>(() => _spark.Range(1).CollectAsync());

        Assert.Equal("CONNECT_TRANSPORT.UNAVAILABLE", error.ErrorClass);
        Assert.Contains("gone for good. It was tried again 5 times.", error.Message, StringComparison.Ordinal);
        Assert.Equal(8 + 5, Script.Reattached.Count);
    }

    [Fact]
    public async Task A_server_that_ends_every_stream_at_once_is_not_asked_for_ever()
    {
        Script.Execute = _ => [Answers.Schema()];

        var error = await Assert.ThrowsAsync<SparkConnectException>(() => _spark.Range(1).CollectAsync());

        Assert.Contains("ended a result before it was complete", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_the_query_is_final_and_the_operation_is_released()
    {
        Script.Execute = _ => ThenFail(Answers.Error("DIVIDE_BY_ZERO", "no"), Answers.Schema());

        await Assert.ThrowsAnyAsync<SparkException>(() => _spark.Range(1).CollectAsync());

        Assert.Empty(Script.Reattached);
        await UntilAsync(() => Script.Released.Any(request => request.ReleaseAll is not null));
    }

    [Fact]
    public async Task A_complete_operation_is_released_and_small_responses_need_no_call_of_their_own()
    {
        Script.Execute = _ => [Answers.Schema(), Answers.Batch(0, 1), Answers.Complete()];

        await _spark.Range(1).CollectAsync();

        string operation = Assert.Single(Script.Executed).OperationId;
        await UntilAsync(() => !Script.Released.IsEmpty);
        ReleaseExecuteRequest released = Assert.Single(Script.Released);
        Assert.Equal(operation, released.OperationId);
        Assert.NotNull(released.ReleaseAll);
    }

    [Fact]
    public async Task Many_bytes_that_were_received_are_released_while_more_come()
    {
        const int Rows = 300_000;
        Script.Execute = _ => [Answers.Schema(), Answers.Batch(0, new long[Rows]), Answers.Batch(Rows, new long[Rows]), Answers.Complete()];

        Assert.Equal(2 * Rows, (await _spark.Range(1).CollectAsync()).Count);

        await UntilAsync(() => Script.Released.Any(request => request.ReleaseUntil?.ResponseId == "3"));
    }

    [Fact]
    public async Task A_failure_that_carries_a_wish_to_retry_is_retried_whatever_its_status()
    {
        int asked = 0;
        Script.Config = _ => ++asked < 3 ? throw Answers.TryAgain(StatusCode.FailedPrecondition, TimeSpan.FromMilliseconds(1)) : new();

        await _spark.Conf().SetAsync("k", "v", TestContext.Current.CancellationToken);

        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Batches_in_pieces_are_put_together()
    {
        Script.Execute = _ => [Answers.Schema(), .. Answers.Pieces(0, 3, 1, 2, 3), Answers.Batch(3, 4), Answers.Complete()];

        Assert.Equal([1L, 2L, 3L, 4L], await _spark.Range(4).CollectAsync<long>());
        Assert.Contains(Script.Executed.Single().RequestOptions, option => option.ResultChunkingOptions is { AllowArrowBatchChunking: true });
    }

    [Theory]
    [InlineData(0, "where piece 0 was due")]
    [InlineData(1, "where piece 1 was due")]
    [InlineData(2, "in the middle of a batch")]
    public async Task A_missing_piece_is_noticed(int missing, string problem)
    {
        Script.Execute = _ => [Answers.Schema(), .. Answers.Pieces(0, 3, 1, 2, 3).Where((_, i) => i != missing), Answers.Complete()];

        SparkException error = await Assert.ThrowsAnyAsync<SparkException>(() => _spark.Range(3).CollectAsync());

        Assert.Equal("CONNECT_TRANSPORT.BAD_RESPONSE", error.ErrorClass);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private static Response Numbered(string id, Response response)
    {
        response.ResponseId = id;
        return response;
    }

    private static IEnumerable<Response> ThenFail(RpcException error, params Response[] responses)
    {
        foreach (Response response in responses)
        {
            yield return response;
        }

        throw error;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
