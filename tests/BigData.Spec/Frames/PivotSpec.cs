using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>Rows that become columns, and columns that become rows.</summary>
public abstract class PivotSpec(SpecEngine engine) : SpecSuite(engine)
{
    private DataFrame Sales => Rows(
        "g:string;k:string;v:int", ["a", "x", 1], ["a", "y", 2], ["b", "x", 4], ["a", "x", 8], ["b", null, 16]);

    private DataFrame Wide => Rows("id:int;a:int;b:int", [1, 10, 11], [2, 20, null]);

    [Fact]
    public void Values_that_are_not_given_are_looked_up_in_order() => Case(() => AssertRows(
        Sales.GroupBy("g").Pivot("k").Agg(Sum("v")),
        "g:string,null:bigint,x:bigint,y:bigint", "a | NULL | 9 | 2", "b | 16 | 4 | NULL"));

    [Fact]
    public void A_pair_without_rows_has_no_count() => Case(() => AssertRows(
        Sales.GroupBy("g").Pivot("k", "x", "y", "z").Count(),
        "g:string,x:bigint,y:bigint,z:bigint", "a | 2 | 1 | NULL", "b | 1 | NULL | NULL"));

    [Fact]
    public void A_pair_without_rows_has_an_empty_list() => Case(() => AssertRows(
        Sales.GroupBy("g").Pivot("k", "x", "y").Agg(Expr("sort_array(collect_list(v))").Alias("l"), Expr("count(1)").Alias("n")),
        "g:string,x_l:array<int>,x_n:bigint,y_l:array<int>,y_n:bigint", "a | [1, 8] | 2 | [2] | 1", "b | [4] | 1 | [] | 0"));

    [Fact]
    public void Several_aggregates_put_their_names_behind_the_value() => Case(() => AssertRows(
        Sales.GroupBy("g").Pivot("k", "x").Agg(Sum("v"), Max("v").Alias("top")),
        "g:string,x_sum(v):bigint,x_top:int", "a | 9 | 8", "b | 4 | 4"));

    [Fact]
    public void Names_of_values_are_their_text() => Case(() =>
    {
        DataFrame frame = Spark.Range(1).SelectExpr(
            "1 as one", "date'2020-01-31' as d", "timestamp'2020-01-31 01:02:03' as t", "1.50 as p", "2.0D as x", "true as b", "7L as n");
        string[] columns = ["d", "t", "p", "x", "b", "n"];
        string[] names = ["2020-01-31", "2020-01-31 01:02:03", "1.50", "2.0", "true", "7"];
        Assert.Equal(names, columns.Select(c => frame.GroupBy().Pivot(c).Agg(Sum("one")).Columns()[0]));
    });

    [Fact]
    public void Without_keys_a_pivot_gives_one_row() => Case(() => AssertRows(
        Sales.GroupBy().Pivot("k", "x", "y").Agg(Sum("v")), "x:bigint,y:bigint", "13 | 2"));

    [Fact]
    public void A_pivot_over_no_rows_has_the_keys_only() => Case(() => AssertRows(
        Sales.Where("false").GroupBy("g").Pivot("k").Agg(Sum("v")), "g:string"));

    [Fact]
    public void A_pivot_may_be_by_an_expression_and_filtered_above() => Case(() => AssertRows(
        Sales.GroupBy("g").Pivot(Expr("v > 3"), true, false).Agg(Sum("v")).Where("true is not null").Select(Col("g"), Col("`true`"), Col("`false`")),
        "g:string,true:bigint,false:bigint", "a | 8 | 3", "b | 20 | NULL"));

    [Fact]
    public void A_value_of_another_kind_is_an_error() => Case(() => AssertError<AnalysisException>(
        "PIVOT_VALUE_DATA_TYPE_MISMATCH", () => Spark.Range(1).SelectExpr("id", "date'2020-01-01' as d").GroupBy("id").Pivot("d", 5).Count().Collect()));

    [Fact]
    public void Too_many_values_are_an_error() => Case(() =>
    {
        Spark.Conf().Set("spark.sql.pivotMaxValues", 2);
        try
        {
            SparkException error = Assert.ThrowsAny<SparkException>(() => Spark.Range(3).GroupBy().Pivot("id").Count().Collect());
            Assert.Contains("spark.sql.pivotMaxValues", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Spark.Conf().Unset("spark.sql.pivotMaxValues");
        }
    });

    [Fact]
    public void Unpivot_gives_a_row_for_each_value_and_keeps_nulls() => Case(() => AssertRows(
        Wide.Unpivot([Col("id")], [Col("a"), Col("b")], "name", "value"),
        "id:int,name:string,value:int", "1 | a | 10", "1 | b | 11", "2 | a | 20", "2 | b | NULL"));

    [Fact]
    public void Unpivot_without_values_takes_all_columns_that_are_no_id() => Case(() => AssertRows(
        Wide.Unpivot([Col("id")], null, "name", "value").Where("value > 10"),
        "id:int,name:string,value:int", "1 | b | 11", "2 | a | 20"));

    [Fact]
    public void Unpivot_finds_the_common_type() => Case(() => AssertRows(
        Rows("a:int;b:bigint;c:double", [1, 2L, 0.5]).Unpivot([], [Col("a"), Col("b"), Col("c")], "name", "value"),
        "name:string,value:double", "a | 1", "b | 2", "c | 0.5"));

    [Fact]
    public void Unpivot_without_a_common_type_is_an_error() => Case(() => AssertError<AnalysisException>(
        "UNPIVOT_VALUE_DATA_TYPE_MISMATCH", () => Rows("a:int;b:boolean", [1, true]).Unpivot([], null, "name", "value").Collect()));

    [Fact]
    public void Unpivot_without_a_value_column_is_an_error() => Case(() => AssertError<AnalysisException>(
        "UNPIVOT_REQUIRES_VALUE_COLUMNS", () => Wide.Select("id").Unpivot([Col("id")], null, "name", "value").Collect()));

    [Fact]
    public void Transpose_makes_columns_of_rows_in_the_order_of_the_index() => Case(() => AssertRows(
        Rows("id:string;a:int;b:int", ["y", 1, 2], ["x", 3, null]).Transpose(),
        "key:string,x:int,y:int", "a | 3 | 1", "b | NULL | 2"));

    [Fact]
    public void Transpose_takes_any_column_as_the_index_and_finds_the_common_type() => Case(() => AssertRows(
        Rows("a:int;i:bigint;b:double", [1, 20L, 2.5], [3, 10L, 4.5]).Transpose(Col("i")),
        "key:string,10:double,20:double", "a | 3 | 1", "b | 4.5 | 2.5"));

    [Fact]
    public void Transpose_without_a_common_type_is_an_error() => Case(() => AssertError<AnalysisException>(
        "TRANSPOSE_NO_LEAST_COMMON_TYPE", () => Rows("id:int;a:int;b:boolean", [1, 2, true]).Transpose().Collect()));
}
