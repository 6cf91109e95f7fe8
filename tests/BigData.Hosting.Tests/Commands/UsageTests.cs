namespace BigData.Hosting.Tests.Commands;

public sealed class UsageTests : IDisposable
{
    private readonly AppBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Help_needs_no_configuration()
    {
        _bench.WriteConf("not json");
        Assert.Equal(0, await _bench.RunAsync("--help"));
        foreach (string verb in (string[])["run", "plan", "status", "show", "sql", "publish", "schedule", "table", "generate", "spark", "doctor"])
        {
            Assert.Contains(verb, _bench.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        Assert.Equal(0, await _bench.RunAsync("--version"));
        Assert.Matches(@"^\d+\.\d+", _bench.Output);
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("run --engine duck")]
    [InlineData("run --as-of yesterday")]
    [InlineData("run --as-of 2026-02-30")]
    [InlineData("run --source shop")]
    [InlineData("show")]
    [InlineData("show gold.totals --limit -1")]
    [InlineData("run nothing.here")]
    [InlineData("show gold.totals")]
    [InlineData("sql")]
    [InlineData("sql SELECT --file x.sql")]
    [InlineData("sql --file nothing.sql")]
    [InlineData("sql --file conf/bigdata.json --limit -1")]
    [InlineData("sql ;")]
    [InlineData("table history gold.totals")]
    [InlineData("run --engine spark")]
    [InlineData("run --conf landing")]
    [InlineData("spark")]
    [InlineData("spark up --port 70000")]
    [InlineData("spark up --set spark.driver.memory")]
    public async Task Wrong_usage_exits_with_2_and_says_why(string command)
    {
        Assert.Equal(2, await _bench.RunAsync(command.Split(' ')));
        Assert.NotEmpty(_bench.Error);
        Assert.False(Directory.Exists(_bench.Lakehouse));
    }

    [Fact]
    public async Task An_unknown_key_exits_with_2_and_lists_the_known_ones()
    {
        _bench.WriteConf("""{ "lakehose": "x" }""");
        Assert.Equal(2, await _bench.RunAsync("status"));
        Assert.Contains("The key 'lakehose'", _bench.Error, StringComparison.Ordinal);
        Assert.Contains("totals:factor", _bench.Error, StringComparison.Ordinal);
    }
}
