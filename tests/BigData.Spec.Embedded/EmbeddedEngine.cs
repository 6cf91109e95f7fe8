using BigData.Spark.Sql;

[assembly: AssemblyFixture(typeof(BigData.Spec.Embedded.EmbeddedEngine))]

namespace BigData.Spec.Embedded;

/// <summary>The embedded engine over an empty lakehouse.</summary>
public sealed class EmbeddedEngine : SpecEngine
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, SpecGap> Gaps => EmbeddedGaps.All;

    /// <inheritdoc/>
    public override SparkSession Open(string lakehouse) =>
        SparkSession.Builder().AppName("spec").Embedded(lakehouse).GetOrCreate();
}
