using BigData.Customers;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Jobs;

/// <summary><c>gold.conversion_paths</c>: the distinct paths of channels, with orders and without, by window.</summary>
internal sealed class GoldConversionPaths : AttributionJob
{
    public override TableContract Table => Gold.ConversionPaths;

    protected override DataFrame Rows(AttributionResult result) => result.Paths;
}
