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
