using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>Rollup, cube and grouping sets: which groups there are, what a key and an aggregate see, and what the groupings say.</summary>
public abstract class GroupingSetSpec(SpecEngine engine) : SpecSuite(engine)
{
    private DataFrame Sales => Rows(
        "country:string;product:string;amount:int",
        ["UK", "cup", 1], ["UK", "lamp", 2], ["FR", "cup", 4], [null, "cup", 8]);

    [Fact]
    public void A_rollup_of_one_column_adds_the_total() => Case(() => AssertRows(
        Sales.Rollup("country").Agg(Sum("amount").Alias("s")),
        "country:string,s:bigint", "UK | 3", "FR | 4", "NULL | 8", "NULL | 15"));

    [Fact]
    public void A_null_of_the_data_differs_from_a_total_by_its_grouping() => Case(() => AssertRows(
        Sales.Rollup("country").Agg(Grouping("country").Alias("g"), Sum("amount").Alias("s")).Where("country is null"),
        "country:string,g:tinyint,s:bigint", "NULL | 0 | 8", "NULL | 1 | 15"));

    [Fact]
    public void Grouping_ids_count_the_left_out_columns_as_bits() => Case(() => AssertRows(
        Sales.Where("country = 'UK'").Cube("country", "product").Agg(GroupingId("country", "product").Alias("id"), Count("*").Alias("n")),
        "country:string,product:string,id:bigint,n:bigint",
        "UK | cup | 0 | 1", "UK | lamp | 0 | 1", "UK | NULL | 1 | 2", "NULL | cup | 2 | 1", "NULL | lamp | 2 | 1", "NULL | NULL | 3 | 2"));

    [Fact]
    public void Grouping_sets_are_those_that_are_named() => Case(() => AssertRows(
        Sales.GroupingSets([[Col("country")], [Col("product")], []], Col("country"), Col("product")).Agg(Sum("amount").Alias("s")),
        "country:string,product:string,s:bigint",
        "UK | NULL | 3", "FR | NULL | 4", "NULL | NULL | 8", "NULL | cup | 13", "NULL | lamp | 2", "NULL | NULL | 15"));

    [Fact]
    public void A_set_that_is_named_twice_gives_its_groups_twice() => Case(() => AssertRows(
        Sales.GroupingSets([[Col("product")], [Col("product")]], Col("product")).Agg(Sum("amount").Alias("s")),
        "product:string,s:bigint", "cup | 13", "cup | 13", "lamp | 2", "lamp | 2"));

    [Fact]
    public void An_aggregate_sees_the_value_of_a_key_not_the_total() => Case(() => AssertRows(
        Sales.Rollup("country").Agg(Count("country").Alias("n"), Max("country").Alias("m")),
        "country:string,n:bigint,m:string", "UK | 2 | UK", "FR | 1 | FR", "NULL | 0 | NULL", "NULL | 3 | UK"));

    [Fact]
    public void An_expression_over_a_key_sees_the_total() => Case(() => AssertRows(
        Sales.Where("country is not null").Rollup("country").Agg(Expr("coalesce(country, 'all')").Alias("label"), Sum("amount").Alias("s")),
        "country:string,label:string,s:bigint", "UK | UK | 3", "FR | FR | 4", "NULL | all | 7"));

    [Fact]
    public void Keys_may_be_expressions() => Case(() => AssertRows(
        Sales.Rollup((Col("amount") % 2).Alias("odd"), Expr("country is null").Alias("unknown")).Agg(Sum("amount").Alias("s")),
        "odd:int,unknown:boolean,s:bigint",
        "1 | false | 1", "0 | false | 6", "0 | true | 8", "1 | NULL | 1", "0 | NULL | 14", "NULL | NULL | 15"));

    [Fact]
    public void Keys_of_a_rollup_may_be_null_also_where_the_column_may_not() => Case(() =>
    {
        DataFrame frame = Spark.Range(3).Rollup("id").Count();
        Assert.True(frame.Schema()["id"].IsNullable);
        AssertRows(frame, "id:bigint,count:bigint", "0 | 1", "1 | 1", "2 | 1", "NULL | 3");
    });

    [Fact]
    public void No_rows_have_no_total() => Case(() => AssertRows(
        Sales.Where("false").Rollup("country").Agg(Count("*").Alias("n")), "country:string,n:bigint"));

    [Fact]
    public void A_cube_of_three_columns_has_eight_groupings() => Case(() => AssertOrdered(
        Spark.Range(1).SelectExpr("1 as a", "2 as b", "3 as c").Cube("a", "b", "c").Agg(GroupingId().Alias("g")).OrderBy("g"),
        "a:int,b:int,c:int,g:bigint",
        "1 | 2 | 3 | 0", "1 | 2 | NULL | 1", "1 | NULL | 3 | 2", "1 | NULL | NULL | 3",
        "NULL | 2 | 3 | 4", "NULL | 2 | NULL | 5", "NULL | NULL | 3 | 6", "NULL | NULL | NULL | 7"));

    [Fact]
    public void Distinct_aggregates_are_distinct_in_each_set() => Case(() => AssertRows(
        Sales.Rollup("country").Agg(CountDistinct("product").Alias("n")),
        "country:string,n:bigint", "UK | 2", "FR | 1", "NULL | 1", "NULL | 2"));

    [Fact]
    public void A_window_may_rank_the_groups_of_a_rollup() => Case(() => AssertRows(
        Sales.Where("country is not null").Rollup("country", "product")
            .Agg(Sum("amount").Alias("s"), Expr("rank() over (partition by grouping_id() order by sum(amount) desc)").Alias("r")),
        "country:string,product:string,s:bigint,r:int",
        "UK | cup | 1 | 3", "UK | lamp | 2 | 2", "FR | cup | 4 | 1", "UK | NULL | 3 | 2", "FR | NULL | 4 | 1", "NULL | NULL | 7 | 1"));

    [Fact]
    public void The_grouping_of_a_column_that_is_no_key_is_an_error() => Case(() => AssertError<AnalysisException>(
        "GROUPING_COLUMN_MISMATCH", () => Sales.Rollup("country").Agg(Grouping("product")).Collect()));

    [Fact]
    public void Grouping_ids_of_some_keys_only_are_an_error() => Case(() => AssertError<AnalysisException>(
        "GROUPING_ID_COLUMN_MISMATCH", () => Sales.Rollup("country", "product").Agg(GroupingId("product")).Collect()));

    [Fact]
    public void A_grouping_without_sets_is_an_error() => Case(() => AssertError<AnalysisException>(
        "UNSUPPORTED_GROUPING_EXPRESSION", () => Sales.GroupBy("country").Agg(Grouping("country")).Collect()));
}
