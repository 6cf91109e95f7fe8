using BigData.Spark.Embedded.Lowering;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using static BigData.Spark.Embedded.Tests.Lowering.LoweringTable;

namespace BigData.Spark.Embedded.Tests.Lowering;

/// <summary>Which conditions reach the scans, and which must not.</summary>
public sealed class ScanFiltersTests
{
    private readonly LoweringTable _tables = new();

    [Fact]
    public async Task Each_part_of_a_conjunction_reaches_the_scan_and_the_filter_stays()
    {
        ResolvedRelation plan = await LowerAsync(Where(_tables.T, "k = 1 AND v > 2 AND w = 'a'"));

        Assert.Equal("(k#1 = 1)\n(v#2 > 2)\n(w#3 = 'a')", Filters(plan, "t"));
        Assert.IsType<ResolvedFilter>(plan);
    }

    [Fact]
    public async Task A_disjunction_reaches_the_scan_whole()
        => Assert.Equal("((k#1 = 1) OR (v#2 = 2))", Filters(await LowerAsync(Where(_tables.T, "k = 1 OR v = 2")), "t"));

    [Fact]
    public async Task A_condition_is_written_over_the_columns_below_a_projection()
        => Assert.Equal("((v#2 + 1):int = 5)", Filters(await LowerAsync(Where(Select(_tables.T, "v + 1 AS n"), "n = 5")), "t"));

    [Fact]
    public async Task A_condition_passes_a_sort()
        => Assert.Equal("(k#1 = 1)", Filters(await LowerAsync(Where(Sorted(_tables.T, "v"), "k = 1")), "t"));

    [Fact]
    public async Task Nothing_passes_a_limit()
        => Assert.Empty(Filters(await LowerAsync(Where(new Limit(_tables.T, 10), "k = 1")), "t"));

    [Fact]
    public async Task Nothing_passes_an_aggregate()
        => Assert.Empty(Filters(await LowerAsync(Where(new Aggregate(_tables.T, GroupKind.GroupBy, [E("k")], [E("count(1) AS n")]), "n = 1")), "t"));

    [Fact]
    public async Task Nothing_passes_a_set_operation()
        => Assert.Empty(Filters(await LowerAsync(Where(new SetOperation(Select(_tables.T, "k"), Select(_tables.U, "k"), SetOperationKind.Union, IsAll: true), "k = 1")), "t"));

    [Fact]
    public async Task A_window_keeps_conditions_above_it()
        => Assert.Empty(Filters(await LowerAsync(Where(Select(_tables.T, "k", "row_number() OVER (ORDER BY v) AS n"), "k = 1")), "t"));

    [Theory]
    [InlineData("rand() < 0.5")]
    [InlineData("monotonically_increasing_id() = 1")]
    public async Task A_value_that_changes_never_decides_about_files(string condition)
        => Assert.Empty(Filters(await LowerAsync(Where(_tables.T, condition)), "t"));

    [Theory]
    [InlineData(nameof(JoinKind.Inner), true, true)]
    [InlineData(nameof(JoinKind.LeftOuter), true, false)]
    [InlineData(nameof(JoinKind.RightOuter), false, true)]
    [InlineData(nameof(JoinKind.FullOuter), false, false)]
    public async Task A_condition_above_a_join_reaches_the_sides_whose_rows_are_not_filled_with_nulls(string kind, bool left, bool right)
    {
        Relation joined = Joined(_tables.T, _tables.U, Enum.Parse<JoinKind>(kind), "t.k = u.k");

        ResolvedRelation plan = await LowerAsync(Where(joined, "v = 1 AND x = 2"));

        Assert.Equal(left ? "(v#2 = 1)" : string.Empty, Filters(plan, "t"));
        Assert.Equal(right ? "(x#6 = 2)" : string.Empty, Filters(plan, "u"));
    }

    [Theory]
    [InlineData(nameof(JoinKind.Inner), "(v#2 = 1)", "(x#6 = 2)")]
    [InlineData(nameof(JoinKind.LeftOuter), "", "")]
    [InlineData(nameof(JoinKind.LeftSemi), "(v#2 = 1)", "(x#6 = 2)")]
    [InlineData(nameof(JoinKind.LeftAnti), "", "")]
    public async Task The_condition_of_an_inner_or_semi_join_reaches_both_sides(string kind, string left, string right)
    {
        ResolvedRelation plan = await LowerAsync(Joined(_tables.T, _tables.U, Enum.Parse<JoinKind>(kind), "t.k = u.k AND v = 1 AND x = 2"));

        Assert.Equal(left, Filters(plan, "t"));
        Assert.Equal(right, Filters(plan, "u"));
    }

    private async Task<ResolvedRelation> LowerAsync(Relation plan) => ScanFilters.Apply(await _tables.ResolveAsync(plan));
}
