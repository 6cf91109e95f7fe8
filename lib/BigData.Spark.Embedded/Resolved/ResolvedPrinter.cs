using System.Globalization;
using System.Text;

namespace BigData.Spark.Embedded.Resolved;

/// <summary>Prints resolved relations, one node a line with the types of its columns, inputs below. Long lists take a line for each item.</summary>
internal static class ResolvedPrinter
{
    private const int Width = 140;
    private const string OpenList = "[\t";
    private const string Separator = ",\t";

    public static string Print(ResolvedRelation relation)
    {
        StringBuilder text = new();
        Stack<(ResolvedRelation Node, int Depth)> pending = new([(relation, 0)]);
        while (pending.TryPop(out (ResolvedRelation Node, int Depth) next))
        {
            text.Append(text.Length > 0 ? "\n" : string.Empty);
            text.Append(' ', next.Depth * 2).Append(Fitted(Line(next.Node), next.Depth * 2));
            ValueArray<ResolvedRelation> inputs = next.Node.Inputs;
            for (int i = inputs.Count - 1; i >= 0; i--)
            {
                pending.Push((inputs[i], next.Depth + 1));
            }
        }

        return text.ToString();
    }

    // A list stands between tabs until it is known whether its line is too long.
    private static string Fitted(string line, int indent)
    {
        bool isLong = indent + line.Length > Width;
        string lead = isLong ? "\n" + new string(' ', indent + 4) : string.Empty;
        return line.Replace(OpenList, "[" + lead, StringComparison.Ordinal).Replace(Separator, isLong ? "," + lead : ", ", StringComparison.Ordinal);
    }

    private static string List<T>(ValueArray<T> items) => items.IsEmpty ? "[]" : $"{OpenList}{string.Join(Separator, items)}]";

    private static string Line(ResolvedRelation node) => node switch
    {
        ScanRelation scan => $"Scan {scan.Scan.Description} {Columns(scan)}" + (scan.Filters.IsEmpty ? string.Empty : $" skip unless {string.Join(" and ", scan.Filters)}"),
        ResolvedRange range => string.Create(CultureInfo.InvariantCulture, $"Range {range.Start} to {range.End} step {range.Step} {Columns(range)}"),
        OneRow => "OneRow",
        ResolvedProject project => $"Project {List(project.Expressions)}",
        ResolvedFilter filter => $"Filter {filter.Condition}",
        ResolvedJoin join => $"Join {join.Kind}{(join.IsLateral ? " lateral" : string.Empty)}{(join.Condition is null ? string.Empty : $" on {join.Condition}")}",
        ResolvedAggregate aggregate => $"Aggregate by [{string.Join(", ", aggregate.Keys)}]{Sets(aggregate)} {List(aggregate.Outputs)}",
        ResolvedSort sort => $"Sort [{string.Join(", ", sort.Keys)}]",
        ResolvedLimit limit => string.Create(CultureInfo.InvariantCulture, $"Limit {(limit.Count is { } count ? count : "all")} offset {limit.Offset}"),
        ResolvedTail tail => string.Create(CultureInfo.InvariantCulture, $"Tail {tail.Count}"),
        ResolvedDistinct distinct => distinct.Keys.IsEmpty ? "Distinct" : $"Distinct on [{string.Join(", ", distinct.Keys)}]",
        ResolvedSet set => $"{set.Kind}{(set.IsAll ? " all" : string.Empty)} {Columns(set)}",
        ResolvedGenerate generate => $"Generate {(generate.IsOuter ? "outer " : string.Empty)}{generate.Generator} [{string.Join(", ", generate.Generated)}]",
        ResolvedSample sample => string.Create(CultureInfo.InvariantCulture, $"Sample [{sample.LowerBound}, {sample.UpperBound}) seed {sample.Seed}"),
        ResolvedObserve observe => $"Observe {observe.Name} {List(observe.Metrics)}",
        _ => throw new InvalidOperationException($"Internal error: no print form for {node.GetType().Name}."),
    };

    private static string Columns(ResolvedRelation node) => List(node.Columns.Map(c => $"{c}: {c.Type.SimpleString}"));

    private static string Sets(ResolvedAggregate aggregate)
        => aggregate.GroupingSets is { } sets
            ? $" sets {string.Join(", ", sets.Items.Select(s => $"({string.Join(", ", s.Items.Select(i => aggregate.Keys[i]))})"))}"
            : string.Empty;
}
