using BigData.Spark.Arrow;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Response = BigData.Spark.Proto.ExecutePlanResponse;

namespace BigData.Spark.Connect.Tests;

public sealed class ConnectBackendTests : IAsyncLifetime
{
    private static readonly StructType Numbers = new(new StructField("id", DataTypes.Long));

    private FakeServer _server = null!;
    private SparkSession _spark = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _spark = await SparkSession.Builder().Remote(_server.Url + "/;x-team=blue").GetOrCreateAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _spark.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Rows_of_several_batches_come_in_order()
    {
        Answer(Schema(), Batch(0, 1, 2), new Response { ExecutionProgress = new() }, new Response(), Batch(2, 3));

        Assert.Equal([1L, 2L, 3L], await _spark.Range(3).CollectAsync<long>());
    }

    [Fact]
    public async Task A_result_without_a_schema_message_takes_the_schema_of_its_data()
    {
        Answer(Batch(0, 7));

        Assert.Equal("[7]", (await _spark.Range(1).CollectAsync())[0].ToString());
    }

    [Fact]
    public async Task Headers_of_the_connection_string_are_sent()
    {
        Answer(Schema(), Batch(0, 7));

        await _spark.Range(1).CollectAsync();

        Assert.Equal("blue", _server.Script.Headers!.GetValue("x-team"));
    }

    [Fact]
    public async Task A_batch_with_another_count_of_rows_is_refused()
    {
        Response wrong = Batch(0, 1, 2);
        wrong.ArrowBatch.RowCount = 3;
        Answer(Schema(), wrong);

        await AssertRefusedAsync("ARROW_DATA_INVALID", "3 rows were announced, 2 arrived");
    }

    [Fact]
    public async Task Missing_rows_between_batches_are_noticed()
    {
        Answer(Schema(), Batch(0, 1), Batch(2, 3));

        await AssertRefusedAsync("CONNECT_TRANSPORT.BAD_RESPONSE", "a batch begins at row 2, but 1 rows came before it");
    }

    [Fact]
    public async Task A_result_that_ends_after_its_schema_is_refused()
    {
        Answer(Schema());

        await AssertRefusedAsync("CONNECT_TRANSPORT.BAD_RESPONSE", "without any batch");
    }

    [Fact]
    public async Task Bytes_that_are_not_arrow_are_refused()
    {
        Response wrong = Batch(0, 1);
        wrong.ArrowBatch.Data = ByteString.CopyFrom(1, 2, 3);
        Answer(Schema(), wrong);

        await AssertRefusedAsync("ARROW_DATA_INVALID", "is damaged");
    }

