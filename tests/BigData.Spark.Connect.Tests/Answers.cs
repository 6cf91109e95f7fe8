using BigData.Spark.Arrow;
using BigData.Spark.Connect.Calls;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Response = BigData.Spark.Proto.ExecutePlanResponse;

namespace BigData.Spark.Connect.Tests;

/// <summary>What servers answer, as the real one writes it.</summary>
internal static class Answers
{
    public static StructType Numbers { get; } = new(new StructField("id", DataTypes.Long));

    /// <summary>Retries at once and does not wait for the silent.</summary>
    public static ConnectTiming Impatient { get; } = new()
    {
        Retry = new RetryPolicy { InitialBackoff = TimeSpan.Zero, Jitter = TimeSpan.Zero, MaxRetries = 5 },
        FirstContactRetries = 1,
    };

    public static Response Schema() => new() { Schema = Engine.DataTypeProto.ToProto(Numbers) };

    public static Response Complete() => new() { ResultComplete = new() };

    public static Response Batch(long startOffset, params long[] values) => Batch(Stream(values), values.Length, startOffset);

    public static Response Batch(ReadOnlyMemory<byte> stream, long rows, long startOffset) => new()
    {
        ArrowBatch = new() { Data = ByteString.CopyFrom(stream.Span), RowCount = rows, StartOffset = startOffset },
    };

    /// <summary>One batch in pieces.</summary>
    public static Response[] Pieces(long startOffset, int count, params long[] values)
    {
        byte[] bytes = Stream(values).ToArray();
        int size = (bytes.Length + count - 1) / count;
        return [.. bytes.Chunk(size).Select((piece, index) => new Response
        {
            ArrowBatch = new()
            {
                Data = ByteString.CopyFrom(piece), RowCount = values.Length, StartOffset = startOffset, ChunkIndex = index, NumChunksInBatch = count,
            },
        })];
    }

    public static ReadOnlyMemory<byte> Stream(IEnumerable<long> values) => LocalData.FromRows(Numbers, values.Select(v => new Row(v)));

    /// <summary>An error of Spark.</summary>
    public static RpcException Error(string errorClass, string message, Code code = Code.Internal) => new Google.Rpc.Status
    {
        Code = (int)code,
        Message = $"[{errorClass}] {message}",
        Details =
        {
            Any.Pack(new ErrorInfo
            {
                Domain = "org.apache.spark", Reason = "org.apache.spark.SparkSQLException", Metadata = { ["errorClass"] = errorClass, ["classes"] = "[\"org.apache.spark.SparkSQLException\"]" },
            }),
        },
    }.ToRpcException();

    /// <summary>A failure that the server says may be tried again.</summary>
    public static RpcException TryAgain(StatusCode code, TimeSpan delay) => new Google.Rpc.Status
    {
        Code = (int)code,
        Message = "busy",
        Details = { Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }) },
    }.ToRpcException();

    public static Task<SparkSession> OpenAsync(string url, ConnectTiming? timing = null, RemoteOptions? options = null) => SparkSession.Builder()
        .Remote(ConnectUrl.Parse(url), options ?? new RemoteOptions(), timing ?? Impatient)
        .GetOrCreateAsync(TestContext.Current.CancellationToken);
}
