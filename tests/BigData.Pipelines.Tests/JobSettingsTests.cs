using BigData.Pipelines.Running;

namespace BigData.Pipelines.Tests;

public sealed class JobSettingsTests
{
    private static readonly SettingKey[] Declared =
    [
        new("countries:**", SettingType.Text, null, "names to codes"),
        new("rfm:minimum_spend", SettingType.Number, "0", "exclusive"),
    ];

    [Fact]
    public void A_value_wins_over_the_default() =>
        Assert.Equal("5", Settings(("rfm:minimum_spend", "5")).Get("rfm:minimum_spend"));

    [Fact]
    public void Without_a_value_the_default_counts() => Assert.Equal("0", Settings().Get("rfm:minimum_spend"));

    [Fact]
    public void A_key_that_the_job_does_not_declare_is_refused()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Settings().Get("rfm:other"));
        Assert.Contains("silver.lines reads the setting 'rfm:other' without declaring it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_holds_the_rest_of_each_key()
    {
        IReadOnlyDictionary<string, string> map = Settings(("countries:EIRE", "IE"), ("countries:RSA", "ZA"), ("other", "x")).Map("countries");
        Assert.Equal([KeyValuePair.Create("EIRE", "IE"), KeyValuePair.Create("RSA", "ZA")], map);
    }

    [Fact]
    public void Numbered_parts_become_an_array()
    {
        string? json = Settings(("countries:list:1:b", "2"), ("countries:list:0:a", "1")).Json("countries")?.ToJsonString();
        Assert.Equal("""{"list":[{"a":"1"},{"b":"2"}]}""", json);
    }

    [Theory]
    [InlineData("sources:*:folder", "sources:shop:folder", true)]
    [InlineData("sources:*:folder", "sources:shop:zone", false)]
    [InlineData("sources:*:folder", "sources:shop", false)]
    [InlineData("countries:**", "countries:a:b", true)]
    [InlineData("countries:**", "countries", false)]
    [InlineData("Engine", "engine", true)]
    [InlineData("engine", "engine:x", false)]
    public void A_pattern_covers_its_keys(string pattern, string key, bool expected) =>
        Assert.Equal(expected, SettingPattern.Matches(pattern, key));

    [Fact]
    public void The_hash_of_settings_tells_values_apart()
    {
        FakeJob job = new(Contracts.Of("silver.lines")) { Keys = Declared };
        Assert.NotEqual(Hash(job, ("countries:EIRE", "IE")), Hash(job, ("countries:EIRE", "GB")));
        Assert.Equal(Hash(job, ("countries:EIRE", "IE")), Hash(job, ("countries:EIRE", "IE"), ("engine", "spark")));
    }

    private static string Hash(FakeJob job, params (string Key, string Value)[] values) =>
        StalenessCheck.Hashes(job, values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal))!["countries:**"];

    private static JobSettings Settings(params (string Key, string Value)[] values) => new(
        values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase), Declared, "silver.lines");
}
