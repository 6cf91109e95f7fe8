using BigData.Pipelines.Testing;
using BigData.Pipelines.Tests.Csv;
using BigData.Pipelines.Tests.Running;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Tests.Testing;

public sealed class JobBenchTests : IDisposable
{
    private static readonly TableContract Orders = new ShopFiles().Silver();

    private readonly TempFolder _folder = new();
    private readonly SparkSession _spark;

    public JobBenchTests() => _spark = Embedded.Open(_folder.FullPath);

    public void Dispose()
    {
        _spark.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Given_rows_are_cast_to_the_contract_and_the_job_sees_date_setting_and_zone()
    {
        JobBench bench = new JobBench(new SpendJob(), _spark)
            .AsOf(new DateOnly(2026, 3, 1))
            .Setting("spend:factor", "2")
            .TimeZone("shop", "Europe/Berlin")
            .Given(Orders, "customer, amount", ["ann", 1.25m], ["ann", "2"], [null, 9]);
        Row row = Assert.Single(await bench.RowsAsync());
        Assert.Equal(("ann", 6.50m, new DateOnly(2026, 3, 1)), (row.GetAs<string>("customer"), row.GetAs<decimal>("amount"), row.GetAs<DateOnly>("as_of")));
        Assert.Equal("Europe/Berlin", (string?)bench.Facts["zone"]);
        Assert.Equal(["a warning"], bench.Warnings);
        Assert.Empty(await bench.BrokenExpectationsAsync());
    }

    [Fact]
    public async Task An_input_without_rows_is_empty_and_the_current_table_is_what_was_given()
    {
        JobBench bench = new JobBench(new SpendJob(), _spark).AsOf(new DateOnly(2026, 3, 1)).Current("customer, amount", ["old", 3]);
        Assert.Equal("old", Assert.Single(await bench.RowsAsync()).GetAs<string>("customer"));
        Assert.Empty(await new JobBench(new SpendJob(), _spark).AsOf(new DateOnly(2026, 3, 1)).RowsAsync());
    }

    [Fact]
    public async Task Broken_expectations_are_named()
    {
        JobBench bench = new JobBench(new SpendJob(), _spark).AsOf(new DateOnly(2026, 3, 1)).Given(Orders, "customer, amount", ["ann", 5000]);
        Assert.Single(await bench.BrokenExpectationsAsync(), rule => rule.Contains("amount", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_frame_that_does_not_fit_the_contract_is_told()
    {
        PipelineException error = await Assert.ThrowsAsync<PipelineException>(() => new JobBench(new WrongJob(), _spark).RowsAsync());
        Assert.Contains("column amount (decimal(28,2)) is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_and_values_must_match()
    {
        JobBench bench = new(new SpendJob(), _spark);
        Assert.Contains("has no column colour", Assert.Throws<ArgumentException>(() => bench.Given(Orders, "colour", ["red"])).Message, StringComparison.Ordinal);
        Assert.Contains("2 values for 1 columns", Assert.Throws<ArgumentException>(() => bench.Given(Orders, "customer", ["ann", 1])).Message, StringComparison.Ordinal);
    }

    private class SpendJob : TableJob
    {
        public override TableContract Table => new()
        {
            Name = "gold.spend",
            Grain = "one customer",
            Keys = ["customer"],
            Columns = [new("customer", "string", "customer"), new("amount", "decimal(28,2)", "EUR"), new("as_of", "date", "as of")],
        };

        public override IReadOnlyList<Input> Inputs => [Orders.Full()];

        public override IReadOnlyList<SettingKey> Settings => [new("spend:factor", SettingType.Integer, "1", "multiplies")];

        public override IReadOnlyList<Expectation> Expectations => [Expect.Between("amount", 0, 1000)];

        public override DataFrame Build(JobContext job)
        {
            job.Fact("zone", job.TimeZones.GetValueOrDefault("shop", "UTC"));
            job.Warn("a warning");
            DataFrame built = job.Read(Orders)
                .Filter(Col("customer").IsNotNull())
                .GroupBy("customer")
                .Agg(Sum(Col("amount") * Lit(int.Parse(job.Settings.Require("spend:factor"), null))).Cast("decimal(28,2)").As("amount"))
                .WithColumn("as_of", Lit(job.AsOf));
            return job.Current() is { } current ? current.Union(built) : built;
        }
    }

    private sealed class WrongJob : SpendJob
    {
        public override DataFrame Build(JobContext job) => job.Spark.Range(1).Select(Lit("x").As("customer"), Lit(new DateOnly(2026, 1, 1)).As("as_of"));
    }
}
