using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spark.Embedded.Tests.Rendering;

/// <summary>How relations become one statement.</summary>
public sealed class RendererTests
{
    public static TheoryData<string> Names =>
    [
        "a\"b", "\"", "\"\"", "a.b", "a b", "'; DROP TABLE t; --", "/*", "{0}", "{{", "{*}", "{^}", "select", "c1", "q1", "unnest(", "é\n", "\t", "COUNT(*)", " OVER (", "JOIN ", "spark_x(",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_is_only_ever_a_name(string name)
    {
        using QueryProbe probe = new();
        Literal one = new(DataTypes.Integer, 1);
        Relation inner = new Project(null, [new Alias(one, name), new Alias(new Literal(DataTypes.String, name), "text")]);
        Relation structs = new Project(inner, [new UnresolvedAttribute([name]), new Alias(new FunctionCall("named_struct", new Literal(DataTypes.String, name), new UnresolvedAttribute(["text"])), "s")]);
        Relation plan = new Project(structs, [new UnresolvedAttribute([name]), new ExtractValue(new UnresolvedAttribute(["s"]), new Literal(DataTypes.String, name))]);

        CompiledQuery query = await probe.CompileAsync(plan);

        Assert.Equal(name, query.Query.Schema[0].Name);
        Assert.Equal([$"1|{name}"], await probe.RunAsync(query.Query));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("it's\n\"two\"\n lines")]
    [InlineData("--\n/*")]
    public async Task Text_of_several_lines_survives_nesting(string text)
    {
        using QueryProbe probe = new();
        Relation inner = new Limit(new Project(null, [new Alias(new Literal(DataTypes.String, text), "a\nb")]), 1);
        Relation plan = new Filter(new Project(new Limit(new Limit(inner, 2), 3), [new FunctionCall("concat", new UnresolvedAttribute(["a\nb"]), new Literal(DataTypes.String, text))]), new Literal(DataTypes.Boolean, true));

        Assert.Equal([text + text], await probe.RowsAsync(plan));
    }

    [Fact]
    public async Task A_chain_of_filters_and_projections_is_one_select()
    {
        string sql = await SqlAsync(p => p.Orders.Where("amount > 1").Select("id", "customer").Where("customer = 1").Select(Col("id").As("x")));

        Assert.Equal(1, Occurrences(sql, "SELECT"));
        Assert.Contains("WHERE", sql, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expression_that_is_read_twice_is_computed_once()
    {
        string sql = await SqlAsync(p => p.Orders.Select(Expr("amount * 2").As("a")).Select((Col("a") + Col("a")).As("b")));

        Assert.Equal(2, Occurrences(sql, "SELECT"));
        Assert.Equal(1, Occurrences(sql, "* "));
    }

    [Theory]
    [InlineData("limit")]
    [InlineData("window")]
    [InlineData("rand")]
    [InlineData("explode")]
    public async Task What_fixes_rows_is_never_merged_with_a_filter_above(string kind)
    {
        string sql = await SqlAsync(p => kind switch
        {
            "limit" => p.Orders.Select("id").Limit(2).Where("id > 1"),
            "window" => p.Orders.SelectExpr("id", "row_number() OVER (ORDER BY id) AS n").Where("id > 1"),
            "rand" => p.Orders.SelectExpr("id", "rand(1) AS n").Where("id > 1"),
            _ => p.Orders.SelectExpr("id", "explode(items) AS n").Where("id > 1"),
        });

        Assert.Equal(2, Occurrences(sql, "SELECT"));
        Assert.True(sql.LastIndexOf("WHERE", StringComparison.Ordinal) > sql.LastIndexOf(") AS q", StringComparison.Ordinal), sql);
    }

    [Fact]
    public async Task A_limit_below_a_sort_stays_below_it()
    {
        string sql = await SqlAsync(p => p.Orders.Select("id").Limit(2).OrderBy("id"));

        Assert.True(sql.IndexOf("LIMIT", StringComparison.Ordinal) < sql.IndexOf("ORDER BY", StringComparison.Ordinal), sql);
    }

    [Fact]
    public async Task An_aggregate_reads_its_table_without_a_subquery()
        => Assert.Equal(1, Occurrences(await SqlAsync(p => p.Orders.Where("id > 1").GroupBy("customer").Agg(Sum("amount"))), "SELECT"));

    [Fact]
    public async Task Grouping_by_nothing_gives_one_row_of_no_rows()
    {
        using StageProbe probe = new();

        Assert.EndsWith("0|\\N\n", await probe.PrintAsync(probe.Orders.Where("id < 0").Agg(Count(Lit(1)), Sum("customer"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_as_a_sort_key_is_no_position()
    {
        using StageProbe probe = new();

        string printed = await probe.PrintAsync(probe.Customers.Select("id", "name").OrderBy(Lit(2), Col("id").Desc()));

        Assert.Contains("\n4|Dan\n3|", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kernels_are_named_for_registration_only_when_they_are_called()
    {
        using StageProbe probe = new();

        Assert.Empty((await probe.CompileAsync(probe.Customers.Select("id"))).Query.Kernels);
        Assert.NotEmpty((await probe.CompileAsync(probe.Customers.SelectExpr("CAST(name AS int)"))).Query.Kernels);
    }

    private static async Task<string> SqlAsync(Func<StageProbe, DataFrame> frame)
    {
        using StageProbe probe = new();
        return (await probe.CompileAsync(frame(probe))).Query.Sql;
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
