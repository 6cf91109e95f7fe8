using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace BigData.Testing;

/// <summary>
/// A raw socket between client and server that knows the frames of HTTP/2: it cuts, drops and forges what the server sends.
/// </summary>
internal sealed class FrameProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _target;
    private readonly ConcurrentDictionary<Wire, byte> _wires = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _connections;
    private long _bytes;

    private FrameProxy(IPEndPoint target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What happens to a frame of the server; by default it passes.</summary>
    public Func<Frame, Verdict> OnFrame { get; set; } = _ => Verdict.Pass;

    /// <summary>New connections are closed at once.</summary>
    public bool IsDown { get; set; }

    /// <summary>New connections are accepted, and then nothing is ever heard.</summary>
    public bool IsMute { get; set; }

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How many bytes the server has sent.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"sc://127.0.0.1:{Port}";

    public static FrameProxy To(int port) => new(new IPEndPoint(IPAddress.Loopback, port));

    /// <summary>Closes all connections as a broken network does.</summary>
    public void CutAll()
    {
        foreach (Wire wire in _wires.Keys)
        {
            wire.Cut();
        }
    }

    /// <summary>From now on nothing passes on the connections that exist, which stay open.</summary>
    public void MuteAll()
    {
        foreach (Wire wire in _wires.Keys)
        {
            wire.IsMute = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        CutAll();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_stop.Token);
                if (IsDown)
                {
                    client.Close(0);
                    continue;
                }

                _ = ServeAsync(client);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket client)
    {
        Interlocked.Increment(ref _connections);
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var wire = new Wire(client, server) { IsMute = IsMute };
        _wires[wire] = 0;
        try
        {
            await server.ConnectAsync(_target);
            await Task.WhenAny(UpAsync(wire), DownAsync(wire));
        }
        catch (SocketException)
        {
        }

        wire.Cut();
        _wires.TryRemove(wire, out _);
    }

    private static async Task UpAsync(Wire wire)
    {
        byte[] buffer = new byte[16 * 1024];
        while (await Receive(wire.Client, buffer) is > 0 and var count)
        {
            if (!wire.IsMute)
            {
                await wire.Server.SendAsync(buffer.AsMemory(0, count));
            }
        }
    }

    private async Task DownAsync(Wire wire)
    {
        byte[] header = new byte[9];
        while (await FillAsync(wire.Server, header))
        {
            byte[] bytes = new byte[9 + ((header[0] << 16) | (header[1] << 8) | header[2])];
            header.CopyTo(bytes, 0);
            if (!await FillAsync(wire.Server, bytes.AsMemory(9)))
            {
                return;
            }

            Interlocked.Add(ref _bytes, bytes.Length);
            var frame = new Frame(bytes);
            Verdict verdict = wire.IsMute ? Verdict.Drop : OnFrame(frame);
            await wire.Client.SendAsync(verdict.Bytes(frame));
            if (verdict.Cuts)
            {
                return;
            }
        }
    }

    private static async Task<bool> FillAsync(Socket socket, Memory<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = await Receive(socket, buffer);
            if (count <= 0)
            {
                return false;
            }

            buffer = buffer[count..];
        }

        return true;
    }

    private static async Task<int> Receive(Socket socket, Memory<byte> buffer)
    {
        try
        {
            return await socket.ReceiveAsync(buffer);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }

    private sealed class Wire(Socket client, Socket server)
    {
        public Socket Client => client;

        public Socket Server => server;

        public bool IsMute { get; set; }

        // A linger of zero seconds makes the close a reset.
        public void Cut()
        {
            client.Close(0);
            server.Close(0);
        }
    }
}

/// <summary>One frame of HTTP/2, header included.</summary>
internal sealed record Frame(byte[] Raw)
{
    private const int EndStream = 1;

    public bool IsData => Raw[3] == 0;

    /// <summary>The end of an answer: its trailers.</summary>
    public bool IsTrailers => Raw[3] == 1 && (Raw[4] & EndStream) != 0;

    /// <summary>An end of the stream without trailers.</summary>
    public byte[] EndWithoutTrailers() => [0, 0, 0, 0, EndStream, .. Raw.AsSpan(5, 4)];

    /// <summary>RST_STREAM with an error code for the stream of this frame.</summary>
    public byte[] Reset(int code) => [0, 0, 4, 3, 0, .. Raw.AsSpan(5, 4), .. Number(code)];

    /// <summary>GOAWAY with an error code; it says that no stream was handled.</summary>
    public static byte[] GoAway(int code) => [0, 0, 8, 7, 0, 0, 0, 0, 0, .. Number(0), .. Number(code)];

    private static byte[] Number(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}

/// <summary>What a proxy does with a frame.</summary>
internal sealed record Verdict(Func<Frame, ReadOnlyMemory<byte>> Bytes, bool Cuts = false)
{
    public static Verdict Pass { get; } = new(frame => frame.Raw);

    public static Verdict Drop { get; } = new(_ => default);

    /// <summary>Half of the frame, then the connection is reset.</summary>
    public static Verdict CutInside { get; } = new(frame => frame.Raw.AsMemory(0, frame.Raw.Length / 2), Cuts: true);

    public static Verdict Instead(byte[] bytes, bool cuts = false) => new(_ => bytes, cuts);
}
