using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Tests.Resolving;

/// <summary>How names find columns.</summary>
public sealed class NameTests
{
    private readonly TypedTable _table = new();

    [Theory]
    [InlineData("i", "i#3")]
    [InlineData("I", "I#3")]
    [InlineData("t.i", "i#3")]
    [InlineData("default.t.i", "i#3")]
    [InlineData("spark_catalog.default.t.i", "i#3")]
    [InlineData("`i`", "i#3")]
    public async Task A_column_is_found_by_its_name_and_qualifiers(string name, string printed)
        => Assert.Equal(printed, (await _table.ResolveAsync(name)).ToString());

    [Fact]
    public async Task Fields_of_a_struct_are_found_in_any_case()
    {
        Assert.Equal("pair#15.a:int", (await _table.ResolveAsync("t.pair.A")).ToString());
        Assert.Equal("pair#15.B:string", (await _table.ResolveAsync("pair.b")).ToString());
    }

    [Fact]
    public async Task An_unknown_name_gets_the_five_most_alike_names()
    {
        SparkException error = await _table.FailsAsync("tex");

        Assert.Equal("UNRESOLVED_COLUMN.WITH_SUGGESTION", error.ErrorClass);
        Assert.Equal("`tex`", error.MessageParameters["objectName"]);
        Assert.Equal(5, error.MessageParameters["proposal"].Split(", ").Length);
        Assert.StartsWith("`text`", error.MessageParameters["proposal"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_columns_there_is_nothing_to_suggest()
        => Assert.Equal("UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", (await _table.FailsAsync(new Project(null, [new UnresolvedAttribute(["x"])]))).ErrorClass);

    [Fact]
    public async Task A_name_with_case_that_counts_must_be_exact()
    {
        TypedTable exact = new(new ResolveOptions { CaseSensitive = true });

        Assert.Equal("pair#15", (await exact.ResolveAsync("pair")).ToString());
        Assert.Equal("UNRESOLVED_COLUMN.WITH_SUGGESTION", (await exact.FailsAsync("PAIR")).ErrorClass);
        Assert.Equal("FIELD_NOT_FOUND", (await exact.FailsAsync("pair.b")).ErrorClass);
    }

    [Fact]
    public async Task A_name_that_both_sides_of_a_join_have_is_ambiguous()
    {
        ReadTable other = _table.Add("u", "i int, n int");
        Relation plan = new Project(new Join(_table.T, other, JoinKind.Cross, null, default), [new UnresolvedAttribute(["i"])]);

        SparkException error = await _table.FailsAsync(plan);

        Assert.Equal("AMBIGUOUS_REFERENCE", error.ErrorClass);
        Assert.Equal("[`spark_catalog`.`default`.`t`.`i`, `spark_catalog`.`default`.`u`.`i`]", error.MessageParameters["referenceNames"]);
    }

    [Fact]
    public async Task A_qualifier_tells_the_sides_of_a_join_apart()
    {
        ReadTable other = _table.Add("u", "i int, n int");
        Relation plan = new Project(new Join(_table.T, other, JoinKind.Cross, null, default), [new UnresolvedAttribute(["u", "i"]), new UnresolvedAttribute(["n"])]);

        ResolvedRelation resolved = await _table.ResolveAsync(plan);

        Assert.Equal(["i", "n"], resolved.Columns.Items.Select(c => c.Name));
        Assert.Equal(OtherIds, resolved.Columns.Items.Select(c => c.Id));
    }

    [Fact]
    public async Task An_alias_takes_the_place_of_the_table_name()
    {
        Relation alias = new SubqueryAlias(_table.T, "x", default);

        Assert.Equal("i", (await _table.ResolveAsync(new Project(alias, [TypedTable.Parse("x.i")]))).Columns[0].Name);
        Assert.Equal("UNRESOLVED_COLUMN.WITH_SUGGESTION", (await _table.FailsAsync(new Project(alias, [TypedTable.Parse("t.i")]))).ErrorClass);
    }

    [Fact]
    public async Task A_filter_may_name_a_column_that_the_projection_below_left_out()
    {
        Relation plan = new Filter(new Project(_table.T, [new UnresolvedAttribute(["text"])]), TypedTable.Parse("i > 1"));

        ResolvedRelation resolved = await _table.ResolveAsync(plan);

        Assert.Equal(["text"], resolved.Columns.Items.Select(c => c.Name));
        Assert.IsType<ResolvedFilter>(Assert.IsType<ResolvedProject>(resolved).Input);
    }

    [Fact]
    public async Task An_aggregate_closes_what_lies_below()
    {
        Relation plan = new Filter(
            new Aggregate(_table.T, GroupKind.GroupBy, [new UnresolvedAttribute(["text"])], default), TypedTable.Parse("i > 1"));

        Assert.Equal("UNRESOLVED_COLUMN.WITH_SUGGESTION", (await _table.FailsAsync(plan)).ErrorClass);
    }

    [Fact]
    public async Task Equal_names_keep_columns_of_their_own()
    {
        Relation plan = new Project(_table.T, [TypedTable.Parse("i AS x"), TypedTable.Parse("l AS x")]);

        ResolvedRelation resolved = await _table.ResolveAsync(plan);

        Assert.Equal(2, resolved.Columns.Items.Select(c => c.Id).Distinct().Count());
        Assert.Equal("AMBIGUOUS_REFERENCE", (await _table.FailsAsync(new Project(plan, [new UnresolvedAttribute(["x"])]))).ErrorClass);
    }

    private static readonly long[] OtherIds = [17, 18];
}
