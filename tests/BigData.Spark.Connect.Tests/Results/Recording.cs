using BigData.Spark.Proto;
using BigData.Testing;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Response = BigData.Spark.Proto.ExecutePlanResponse;

namespace BigData.Spark.Connect.Tests.Results;

/// <summary>
/// What the real Spark once answered to a plan, one message a line. With <c>BIGDATA_UPDATE_GOLDEN=1</c> and
/// <c>BIGDATA_TEST_REMOTE</c> it is asked again.
/// </summary>
internal static class Recording
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static async Task<IReadOnlyList<Response>> OfAsync(string name, Plan plan)
    {
        string path = Path.Combine(RepositoryFiles.Root, "tests", "BigData.Spark.Connect.Tests", "Recordings", name + ".jsonl");
        if (Environment.GetEnvironmentVariable("BIGDATA_UPDATE_GOLDEN") == "1" && SparkRemote.Url is { } url)
        {
            await RecordAsync(url, plan, path);
        }

        return [.. (await File.ReadAllLinesAsync(path)).Select(Parser.Parse<Response>)];
    }

    private static async Task RecordAsync(string url, Plan plan, string path)
    {
        using GrpcChannel channel = GrpcChannel.ForAddress(ConnectUrl.Parse(url).Address);
        var request = new ExecutePlanRequest
        {
            SessionId = Guid.NewGuid().ToString("D"),
            UserContext = new() { UserId = "recorder" },
            OperationId = Guid.NewGuid().ToString("D"),
            Plan = plan,
            RequestOptions = { new ExecutePlanRequest.Types.RequestOption { ReattachOptions = new() { Reattachable = true } } },
        };
        List<string> lines = [];
        using AsyncServerStreamingCall<Response> call = new SparkConnectService.SparkConnectServiceClient(channel).ExecutePlan(request);
        await foreach (Response response in call.ResponseStream.ReadAllAsync())
        {
            (response.SessionId, response.ServerSideSessionId, response.OperationId, response.ResponseId) = ("", "", "", $"r{lines.Count + 1}");
            lines.Add(Formatter.Format(response));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllLinesAsync(path, lines);
    }
}
