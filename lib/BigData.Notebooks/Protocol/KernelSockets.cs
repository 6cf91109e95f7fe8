using NetMQ;
using NetMQ.Sockets;

namespace BigData.Notebooks.Protocol;

/// <summary>
/// The five sockets of a kernel. They belong to the one thread of the poller: requests come out through a call-back on that thread, and whatever is
/// sent from elsewhere goes through a queue.
/// </summary>
internal sealed class KernelSockets : IDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly MessageCodec _codec;
    private readonly RouterSocket _shell = new();
    private readonly RouterSocket _control = new();
    private readonly RouterSocket _stdin = new();
    private readonly PublisherSocket _iopub = new();
    private readonly ResponseSocket _heartbeat = new();
    private readonly NetMQQueue<(NetMQSocket Socket, NetMQMessage Frames)> _outgoing = new();
    private readonly NetMQPoller _poller;
    private readonly Thread _thread;

    public KernelSockets(ConnectionFile connection, MessageCodec codec, Action<KernelChannel, Message> received)
    {
        _codec = codec;
        foreach (NetMQSocket socket in new NetMQSocket[] { _shell, _control, _stdin, _iopub, _heartbeat })
        {
            socket.Options.Linger = Linger;
            socket.Options.SendHighWatermark = 0; // No message is dropped because a client reads slowly.
        }

        _shell.ReceiveReady += (_, e) => Receive(e.Socket, KernelChannel.Shell, received);
        _control.ReceiveReady += (_, e) => Receive(e.Socket, KernelChannel.Control, received);
        _stdin.ReceiveReady += (_, e) => Receive(e.Socket, KernelChannel.Stdin, received);
        _heartbeat.ReceiveReady += (_, e) => e.Socket.SendMultipartMessage(e.Socket.ReceiveMultipartMessage());
        _outgoing.ReceiveReady += (_, e) => SendQueued(e.Queue);
        _shell.Bind(connection.Address(connection.ShellPort));
        _control.Bind(connection.Address(connection.ControlPort));
        _stdin.Bind(connection.Address(connection.StdinPort));
        _iopub.Bind(connection.Address(connection.IopubPort));
        _heartbeat.Bind(connection.Address(connection.HeartbeatPort));
        _poller = [_shell, _control, _stdin, _heartbeat, _outgoing];
        _thread = new Thread(_poller.Run) { IsBackground = true, Name = "kernel sockets" };
        _thread.Start();
    }

    /// <summary>Answers the sender of a request on its channel.</summary>
    public void Reply(KernelChannel channel, Message message) => _outgoing.Enqueue((Socket(channel), _codec.Encode(message, message.Identities)));

    /// <summary>Tells all clients.</summary>
    public void Publish(Message message) => _outgoing.Enqueue((_iopub, _codec.Encode(message, [System.Text.Encoding.UTF8.GetBytes(message.Type)])));

    /// <summary>Sends what is queued, then closes the sockets.</summary>
    public void Dispose()
    {
        _poller.Stop();
        _thread.Join(Linger);
        while (_outgoing.TryDequeue(out (NetMQSocket Socket, NetMQMessage Frames) last, TimeSpan.Zero))
        {
            last.Socket.SendMultipartMessage(last.Frames);
        }

        _poller.Dispose();
        foreach (IDisposable part in new IDisposable[] { _shell, _control, _stdin, _iopub, _heartbeat, _outgoing })
        {
            part.Dispose();
        }

        NetMQConfig.Cleanup(block: true);
    }

    private void Receive(NetMQSocket socket, KernelChannel channel, Action<KernelChannel, Message> received)
    {
        NetMQMessage? frames = null;
        while (socket.TryReceiveMultipartMessage(ref frames))
        {
            if (_codec.Decode(frames) is { } message)
            {
                received(channel, message);
            }
        }
    }

    private static void SendQueued(NetMQQueue<(NetMQSocket Socket, NetMQMessage Frames)> queue)
    {
        while (queue.TryDequeue(out (NetMQSocket Socket, NetMQMessage Frames) next, TimeSpan.Zero))
        {
            next.Socket.SendMultipartMessage(next.Frames);
        }
    }

    private RouterSocket Socket(KernelChannel channel) => channel switch
    {
        KernelChannel.Shell => _shell,
        KernelChannel.Control => _control,
        KernelChannel.Stdin => _stdin,
        _ => throw new ArgumentOutOfRangeException(nameof(channel)),
    };
}

/// <summary>The sockets that requests come on.</summary>
internal enum KernelChannel
{
    /// <summary>Code, completion, inspection, history: one after another.</summary>
    Shell,

    /// <summary>Interrupt and shutdown: at once, also while a cell runs.</summary>
    Control,

    /// <summary>What a person types in answer to a cell.</summary>
    Stdin,
}
