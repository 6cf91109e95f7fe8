using BigData.Testing;

namespace BigData.Jobs.Tests.Running;

/// <summary>A standalone Spark cluster on this machine: master, workers, and a Connect server that runs on them.</summary>
internal sealed class SparkCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // Progress more often than the usual two seconds, so that a short execution tells too that it runs.
    private static readonly string[] Settings =
    [
        $"spark.driver.extraJavaOptions={SparkProcess.ShortLife}",
        $"spark.executor.extraJavaOptions={SparkProcess.ShortLife}",
        "spark.driver.host=127.0.0.1",
        "spark.driver.bindAddress=127.0.0.1",
        "spark.ui.enabled=false",
        "spark.executor.memory=1g",
        "spark.connect.grpc.binding.address=127.0.0.1",
        "spark.connect.progress.reportInterval=100ms",
        "spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension",
        "spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog",
        "spark.sql.catalogImplementation=in-memory",
        "spark.sql.shuffle.partitions=4",
        "spark.databricks.delta.snapshotPartitions=2",
    ];

    private readonly List<SparkProcess> _workers = [];
    private readonly List<SparkProcess> _dead = [];
    private readonly TempFolder _work = new();
    private readonly string _home;
    private SparkProcess _master = null!;
    private SparkProcess? _connect;
    private string _masterUrl = "";

    private SparkCluster(string home) => _home = home;

    /// <summary>The port of the Connect server.</summary>
    public int Port { get; private set; }

    /// <summary>Starts master and Connect server; skips the test where there is no Spark to start.</summary>
    public static async Task<SparkCluster> StartAsync()
    {
        var cluster = new SparkCluster(await InstalledSpark.HomeOrSkipAsync());
        try
        {
            await cluster.StartAllAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts workers until there are as many.</summary>
    public async Task HaveWorkersAsync(int count)
    {
        List<SparkProcess> fresh = [];
        while (_workers.Count < count)
        {
            string[] words = ["org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "2g", "--webui-port", "0", _masterUrl];
            fresh.Add(SparkProcess.Start("spark-class", words, _home, _work.File("workers")));
            _workers.Add(fresh[^1]);
        }

        foreach (SparkProcess worker in fresh)
        {
            await worker.SaysAsync("Successfully registered with master", Patience);
        }
    }

    /// <summary>kill -9 of a worker; what runs on it goes with it.</summary>
    public void KillWorker()
    {
        _dead.Add(_workers[0]);
        _workers[0].Kill();
        _workers.RemoveAt(0);
    }

    /// <summary>Waits until the driver has noticed that it lost an executor.</summary>
    public Task LostExecutorAsync() => _connect!.SaysAsync("Lost executor", Patience);

    public async ValueTask DisposeAsync()
    {
        SparkProcess?[] processes = [_connect, .. _workers, .. _dead, _master];
        foreach (SparkProcess process in processes.OfType<SparkProcess>())
        {
            await process.DisposeAsync();
        }

        _work.Dispose();
    }

    private async Task StartAllAsync()
    {
        int masterPort = InstalledSpark.FreePort();
        _masterUrl = $"spark://127.0.0.1:{masterPort}";
        _master = SparkProcess.Start(
            "spark-class", ["org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", $"{masterPort}", "--webui-port", "0"], _home, _work.File("master"));
        await _master.SaysAsync("I have been elected leader", Patience);
        Port = InstalledSpark.FreePort();
        string[] settings = [.. Settings, $"spark.connect.grpc.binding.port={Port}", $"spark.sql.warehouse.dir={_work.File("warehouse")}"];
        _connect = SparkProcess.Start(
            "spark-submit",
            [
                "--master", _masterUrl, "--driver-memory", "1g", .. settings.SelectMany(setting => new[] { "--conf", setting }),
                "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal",
            ],
            _home,
            _work.File("driver"));
        await _connect.AcceptsAsync(Port, Patience);
    }
}
