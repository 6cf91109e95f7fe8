using BigData.Spark.Proto;
using BigData.Spark.Sql;
using BigData.Testing;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace BigData.Spark.Connect.Tests.Failures;

/// <summary>Every failure names what to do.</summary>
public sealed class AdviceTests : IAsyncLifetime
{
    private FakeServer _server = null!;

    private Script Script => _server.Script;

    public async ValueTask InitializeAsync() => _server = await FakeServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task No_server()
    {
        var error = await Assert.ThrowsAsync<SparkConnectException>(() => Answers.OpenAsync("sc://127.0.0.1:1"));

        AssertSays(error, "CONNECT_TRANSPORT.UNAVAILABLE", "127.0.0.1:1 cannot be reached", "Connection refused", "Check host, port and use_ssl", "that the server runs");
    }

    [Fact]
    public async Task A_name_that_nobody_has()
    {
        var error = await Assert.ThrowsAsync<SparkConnectException>(() => Answers.OpenAsync("sc://spark.invalid"));

        AssertSays(error, "CONNECT_TRANSPORT.UNAVAILABLE", "spark.invalid:15002 cannot be reached");
    }

    [Fact]
    public async Task A_server_that_is_too_old()
    {
        Script.Analyze = _ => new AnalyzePlanResponse { SparkVersion = new() { Version = "3.5.4" } };

        var error = await Assert.ThrowsAsync<SparkConnectException>(() => Answers.OpenAsync(_server.Url));

        AssertSays(error, "CONNECT_TRANSPORT.TOO_OLD", "is Spark 3.5.4", "Upgrade it to Spark 4.0 or later");
    }

    [Fact]
    public async Task A_service_that_is_not_Spark()
    {
        Script.Analyze = _ => throw new RpcException(new Grpc.Core.Status(StatusCode.Unimplemented, "unknown service"));

        var error = await Assert.ThrowsAsync<SparkConnectException>(() => Answers.OpenAsync(_server.Url));

        AssertSays(error, "CONNECT_TRANSPORT.FOREIGN", "something else answers there", "Check the port");
    }

    [Theory]
    [InlineData(StatusCode.Unauthenticated)]
    [InlineData(StatusCode.PermissionDenied)]
    public async Task An_expired_token(StatusCode status)
    {
        Script.Analyze = _ => throw new RpcException(new Grpc.Core.Status(status, "Invalid authentication token"));

        var error = await Assert.ThrowsAsync<SparkConnectException>(() => Answers.OpenAsync(_server.Url + "/;token=t0p;use_ssl=false"));

        AssertSays(error, "CONNECT_TRANSPORT.DENIED", "Invalid authentication token", "has not expired");
        Assert.DoesNotContain("t0p", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Script.CountOf("AnalyzePlan"));
    }

    [Theory]
    [InlineData("INVALID_HANDLE.SESSION_CLOSED")]
    [InlineData("INVALID_HANDLE.SESSION_CHANGED")]
    public async Task A_session_that_timed_out(string errorClass)
    {
        await using SparkSession spark = await Answers.OpenAsync(_server.Url);
        Script.Execute = _ => throw Answers.Error(errorClass, "The handle is invalid.");

        SparkException error = await Assert.ThrowsAnyAsync<SparkException>(() => spark.Range(1).CollectAsync());

        AssertSays(error, errorClass, "is over", "Create another one by SparkSession.Builder()");
        Assert.Equal(1, Script.CountOf("ExecutePlan"));
    }

    [Fact]
    public async Task Delta_that_the_server_lacks()
    {
        await using SparkSession spark = await Answers.OpenAsync(_server.Url);
        Fail("DATA_SOURCE_NOT_FOUND", "{\"provider\":\"delta\"}");

        SparkException error = await Assert.ThrowsAnyAsync<SparkException>(() => spark.Range(1).CollectAsync());

        AssertSays(error, "DATA_SOURCE_NOT_FOUND", "Delta Lake is not set up on the server", "io.delta:delta-spark_2.13", "DeltaSparkSessionExtension", "DeltaCatalog");
    }

