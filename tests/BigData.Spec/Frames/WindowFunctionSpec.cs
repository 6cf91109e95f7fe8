using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;
using Window = BigData.Spark.Sql.Expressions.Window;

namespace BigData.Spec.Frames;

/// <summary>Window functions, their frames and the types of their results.</summary>
public abstract class WindowFunctionSpec(SpecEngine engine) : SpecSuite(engine)
{
    private static WindowSpec ByGroup => Window.PartitionBy("g").OrderBy("v");

    private DataFrame Sample => Rows("g:string;v:int", ["a", 1], ["a", 2], ["a", 2], ["a", 5], ["b", 7], ["b", null]);

    [Fact]
    public void Ranks_are_ints_and_null_comes_first() => Case(() => AssertRows(
        Sample.Select(
            Col("g"), Col("v"), Rank().Over(ByGroup).Alias("r"), DenseRank().Over(ByGroup).Alias("d"), PercentRank().Over(ByGroup).Alias("p"),
            CumeDist().Over(ByGroup).Alias("c")),
        "g:string,v:int,r:int,d:int,p:double,c:double",
        "a | 1 | 1 | 1 | 0 | 0.25", "a | 2 | 2 | 2 | 0.3333333333333333 | 0.75", "a | 2 | 2 | 2 | 0.3333333333333333 | 0.75",
        "a | 5 | 4 | 3 | 1 | 1", "b | NULL | 1 | 1 | 0 | 0.5", "b | 7 | 2 | 2 | 1 | 1"));

    [Fact]
    public void Row_numbers_and_tiles_count_within_the_group() => Case(() => AssertRows(
        Sample.Select(Col("g"), RowNumber().Over(ByGroup).Alias("n"), NTile(3).Over(ByGroup).Alias("t")),
        "g:string,n:int,t:int",
        "a | 1 | 1", "a | 2 | 1", "a | 3 | 2", "a | 4 | 3", "b | 1 | 1", "b | 2 | 2"));

    [Fact]
    public void Neighbours_have_a_default() => Case(() => AssertRows(
        Sample.Where("g = 'a'").Select(
            Col("v"), Lag("v").Over(ByGroup).Alias("lag"), Lead("v", 2, -1).Over(ByGroup).Alias("lead")),
        "v:int,lag:int,lead:int", "1 | NULL | 2", "2 | 1 | 5", "2 | 2 | -1", "5 | 2 | -1"));

    [Fact]
    public void The_default_frame_of_an_ordered_window_takes_equal_rows_together() => Case(() => AssertRows(
        Sample.Where("g = 'a'").Select(Col("v"), Sum("v").Over(ByGroup).Alias("s"), Count("v").Over(Window.PartitionBy("g")).Alias("n")),
        "v:int,s:bigint,n:bigint", "1 | 1 | 4", "2 | 5 | 4", "2 | 5 | 4", "5 | 10 | 4"));

    [Fact]
    public void A_frame_of_rows_counts_rows() => Case(() => AssertRows(
        Sample.Where("g = 'a'").Select(
            Sum("v").Over(ByGroup.RowsBetween(Window.UnboundedPreceding, Window.CurrentRow)).Alias("running"),
            Avg("v").Over(ByGroup.RowsBetween(-1, 1)).Alias("around"),
            Last("v").Over(ByGroup.RowsBetween(Window.UnboundedPreceding, Window.UnboundedFollowing)).Alias("last")),
        "running:bigint,around:double,last:int",
        "1 | 1.5 | 5", "3 | 1.6666666666666667 | 5", "5 | 3 | 5", "10 | 3.5 | 5"));

    [Fact]
    public void A_frame_of_a_range_counts_values() => Case(() => AssertRows(
        Sample.Where("g = 'a'").Select(Col("v"), Sum("v").Over(ByGroup.RangeBetween(-1, 0)).Alias("s")),
        "v:int,s:bigint", "1 | 1", "2 | 5", "2 | 5", "5 | 5"));

    [Fact]
    public void A_frame_of_a_range_may_be_an_interval_or_a_fraction() => Case(() => AssertRows(
        Rows("d:date;v:decimal(10,2)", [new DateOnly(2024, 1, 1), 1.00m], [new DateOnly(2024, 1, 5), 2.50m], [new DateOnly(2024, 1, 20), 3.00m]).SelectExpr(
            "d",
            "sum(v) over (order by d range between interval '7' day preceding and current row) as week",
            "sum(v) over (order by d range between interval '30' day preceding and interval '1' day preceding) as before",
            "count(*) over (order by v range between 0.5 preceding and 0.5 following) as near"),
        "d:date,week:decimal(20,2),before:decimal(20,2),near:bigint",
        "2024-01-01 | 1.00 | NULL | 1", "2024-01-05 | 3.50 | 1.00 | 2", "2024-01-20 | 3.00 | 3.50 | 2"));

    [Fact]
    public void Windows_in_expressions_follow_the_same_rules() => Case(() => AssertRows(
        Sample.SelectExpr("v", "row_number() over (partition by g order by v desc nulls last) as n", "sum(v) over () as total"),
        "v:int,n:int,total:bigint", "5 | 1 | 17", "2 | 2 | 17", "2 | 3 | 17", "1 | 4 | 17", "7 | 1 | 17", "NULL | 2 | 17"));

    [Fact]
    public void Aggregates_may_be_ranked() => Case(() => AssertRows(
        Sample.GroupBy("g").Agg(Sum("v").Alias("s")).Select(Col("g"), Rank().Over(Window.OrderBy(Col("s").Desc())).Alias("r")),
        "g:string,r:int", "a | 1", "b | 2"));

    [Fact]
    public void The_latest_row_of_each_group_is_found_by_row_number() => Case(() => AssertRows(
        Sample.WithColumn("n", RowNumber().Over(Window.PartitionBy("g").OrderBy(Col("v").Desc()))).Where("n = 1").Drop("n"),
        "g:string,v:int", "a | 5", "b | 7"));

    [Fact]
    public void First_value_may_ignore_null() => Case(() => AssertRows(
        Sample.Where("g = 'b'").SelectExpr(
            "first(v, true) over (order by v rows between unbounded preceding and unbounded following) as f", "nth_value(v, 2) over (order by v) as n"),
        "f:int,n:int", "7 | NULL", "7 | 7"));

    [Fact]
    public void A_rank_without_order_is_an_error() => Case(() => AssertError<AnalysisException>(
        "WINDOW_FUNCTION_FRAME_NOT_ORDERED", () => Sample.Select(Rank().Over(Window.PartitionBy("g"))).Collect()));

    [Fact]
    public void A_window_in_a_filter_is_an_error() => Case(() => AssertError<AnalysisException>(
        "WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE", () => Sample.Where("row_number() over (order by v) = 1").Collect()));
}
