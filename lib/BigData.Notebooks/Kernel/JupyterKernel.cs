using System.Threading.Channels;
using BigData.Notebooks.Protocol;
using BigData.Notebooks.Scripting;

namespace BigData.Notebooks.Kernel;

/// <summary>The kernel that Jupyter starts: answers one client until it is told to shut down, or until the program that started it is gone.</summary>
public static class JupyterKernel
{
    /// <summary>Serves the sockets of a connection file.</summary>
    /// <param name="connectionFile">The file that Jupyter has written.</param>
    /// <param name="options">What the notebook works with.</param>
    /// <param name="token">Ends the kernel.</param>
    /// <returns>A task that ends with the kernel; whatever a cell still does then ends with the process.</returns>
    /// <exception cref="NotebookException">The connection file cannot be used.</exception>
    public static async Task RunAsync(string connectionFile, NotebookOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ConnectionFile connection = ConnectionFile.Read(connectionFile);
        MessageCodec codec = new(connection.Key, options.Time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(token);
        NotebookSession session = new(options);
        await using (session.ConfigureAwait(false))
        {
            Channel<Message> shell = Channel.CreateUnbounded<Message>();
            Channel<Message> control = Channel.CreateUnbounded<Message>();
            using KernelSockets sockets = new(connection, codec, (channel, message) => _ = (channel == KernelChannel.Control ? control : shell).Writer.TryWrite(message));
            KernelRequests requests = new(session, sockets, codec, () => shell.Reader.Count, end.Cancel);
            requests.WarmUp(end.Token);
            Task work = requests.ServeAsync(KernelChannel.Shell, shell.Reader, end.Token);
            Task interrupts = requests.ServeAsync(KernelChannel.Control, control.Reader, end.Token);
            Task orphaned = ParentWatch.WaitAsync(options.Time, end.Token);
            await Task.WhenAny(work, interrupts, orphaned).ConfigureAwait(false);
            session.Interrupt();
            await end.CancelAsync().ConfigureAwait(false);
        }
    }
}
