using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>Groups and aggregates: values, types and names of the results.</summary>
public abstract class AggregateSpec(SpecEngine engine) : SpecSuite(engine)
{
    private DataFrame Sample => Rows(
        "g:string;i:int;d:decimal(10,2);x:double",
        ["a", 1, 1.10m, 1.0], ["a", 2, 2.20m, 2.0], ["a", 2, null, 4.0], ["b", null, 3.33m, null], [null, 5, 0.01m, 5.0]);

    [Fact]
    public void Null_is_a_group_of_its_own() => Case(() => AssertRows(
        Sample.GroupBy("g").Count(), "g:string,count:bigint", "a | 3", "b | 1", "NULL | 1"));

    [Fact]
    public void Sums_are_wider_than_their_input() => Case(() => AssertRows(
        Sample.GroupBy("g").Agg(Sum("i"), Sum("d"), Sum("x")),
        "g:string,sum(i):bigint,sum(d):decimal(20,2),sum(x):double",
        "a | 5 | 3.30 | 7", "b | NULL | 3.33 | NULL", "NULL | 5 | 0.01 | 5"));

    [Fact]
    public void Averages_of_decimals_have_four_digits_more() => Case(() => AssertRows(
        Sample.GroupBy("g").Agg(Avg("i"), Avg("d")),
        "g:string,avg(i):double,avg(d):decimal(14,6)",
        "a | 1.6666666666666667 | 1.650000", "b | NULL | 3.330000", "NULL | 5 | 0.010000"));

    [Fact]
    public void Counts_differ_between_rows_values_and_distinct_values() => Case(() => AssertRows(
        Sample.Agg(Expr("count(*)"), Count("i"), CountDistinct("i"), Expr("count(distinct g, i)").Alias("pairs"), Expr("count_if(i > 1)").Alias("c")),
        "count(1):bigint,count(i):bigint,count(DISTINCT i):bigint,pairs:bigint,c:bigint",
        "5 | 4 | 3 | 2 | 3"));

    [Fact]
    public void An_aggregate_over_no_rows_gives_one_row() => Case(() => AssertRows(
        Sample.Where("false").Agg(Expr("count(*) as n"), Sum("i").Alias("s"), Max("g").Alias("m"), CollectList("i").Alias("l")),
        "n:bigint,s:bigint,m:string,l:array<int>", "0 | NULL | NULL | []"));

    [Fact]
    public void A_group_over_no_rows_gives_none() => Case(() => AssertRows(
        Sample.Where("false").GroupBy("g").Count(), "g:string,count:bigint"));

    [Fact]
    public void Extremes_leave_out_null() => Case(() => AssertRows(
        Sample.Agg(Min("i"), Max("d"), Min("g"), Max("x")),
        "min(i):int,max(d):decimal(10,2),min(g):string,max(x):double", "1 | 3.33 | a | 5"));

    [Fact]
    public void Lists_leave_out_null() => Case(() => AssertRows(
        Sample.GroupBy("g").Agg(Expr("sort_array(collect_list(i))").Alias("l"), Expr("sort_array(collect_set(i))").Alias("s")),
        "g:string,l:array<int>,s:array<int>", "a | [1, 2, 2] | [1, 2]", "b | [] | []", "NULL | [5] | [5]"));

    [Fact]
    public void Percentiles_are_exact_and_interpolated() => Case(() => AssertRows(
        Spark.Range(1, 6).Agg(
            Expr("percentile(id, 0.5)").Alias("p"), Expr("percentile(id, array(0.1, 0.25, 0.9))").Alias("a"), Expr("median(id)").Alias("m"),
            Expr("percentile_approx(id, 0.5)").Alias("x"), Expr("percentile_disc(0.5) within group (order by id)").Alias("d")),
        "p:double,a:array<double>,m:double,x:bigint,d:double", "3 | [1.4, 2, 4.6] | 3 | 3 | 3"));

    [Fact]
    public void Spread_is_null_for_one_value_in_a_sample() => Case(() => AssertRows(
        Sample.GroupBy("g").Agg(Expr("round(stddev(x), 10)").Alias("s"), Expr("round(var_pop(x), 10)").Alias("v")),
        "g:string,s:double,v:double", "a | 1.5275252317 | 1.5555555556", "b | NULL | NULL", "NULL | NULL | 0"));

