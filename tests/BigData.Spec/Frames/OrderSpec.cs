using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>Order, limits, duplicates and sets of rows.</summary>
public abstract class OrderSpec(SpecEngine engine) : SpecSuite(engine)
{
    private DataFrame Sample => Rows("a:int;b:string", [2, "x"], [null, "y"], [1, "z"], [2, "X"]);

    [Fact]
    public void Null_is_first_ascending_and_last_descending() => Case(() =>
    {
        AssertOrdered(Sample.OrderBy("a", "b"), "a:int,b:string", "NULL | y", "1 | z", "2 | X", "2 | x");
        AssertOrdered(Sample.OrderBy(Col("a").Desc(), Col("b").Desc()), "a:int,b:string", "2 | x", "2 | X", "1 | z", "NULL | y");
    });

    [Fact]
    public void The_place_of_null_can_be_chosen() => Case(() =>
    {
        AssertOrdered(Sample.OrderBy(Col("a").AscNullsLast(), Col("b")).Select("a"), "a:int", "1", "2", "2", "NULL");
        AssertOrdered(Sample.OrderBy(Col("a").DescNullsFirst(), Col("b")).Select("a"), "a:int", "NULL", "2", "2", "1");
    });

    [Fact]
    public void NaN_is_the_greatest_number() => Case(() => AssertOrdered(
        Rows("x:double", [double.NaN], [1.0], [double.PositiveInfinity], [null], [double.NegativeInfinity]).OrderBy("x"),
        "x:double", "NULL", "-Infinity", "1", "Infinity", "NaN"));

    [Fact]
    public void Text_is_ordered_by_its_bytes() => Case(() => AssertOrdered(
        Rows("s:string", ["é"], ["z"], ["B"], ["a"], ["𝄞"], ["Z"], [""]).OrderBy("s"), "s:string", "", "B", "Z", "a", "z", "é", "𝄞"));

    [Fact]
    public void An_order_may_use_expressions_and_columns_that_are_not_selected() => Case(() =>
    {
        AssertOrdered(Sample.OrderBy(Expr("length(b) + coalesce(a, 0)").Desc(), Col("b")).Select("b"), "b:string", "X", "x", "z", "y");
        AssertOrdered(Sample.Select("b").OrderBy(Col("a").Desc(), Col("b").Asc()), "b:string", "X", "x", "z", "y");
    });

    [Fact]
    public void Limit_offset_and_tail_cut_an_order() => Case(() =>
    {
        DataFrame ordered = Sample.OrderBy("a", "b");
        AssertOrdered(ordered.Limit(2), "a:int,b:string", "NULL | y", "1 | z");
        AssertOrdered(ordered.Offset(3), "a:int,b:string", "2 | x");
        AssertOrdered(ordered.Offset(1).Limit(1), "a:int,b:string", "1 | z");
        Assert.Equal(["2 | X", "2 | x"], ordered.Tail(2).Select(SpecText.Row));
        Assert.Equal(["NULL | y"], ordered.Take(1).Select(SpecText.Row));
        Assert.Equal(0, ordered.Limit(0).Count());
    });

    [Fact]
    public void Head_is_null_and_the_frame_empty_without_rows() => Case(() =>
    {
        DataFrame none = Sample.Where("a > 5");
        Assert.Null(none.Head());
        Assert.True(none.IsEmpty());
        Assert.Throws<InvalidOperationException>(() => none.First());
    });

    [Fact]
    public void Duplicates_are_found_over_all_or_some_columns_and_null_equals_null() => Case(() =>
    {
        DataFrame twice = Sample.Union(Sample);
        Assert.Equal(8, twice.Count());
        AssertRows(twice.Distinct(), "a:int,b:string", "2 | x", "NULL | y", "1 | z", "2 | X");
        AssertRows(twice.DropDuplicates("a").Select("a"), "a:int", "NULL", "1", "2");
    });

    [Fact]
    public void A_union_goes_by_position_and_widens_types() => Case(() => AssertRows(
        Rows("a:int;b:string", [1, "x"]).Union(Rows("c:bigint;d:string", [2L, "y"])), "a:bigint,b:string", "1 | x", "2 | y"));

    [Fact]
    public void A_union_by_name_may_leave_columns_out() => Case(() =>
    {
        DataFrame left = Rows("a:int;b:string", [1, "x"]);
        AssertRows(left.UnionByName(Rows("b:string;a:int", ["y", 2])), "a:int,b:string", "1 | x", "2 | y");
        AssertRows(left.UnionByName(Rows("a:int;c:int", [2, 3]), allowMissingColumns: true), "a:int,b:string,c:int", "1 | x | NULL", "2 | NULL | 3");
        AssertError<AnalysisException>("UNRESOLVED_COLUMN_AMONG_FIELD_NAMES", () => left.UnionByName(Rows("a:int;c:int", [2, 3])).Collect());
    });

    [Fact]
    public void A_union_of_other_widths_is_an_error() => Case(() => AssertError<AnalysisException>(
        "NUM_COLUMNS_MISMATCH", () => Sample.Union(Sample.Select("a")).Collect()));

    [Fact]
    public void Intersection_and_difference_count_or_not() => Case(() =>
    {
        DataFrame left = Rows("a:int", [1], [1], [2], [null]);
        DataFrame right = Rows("a:int", [1], [null], [3]);
        AssertRows(left.Intersect(right), "a:int", "1", "NULL");
        AssertRows(left.Except(right), "a:int", "2");
        AssertRows(left.ExceptAll(right), "a:int", "1", "2");
        AssertRows(left.IntersectAll(Rows("a:int", [1], [1], [1])), "a:int", "1", "1");
    });
}
