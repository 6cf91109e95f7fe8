using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>Columns: choosing, adding, renaming, dropping and naming them.</summary>
public abstract class ProjectionSpec(SpecEngine engine) : SpecSuite(engine)
{
    private DataFrame Sample => Rows("id:int;name:string;price:decimal(10,2)", [1, "a", 1.50m], [2, null, 2.25m], [3, "c", null]);

    [Fact]
    public void Select_takes_names_columns_and_expressions_in_order() => Case(() => AssertRows(
        Sample.Select(Col("name"), Col("id") + 1, Expr("price * 2").Alias("double")),
        "name:string,(id + 1):int,double:decimal(12,2)",
        "a | 2 | 3.00", "NULL | 3 | 4.50", "c | 4 | NULL"));

    [Fact]
    public void Names_of_unnamed_expressions_are_those_of_Spark() => Case(() => Assert.Equal(
        "(1 + 2):int,upper(x):string,CASE WHEN (1 > 0) THEN a ELSE b END:string,CAST(1 AS STRING):string,(NOT true):boolean,array(1, 2):array<int>,named_struct(a, 1):struct<a:int>,(1 IN (1, 2)):boolean",
        SpecText.Schema(One(
            "1 + 2", "upper('x')", "case when 1 > 0 then 'a' else 'b' end", "cast(1 as string)", "not true", "array(1, 2)",
            "named_struct('a', 1)", "1 in (1, 2)").Schema())));

    [Fact]
    public void SelectExpr_knows_the_star_and_aliases() => Case(() => AssertRows(
        Sample.SelectExpr("*", "id % 2 = 0 as even"),
        "id:int,name:string,price:decimal(10,2),even:boolean",
        "1 | a | 1.50 | false", "2 | NULL | 2.25 | true", "3 | c | NULL | false"));

    [Fact]
    public void WithColumn_adds_at_the_end_and_replaces_in_place_whatever_the_case() => Case(() => AssertRows(
        Sample.WithColumn("ID", Col("id") * 10).WithColumn("n", Lit(1)),
        "ID:int,name:string,price:decimal(10,2),n:int",
        "10 | a | 1.50 | 1", "20 | NULL | 2.25 | 1", "30 | c | NULL | 1"));

    [Fact]
    public void WithColumns_of_one_call_do_not_see_each_other() => Case(() => AssertRows(
        Sample.Select("id").WithColumns(new Dictionary<string, Column> { ["id"] = Col("id") + 1, ["old"] = Col("id") }),
        "id:int,old:int",
        "2 | 1", "3 | 2", "4 | 3"));

    [Fact]
    public void Renaming_keeps_the_place_and_ignores_unknown_names() => Case(() => AssertRows(
        Sample.Select("id", "name").WithColumnRenamed("ID", "key").WithColumnRenamed("missing", "x"),
        "key:int,name:string",
        "1 | a", "2 | NULL", "3 | c"));

    [Fact]
    public void Dropping_ignores_unknown_names() => Case(() => Assert.Equal(
        ["id"], Sample.Drop("name", "PRICE", "missing").Columns()));

    [Fact]
    public void ToDF_names_all_columns() => Case(() => Assert.Equal(["a", "b", "c"], Sample.ToDF("a", "b", "c").Columns()));

    [Fact]
    public void Names_are_found_in_any_case_and_spelled_as_asked() => Case(() => Assert.Equal(
        ["ID", "Name"], Sample.Select("ID", "Name").Columns()));

    [Fact]
    public void An_alias_qualifies_columns() => Case(() => AssertRows(
        Sample.Alias("s").Where("s.id = 1").Select("s.name"), "name:string", "a"));

    [Fact]
    public void A_filter_keeps_rows_that_are_true_and_drops_null() => Case(() =>
    {
        AssertRows(Sample.Where("name <> 'a'").Select("id"), "id:int", "3");
        AssertRows(Sample.Where(Col("price").IsNull() | (Col("id") == 1)).Select("id"), "id:int", "1", "3");
        AssertRows(Sample.Where("id > 1 and name is null").Select("id"), "id:int", "2");
    });

