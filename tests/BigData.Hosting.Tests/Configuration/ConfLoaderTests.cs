using BigData.Hosting.Configuration;
using BigData.Pipelines;

namespace BigData.Hosting.Tests.Configuration;

public sealed class ConfLoaderTests : IDisposable
{
    private static readonly Dictionary<string, string> None = [];

    private readonly AppBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Later_sources_win()
    {
        _bench.WriteConf("""{ "engine": "embedded", "remote": "sc://file", "embedded": { "threads": 2 } }""");
        _bench.WriteConf("""{ "remote": "sc://environment-file", "embedded": { "threads": "3" } }""", "bigdata.prod.json");
        _bench.Variables["BIGDATA_ENVIRONMENT"] = "prod";
        _bench.Variables["BIGDATA__EMBEDDED__THREADS"] = "4";
        Conf conf = Load(new() { ["engine"] = "spark" });
        Assert.Equal(("spark", "sc://environment-file", "4"), (conf.Get("engine"), conf.Get("remote"), conf.Get("embedded:threads")));
    }

    [Fact]
    public void Without_any_value_the_default_counts()
    {
        _bench.WriteConf("{}");
        Assert.Equal(("embedded", "1GB", null), (Load().Get("engine"), Load().Get("files:max_batch"), Load().Get("remote")));
    }

    [Fact]
    public void Paths_are_relative_to_what_names_them()
    {
        _bench.Variables["BIGDATA__sources__other__folder"] = "here";
        Conf conf = Load(new() { ["sources:third:folder"] = "there" });
        Assert.Equal(_bench.Landing, conf.Get("sources:shop:folder"));
        Assert.Equal(Path.Combine(_bench.Folder, "here"), conf.Get("sources:other:folder"));
        Assert.Equal(Path.Combine(_bench.Folder, "there"), conf.Get("sources:third:folder"));
    }

    [Fact]
    public void Unknown_keys_and_wrong_values_are_all_reported_with_where_they_are()
    {
        _bench.WriteConf("""{ "engin": "spark", "sources": { "shop": { "time_zone": "Mars/Base" } }, "embedded": { "threads": "many", "memory_limit": "8 parsecs" } }""");
        PipelineUsageException error = Assert.Throws<PipelineUsageException>(() => Load());
        string[] lines = error.Message.Split(Environment.NewLine);
        Assert.Equal(4, lines.Length);
        Assert.Contains("The key 'embedded:memory_limit' from", lines[0], StringComparison.Ordinal);
        Assert.Contains("bigdata.json has the value 'many': expected a whole number.", lines[1], StringComparison.Ordinal);
        Assert.Contains("The key 'engin' from", lines[2], StringComparison.Ordinal);
        Assert.Contains("Known keys: countries:**, destinations:*:kind, destinations:*:max_growth, destinations:*:max_shrink, destinations:*:tables:*, destinations:*:where:*, destinations:*:with_run, embedded:memory_limit, embedded:temp_folder, embedded:threads, engine,", lines[2], StringComparison.Ordinal);
        Assert.Contains("expected an IANA time zone", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_jobs_declare_are_known()
    {
        _bench.WriteConf("""{ "countries": { "EIRE": "IE", "Unspecified": null } }""");
        Assert.Equal("IE", Load().Values["countries:EIRE"]);
        Assert.Equal(string.Empty, Load().Values["countries:Unspecified"]);
    }

    [Fact]
    public void A_file_that_is_not_JSON_is_named()
    {
        _bench.WriteConf("{ engine: }");
        PipelineUsageException error = Assert.Throws<PipelineUsageException>(() => Load());
        Assert.Contains("conf/bigdata.json is not valid JSON", error.Message.Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_without_a_file_is_refused()
    {
        _bench.Variables["BIGDATA_ENVIRONMENT"] = "ghost";
        PipelineUsageException error = Assert.Throws<PipelineUsageException>(() => Load());
        Assert.Contains("BIGDATA_ENVIRONMENT is 'ghost'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_conf_upward_is_taken()
    {
        string below = Path.Combine(_bench.Folder, "a", "b");
        Directory.CreateDirectory(below);
        Conf conf = new ConfLoader(_bench.Host with { WorkingFolder = below, ApplicationFolder = Path.GetTempPath() }).Load(null, None, ConfKeys.All);
        Assert.Equal(Path.Combine(_bench.Folder, "conf", "bigdata.json"), conf.File);
    }

    [Fact]
    public void A_conf_folder_without_the_file_is_refused()
    {
        PipelineUsageException error = Assert.Throws<PipelineUsageException>(() => new ConfLoader(_bench.Host).Load("landing", None, ConfKeys.All));
        Assert.Contains("holds no bigdata.json", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("512MB", 512L << 20)]
    [InlineData("8 GiB", 8L << 30)]
    [InlineData("100", 100L)]
    [InlineData("1tb", 1L << 40)]
    public void Sizes_are_read(string text, long expected)
    {
        Assert.True(ConfCheck.TryReadSize(text, out long bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GB")]
    [InlineData("-1GB")]
    [InlineData("9999999999TB")]
    public void Other_texts_are_no_sizes(string text) => Assert.False(ConfCheck.TryReadSize(text, out _));

    [Fact]
    public void Every_key_is_declared_once_with_a_description()
    {
        Assert.Equal(ConfKeys.All.Count, ConfKeys.All.Select(key => key.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ConfKeys.All, key => Assert.EndsWith(".", key.Description, StringComparison.Ordinal));
    }

    private Conf Load(Dictionary<string, string>? options = null) => new ConfLoader(_bench.Host).Load(
        null, options ?? None, [.. ConfKeys.All, new SettingKey("countries:**", SettingType.Text, null, "Countries.")]);
}
