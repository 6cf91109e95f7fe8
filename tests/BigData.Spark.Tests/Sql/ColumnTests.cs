using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using BigData.Spark.Sql.Types;
using BigData.Testing;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spark.Tests.Sql;

public sealed class ColumnTests
{
    public static TheoryData<string> Calls => new(Cases.Keys.Order(StringComparer.Ordinal));

    private static Dictionary<string, Func<Column>> Cases { get; } = new(StringComparer.Ordinal)
    {
        ["alias_with_metadata"] = () => Col("a").Alias("b", Metadata.Empty.With("comment", "c")),
        ["aliases_of_a_generator"] = () => PosExplode("xs").Alias("pos", "x"),
        ["arithmetic"] = () => -((Col("a") + 1) * 2.5 / (3 - Col("b")) % 7),
        ["between"] = () => Col("a").Between(1, 2),
        ["case_chain"] = () => When(Col("a") == 1, "one").When(Col("a") == 2, "two").Otherwise(null),
        ["cast_text"] = () => Col("a").Cast("decimal(18,2)"),
        ["cast_type"] = () => Col("a").Cast(new ArrayType(DataTypes.Long)),
        ["comparisons"] = () => Col("a") != Col("b") | !(Col("c") <= 3) & ("x" == Col("d")),
        ["count_star"] = () => Count("*"),
        ["drop_fields"] = () => Col("s").WithField("a", Lit(1)).DropFields("b", "c.d"),
        ["eq_null_safe"] = () => Col("a").EqNullSafe(null),
        ["get_item_and_field"] = () => Col("a").GetItem(0).GetField("x").GetItem(Col("k")),
        ["is_in"] = () => Col("a").IsIn(1, Col("b"), null),
        ["is_in_list"] = () => Col("a").IsIn(new List<string> { "x", "y" }),
        ["lambda_nested"] = () => Transform("xss", xs => Transform(xs, (x, i) => x + i + xs[0])),
        ["lambda_aggregate"] = () => Aggregate("xs", 0, (acc, x) => acc + x, acc => acc * 10),
        ["like_family"] = () => Col("a").Like("x%") & Col("a").ILike("X_") & Col("a").RLike("^x") & Col("a").Contains("x")
            & Col("a").StartsWith("x") & Col("a").EndsWith(Col("b")),
        ["map_and_struct"] = () => Struct("a", Map(Lit("k"), Col("b")).Alias("m")),
        ["order"] = () => Col("a").DescNullsFirst(),
        ["star_of_a_table"] = () => Col("t.*"),
        ["substr"] = () => Col("a").SubStr(1, Col("n")),
        ["try_cast"] = () => Col("a").TryCast("int"),
        ["window_default"] = () => RowNumber().Over(Window.PartitionBy("a").OrderBy(Col("b").Desc())),
        ["window_empty"] = () => Sum("a").Over(),
        ["window_range"] = () => Sum("a").Over(Window.OrderBy("b").RangeBetween(-10L, Window.CurrentRow)),
        ["window_rows"] = () => Avg("a").Over(Window.PartitionBy(Col("p")).OrderBy("b").RowsBetween(Window.UnboundedPreceding, 1)),
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Calls_become_these_expressions(string name) => Golden.Match(name, PlanJson.Of(Cases[name]()), "json");

    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_column_has_a_text_for_people(string name) => Assert.NotEqual("", Cases[name]().ToString());

    [Fact]
    public void Text_of_a_column_reads_like_SQL()
    {
        Assert.Equal("((a + 1) > b) AS c", ((Col("a") + 1) > Col("b")).Alias("c").ToString().Replace("((", "((", StringComparison.Ordinal));
        Assert.Equal("row_number() OVER (PARTITION BY a ORDER BY b DESC NULLS LAST)", RowNumber().Over(Window.PartitionBy("a").OrderBy(Col("b").Desc())).ToString());
    }

    [Fact]
    public void A_chain_of_cases_ends_with_Otherwise()
    {
        Column closed = When(Col("a") == 1, 1).Otherwise(2);

        Assert.Throws<InvalidOperationException>(() => closed.When(Col("a") == 2, 3));
        Assert.Throws<InvalidOperationException>(() => closed.Otherwise(3));
        Assert.Throws<InvalidOperationException>(() => Col("a").Otherwise(3));
    }

    [Fact]
    public void Bounds_of_a_frame_of_rows_are_32_bit_integers() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Window.RowsBetween(-5_000_000_000, 0));
}