    [Fact]
    public void When_without_otherwise_gives_null() => Case(() => AssertRows(
        Sample.Select(When(Col("id") == 1, "one").When(Col("id") == 2, "two").Alias("w"), When(Col("id") > 2, 1).Otherwise(0).Alias("o")),
        "w:string,o:int",
        "one | 0", "two | 0", "NULL | 1"));

    [Fact]
    public void Membership_like_and_between_work_as_columns() => Case(() => AssertRows(
        Sample.Select(Col("id").IsIn(1, 3).Alias("i"), Col("name").Like("%a%").Alias("l"), Col("price").Between(1, 2).Alias("b")),
        "i:boolean,l:boolean,b:boolean",
        "true | true | true", "false | NULL | false", "true | false | NULL"));

    [Fact]
    public void Casts_by_name_and_by_type_agree() => Case(() => AssertRows(
        Sample.Select(Col("id").Cast("string").Alias("s"), Col("price").Cast(BigData.Spark.Sql.Types.DataTypes.Integer).Alias("p")),
        "s:string,p:int",
        "1 | 1", "2 | 2", "3 | NULL"));

    [Fact]
    public void Literals_have_the_types_of_their_dotnet_values() => Case(() => Assert.Equal(
        "a:int,b:bigint,c:double,d:string,e:boolean,f:decimal(3,2),g:date,h:timestamp,i:void",
        SpecText.Schema(Spark.Range(1).Select(
            Lit(1).Alias("a"), Lit(1L).Alias("b"), Lit(1.5).Alias("c"), Lit("x").Alias("d"), Lit(true).Alias("e"), Lit(1.25m).Alias("f"),
            Lit(new DateOnly(2020, 1, 1)).Alias("g"), Lit(DateTimeOffset.UnixEpoch).Alias("h"), Lit(null).Alias("i")).Schema())));

    [Fact]
    public void Columns_of_one_name_may_be_together_but_not_be_asked_for() => Case(() =>
    {
        DataFrame twice = Sample.Select(Col("id"), Col("name").Alias("id"));
        Assert.Equal(["id", "id"], twice.Columns());
        Assert.Equal("1 | a", SpecText.Row(twice.Collect()[0]));
        AssertError<AnalysisException>("AMBIGUOUS_REFERENCE", () => twice.Select("id").Collect());
    });

    [Fact]
    public void Odd_names_are_quoted_by_back_ticks() => Case(() => AssertRows(
        Sample.ToDF("a b", "c.d", "e`f").Select("`a b`", "`c.d`", "`e``f`").Limit(1), "a b:int,c.d:string,e`f:decimal(10,2)", "1 | a | 1.50"));

    [Fact]
    public void Fields_of_structs_are_reached_by_dots_and_by_star() => Case(() =>
    {
        DataFrame frame = One("named_struct('x', 1, 'y', named_struct('z', 'deep')) as s");
        AssertRows(frame.Select("s.x", "s.y.z"), "x:int,z:string", "1 | deep");
        AssertRows(frame.SelectExpr("s.*").Select("x"), "x:int", "1");
        AssertRows(frame.Select(Col("s").GetField("x").Alias("v")), "v:int", "1");
    });

    [Fact]
    public void Nulls_are_filled_and_dropped() => Case(() =>
    {
        AssertRows(Sample.Na().Fill("?").Select("name"), "name:string", "a", "?", "c");
        AssertRows(Sample.Na().Drop().Select("id"), "id:int", "1");
        AssertRows(Sample.Na().Drop("all").Select("id"), "id:int", "1", "2", "3");
    });

    [Fact]
    public void A_range_counts_in_a_column_id() => Case(() =>
    {
        AssertRows(Spark.Range(3), "id:bigint", "0", "1", "2");
        AssertRows(Spark.Range(5, 0, -2), "id:bigint", "5", "3", "1");
        Assert.Equal(0, Spark.Range(0).Count());
    });
}
