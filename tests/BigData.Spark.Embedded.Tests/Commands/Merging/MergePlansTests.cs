using BigData.Spark.Embedded.Commands.Merging;
using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;
using BigData.Testing;

namespace BigData.Spark.Embedded.Commands;

/// <summary>The plans into which a merge is taken apart.</summary>
public sealed class MergePlansTests
{
    private static readonly StructType Target = SqlParser.ParseSchema("id bigint, name string, n int");
    private static readonly StructType Source = SqlParser.ParseSchema("id bigint, name string, extra date");

    [Fact]
    public void A_merge_with_every_clause()
        => Match("every-clause", Update("name = 's'"), [Star(MergeActionKind.InsertStar, "s.id > 0")], [new MergeAction(MergeActionKind.Delete, E("t.n = 0"), default), Update("n = -1")], evolves: true);

    [Fact]
    public void A_merge_that_only_inserts() => Match("only-inserts", null, [Insert("id = s.id", "name = upper(s.name)")], [], evolves: false);

    [Fact]
    public void Matched_rows_that_are_deleted_are_not_written_again()
        => Match("deletes", new MergeAction(MergeActionKind.Delete, null, default), [], [], evolves: false);

    private static void Match(string name, MergeAction? matched, ValueArray<MergeAction> notMatched, ValueArray<MergeAction> bySource, bool evolves)
    {
        Relation source = new SubqueryAlias(new ReadTable(["changes"], OptionMap.Empty), "s", default);
        MergeSides sides = new(source, isStored: matched is not null);
        StructType schema = evolves ? Target.Add("extra", DataTypes.Date) : Target;
        MergeShape shape = new(
            schema, Target, Source, evolves, new MergeClauses(matched is null ? [] : [matched], sides), new MergeClauses(notMatched, sides), new MergeClauses(bySource, sides));
        MergePlans plans = new(sides, E("t.id = s.id"), shape);
        List<string> parts = [];
        if (matched is not null)
        {
            parts.Add($"# matches\n{plans.Matches()}\n# rewritten\n{plans.Rewritten()}");
        }

        parts.Add(bySource.IsEmpty ? string.Empty : $"# lonely\n{plans.Lonely()}");
        parts.Add(notMatched.IsEmpty ? string.Empty : $"# inserted\n{plans.Inserted(matched is null ? MergeAgainst.Target : MergeAgainst.Matches)}");
        Golden.Match(name, string.Join('\n', parts.Where(p => p.Length > 0)));
    }

    private static Expression E(string text) => SqlParser.ParseExpression(text, TimeZoneInfo.Utc);

    private static MergeAction Star(MergeActionKind kind, string condition) => new(kind, E(condition), default);

    private static MergeAction Update(params string[] assignments) => new(MergeActionKind.Update, null, Assignments(assignments));

    private static MergeAction Insert(params string[] assignments) => new(MergeActionKind.Insert, null, Assignments(assignments));

    private static ValueArray<MergeAssignment> Assignments(string[] texts)
        => texts.Select(t => t.Split(" = ")).Select(p => new MergeAssignment(new UnresolvedAttribute([p[0]]), E(p[1]))).ToValueArray();
}
