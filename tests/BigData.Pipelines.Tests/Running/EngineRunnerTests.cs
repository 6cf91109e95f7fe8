using BigData.Spark.Sql;

namespace BigData.Pipelines.Tests.Running;

public sealed class SparkRunnerTests : RunnerSuite
{
    private protected override RunnerBench New() => RunnerBench.OnSpark();
}

public sealed class EmbeddedRunnerTests : RunnerSuite
{
    private protected override RunnerBench New() => RunnerBench.OnEmbedded();
}

internal static class Remote
{
    public static SparkSession Open() => SparkSession.Builder().AppName("pipelines-tests").Remote(SparkRemote.UrlOrSkip()).GetOrCreate();
}

internal static class Embedded
{
    public static SparkSession Open(string lakehouse) =>
        SparkSession.Builder().AppName("pipelines-tests").Embedded(lakehouse).GetOrCreate();
}
