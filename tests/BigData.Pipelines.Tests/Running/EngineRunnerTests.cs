using BigData.Spark.Sql;

namespace BigData.Pipelines.Tests.Running;

public sealed class SparkRunnerTests : RunnerSuite
{
    protected override SparkSession Open(string lakehouse) => Remote.Open();
}

public sealed class EmbeddedRunnerTests : RunnerSuite
{
    protected override SparkSession Open(string lakehouse) => Embedded.Open(lakehouse);
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
