using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Tests.Resolving;

namespace BigData.Spark.Embedded.Tests.Lowering;

/// <summary>Small plans over tables <c>t</c> (k, v, w) and <c>u</c> (k, x) for tests of one rule.</summary>
internal sealed class LoweringTable
{
    private readonly TypedTable _tables = new();

    public LoweringTable()
    {
        T = _tables.Add("t", "k int not null, v int, w string");
        U = _tables.Add("u", "k int, x int");
    }

    public Relation T { get; }

    public Relation U { get; }

    public static Expression E(string text) => TypedTable.Parse(text);

    public static Relation Select(Relation input, params string[] expressions) => new Project(input, expressions.Select(E).ToValueArray());

    public static Relation Where(Relation input, string condition) => new Filter(input, E(condition));

    public static Relation Joined(Relation left, Relation right, JoinKind kind, string? condition) => new Join(left, right, kind, condition is null ? null : E(condition), default);

    public static Relation Sorted(Relation input, string key) => new Sort(input, [new SortOrder(E(key), SortDirection.Ascending, NullOrdering.First)]);

    public Task<ResolvedRelation> ResolveAsync(Relation plan) => _tables.ResolveAsync(plan);

    /// <summary>The scan of a table in a plan.</summary>
    public static ScanRelation Scan(ResolvedRelation plan, string table) => PlanFacts.DescendantsAndSelf(plan).OfType<ScanRelation>().Single(s => s.Scan.Description == table);

    /// <summary>What a scan is told about the rows that matter, one condition a line.</summary>
    public static string Filters(ResolvedRelation plan, string table) => string.Join('\n', Scan(plan, table).Filters);

    /// <summary>The columns that a scan reads.</summary>
    public static string Reads(ResolvedRelation plan, string table) => string.Join(' ', Scan(plan, table).Fields.Items.Select(f => f.SourceName));
}
