using BigData.Spark.Sql;
using BigData.Testing;

[assembly: AssemblyFixture(typeof(BigData.Spec.Connect.ConnectEngine))]

namespace BigData.Spec.Connect;

/// <summary>The Spark at <c>BIGDATA_TEST_REMOTE</c>.</summary>
public sealed class ConnectEngine : SpecEngine
{
    /// <inheritdoc/>
    public override SparkSession Open(string lakehouse) =>
        SparkSession.Builder().AppName("spec").Remote(SparkRemote.UrlOrSkip()).GetOrCreate();

    /// <inheritdoc/>
    protected override void SkipIfAbsent() => SparkRemote.UrlOrSkip();
}