    [Fact]
    public void Aggregates_of_conditions_and_filters_work() => Case(() => AssertRows(
        Sample.Agg(
            Expr("sum(case when g = 'a' then i else 0 end)").Alias("s"), Expr("count(*) filter (where i is null)").Alias("f"),
            Expr("bool_and(i > 0)").Alias("b"), Expr("max_by(g, x)").Alias("m"), Expr("min_by(g, x)").Alias("n")),
        "s:bigint,f:bigint,b:boolean,m:string,n:string", "5 | 1 | true | NULL | a"));

    [Fact]
    public void Groups_may_be_expressions_and_named() => Case(() => AssertRows(
        Sample.GroupBy((Col("i") % 2).Alias("odd"), Expr("g is null")).Agg(Count("i").Alias("n")),
        "odd:int,(g IS NULL):boolean,n:bigint", "1 | false | 1", "0 | false | 2", "NULL | false | 0", "1 | true | 1"));

    [Fact]
    public void Several_aggregates_may_be_combined_in_one_expression() => Case(() => AssertRows(
        Sample.Where("g = 'a'").Agg((Sum("i") / Count("i")).Alias("mean"), (Max("i") - Min("i") + 1).Alias("span")),
        "mean:double,span:int", "1.6666666666666667 | 2"));

    [Fact]
    public void Rollup_and_cube_add_totals() => Case(() =>
    {
        DataFrame frame = Rows("a:string;b:string;v:int", ["x", "p", 1], ["x", "q", 2], ["y", "p", 4]);
        AssertRows(frame.Rollup("a", "b").Agg(Sum("v").Alias("s"), Expr("grouping_id()").Alias("g")), "a:string,b:string,s:bigint,g:bigint",
            "x | p | 1 | 0", "x | q | 2 | 0", "y | p | 4 | 0", "x | NULL | 3 | 1", "y | NULL | 4 | 1", "NULL | NULL | 7 | 3");
        AssertRows(frame.Cube("a", "b").Agg(Sum("v").Alias("s")), "a:string,b:string,s:bigint",
            "x | p | 1", "x | q | 2", "y | p | 4", "x | NULL | 3", "y | NULL | 4", "NULL | p | 5", "NULL | q | 2", "NULL | NULL | 7");
    });

    [Fact]
    public void A_pivot_makes_a_column_of_each_value() => Case(() => AssertRows(
        Rows("g:string;k:string;v:int", ["a", "x", 1], ["a", "y", 2], ["b", "x", 4], ["a", "x", 8])
            .GroupBy("g").Pivot("k", "x", "y").Agg(Sum("v")),
        "g:string,x:bigint,y:bigint", "a | 9 | 2", "b | 4 | NULL"));

    [Fact]
    public void Distinct_sums_and_firsts_work() => Case(() => AssertRows(
        Rows("v:int", [1], [1], [2]).OrderBy("v").Coalesce(1).Agg(SumDistinct("v").Alias("s"), First("v").Alias("f"), Last("v").Alias("l")),
        "s:bigint,f:int,l:int", "3 | 1 | 2"));

    [Fact]
    public void Zero_and_negative_zero_are_one_group_and_NaN_another() => Case(() => AssertRows(
        Rows("x:double", [0.0], [-0.0], [double.NaN], [double.NaN]).GroupBy("x").Count().Select("count"), "count:bigint", "2", "2"));

    [Fact]
    public void A_sum_that_overflows_is_an_error() => Case(() => AssertError<SparkArithmeticException>(
        "ARITHMETIC_OVERFLOW", () => Rows("v:bigint", [long.MaxValue], [1L]).Agg(Sum("v")).Collect()));

    [Fact]
    public void A_column_that_is_not_grouped_is_an_error() => Case(() => AssertError<AnalysisException>(
        "MISSING_AGGREGATION", () => Sample.GroupBy("g").Agg(Col("i")).Collect()));

    [Fact]
    public void A_bare_column_beside_an_aggregate_is_an_error() => Case(() => AssertError<AnalysisException>(
        "MISSING_GROUP_BY", () => Sample.Select(Col("g"), Sum("i")).Collect()));

    [Fact]
    public void An_aggregate_in_a_filter_is_an_error() => Case(() => AssertError<AnalysisException>(
        "INVALID_WHERE_CONDITION", () => Sample.Where("sum(i) > 1").Collect()));
}
