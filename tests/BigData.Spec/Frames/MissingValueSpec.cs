using BigData.Spark.Sql;

namespace BigData.Spec.Frames;

/// <summary>Nulls and NaNs filled, dropped and replaced.</summary>
public abstract class MissingValueSpec(SpecEngine engine) : SpecSuite(engine)
{
    private const string Shape = "i:int;x:double;s:string;b:boolean";
    private const string Schema = "i:int,x:double,s:string,b:boolean";

    private DataFrame Holes => Rows(Shape, [1, 0.5, "a", true], [null, double.NaN, null, null], [3, null, "", false], [null, null, null, null]);

    [Fact]
    public void A_number_fills_numbers_and_NaN_keeping_types() => Case(() => AssertRows(
        Holes.Na().Fill(7.9), Schema, "1 | 0.5 | a | true", "7 | 7.9 | NULL | NULL", "3 | 7.9 |  | false", "7 | 7.9 | NULL | NULL"));

    [Fact]
    public void A_text_fills_text() => Case(() => AssertRows(
        Holes.Na().Fill("?").Select("s"), "s:string", "a", "?", "", "?"));

    [Fact]
    public void A_boolean_fills_booleans() => Case(() => AssertRows(
        Holes.Na().Fill(true).Select("b"), "b:boolean", "true", "true", "false", "true"));

    [Fact]
    public void Only_named_columns_are_filled() => Case(() => AssertRows(
        Holes.Na().Fill(0, "x").Select("i", "x"), "i:int,x:double", "1 | 0.5", "NULL | 0", "3 | 0", "NULL | 0"));

    [Fact]
    public void Each_column_may_have_its_own_value() => Case(() => AssertRows(
        Holes.Na().Fill(new Dictionary<string, object> { ["i"] = -1, ["s"] = "none" }).Select("i", "s"), "i:int,s:string",
        "1 | a", "-1 | none", "3 | ", "-1 | none"));

    [Fact]
    public void A_value_for_an_unknown_column_is_an_error() => Case(() => AssertError<AnalysisException>(
        "UNRESOLVED_COLUMN.WITH_SUGGESTION", () => Holes.Na().Fill(0, "nope").Collect()));

    [Fact]
    public void Rows_with_any_hole_are_dropped() => Case(() => AssertRows(Holes.Na().Drop(), Schema, "1 | 0.5 | a | true"));

    [Fact]
    public void Rows_of_holes_only_are_dropped() => Case(() => AssertRows(
        Holes.Na().Drop("all"), Schema, "1 | 0.5 | a | true", "3 | NULL |  | false"));

    [Fact]
    public void Rows_with_too_few_values_are_dropped() => Case(() => AssertRows(
        Holes.Na().Drop(2, "i", "x", "s").Select("i"), "i:int", "1", "3"));

    [Fact]
    public void Holes_of_some_columns_count() => Case(() => AssertRows(Holes.Na().Drop("any", "s").Select("i"), "i:int", "1", "3"));

    [Fact]
    public void Values_are_replaced_by_others() => Case(() => AssertRows(
        Holes.Na().Replace([new("a", "A"), new("", null)], "s").Select("s"), "s:string", "A", "NULL", "NULL", "NULL"));

    [Fact]
    public void Numbers_are_replaced_in_all_numeric_columns() => Case(() => AssertRows(
        Rows("i:int;x:double;s:string", [1, 1.0, "1"], [2, 2.5, "2"]).Na().Replace([new(1, 9)]), "i:int,x:double,s:string", "9 | 9 | 1", "2 | 2.5 | 2"));

    [Fact]
    public void Booleans_are_replaced() => Case(() => AssertRows(
        Holes.Na().Replace([new(true, false)], "b").Select("b"), "b:boolean", "false", "NULL", "false", "NULL"));

    [Fact]
    public void Duplicates_of_some_columns_leave_one_row_each() => Case(() =>
    {
        DataFrame frame = Rows("k:string;v:int", ["a", 1], ["a", 1], ["b", 2], [null, 3], [null, 3]);
        AssertRows(frame.DropDuplicates(), "k:string,v:int", "a | 1", "b | 2", "NULL | 3");
        AssertRows(frame.DropDuplicates("k").Select("k"), "k:string", "a", "b", "NULL");
    });

    [Fact]
    public void Duplicates_by_an_unknown_column_are_an_error() => Case(() => AssertError<SparkException>(
        "CONNECT_INVALID_PLAN.UNRESOLVED_COLUMN_AMONG_FIELD_NAMES", () => Holes.DropDuplicates("nope").Collect()));

    [Fact]
    public void Several_columns_are_renamed_at_once_and_others_left_alone() => Case(() => AssertRows(
        Rows("a:int;b:int", [1, 2]).WithColumnsRenamed([new("a", "x"), new("B", "y"), new("nope", "z")]), "x:int,y:int", "1 | 2"));

    [Fact]
    public void Renaming_two_columns_to_one_name_is_seen_when_it_is_used() => Case(() => AssertError<AnalysisException>(
        "AMBIGUOUS_REFERENCE", () => Rows("a:int;b:int", [1, 2]).WithColumnRenamed("b", "a").Select("a").Collect()));
}
