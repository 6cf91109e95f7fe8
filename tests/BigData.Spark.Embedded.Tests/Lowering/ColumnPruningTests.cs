using BigData.Spark.Embedded.Lowering;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using static BigData.Spark.Embedded.Tests.Lowering.LoweringTable;

namespace BigData.Spark.Embedded.Tests.Lowering;

/// <summary>Which columns a scan still reads.</summary>
public sealed class ColumnPruningTests
{
    private readonly LoweringTable _tables = new();

    [Fact]
    public async Task A_scan_reads_what_a_projection_reads()
        => Assert.Equal("v", Reads(await LowerAsync(Select(_tables.T, "v + 1 AS n")), "t"));

    [Fact]
    public async Task A_filter_and_a_sort_read_their_columns_too()
        => Assert.Equal("k v w", Reads(await LowerAsync(Select(Where(Sorted(_tables.T, "w"), "v > 1"), "k")), "t"));

    [Fact]
    public async Task An_expression_that_nobody_reads_is_left_out_with_its_columns()
        => Assert.Equal("k", Reads(await LowerAsync(Select(Select(_tables.T, "k", "v + length(w) AS n"), "k")), "t"));

    [Fact]
    public async Task Counting_rows_reads_no_column()
        => Assert.Empty(Reads(await LowerAsync(new Aggregate(_tables.T, GroupKind.GroupBy, default, [E("count(1)")])), "t"));

    [Fact]
    public async Task A_group_reads_its_keys_even_when_only_its_count_is_wanted()
        => Assert.Equal("w", Reads(await LowerAsync(Select(new Aggregate(_tables.T, GroupKind.GroupBy, [E("w")], [E("count(1) AS n"), E("max(v)")]), "n")), "t"));

    [Fact]
    public async Task Each_side_of_a_join_reads_its_part()
    {
        ResolvedRelation plan = await LowerAsync(Select(Joined(_tables.T, _tables.U, JoinKind.Inner, "t.k = u.k"), "w"));

        Assert.Equal("k w", Reads(plan, "t"));
        Assert.Equal("k", Reads(plan, "u"));
    }

    [Fact]
    public async Task Distinct_rows_need_all_columns()
        => Assert.Equal("k v w", Reads(await LowerAsync(Select(new Deduplicate(_tables.T, default, AllColumns: true), "k")), "t"));

    [Fact]
    public async Task Rows_distinct_by_a_key_need_that_key()
        => Assert.Equal("k v", Reads(await LowerAsync(Select(new Deduplicate(_tables.T, ["v"], AllColumns: false), "k")), "t"));

    [Fact]
    public async Task Both_sides_of_a_set_operation_stay_whole()
    {
        Relation union = new SetOperation(Select(_tables.T, "k", "v"), _tables.U, SetOperationKind.Union, IsAll: true);

        ResolvedRelation plan = await LowerAsync(Select(union, "k"));

        Assert.Equal("k v", Reads(plan, "t"));
        Assert.Equal("k x", Reads(plan, "u"));
    }

    [Fact]
    public async Task The_columns_of_the_result_do_not_change()
    {
        ResolvedRelation before = await _tables.ResolveAsync(Select(Joined(_tables.T, _tables.U, JoinKind.LeftOuter, "t.k = u.k"), "x", "t.k AS a", "x AS b"));

        Assert.Equal(before.Columns, ColumnPruning.Apply(before).Columns);
    }

    private async Task<ResolvedRelation> LowerAsync(Relation plan) => ColumnPruning.Apply(await _tables.ResolveAsync(plan));
}
