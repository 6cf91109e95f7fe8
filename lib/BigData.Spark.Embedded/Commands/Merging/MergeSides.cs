using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands.Merging;

/// <summary>
/// The two sides of a merge as the plans of its stages read them: hidden tables under the names by which the user's expressions know the target
/// and the source.
/// </summary>
internal sealed class MergeSides
{
    internal const string Target = "__bigdata_target";
    internal const string Source = "__bigdata_source";
    internal const string Matches = "__bigdata_matches";
    internal const string Lonely = "__bigdata_lonely";

    /// <summary>Hidden column that numbers the rows of the source.</summary>
    internal const string SourceRow = "__bigdata_source_row";

    // Clients number their relations from 0 upwards, so these never meet.
    private const long TargetId = -1_001;
    private const long SourceId = -1_002;
    private readonly Relation _sourcePlan;
    private readonly HashSet<long> _sourceIds;
    private readonly long _sourceId;
    private readonly bool _isStored;

    /// <param name="source">The plan of the source.</param>
    /// <param name="isStored">Whether the stages read the source's rows from a table, where they are numbered, or from the plan itself.</param>
    internal MergeSides(Relation source, bool isStored)
    {
        _isStored = isStored;
        _sourceId = isStored ? SourceId : source.PlanId ?? SourceId;
        _sourcePlan = isStored ? source : source with { PlanId = _sourceId };
        _sourceIds = [.. source.DescendantsAndSelf().OfType<Relation>().Select(relation => relation.PlanId).OfType<long>()];
    }

    internal static Relation ReadTarget() => new ReadTable([Target], OptionMap.Empty) { PlanId = TargetId };

    /// <summary>The source's rows, under the alias that the user gave the source.</summary>
    internal Relation ReadSource()
    {
        if (!_isStored)
        {
            return _sourcePlan;
        }

        Relation read = new ReadTable([Source], OptionMap.Empty);
        return Alias(_sourcePlan) is { } alias ? alias with { Input = read, PlanId = SourceId } : read with { PlanId = SourceId };
    }

    internal static Relation Read(string table) => new ReadTable([table], OptionMap.Empty);

    internal static Expression TargetColumn(string name) => new UnresolvedAttribute([name], TargetId);

    internal Expression SourceColumn(string name) => new UnresolvedAttribute([name], _sourceId);

    /// <summary>A user's expression, with what was bound to frames inside of the source bound to the source's rows.</summary>
    internal Expression Bind(Expression expression) => !_isStored ? expression : expression.TransformUp(node => node switch
    {
        UnresolvedAttribute { PlanId: { } id } attribute when _sourceIds.Contains(id) => attribute with { PlanId = SourceId },
        Star { PlanId: { } id } star when _sourceIds.Contains(id) => star with { PlanId = SourceId },
        _ => node,
    });

    internal static Literal Number(int value) => new(DataTypes.Integer, value);

    internal static FunctionCall Call(string name, params ReadOnlySpan<Expression> arguments) => new(name, arguments);

    // An alias is seen through everything that leaves the columns as they are.
    private static SubqueryAlias? Alias(Relation plan) => plan switch
    {
        SubqueryAlias alias => alias,
        Filter or Sort or Limit or Offset or Deduplicate or Hint or Repartition or Sample => Alias((Relation)plan.Children[0]),
        _ => null,
    };
}
