using Xunit;

namespace BigData.Testing;

/// <summary>The real Spark that tests may use: the Connect server named by <c>BIGDATA_TEST_REMOTE</c>.</summary>
public static class SparkRemote
{
    /// <summary>Name of the environment variable.</summary>
    public const string Variable = "BIGDATA_TEST_REMOTE";

    /// <summary>The connection string, or null.</summary>
    public static string? Url => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } url ? url : null;

    /// <summary>The connection string; skips the test when there is none.</summary>
    public static string UrlOrSkip()
    {
        Assert.SkipUnless(Url is not null, $"{Variable} is not set: no Spark Connect server to test against");
        return Url!;
    }
}
