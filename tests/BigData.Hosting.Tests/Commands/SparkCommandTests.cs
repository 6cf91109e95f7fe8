using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BigData.Hosting.Tests.Commands;

/// <summary>What <c>spark up|down|status</c> say when no server can be had. Scripts stand for Spark and Java; a real server is in the tests of the jobs.</summary>
public sealed class SparkCommandTests : IDisposable
{
    private static readonly DateTimeOffset LongAgo = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly AppBench _bench = new();

    public SparkCommandTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "the fake Spark is a shell script");

    private string StateFolder => Path.Combine(_bench.Folder, "state", "bigdata", "spark");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Without_Spark_it_says_how_to_get_one()
    {
        await _bench.ExpectAsync(1, "spark", "up");
        Assert.Contains("pip install \"pyspark>=4.0\"", _bench.Error, StringComparison.Ordinal);
        Assert.Contains("tarball", _bench.Error, StringComparison.Ordinal);
        Assert.Contains("io.delta:delta-spark", _bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_shared_spark_of_the_checkout_is_unpacked_and_used()
    {
        await File.WriteAllTextAsync(Path.Combine(_bench.Folder, "BigData.sln"), "");
        using FakeSpark spark = new(submit: "echo from $SPARK_HOME; exit 1");
        string shared = Path.Combine(_bench.Folder, "shared", "spark");
        Directory.CreateDirectory(shared);
        await File.WriteAllTextAsync(Path.Combine(shared, "unpack"), $"echo {spark.Home}\n");
        _bench.Variables["JAVA_HOME"] = spark.JavaHome;
        await _bench.ExpectAsync(1, "spark", "up");
        Assert.Contains($"from {spark.Home}", _bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_holds_no_Spark_is_told()
    {
        _bench.Variables["SPARK_HOME"] = _bench.Landing;
        await _bench.ExpectAsync(1, "spark", "up");
        Assert.Contains($"SPARK_HOME {_bench.Landing} holds no Spark", _bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spark_3_is_too_old()
    {
        using FakeSpark spark = new(version: "3.5.4");
        Use(spark);
        await _bench.ExpectAsync(1, "spark", "up");
        Assert.Contains("spark-core_2.13-3.5.4", _bench.Error, StringComparison.Ordinal);
        Assert.Contains("expected Spark 4.0 or later", _bench.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4.0.1", "--packages io.delta:delta-spark_2.13:4.0.0")]
    [InlineData("4.2.0", "--packages io.delta:delta-spark_4.2_2.13:4.4.0")]
    public async Task Without_Delta_it_names_the_package_that_goes_with_the_version(string version, string advice)
    {
        using FakeSpark spark = new(version, hasDelta: false);
        Use(spark);
        await _bench.ExpectAsync(1, "spark", "up");
        Assert.Contains("has no Delta package", _bench.Error, StringComparison.Ordinal);
        Assert.Contains(advice, _bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_Java_is_told()
    {
        using FakeSpark spark = new();
        Use(spark);
        _bench.Variables["JAVA_HOME"] = _bench.Landing;
        await _bench.ExpectAsync(1, "spark", "up");
        Assert.Contains("Spark needs Java 17 or later", _bench.Error, StringComparison.Ordinal);
        Assert.Contains("was not found", _bench.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openjdk version \"11.0.2\" 2019-01-15")]
    [InlineData("java version \"1.8.0_392\"")]
    public async Task Old_Java_is_told(string version)
    {
        using FakeSpark spark = new(java: version);
        Use(spark);
        await _bench.ExpectAsync(1, "spark", "up");
        Assert.Contains(version, _bench.Error, StringComparison.Ordinal);
        Assert.Contains("Spark needs Java 17 or later", _bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_ends_shows_the_tail_of_its_output_and_leaves_no_state()
    {
        using FakeSpark spark = new(submit: "for i in $(seq 100); do echo line $i; done; echo 'Exception: no room' >&2; exit 3");
        Use(spark);
        await _bench.ExpectAsync(1, "spark", "up");
        Assert.Contains("Exception: no room", _bench.Error, StringComparison.Ordinal);
        Assert.Contains("line 100", _bench.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("line 50", _bench.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(StateFolder, "server.json")));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_ended_after_the_timeout()
    {
        using FakeSpark spark = new(submit: "echo $$ > $SPARK_HOME/pid; exec sleep 600");
        Use(spark);
        await _bench.ExpectAsync(1, "spark", "up", "--timeout", "1");
        Assert.Contains("did not answer within 1 s", _bench.Error, StringComparison.Ordinal);
        int pid = int.Parse(await File.ReadAllTextAsync(spark.InHome("pid")), CultureInfo.InvariantCulture);
        Assert.False(IsThere(pid));
    }

    [Fact]
    public async Task Settings_of_the_file_and_of_options_reach_Spark()
    {
        using FakeSpark spark = new(submit: """printf '<%s>\n' "$@"; cat "$(while [ "$1" != --properties-file ]; do shift; done; echo $2)"; echo remote=$SPARK_REMOTE; exit 1""");
        Use(spark);
        await File.WriteAllTextAsync(Path.Combine(_bench.Folder, "my.conf"), "spark.my.setting 42\n");
        _bench.Variables["BIGDATA__SPARK__SETTINGS"] = "my.conf";
        _bench.Variables["SPARK_REMOTE"] = "sc://elsewhere";
        await _bench.ExpectAsync(1, "spark", "up", "--set", "spark.driver.memory=3g", "--master", "local[1]", "--packages", "a:b:1", "--port", "0");
        foreach (string word in (string[])["<local[1]>", "<spark.driver.memory=3g>", "<a:b:1>", "spark.my.setting 42", "<spark-internal>"])
        {
            Assert.Contains(word, _bench.Error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("remote=sc", _bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_in_use_is_told()
    {
        using FakeSpark spark = new();
        Use(spark);
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        string port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await _bench.ExpectAsync(1, "spark", "up", "--port", port);
        Assert.Contains($"The port {port} of 127.0.0.1 is in use", _bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_status_exits_1_and_down_exits_0()
    {
        await _bench.ExpectAsync(1, "spark", "status", "--json");
        Assert.Equal("none", (string?)_bench.Json()["status"]);
        await _bench.ExpectAsync(0, "spark", "down", "--json");
        Assert.Equal("none", (string?)_bench.Json()["status"]);
    }

    [Fact]
    public async Task A_server_whose_process_is_gone_is_recognised()
    {
        WriteState(FakeSpark.GonePid(), LongAgo);
        await File.WriteAllTextAsync(Path.Combine(StateFolder, "server.log"), "OutOfMemoryError\n");
        await _bench.ExpectAsync(1, "spark", "status");
        Assert.Contains("is gone without 'spark down'", _bench.Output, StringComparison.Ordinal);
        Assert.Contains("OutOfMemoryError", _bench.Output, StringComparison.Ordinal);
        await _bench.ExpectAsync(2, "run", "--engine", "spark");
        Assert.Contains("is gone", _bench.Error, StringComparison.Ordinal);
        await _bench.ExpectAsync(0, "spark", "down", "--json");
        Assert.Equal("dead", (string?)_bench.Json()["status"]);
        await _bench.ExpectAsync(1, "spark", "status", "--json");
        Assert.Equal("none", (string?)_bench.Json()["status"]);
    }

    [Fact]
    public async Task Another_process_with_the_same_id_is_not_the_server_and_is_left_alone()
    {
        using Process other = Process.Start(new ProcessStartInfo("sleep", ["600"]) { UseShellExecute = false })!;
        try
        {
            WriteState(other.Id, LongAgo);
            await _bench.ExpectAsync(1, "spark", "status", "--json");
            Assert.Equal("dead", (string?)_bench.Json()["status"]);
            await _bench.ExpectAsync(0, "spark", "down");
            Assert.False(other.HasExited);
        }
        finally
        {
            other.Kill();
        }
    }

    [Fact]
    public async Task Without_a_server_run_on_Spark_exits_2_and_says_what_to_do()
    {
        await _bench.ExpectAsync(2, "run", "--engine", "spark");
        Assert.Contains("bigdata spark up", _bench.Error, StringComparison.Ordinal);
        Assert.Contains("--remote sc://HOST:PORT", _bench.Error, StringComparison.Ordinal);
        Assert.Contains("SPARK_REMOTE", _bench.Error, StringComparison.Ordinal);
    }

    // Where nobody collects exit codes of orphans, an ended process stays in the list as a zombie.
    private static bool IsThere(int pid)
    {
        string stat = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat");
        return OperatingSystem.IsLinux()
            ? File.Exists(stat) && !File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal)
            : Array.Exists(Process.GetProcesses(), process => process.Id == pid);
    }

    private void Use(FakeSpark spark)
    {
        _bench.Variables["SPARK_HOME"] = spark.Home;
        _bench.Variables["JAVA_HOME"] = spark.JavaHome;
    }

    private void WriteState(int pid, DateTimeOffset startedAt)
    {
        Directory.CreateDirectory(StateFolder);
        File.WriteAllText(
            Path.Combine(StateFolder, "server.json"),
            string.Create(CultureInfo.InvariantCulture, $$"""{ "pid": {{pid}}, "port": 15002, "master": "local[*]", "spark_home": "/spark", "version": "4.2.0", "delta": true, "started_at": "{{startedAt:O}}" }"""));
    }
}
