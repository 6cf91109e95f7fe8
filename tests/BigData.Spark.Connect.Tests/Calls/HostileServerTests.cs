using System.Net;
using System.Net.Sockets;
using BigData.Spark.Connect.Calls;
using BigData.Spark.Sql;
using BigData.Testing;
using Response = BigData.Spark.Proto.ExecutePlanResponse;

namespace BigData.Spark.Connect.Tests.Calls;

/// <summary>Servers and networks that break the rules of HTTP/2 or of silence, played by a raw socket before a server.</summary>
public sealed class HostileServerTests : IAsyncLifetime
{
    private const int NoError = 0;
    private const int InternalError = 2;
    private const int EnhanceYourCalm = 11;

    private FakeServer _server = null!;
    private FrameProxy _proxy = null!;
    private SparkSession _spark = null!;
    private int _meddled;

    private Script Script => _server.Script;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _proxy = FrameProxy.To(_server.Port);
        _spark = await Answers.OpenAsync(_proxy.Url);
        Script.Execute = _ => [Answers.Schema(), Answers.Batch(0, [.. Enumerable.Range(0, 1000).Select(i => (long)i)]), Answers.Batch(1000, 1000)];
        Script.Reattach = request => Enumerable.Range(1, 3).Where(number => number > int.Parse(request.LastResponseId.PadLeft(1, '0'), null))
            .Select(number => Numbered(number));
    }

    public async ValueTask DisposeAsync()
    {
        await _spark.DisposeAsync();
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public Task A_cut_in_the_middle_of_a_message_loses_and_doubles_nothing() =>
        AssertRecoversAsync(frame => frame.IsData && frame.Raw.Length > 5000, _ => Verdict.CutInside);

    [Fact]
    public Task An_end_without_trailers_is_not_taken_for_the_end_of_the_result() =>
        AssertRecoversAsync(frame => frame.IsData && frame.Raw.Length > 5000, frame => Verdict.Instead(frame.EndWithoutTrailers()));

    [Theory]
    [InlineData(NoError)]
    [InlineData(InternalError)]
    [InlineData(EnhanceYourCalm)]
    public Task A_server_that_goes_away_is_asked_again(int code) =>
        AssertRecoversAsync(frame => frame.IsData && frame.Raw.Length > 5000, _ => Verdict.Instead(Frame.GoAway(code), cuts: true));

    [Theory]
    [InlineData(InternalError)]
    [InlineData(EnhanceYourCalm)]
    public Task A_stream_that_is_reset_goes_on(int code) =>
        AssertRecoversAsync(frame => frame.IsData && frame.Raw.Length > 5000, frame => Verdict.Instead(frame.Reset(code)));

    [Fact]
    public async Task A_connection_that_fell_silent_is_replaced_and_the_result_goes_on()
    {
        await using SparkSession spark = await Answers.OpenAsync(_proxy.Url, Hasty);
        AssertOnce(frame => frame.IsData && frame.Raw.Length > 5000, _ =>
        {
            _proxy.MuteAll();
            return Verdict.Drop;
        });

        Assert.Equal(1001, (await spark.Range(1).CollectAsync<long>()).Count);

        Assert.Equal(1, _meddled);
        Assert.Equal(1, Script.CountOf("ExecutePlan"));
    }

    [Fact]
    public async Task A_long_computation_is_waited_for_while_the_server_answers_questions()
    {
        await using SparkSession spark = await Answers.OpenAsync(_proxy.Url, Hasty with { Probe = TimeSpan.FromSeconds(20) });
        Script.Execute = _ => WhenAsked(4);

        Assert.Equal([7L], await spark.Range(1).CollectAsync<long>());
        Assert.Equal(1, Script.CountOf("ExecutePlan"));
        Assert.Equal(0, Script.CountOf("ReattachExecute"));
    }

    [Fact]
    public async Task A_server_that_never_answers_again_is_given_up_with_words_about_it()
    {
        await using SparkSession spark = await Answers.OpenAsync(_proxy.Url, Hasty);
        _proxy.MuteAll();
        _proxy.IsMute = true;

        var error = await Assert.ThrowsAsync<SparkConnectException>(() => spark.Range(1).CollectAsync());

        Assert.Equal("CONNECT_TRANSPORT.UNAVAILABLE", error.ErrorClass);
        Assert.Contains("No answer for", error.Message, StringComparison.Ordinal);
        Assert.Contains("that the server runs", error.Message, StringComparison.Ordinal);
        _proxy.IsMute = false;
    }

    [Fact]
    public async Task A_message_above_the_limit_says_which_limit_to_raise()
    {
        await using SparkSession spark = await Answers.OpenAsync(_server.Url + "/;grpc_max_message_size=4096");

        var error = await Assert.ThrowsAsync<SparkConnectException>(() => spark.Range(1).CollectAsync());

        Assert.Equal("CONNECT_TRANSPORT.MESSAGE_TOO_LARGE", error.ErrorClass);
        Assert.Contains("takes 4096 bytes; raise grpc_max_message_size", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_of_something_that_speaks_HTTP_1_is_named_as_foreign()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = AnswerHttp1Async(listener);

        var error = await Assert.ThrowsAsync<SparkConnectException>(() => Answers.OpenAsync($"sc://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));

        Assert.Equal("CONNECT_TRANSPORT.FOREIGN_OR_TLS", error.ErrorClass);
        Assert.Contains("check the port", error.Message, StringComparison.Ordinal);
        listener.Stop();
        await serving;
    }

    private static ConnectTiming Hasty { get; } = Answers.Impatient with
    {
        Silence = TimeSpan.FromMilliseconds(150),
        Probe = TimeSpan.FromSeconds(1),
        Retry = Answers.Impatient.Retry with { MaxRetries = 2 },
    };

    private static Response Numbered(int number)
    {
        Response response = number == 1 ? Answers.Schema()
            : number == 2 ? Answers.Batch(0, [.. Enumerable.Range(0, 1000).Select(i => (long)i)])
            : Answers.Batch(1000, 1000);
        response.ResponseId = $"{number}";
        return response;
    }

    private IEnumerable<Response> WhenAsked(int questions)
    {
        int before = Script.CountOf("AnalyzePlan");
        if (!SpinWait.SpinUntil(() => Script.CountOf("AnalyzePlan") >= before + questions, TimeSpan.FromSeconds(30)))
        {
            yield break;
        }

        yield return Answers.Schema();
        yield return Answers.Batch(0, 7);
    }

    private void AssertOnce(Func<Frame, bool> which, Func<Frame, Verdict> what) => _proxy.OnFrame = frame =>
        which(frame) && Interlocked.CompareExchange(ref _meddled, 1, 0) == 0 ? what(frame) : Verdict.Pass;

    private async Task AssertRecoversAsync(Func<Frame, bool> which, Func<Frame, Verdict> what)
    {
        AssertOnce(which, what);

        IReadOnlyList<long> rows = await _spark.Range(1).CollectAsync<long>();

        Assert.Equal(Enumerable.Range(0, 1001).Select(i => (long)i), rows);
        Assert.Equal(1, _meddled);
        Assert.Equal(1, Script.CountOf("ExecutePlan"));
        Assert.True(Script.CountOf("ReattachExecute") >= 1);
    }

    private static async Task AnswerHttp1Async(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using Socket socket = await listener.AcceptSocketAsync();
                await socket.SendAsync("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"u8.ToArray());
                while (await socket.ReceiveAsync(new byte[1024]) > 0)
                {
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The listener was stopped, perhaps between two connections.
        }
    }
}
