using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>One row to many: explode and its kin, and the way back.</summary>
public abstract class GeneratorSpec(SpecEngine engine) : SpecSuite(engine)
{
    private DataFrame Sample => Rows(
        "id:int;l:array<string>;m:map<string,int>",
        [1, new[] { "a", null, "c" }, new Dictionary<string, int> { ["x"] = 1, ["y"] = 2 }],
        [2, System.Array.Empty<string>(), new Dictionary<string, int>()],
        [3, null, null]);

    [Fact]
    public void Explode_drops_rows_without_elements() => Case(() => AssertRows(
        Sample.Select(Col("id"), Explode("l")), "id:int,col:string", "1 | a", "1 | NULL", "1 | c"));

    [Fact]
    public void Explode_outer_keeps_them() => Case(() => AssertRows(
        Sample.Select(Col("id"), ExplodeOuter("l").Alias("e")), "id:int,e:string", "1 | a", "1 | NULL", "1 | c", "2 | NULL", "3 | NULL"));

    [Fact]
    public void Positions_count_from_zero() => Case(() =>
    {
        AssertRows(Sample.Select(Col("id"), PosExplode("l")), "id:int,pos:int,col:string", "1 | 0 | a", "1 | 1 | NULL", "1 | 2 | c");
        AssertRows(
            Sample.Select(Col("id"), PosExplodeOuter("l")), "id:int,pos:int,col:string",
            "1 | 0 | a", "1 | 1 | NULL", "1 | 2 | c", "2 | NULL | NULL", "3 | NULL | NULL");
    });

    [Fact]
    public void Maps_explode_to_keys_and_values() => Case(() => AssertRows(
        Sample.Select(Col("id"), Explode("m")), "id:int,key:string,value:int", "1 | x | 1", "1 | y | 2"));

    [Fact]
    public void Generators_work_in_withColumn_and_in_expressions() => Case(() =>
    {
        AssertRows(Sample.Select("id", "l").WithColumn("l", Explode("l")), "id:int,l:string", "1 | a", "1 | NULL", "1 | c");
        AssertRows(Sample.SelectExpr("id", "explode(l) as e").Where("e is not null"), "id:int,e:string", "1 | a", "1 | c");
    });

    [Fact]
    public void Structs_in_arrays_are_inlined() => Case(() => AssertRows(
        One("inline(array(struct(1 as a, 'x' as b), struct(2 as a, 'y' as b)))"), "a:int,b:string", "1 | x", "2 | y"));

    [Fact]
    public void Split_text_explodes_to_words_and_is_collected_again() => Case(() => AssertRows(
        Rows("id:int;t:string", [1, "b a"], [2, "c"]).Select(Col("id"), Explode(Split("t", " ")).Alias("w"))
            .GroupBy("id").Agg(SortArray(CollectList("w")).Alias("words")),
        "id:int,words:array<string>", "1 | [a, b]", "2 | [c]"));

    [Fact]
    public void Stack_makes_rows_of_columns() => Case(() => AssertRows(
        One("stack(2, 'a', 1, 'b', 2) as (k, v)"), "k:string,v:int", "a | 1", "b | 2"));

    [Fact]
    public void Two_generators_in_one_select_give_every_pair() => Case(() => AssertRows(
        Sample.Select(Explode("l"), Explode("m")), "col:string,key:string,value:int",
        "a | x | 1", "a | y | 2", "NULL | x | 1", "NULL | y | 2", "c | x | 1", "c | y | 2"));

    [Fact]
    public void A_generator_inside_an_expression_is_an_error() => Case(() => AssertError<AnalysisException>(
        "UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS", () => Sample.SelectExpr("upper(explode(l))").Collect()));
}
