using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using BigData.Testing;

namespace BigData.Jobs.Tests.Running;

/// <summary>A standalone Spark cluster on this machine: master, workers, and a Connect server that runs on them.</summary>
internal sealed class SparkCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly List<SparkProcess> _processes = [];
    private readonly List<SparkProcess> _workers = [];
    private readonly TempFolder _work = new();

    private SparkCluster()
    {
    }

    /// <summary>The port of the Connect server.</summary>
    public int Port { get; private set; }

    /// <summary>Starts the cluster; skips the test where there is no Spark to start.</summary>
    public static async Task<SparkCluster> StartAsync(int workers)
    {
        string? starter = RepositoryFiles.Shared("spark", "start-connect");
        Assert.SkipUnless(starter is not null, "there is no Spark in the folder shared to start a cluster from");
        string home = await HomeAsync(Path.Combine(Path.GetDirectoryName(starter)!, "unpack"));
        var cluster = new SparkCluster();
        try
        {
            await cluster.StartAsync(starter!, home, workers);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9 of a worker; what runs on it goes with it.</summary>
    public void KillWorker(int index) => _workers[index].Kill();

    public async ValueTask DisposeAsync()
    {
        foreach (SparkProcess process in Enumerable.Reverse(_processes))
        {
            await process.DisposeAsync();
        }

        _work.Dispose();
    }

    private async Task StartAsync(string starter, string home, int workers)
    {
        string command = Path.Combine(home, "bin", "spark-class");
        int masterPort = FreePort();
        string master = $"spark://127.0.0.1:{masterPort}";
        SparkProcess first = Add(SparkProcess.Start(
            command, ["org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", $"{masterPort}", "--webui-port", "0"], home));
        await first.SaysAsync("I have been elected leader", Patience);
        for (int i = 0; i < workers; i++)
        {
            string[] words = ["org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "2g", "--webui-port", "0", master];
            _workers.Add(Add(SparkProcess.Start(command, words, home, ("SPARK_WORKER_DIR", _work.File($"worker{i}")))));
        }

        foreach (SparkProcess worker in _workers)
        {
            await worker.SaysAsync("Successfully registered with master", Patience);
        }

        Port = FreePort();
        SparkProcess connect = Add(SparkProcess.Start(
            starter, [$"{Port}", _work.File("driver"), "--conf", "spark.executor.memory=1g"], home, ("SPARK_MASTER", master), ("SPARK_DRIVER_MEMORY", "1g")));
        await connect.AcceptsAsync(Port, Patience);
    }

    private SparkProcess Add(SparkProcess process)
    {
        _processes.Add(process);
        return process;
    }

    private static async Task<string> HomeAsync(string unpack)
    {
        if (Environment.GetEnvironmentVariable("SPARK_HOME") is { Length: > 0 } home)
        {
            return home;
        }

        using Process process = Process.Start(new ProcessStartInfo(unpack) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return text.Trim();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>One process of Spark whose words are kept.</summary>
internal sealed class SparkProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _words = new();
    private readonly SemaphoreSlim _spoke = new(0);

    private SparkProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += Listen;
        process.ErrorDataReceived += Listen;
    }

    public static SparkProcess Start(string command, IReadOnlyList<string> arguments, string home, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SPARK_HOME"] = home;
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

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
