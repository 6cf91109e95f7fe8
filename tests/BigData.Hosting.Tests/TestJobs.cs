using BigData.Pipelines;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Hosting.Tests;

internal static class TestTables
{
    public static readonly TableContract Raw = new()
    {
        Name = "bronze.shop",
        Grain = "one record",
        Keys = [],
        Columns = [new("customer", "string", "customer"), new("qty", "string", "pieces"), .. FileColumns.All],
    };

    public static readonly TableContract Totals = new()
    {
        Name = "gold.totals",
        Grain = "one customer",
        Keys = ["customer"],
        Columns = [new("customer", "string", "who bought", PiiClass.Pseudonym), new("pieces", "bigint", "pieces bought")],
    };
}

internal sealed class RawJob : TableJob
{
    public override TableContract Table => TestTables.Raw;

    public override IReadOnlyList<Input> Inputs => [Source.Files("shop")];

    public override DataFrame Build(JobContext job) => job.Read(Source.Files("shop"));
}

internal sealed class TotalsJob : TableJob
{
    public override TableContract Table => TestTables.Totals;

    public override IReadOnlyList<Input> Inputs => [TestTables.Raw.Full()];

    public override IReadOnlyList<Expectation> Expectations => [Expect.Between("pieces", 0, 100)];

    public override IReadOnlyList<SettingKey> Settings => [new("totals:factor", SettingType.Integer, "1", "multiplies the pieces")];

    public override DataFrame Build(JobContext job)
    {
        job.Fact("cut_offs", new[] { new { metric = "pieces", edge = 10 } });
        return job.Read(TestTables.Raw).GroupBy("customer").Agg(Sum(Col("qty").Cast("bigint")).As("pieces"));
    }
}
