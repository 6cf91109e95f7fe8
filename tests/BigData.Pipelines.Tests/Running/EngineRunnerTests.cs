using BigData.Spark.Sql;

namespace BigData.Pipelines.Tests.Running;

public sealed class SparkRunnerTests : RunnerSuite
{
    protected override SparkSession Open(string lakehouse)
    {
        string url = SparkRemote.UrlOrSkip();
        return SparkSession.Builder().AppName("pipelines-tests").Remote(url).GetOrCreate();
    }
}

public sealed class EmbeddedRunnerTests : RunnerSuite
{
    protected override SparkSession Open(string lakehouse) => Embedded.Open(lakehouse);
}

internal static class Embedded
{
    public static SparkSession Open(string lakehouse) =>
        SparkSession.Builder().AppName("pipelines-tests").Embedded(lakehouse).GetOrCreate();
}
