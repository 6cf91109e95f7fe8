using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;
using SparkWindow = BigData.Spark.Sql.Expressions.Window;

namespace BigData.Pipelines.Tests.Running;

/// <summary>Four small tables that use every part of the runner.</summary>
internal static class Shop
{
    public static readonly TableContract Raw = Contracts.Bronze("bronze.shop", "order_id", "customer", "qty", "at");

    public static readonly TableContract Lines = new()
    {
        Name = "silver.lines",
        Grain = "one order",
        Keys = ["source", "order_id"],
        EventTime = "ordered_at",
        Columns =
        [
            new("source", "string", "source"),
            new("order_id", "string", "order"),
            new("customer", "string", "customer", PiiClass.Pseudonym),
            new("qty", "int", "pieces"),
            new("ordered_at", "timestamp", "when"),
            new("_file", "string", "file"),
            new("_row", "bigint", "record"),
            new("_batch", "bigint", "batch"),
            new("_run_id", "string", "run"),
        ],
    };

    public static readonly TableContract Totals = new()
    {
        Name = "gold.totals",
        Grain = "one customer",
        Keys = ["source", "customer"],
        Columns = [new("source", "string", "source"), new("customer", "string", "customer"), new("as_of", "date", "as of"), new("pieces", "bigint", "pieces")],
    };

    public static readonly TableContract Levels = new()
    {
        Name = "gold.levels",
        Grain = "one level of a customer over a time",
        Keys = ["source", "customer", "valid_from"],
        Columns =
        [
            new("source", "string", "source"),
            new("customer", "string", "customer"),
            new("level", "string", "low or high"),
            new("valid_from", "date", "from"),
            new("valid_to", "date", "to, exclusive; null while current"),
        ],
    };

    public static TableJob[] Jobs(params Expectation[] expected) => [new RawJob(), new LinesJob(expected), new TotalsJob(), new LevelsJob()];
}

internal sealed class RawJob : TableJob
{
    public override TableContract Table => Shop.Raw;

    public override IReadOnlyList<Input> Inputs => [Source.Files("shop")];

    public override DataFrame Build(JobContext job) => job.Read(Source.Files("shop"));
}

internal sealed class LinesJob(params IReadOnlyList<Expectation> expected) : TableJob
{
    public override TableContract Table => Shop.Lines;

    public override IReadOnlyList<Input> Inputs => [Shop.Raw.Changes()];

    public override bool HasQuarantine => true;

    public override IReadOnlyList<Expectation> Expectations => expected;

    public override DataFrame Build(JobContext job) => Typed(job).Where(Col("qty").IsNotNull()).Select(
        Col("source"), Col("order_id"), Col("customer"), Col("qty"), Col("ordered_at"), Col("_file"), Col("_row"), Col("_batch"), Lit(job.RunId).As("_run_id"));

    public override DataFrame BuildRejected(JobContext job) => Typed(job).Where(Col("qty").IsNull()).Select(
        Lit("bad_qty").As("rule"),
        Lit("qty is no whole number").As("reason"),
        ToJson(Struct(Col("order_id"), Col("customer"), Col("qty_text"))).As("record"),
        Col("source"),
        Col("_file"),
        Col("_row"),
        Col("_batch"),
        Lit(job.RunId).As("_run_id"));

    public override DataFrame ReplacedKeys(JobContext job) => job.Changes(Shop.Raw).Select(Col("_file"));

    public override DataFrame ReplacedRejects(JobContext job) => job.Changes(Shop.Raw).Select(Col("_file"));

    // The newest version of every file that has something new.
    private static DataFrame Typed(JobContext job)
    {
        DataFrame files = job.Changes(Shop.Raw).GroupBy("_file").Agg(Max(Col("_batch")).As("newest")).WithColumnRenamed("_file", "file");
        return job.Read(Shop.Raw)
            .Join(files, Col("_file").EqualTo(Col("file")).And(Col("_batch").EqualTo(Col("newest"))), "inner")
            .Select(
                Lit("shop").As("source"),
                Col("order_id"),
                Col("customer"),
                Col("qty").TryCast("int").As("qty"),
                Col("qty").As("qty_text"),
                Col("at").Cast("timestamp").As("ordered_at"),
                Col("_file"),
                Col("_row"),
                Col("_batch"));
    }
}

internal sealed class TotalsJob : TableJob
{
    public override TableContract Table => Shop.Totals;

    public override IReadOnlyList<Input> Inputs => [Shop.Lines.Full()];

    public override IReadOnlyList<Expectation> Expectations => [Expect.Unique("source", "customer"), Expect.Between("pieces", 0, 1000).Warn()];

    public override IReadOnlyList<SettingKey> Settings => [new("totals:factor", SettingType.Integer, "1", "multiplies the pieces")];

    public override DataFrame Build(JobContext job)
    {
        int factor = int.Parse(job.Settings.Require("totals:factor"), System.Globalization.CultureInfo.InvariantCulture);
        job.Fact("cut_offs", new[] { new { metric = "pieces", edge = 10 } });
        return job.Read(Shop.Lines)
            .Where(Col("ordered_at").Lt(Lit(job.AsOf).Cast("timestamp")))
            .GroupBy("source", "customer")
            .Agg(Sum(Col("qty").Cast("bigint")).As("sum"))
            .Select(Col("source"), Col("customer"), Lit(job.AsOf).As("as_of"), Col("sum").Multiply(Lit((long)factor)).As("pieces"));
    }
}

/// <summary>Levels over time: a change closes the row that was open and opens another.</summary>
internal sealed class LevelsJob : TableJob
{
    public override TableContract Table => Shop.Levels;

    public override IReadOnlyList<Input> Inputs => [Shop.Totals.Full()];

    public override WriteMode WriteMode => WriteMode.Synchronize;

    public override bool KeepsHistory => true;

    public override DataFrame Build(JobContext job)
    {
        DataFrame now = job.Read(Shop.Totals).Select(
            Col("source"), Col("customer"), When(Col("pieces").Geq(10), Lit("high")).Otherwise(Lit("low")).As("level"));
        DataFrame fresh = now.Select(Col("source"), Col("customer"), Col("level"), Lit(job.AsOf).As("valid_from"));
        DataFrame starts = job.Current() is { } current
            ? current.Where(Col("valid_from").Lt(Lit(job.AsOf))).Select("source", "customer", "level", "valid_from").Union(fresh)
            : fresh;
        DataFrame marked = starts.WithColumn("before", Lag(Col("level"), 1).Over(SparkWindow.PartitionBy("source", "customer").OrderBy("valid_from")));
        return marked.Where(Not(Col("level").EqNullSafe(Col("before")))).Select(
            Col("source"),
            Col("customer"),
            Col("level"),
            Col("valid_from"),
            Lead(Col("valid_from"), 1).Over(SparkWindow.PartitionBy("source", "customer").OrderBy("valid_from")).As("valid_to"));
    }
}
