using System.Text.Json;
using BigData.Jobs.Tests.Running;
using BigData.Testing;

namespace BigData.Jobs.Tests.MainJob;

/// <summary>Tests that start Spark servers of their own run one after the other, when nothing else runs.</summary>
[CollectionDefinition(nameof(OwnsSpark), DisableParallelization = true)]
public sealed class OwnsSpark;

/// <summary>The main job on a cluster of two workers that does not stay whole, against the embedded engine.</summary>
[Collection(nameof(OwnsSpark))]
public sealed class ClusterTests(TroubledCluster trouble) : IClassFixture<TroubledCluster>
{
    private const int Cuts = 3;

    private static readonly TimeSpan CutFor = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_worker_killed_in_the_middle_of_the_job_and_a_connection_that_is_away_for_seconds_change_nothing()
    {
        SparkCluster cluster = await trouble.ClusterAsync();
        await using FrameProxy proxy = FrameProxy.To(cluster.Port);
        using Shop shop = TroubledCluster.Shop();
        int armed = 0;
        int cuts = 0;
        proxy.OnFrame = frame =>
        {
            if (!TellsProgress(frame) || Interlocked.CompareExchange(ref armed, 0, 1) == 0)
            {
                return Verdict.Pass;
            }

            Interlocked.Increment(ref cuts);
            _ = TakeAwayAsync(proxy);
            return Verdict.CutInside;
        };

        using BigDataCommand command = BigDataCommand.Start(Job(shop, proxy.Url));
        string[] cutDuring = ["bronze.online_retail", "silver.order_lines", "gold.customer_rfm"];
        bool killed = false;
        while (await command.ReadLineAsync() is { } line)
        {
            if (Array.Exists(cutDuring, table => Begins(line, table)))
            {
                Volatile.Write(ref armed, 1);
            }

            if (!killed && Begins(line, "silver.order_lines"))
            {
                killed = true;
                cluster.KillWorker();
            }
        }

        (await command.ResultAsync()).ShouldExit(0);
        Assert.True(killed);
        await cluster.LostExecutorAsync();
        Assert.Equal(Cuts, cuts);
        Assert.True(proxy.Connections > Cuts, $"only {proxy.Connections} connections");
        trouble.ShouldEqual(shop);
    }

    private static string[] Job(Shop shop, string remote) =>
        shop.Arguments("run", "--json", "--as-of", TroubledCluster.AsOf, "--engine", "spark", "--remote", remote);

    private static bool Begins(string line, string table)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("event").GetString() == "table_started" && document.RootElement.GetProperty("table").GetString() == table;
    }

    // The answer of an execution that runs: its own id (field 13, 36 letters) and the stages that are under way (field 18).
    // Cut inside it, the client has not seen the end of the execution.
    private static bool TellsProgress(Frame frame) =>
        frame.IsData && frame.Raw.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x6a, 36]) >= 0 && frame.Raw.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x92, 0x01]) >= 0;

    private static async Task TakeAwayAsync(FrameProxy proxy)
    {
        proxy.IsDown = true;
        proxy.CutAll();
        await Task.Delay(CutFor, TestContext.Current.CancellationToken);
        proxy.IsDown = false;
    }
}

/// <summary>The cluster of these tests, and what the embedded engine makes of the same files.</summary>
public sealed class TroubledCluster : IAsyncDisposable
{
    internal const string AsOf = "2010-12-24";

    private const int Days = 12;
    private const int Workers = 2;

    private SparkCluster? _cluster;
    private Shop? _expected;

    /// <summary>The cluster with all its workers; skips the test where there is no Spark.</summary>
    internal async Task<SparkCluster> ClusterAsync()
    {
        _cluster ??= await SparkCluster.StartAsync();
        await _cluster.HaveWorkersAsync(Workers);
        if (_expected is null)
        {
            _expected = Shop();
            (await _expected.RunAsync("--as-of", AsOf)).ShouldExit(0);
        }

        return _cluster;
    }

    /// <summary>A shop with the first days of the sample.</summary>
    internal static Shop Shop()
    {
        var shop = new Shop();
        foreach (string file in Directory.GetFiles(RepositoryFiles.Sample("online-retail"), "*.csv.gz").Order(StringComparer.Ordinal).Take(Days))
        {
            File.Copy(file, Path.Combine(shop.Landing, Path.GetFileName(file)));
        }

        return shop;
    }

    /// <summary>Silver and gold have the rows of the embedded engine, and every table as many commits.</summary>
    internal void ShouldEqual(Shop shop)
    {
        using Lakehouse expected = _expected!.Open();
        using Lakehouse actual = shop.Open();
        Assert.Equal(Commits(expected), Commits(actual));
        string[] tables = [.. expected.Names("silver"), .. expected.Names("gold")];
        Assert.Contains("gold.customer_rfm", tables);
        foreach (string table in tables)
        {
            Assert.Equal(expected.Rows(table), actual.Rows(table));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _expected?.Dispose();
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    private static string[] Commits(Lakehouse lakehouse) => [.. lakehouse.Tables().Select(table => $"{table} {lakehouse.Version(table) + 1}")];
}
