using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>Joins of every kind, with null keys and names that both sides have.</summary>
public abstract class JoinSpec(SpecEngine engine) : SpecSuite(engine)
{
    private DataFrame Left => Rows("k:int;l:string", [1, "a"], [2, "b"], [2, "B"], [null, "n"]);

    private DataFrame Right => Rows("k:int;r:string", [2, "x"], [3, "y"], [null, "m"]);

    [Theory]
    [InlineData("inner", "2 | b | x", "2 | B | x")]
    [InlineData("left", "1 | a | NULL", "2 | b | x", "2 | B | x", "NULL | n | NULL")]
    [InlineData("right_outer", "2 | b | x", "2 | B | x", "3 | NULL | y", "NULL | NULL | m")]
    [InlineData("full", "1 | a | NULL", "2 | b | x", "2 | B | x", "3 | NULL | y", "NULL | NULL | m", "NULL | n | NULL")]
    public void A_join_by_names_has_the_key_once_and_never_matches_null(string kind, params string[] rows) => Case(() => AssertRows(
        Left.Join(Right, ["k"], kind), "k:int,l:string,r:string", rows));

    [Theory]
    [InlineData("left_semi", "2 | b", "2 | B")]
    [InlineData("left_anti", "1 | a", "NULL | n")]
    public void Semi_and_anti_joins_give_rows_of_the_left_side(string kind, params string[] rows) => Case(() => AssertRows(
        Left.Join(Right, "k", kind), "k:int,l:string", rows));

    [Fact]
    public void A_join_by_condition_has_both_keys_and_tells_them_apart_by_frame() => Case(() =>
    {
        DataFrame left = Left;
        DataFrame right = Right;
        DataFrame joined = left.Join(right, left["k"] == right["k"], "left");
        AssertRows(joined.Select(left["k"], right["k"].Alias("rk"), right["r"]), "k:int,rk:int,r:string",
            "1 | NULL | NULL", "2 | 2 | x", "2 | 2 | x", "NULL | NULL | NULL");
    });

    [Fact]
    public void A_name_that_both_sides_have_is_ambiguous() => Case(() =>
    {
        DataFrame left = Left;
        DataFrame right = Right;
        AssertError<AnalysisException>("AMBIGUOUS_REFERENCE", () => left.Join(right, left["k"] == right["k"]).Select("k").Collect());
    });

    [Fact]
    public void A_null_safe_condition_matches_null() => Case(() =>
    {
        DataFrame left = Left;
        DataFrame right = Right;
        AssertRows(left.Join(right, left["k"].EqNullSafe(right["k"])).Select("l", "r"), "l:string,r:string", "b | x", "B | x", "n | m");
    });

    [Fact]
    public void Aliases_qualify_both_sides_of_a_self_join() => Case(() => AssertRows(
        Left.Alias("a").Join(Left.Alias("b"), Expr("a.k = b.k and a.l < b.l")).SelectExpr("a.l as first", "b.l as second"),
        "first:string,second:string", "B | b"));

    [Fact]
    public void A_join_may_have_any_condition() => Case(() =>
    {
        DataFrame left = Left;
        DataFrame right = Right.Select(Col("k").Alias("rk"), Col("r"));
        AssertRows(left.Join(right, (left["k"] < right["rk"]) & (right["r"] != "x"), "left_outer").Select("l", "r"), "l:string,r:string",
            "a | y", "b | y", "B | y", "n | NULL");
    });

    [Fact]
    public void A_cross_join_gives_every_pair() => Case(() => Assert.Equal(12, Left.CrossJoin(Right).Count()));

    [Fact]
    public void A_join_by_several_names_compares_them_all() => Case(() =>
    {
        DataFrame right = Rows("k:int;l:string;v:int", [2, "b", 7], [1, "z", 8]);
        AssertRows(Left.Join(right, ["k", "l"]), "k:int,l:string,v:int", "2 | b | 7");
    });

    [Fact]
    public void A_semi_join_by_condition_sees_only_the_left_columns_afterwards() => Case(() =>
    {
        DataFrame left = Left;
        DataFrame right = Right;
        AssertRows(left.Join(right, left["k"] == right["k"], "semi").Select("k", "l"), "k:int,l:string", "2 | b", "2 | B");
    });

    [Fact]
    public void Keys_of_different_types_are_brought_to_one() => Case(() =>
    {
        DataFrame right = Rows("k:bigint;r:string", [2L, "x"]);
        AssertRows(Left.Join(right, "k").Select("l", "r"), "l:string,r:string", "b | x", "B | x");
    });

    [Fact]
    public void A_missing_name_is_an_error() => Case(() => AssertError<AnalysisException>(
        "UNRESOLVED_USING_COLUMN_FOR_JOIN", () => Left.Join(Right, "missing").Collect()));

    [Fact]
    public void A_condition_that_is_not_boolean_is_an_error() => Case(() => AssertError<AnalysisException>(
        "JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE", () => Left.Join(Right, Lit(1)).Collect()));
}
