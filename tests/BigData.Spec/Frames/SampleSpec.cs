using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>Random parts of rows: how many, and that they are the same for the same seed. Which ones they are differs between engines.</summary>
public abstract class SampleSpec(SpecEngine engine) : SpecSuite(engine)
{
    private DataFrame Many => Spark.Range(0, 10_000, 1, 2);

    [Fact]
    public void A_sample_has_about_the_part_that_is_asked() => Case(() => Assert.InRange(Many.Sample(0.3, seed: 7).Count(), 2800, 3200));

    [Fact]
    public void The_same_seed_gives_the_same_rows_and_another_others() => Case(() =>
    {
        long[] first = Ids(Many.Sample(0.01, seed: 7));
        Assert.Equal(first, Ids(Many.Sample(0.01, seed: 7)));
        Assert.NotEqual(first, Ids(Many.Sample(0.01, seed: 8)));
    });

    [Fact]
    public void Nothing_and_all_are_exact() => Case(() =>
    {
        Assert.Equal(0, Many.Sample(0.0, seed: 1).Count());
        Assert.Equal(10_000, Many.Sample(1.0, seed: 1).Count());
    });

    [Fact]
    public void With_replacement_rows_come_more_than_once() => Case(() =>
    {
        DataFrame sample = Many.Sample(2.0, withReplacement: true, seed: 7);
        Assert.InRange(sample.Count(), 19_500, 20_500);
        Assert.InRange(sample.Distinct().Count(), 8_500, 8_800);
    });

    [Fact]
    public void A_split_covers_all_rows_once() => Case(() =>
    {
        IReadOnlyList<DataFrame> parts = Many.RandomSplit([1, 2, 1], seed: 3);
        long[][] ids = [.. parts.Select(Ids)];
        Assert.Equal(10_000, ids.Sum(p => p.Length));
        Assert.Equal(10_000, ids.SelectMany(p => p).Distinct().Count());
        Assert.InRange(ids[1].Length, 4800, 5200);
    });

    [Fact]
    public void A_sample_by_value_takes_a_part_of_each() => Case(() =>
    {
        DataFrame sample = Many.WithColumn("k", Expr("id % 3")).Stat().SampleBy(Col("k"), [new(0L, 0.0), new(1L, 1.0)], seed: 5);
        AssertRows(sample.GroupBy("k").Count(), "k:bigint,count:bigint", "1 | 3333");
    });

    [Fact]
    public void A_part_above_one_is_an_error() => Case(() => Assert.ThrowsAny<SparkException>(() => Many.Sample(1.5, seed: 1).Collect()));

    private static long[] Ids(DataFrame frame) => [.. frame.Collect().Select(r => r.GetAs<long>(0)).Order()];
}