    [Fact]
    public async Task Damaged_batches_give_an_error_or_rows_but_never_end_the_process()
    {
        var random = new Random(5);
        byte[] good = Batch(0, [.. Enumerable.Range(0, 50).Select(i => (long)i)]).ArrowBatch.Data.ToByteArray();
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = (byte[])good.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            Answer(Schema(), new Response { ArrowBatch = new() { Data = ByteString.CopyFrom(bytes), RowCount = 50, StartOffset = 0 } });
            try
            {
                Assert.Equal(50, (await _spark.Range(1).CollectAsync()).Count);
            }
            catch (SparkException error)
            {
                Assert.Contains(error.ErrorClass!, new[] { "ARROW_DATA_INVALID", "CONNECT_TRANSPORT.BAD_RESPONSE" });
            }
        }
    }

    [Fact]
    public async Task A_batch_with_other_columns_than_the_schema_is_refused()
    {
        var other = new StructType(new StructField("id", DataTypes.Long), new StructField("more", DataTypes.Long));
        Answer(Schema(), Batch(LocalData.FromRows(other, [new Row(1L, 2L)]), 1, 0));

        await AssertRefusedAsync("CONNECT_TRANSPORT.BAD_RESPONSE", "other columns");
    }

    [Fact]
    public async Task An_answer_that_was_not_asked_for_is_refused()
    {
        Answer(Schema(), new Response { StreamingQueryCommandResult = new() });

        await AssertRefusedAsync("CONNECT_TRANSPORT.BAD_RESPONSE", "StreamingQueryCommandResult");
    }

    [Fact]
    public async Task A_server_that_was_restarted_is_noticed()
    {
        Answer(new Response { ServerSideSessionId = "another", Schema = DataTypeProtoOf(Numbers) }, Batch(0, 1));

        await AssertRefusedAsync("INVALID_HANDLE.SESSION_CHANGED", "restarted");
    }

    [Fact]
    public async Task Details_of_an_error_become_the_exception_of_the_same_name()
    {
        Fail("whole message", new ErrorInfo
        {
            Reason = "org.apache.spark.sql.AnalysisException",
            Domain = "org.apache.spark",
            Metadata =
            {
                ["classes"] = "[\"org.apache.spark.sql.AnalysisException\",\"java.lang.Exception\"]",
                ["errorClass"] = "TABLE_OR_VIEW_NOT_FOUND",
                ["sqlState"] = "42P01",
                ["messageParameters"] = "{\"relationName\":\"`t`\"}",
            },
        });

        var error = await Assert.ThrowsAsync<AnalysisException>(() => _spark.Range(1).CollectAsync());

        Assert.Equal(("TABLE_OR_VIEW_NOT_FOUND", "42P01", "`t`"), (error.ErrorClass, error.SqlState, error.MessageParameters["relationName"]));
    }

    [Fact]
    public async Task An_error_that_was_cut_is_fetched_whole()
    {
        _server.Script.Details = request => new FetchErrorDetailsResponse
        {
            RootErrorIdx = 0,
            Errors =
            {
                new FetchErrorDetailsResponse.Types.Error
                {
                    ErrorTypeHierarchy = { "org.apache.spark.SparkArithmeticException", "java.lang.ArithmeticException" },
                    Message = $"the long text of {request.ErrorId}",
                    CauseIdx = 0,
                    SparkThrowable = new() { ErrorClass = "DIVIDE_BY_ZERO", SqlState = "22012", QueryContexts = { new FetchErrorDetailsResponse.Types.QueryContext { Fragment = "1 / 0" } } },
                },
            },
        };
        Fail("[DIVIDE_BY_ZERO] the long te...", new ErrorInfo { Domain = "org.apache.spark", Reason = "x", Metadata = { ["errorId"] = "e1" } });

        var error = await Assert.ThrowsAsync<SparkArithmeticException>(() => _spark.Range(1).CollectAsync());

        Assert.Equal(("the long text of e1", "DIVIDE_BY_ZERO", "1 / 0"), (error.Message, error.ErrorClass, error.QueryContext[0].Fragment));
        Assert.NotNull(error.ServerStackTrace);
    }

    [Fact]
    public async Task An_error_without_its_class_takes_the_one_in_its_message()
    {
        Fail("\n[PARSE_SYNTAX_ERROR] Syntax error", new ErrorInfo
        {
            Domain = "org.apache.spark",
            Reason = "org.apache.spark.sql.catalyst.parser.ParseException",
            Metadata = { ["classes"] = "not json", ["messageParameters"] = "neither" },
        });

        var error = await Assert.ThrowsAsync<ParseException>(() => _spark.Range(1).CollectAsync());

        Assert.Equal("PARSE_SYNTAX_ERROR", error.ErrorClass);
    }

    [Fact]
    public async Task A_failure_without_details_is_one_of_the_connection()
    {
        _server.Script.Execute = _ => throw new RpcException(new Grpc.Core.Status(StatusCode.Unknown, "Java heap space"));

        var error = await Assert.ThrowsAsync<SparkConnectException>(() => _spark.Range(1).CollectAsync());

        Assert.Equal("CONNECT_TRANSPORT.FAILED", error.ErrorClass);
        Assert.Contains("Java heap space", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_the_server_does_not_know_says_so()
    {
        _server.Script.Analyze = _ => throw new RpcException(new Grpc.Core.Status(StatusCode.Unimplemented, "no such call"));

        var error = await Assert.ThrowsAsync<SparkConnectException>(() => _spark.VersionAsync());

        Assert.Equal("CONNECT_TRANSPORT.UNSUPPORTED", error.ErrorClass);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_says_what_to_check()
    {
        var error = await Assert.ThrowsAsync<SparkConnectException>(() => SparkSession.Builder().Remote("sc://127.0.0.1:1").GetOrCreateAsync());

        Assert.Equal("CONNECT_TRANSPORT.UNAVAILABLE", error.ErrorClass);
        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_that_is_given_up_before_its_first_answer_is_interrupted_until_the_server_knows_it()
    {
        using var cancel = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        using var done = new ManualResetEventSlim();
        int asked = 0;
        _server.Script.Execute = _ => Block(started, done);
        _server.Script.Interrupt = request =>
        {
            Assert.Equal(InterruptRequest.Types.InterruptType.OperationId, request.InterruptType);
            var response = new InterruptResponse();
            if (Interlocked.Increment(ref asked) == 3)
            {
                response.InterruptedIds.Add(request.OperationId);
            }

            return response;
        };

        Task<IReadOnlyList<Row>> rows = _spark.Range(1).CollectAsync(cancel.Token);
        await started.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rows);
        done.Set();
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_disposed_session_is_released()
    {
        SparkSession other = await SparkSession.Builder().Remote(_server.Url).GetOrCreateAsync();

        await other.DisposeAsync();

        Assert.Contains("ReleaseSession", _server.Script.Calls);
    }

    [Fact]
    public async Task Relations_nested_deeper_than_the_usual_limit_are_read()
    {
        var relation = new Relation { Range = new() { End = 1, Step = 1 } };
        for (int i = 0; i < 300; i++)
        {
            relation = new Relation { Limit = new() { Input = relation, Limit_ = 1 } };
        }

        _server.Script.Execute = request => request.Plan.OpTypeCase == Plan.OpTypeOneofCase.Command
            ? [new Response { SqlCommandResult = new() { Relation = relation } }]
            : [Schema(), Batch(0, 1)];

        Assert.NotNull(await _spark.SqlAsync("SELECT 1"));
    }

    [Fact]
    public async Task Rows_that_came_with_the_answer_to_a_statement_are_not_asked_for_again()
    {
        int asked = 0;
        _server.Script.Execute = request =>
        {
            asked++;
            ByteString rows = ByteString.CopyFrom(LocalData.FromRows(Numbers, [new Row(4L), new Row(2L)]).Span);
            return [new Response { SqlCommandResult = new() { Relation = new() { LocalRelation = new() { Data = rows } } } }];
        };

        DataFrame tables = await _spark.SqlAsync("SHOW TABLES");
        Assert.Equal([4L, 2L], await tables.CollectAsync<long>());
        Assert.Equal("[4]", (await tables.CollectAsync())[0].ToString());
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Damaged_rows_in_the_answer_to_a_statement_are_refused()
    {
        _server.Script.Execute = _ =>
            [new Response { SqlCommandResult = new() { Relation = new() { LocalRelation = new() { Data = ByteString.CopyFromUtf8("no Arrow stream") } } } }];
        DataFrame tables = await _spark.SqlAsync("SHOW TABLES");

        SparkException refused = await Assert.ThrowsAnyAsync<SparkException>(() => tables.CollectAsync());
        Assert.Equal("ARROW_DATA_INVALID", refused.ErrorClass);
    }

    private static IEnumerable<Response> Block(TaskCompletionSource started, ManualResetEventSlim done)
    {
        started.SetResult();
        done.Wait(TimeSpan.FromSeconds(30));
        yield break;
    }

    private static Response Schema() => new() { Schema = DataTypeProtoOf(Numbers) };

    private static Proto.DataType DataTypeProtoOf(StructType schema) => Engine.DataTypeProto.ToProto(schema);

    private static Response Batch(long startOffset, params long[] values) =>
        Batch(LocalData.FromRows(Numbers, values.Select(v => new Row(v))), values.Length, startOffset);

    private static Response Batch(ReadOnlyMemory<byte> stream, long rows, long startOffset) => new()
    {
        ArrowBatch = new() { Data = ByteString.CopyFrom(stream.Span), RowCount = rows, StartOffset = startOffset },
    };

    private void Answer(params Response[] responses) => _server.Script.Execute = _ => responses.Select(r => r.Clone());

    private void Fail(string message, ErrorInfo info)
    {
        var status = new Google.Rpc.Status { Code = (int)Code.Internal, Message = message, Details = { Any.Pack(info) } };
        _server.Script.Execute = _ => throw status.ToRpcException();
    }

    private async Task AssertRefusedAsync(string errorClass, string problem)
    {
        SparkException error = await Assert.ThrowsAnyAsync<SparkException>(() => _spark.Range(1).CollectAsync());
        Assert.Equal(errorClass, error.ErrorClass);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }
}
