using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>Describe, summary, contingency tables, frequent items, correlation and quantiles.</summary>
public abstract class StatisticsSpec(SpecEngine engine) : SpecSuite(engine)
{
    private DataFrame Sample => Rows(
        "name:string;i:int;d:decimal(10,2);x:double;b:boolean", ["a", 1, 1.10m, 1.5, true], ["b", 2, 2.20m, null, false], ["10", 4, null, 4.5, null]);

    [Fact]
    public void Describe_shows_numbers_and_text_as_text() => Case(() => AssertOrdered(
        Sample.Describe(),
        "summary:string,name:string,i:string,d:string,x:string",
        "count | 3 | 3 | 2 | 2",
        "mean | 10.0 | 2.3333333333333335 | 1.650000 | 3.0",
        "stddev | NULL | 1.5275252316519465 | 0.7778174593052023 | 2.1213203435596424",
        "min | 10 | 1 | 1.10 | 1.5",
        "max | b | 4 | 2.20 | 4.5"));

    [Fact]
    public void Describe_takes_the_columns_that_are_named() => Case(() => AssertOrdered(
        Sample.Describe("i", "b"), "summary:string,i:string",
        "count | 3", "mean | 2.3333333333333335", "stddev | 1.5275252316519465", "min | 1", "max | 4"));

    [Fact]
    public void Describe_of_an_unknown_column_is_an_error() => Case(() => AssertError<AnalysisException>(
        "UNRESOLVED_COLUMN.WITH_SUGGESTION", () => Sample.Describe("nope").Collect()));

    [Fact]
    public void Describe_without_a_fitting_column_has_the_statistics_only() => Case(() => AssertOrdered(
        Sample.Select("b").Describe(), "summary:string", "count", "mean", "stddev", "min", "max"));

    [Fact]
    public void Summary_adds_quartiles() => Case(() => AssertOrdered(
        Spark.Range(1, 5).WithColumn("t", Lit("5")).Summary(), "summary:string,id:string,t:string",
        "count | 4 | 4", "mean | 2.5 | 5.0", "stddev | 1.2909944487358056 | 0.0", "min | 1 | 5",
        "25% | 1 | 5.0", "50% | 2 | 5.0", "75% | 3 | 5.0", "max | 4 | 5"));

    [Fact]
    public void Summary_gives_the_statistics_that_are_asked() => Case(() => AssertOrdered(
        Sample.Select("i", "x").Summary("max", "count_distinct", "10%", "mean"), "summary:string,i:string,x:string",
        "max | 4 | 4.5", "count_distinct | 3 | 2", "10% | 1 | 1.5", "mean | 2.3333333333333335 | 3.0"));

    [Fact]
    public void An_unknown_statistic_is_an_error() => Case(() => Assert.ThrowsAny<SparkException>(() => Sample.Summary("variance").Collect()));

    [Fact]
    public void Odd_names_are_described_too() => Case(() => AssertOrdered(
        Spark.Range(1).SelectExpr("id as `é ß`", "id as `c-d`").Describe(), "summary:string,é ß:string,c-d:string",
        "count | 1 | 1", "mean | 0.0 | 0.0", "stddev | NULL | NULL", "min | 0 | 0", "max | 0 | 0"));

    [Fact]
    public void A_contingency_table_counts_pairs() => Case(() => AssertRows(
        Rows("k:string;v:int", ["a", 1], ["a", 2], ["b", 1], ["a", 1], [null, 2]).Stat().Crosstab("k", "v"),
        "k_v:string,1:bigint,2:bigint", "a | 2 | 1", "b | 1 | 0", "null | 0 | 1"));

    [Fact]
    public void Frequent_items_are_found() => Case(() =>
    {
        DataFrame frame = Spark.Range(100).SelectExpr("if(id % 2 = 0, 1, cast(id as int)) as a", "if(id % 5 < 4, 'x', 'y') as b");
        AssertRows(
            frame.Stat().FreqItems(["a", "b"], 0.4).SelectExpr("array_contains(a_freqItems, 1) as a", "array_contains(b_freqItems, 'x') as b"),
            "a:boolean,b:boolean", "true | true");
    });

    [Fact]
    public void Correlation_and_covariance_take_a_missing_value_as_zero() => Case(() =>
    {
        DataFrame frame = Rows("a:double;b:int", [1.0, 2], [2.0, 4], [3.0, 7], [4.0, null]);
        Assert.Equal(-0.5, frame.Stat().Cov("a", "b"), 12);
        Assert.Equal(-0.12970131, frame.Stat().Corr("a", "b"), 8);
    });

    [Fact]
    public void Correlation_of_text_is_an_error() => Case(() => Assert.ThrowsAny<SparkException>(() => Sample.Stat().Corr("name", "i")));

    [Fact]
    public void Quantiles_are_exact_when_asked() => Case(() =>
    {
        IReadOnlyList<IReadOnlyList<double>> quantiles = Rows("a:int;b:double", [1, null], [2, null], [3, null], [10, null])
            .Stat().ApproxQuantile(["a", "b"], [0.0, 0.25, 0.5, 0.51, 1.0], 0);
        Assert.Equal([1, 1, 2, 3, 10], quantiles[0]);
        Assert.Empty(quantiles[1]);
    });

    [Fact]
    public void A_quantile_outside_of_zero_and_one_is_an_error() => Case(() => Assert.ThrowsAny<SparkException>(
        () => Sample.Stat().ApproxQuantile(["i"], [1.5], 0)));
}
