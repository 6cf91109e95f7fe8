using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>Union, intersection and difference: duplicates, nulls, types and names.</summary>
public abstract class SetOperationSpec(SpecEngine engine) : SpecSuite(engine)
{
    private DataFrame Left => Rows("a:int;b:string", [1, "x"], [1, "x"], [2, "y"], [null, null], [null, null], [3, "z"]);

    private DataFrame Right => Rows("c:int;d:string", [1, "x"], [null, null], [4, "w"], [2, null]);

    [Fact]
    public void A_union_keeps_duplicates_and_the_names_of_the_first() => Case(() => AssertRows(
        Rows("a:int", [1], [2]).Union(Rows("b:int", [2], [3])), "a:int", "1", "2", "2", "3"));

    [Fact]
    public void A_union_finds_the_common_type() => Case(() => AssertRows(
        Rows("a:int", [1]).Union(Rows("b:double", [2.5])).Union(Spark.Range(1)), "a:double", "1", "2.5", "0"));

    [Fact]
    public void An_intersection_knows_null_and_drops_duplicates() => Case(() => AssertRows(
        Left.Intersect(Right), "a:int,b:string", "1 | x", "NULL | NULL"));

    [Fact]
    public void An_intersection_of_all_counts_both_sides() => Case(() => AssertRows(
        Left.IntersectAll(Right.Union(Right)), "a:int,b:string", "1 | x", "1 | x", "NULL | NULL", "NULL | NULL"));

    [Fact]
    public void A_difference_knows_null_and_drops_duplicates() => Case(() => AssertRows(
        Left.Union(Left).Except(Right), "a:int,b:string", "2 | y", "3 | z"));

    [Fact]
    public void A_difference_of_all_takes_rows_away_one_by_one() => Case(() => AssertRows(
        Left.ExceptAll(Right), "a:int,b:string", "1 | x", "2 | y", "3 | z", "NULL | NULL"));

    [Fact]
    public void Operations_may_be_nested_and_sorted() => Case(() => AssertOrdered(
        Spark.Range(10).Except(Spark.Range(2, 5)).Union(Spark.Range(3, 5).Intersect(Spark.Range(4, 9))).OrderBy(Col("id").Desc()).Limit(4),
        "id:bigint", "9", "8", "7", "6"));

    [Fact]
    public void Both_sides_may_be_the_same_frame() => Case(() => AssertRows(
        Left.Intersect(Left).Select("b"), "b:string", "x", "y", "z", "NULL"));

    [Fact]
    public void Types_are_compared_by_the_common_one() => Case(() => AssertRows(
        Rows("a:int", [1], [2]).Intersect(Rows("b:bigint", [2L])), "a:bigint", "2"));

    [Fact]
    public void NaN_and_zeros_are_equal_in_sets() => Case(() => AssertRows(
        Rows("x:double", [double.NaN], [0.0], [1.0]).Except(Rows("y:double", [double.NaN], [-0.0])), "x:double", "1"));

    [Fact]
    public void A_union_by_name_reorders() => Case(() => AssertRows(
        Rows("a:int;b:string", [1, "x"]).UnionByName(Rows("b:string;a:int", ["y", 2])), "a:int,b:string", "1 | x", "2 | y"));

    [Fact]
    public void A_union_by_name_may_fill_columns_that_one_lacks() => Case(() => AssertRows(
        Rows("a:int;b:string", [1, "x"]).UnionByName(Rows("c:double;a:int", [0.5, 2]), allowMissingColumns: true),
        "a:int,b:string,c:double", "1 | x | NULL", "2 | NULL | 0.5"));

    [Fact]
    public void A_union_by_name_with_a_missing_column_is_an_error() => Case(() => AssertError<AnalysisException>(
        "UNRESOLVED_COLUMN_AMONG_FIELD_NAMES", () => Rows("a:int;b:string", [1, "x"]).UnionByName(Rows("a:int;c:string", [1, "x"])).Collect()));

    [Fact]
    public void Sets_of_nested_values_compare_them() => Case(() => AssertRows(
        Spark.Range(2).SelectExpr("array(id, null) as l", "named_struct('a', id) as s").Except(Spark.Range(1).SelectExpr("array(id, null)", "named_struct('a', id)")),
        "l:array<bigint>,s:struct<a:bigint>", "[1, NULL] | {1}"));

    [Fact]
    public void Maps_cannot_be_compared() => Case(() => AssertError<AnalysisException>(
        "UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE", () => One("map(1, 2) as m").Intersect(One("map(1, 2) as m")).Collect()));

    [Fact]
    public void Another_count_of_columns_is_an_error() => Case(() => AssertError<AnalysisException>(
        "NUM_COLUMNS_MISMATCH", () => Left.Except(Spark.Range(1)).Collect()));

    [Fact]
    public void Types_without_a_common_one_are_an_error() => Case(() => AssertError<AnalysisException>(
        "INCOMPATIBLE_COLUMN_TYPE", () => Rows("a:boolean", [true]).Union(Rows("a:int", [1])).Collect()));

    [Fact]
    public void A_column_that_may_be_null_on_one_side_may_be_null_in_a_union() => Case(() =>
    {
        Assert.True(Spark.Range(1).Union(Rows("a:bigint", [1L])).Schema()[0].IsNullable);
        Assert.False(Spark.Range(1).Intersect(Rows("a:bigint", [1L])).Schema()[0].IsNullable);
        Assert.False(Spark.Range(1).Except(Rows("a:bigint", [1L])).Schema()[0].IsNullable);
    });
}
