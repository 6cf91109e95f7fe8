using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BigData.Jobs.Tests.Running;

/// <summary>One process of Spark whose words are kept.</summary>
internal sealed class SparkProcess : IAsyncDisposable
{
    /// <summary>Java's options for processes that do not live long enough for its best compiler to pay.</summary>
    public const string ShortLife = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private readonly Process _process;
    private readonly StringBuilder _words = new();
    private readonly SemaphoreSlim _spoke = new(0);

    private SparkProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += Listen;
        process.ErrorDataReceived += Listen;
    }

    /// <summary>Starts a program of Spark.</summary>
    /// <param name="program">Its name in the folder <c>bin</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="home">Where Spark is.</param>
    /// <param name="folder">Where it works and leaves its files.</param>
    public static SparkProcess Start(string program, IReadOnlyList<string> arguments, string home, string folder)
    {
        var start = new ProcessStartInfo(Path.Combine(home, "bin", program), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Directory.CreateDirectory(folder).FullName,
        };
        start.Environment["SPARK_HOME"] = home;
        start.Environment["SPARK_WORKER_DIR"] = folder;
        start.Environment["SPARK_DAEMON_JAVA_OPTS"] = ShortLife;

        var process = new SparkProcess(new Process { StartInfo = start });
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Waits until a text was written.</summary>
    public async Task SaysAsync(string text, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        while (!Words().Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_process.HasExited, Words());
            try
            {
                await _spoke.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"no '{text}' in\n{Words()}");
            }
        }
    }

    /// <summary>Waits until a port is open.</summary>
    public async Task AcceptsAsync(int port, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        while (true)
        {
            Assert.False(_process.HasExited, Words());
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(200, patience.Token);
            }
        }
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _spoke.Dispose();
    }

    private void Listen(object sender, DataReceivedEventArgs line)
    {
        lock (_words)
        {
            _words.AppendLine(line.Data);
        }

        _spoke.Release();
    }

    private string Words()
    {
        lock (_words)
        {
            return _words.ToString();
        }
    }
}
