using System.Globalization;
using BigData.Benchmarks.Harness;
using BigData.Spark.Sql;
using Grpc.Core;
using Grpc.Net.Client;

namespace BigData.Benchmarks.Fetch;

/// <summary>
/// Ten million rows of Spark as Arrow, against merely reading the bytes of the same answer. The server is the one that
/// <c>BIGDATA_TEST_REMOTE</c> names (plaintext); it needs 4 GB for its driver.
/// </summary>
internal sealed class FetchBenchmark : Benchmark
{
    private const long Rows = 10_000_000;
    private const int Partitions = 40;
    private const int MaxMessageBytes = 128 * 1024 * 1024;
    private const int StreamWindowBytes = 6 * 1024 * 1024;
    private const double PeakMiBLimit = 300;

    private static readonly string[] Columns =
        ["id", "id * 0.5D AS amount", "concat('customer ', id % 100000) AS name", "timestamp_micros(1700000000000000 + id * 1000) AS at"];

    private long _rows;

    public override string Name => "fetch";

    public override string Title => "Ten million rows (long, double, string, timestamp; 40 partitions) of Spark fetched as Arrow, against reading the raw bytes";

    public override double TimeLimit => 1.25;

    private static string Remote => Environment.GetEnvironmentVariable("BIGDATA_TEST_REMOTE")
        ?? throw new InvalidOperationException("BIGDATA_TEST_REMOTE must name a Spark Connect server, such as sc://127.0.0.1:15002");

    // Warms the server, so that both sides find it in the same state.
    public override Task PrepareAsync(string folder) => OursAsync(folder);

    public override async Task BaselineAsync(string folder)
    {
        using GrpcChannel channel = GrpcChannel.ForAddress(Remote.Replace("sc://", "http://", StringComparison.Ordinal), new GrpcChannelOptions
        {
            MaxReceiveMessageSize = MaxMessageBytes,
            HttpHandler = new SocketsHttpHandler { InitialHttp2StreamWindowSize = StreamWindowBytes },
            DisposeHttpClient = true,
        });
        Marshaller<byte[]> bytes = Marshallers.Create<byte[]>(message => message, message => message);
        var method = new Method<byte[], byte[]>(MethodType.ServerStreaming, "spark.connect.SparkConnectService", "ExecutePlan", bytes, bytes);
        using AsyncServerStreamingCall<byte[]> call = channel.CreateCallInvoker().AsyncServerStreamingCall(method, null, default, Wire.Request(Rows, Partitions, Columns));
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            _rows += Wire.RowCount(call.ResponseStream.Current);
        }
    }

    public override async Task OursAsync(string folder)
    {
        await using SparkSession spark = await SparkSession.Builder().Remote(Remote).GetOrCreateAsync();
        await foreach (Apache.Arrow.RecordBatch batch in spark.Range(0, Rows, 1, Partitions).SelectExpr(Columns).ToArrowAsync())
        {
            _rows += batch.Length;
            batch.Dispose();
        }
    }

    public override Task<string> BaselineFactsAsync(string folder) => Task.FromResult(Facts());

    public override Task<string> OursFactsAsync(string folder)
    {
        double peak = Measurement.Now().PeakMiB;
        return peak <= PeakMiBLimit
            ? Task.FromResult(Facts())
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"the peak memory was {peak:0} MiB, more than {PeakMiBLimit:0}"));
    }

    private string Facts() => string.Create(CultureInfo.InvariantCulture, $"{_rows} rows");
}