    [Fact]
    public async Task A_path_that_only_this_machine_sees()
    {
        using var folder = new TempFolder();
        await using SparkSession spark = await Answers.OpenAsync(_server.Url);
        Fail("PATH_NOT_FOUND", $"{{\"path\":\"file:{folder.FullPath}\"}}");

        SparkException error = await Assert.ThrowsAnyAsync<SparkException>(() => spark.Range(1).CollectAsync());

        AssertSays(error, "PATH_NOT_FOUND", "exists on this machine", "put the data where both see it");
    }

    [Fact]
    public async Task A_path_that_nobody_sees_gets_no_advice()
    {
        await using SparkSession spark = await Answers.OpenAsync(_server.Url);
        Fail("PATH_NOT_FOUND", "{\"path\":\"file:/no/such/path\"}");

        SparkException error = await Assert.ThrowsAnyAsync<SparkException>(() => spark.Range(1).CollectAsync());

        Assert.DoesNotContain("exists on this machine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chain_of_causes_becomes_inner_exceptions()
    {
        await using SparkSession spark = await Answers.OpenAsync(_server.Url);
        Script.Details = _ => new FetchErrorDetailsResponse
        {
            RootErrorIdx = 0,
            Errors =
            {
                Error("org.apache.spark.SparkException", "[TASK_WRITE_FAILED] Task failed.", cause: 2),
                Error("java.io.IOException", "No space left on device", cause: null),
                Error("org.apache.spark.SparkArithmeticException,java.lang.ArithmeticException", "[DIVIDE_BY_ZERO] Division by zero.", cause: 1, "DIVIDE_BY_ZERO"),
            },
        };
        Fail("TASK_WRITE_FAILED", "{}", "e1");

        SparkException error = await Assert.ThrowsAnyAsync<SparkException>(() => spark.Range(1).CollectAsync());

        var middle = Assert.IsType<SparkArithmeticException>(error.InnerException);
        Assert.Equal(("DIVIDE_BY_ZERO", "[DIVIDE_BY_ZERO] Division by zero."), (middle.ErrorClass, middle.Message));
        Assert.Equal("No space left on device", Assert.IsType<SparkException>(middle.InnerException).Message);
        Assert.Contains("Caused by: java.io.IOException: No space left on device", error.ServerStackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Causes_that_name_each_other_and_indexes_that_lead_nowhere_end()
    {
        await using SparkSession spark = await Answers.OpenAsync(_server.Url);
        Script.Details = request => new FetchErrorDetailsResponse
        {
            RootErrorIdx = request.ErrorId == "circle" ? 0 : 7,
            Errors = { Error("a.B", "one", cause: 1), Error("a.B", "two", cause: 0) },
        };

        Fail("X", "{}", "circle");
        Assert.Equal("one", (await Assert.ThrowsAnyAsync<SparkException>(() => spark.Range(1).CollectAsync())).Message);
        Fail("X", "{}", "nowhere");
        Assert.Equal("[X] failed", (await Assert.ThrowsAnyAsync<SparkException>(() => spark.Range(1).CollectAsync())).Message);
    }

    private static FetchErrorDetailsResponse.Types.Error Error(string classes, string message, int? cause, string? errorClass = null)
    {
        var error = new FetchErrorDetailsResponse.Types.Error { ErrorTypeHierarchy = { classes.Split(',') }, Message = message };
        if (cause is { } index)
        {
            error.CauseIdx = index;
        }

        if (errorClass is not null)
        {
            error.SparkThrowable = new() { ErrorClass = errorClass };
        }

        return error;
    }

    private static void AssertSays(SparkException error, string errorClass, params string[] words)
    {
        Assert.Equal(errorClass, error.ErrorClass);
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    private void Fail(string errorClass, string parameters, string? errorId = null)
    {
        var info = new ErrorInfo
        {
            Domain = "org.apache.spark",
            Reason = "org.apache.spark.sql.AnalysisException",
            Metadata = { ["errorClass"] = errorClass, ["messageParameters"] = parameters, ["classes"] = "[\"org.apache.spark.sql.AnalysisException\"]" },
        };
        if (errorId is not null)
        {
            info.Metadata["errorId"] = errorId;
        }

        var status = new Google.Rpc.Status { Code = (int)Code.Internal, Message = $"[{errorClass}] failed", Details = { Any.Pack(info) } };
        Script.Execute = _ => throw status.ToRpcException();
    }
}
