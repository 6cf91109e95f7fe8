using System.Collections.Concurrent;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Executing;

/// <summary>Temporary views: names of unresolved plans. Global ones are seen as <c>global_temp.name</c>; both end with the session.</summary>
internal sealed class SessionViews
{
    internal const string GlobalSchema = "global_temp";
    private readonly ConcurrentDictionary<string, Relation> _local = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Relation> _global = new(StringComparer.OrdinalIgnoreCase);

    internal IReadOnlyList<string> Names(bool global) => [.. Views(global).Keys.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal)];

    internal Relation? Find(string name, bool global = false) => Views(global).GetValueOrDefault(name);

    /// <summary>The plan of the view that a name of one or two parts means; null when it means none.</summary>
    internal Relation? Find(ValueArray<string> parts) => parts.Count switch
    {
        1 => Find(parts[0]),
        2 when string.Equals(parts[0], GlobalSchema, StringComparison.OrdinalIgnoreCase) => Find(parts[1], global: true),
        _ => null,
    };

    /// <summary>The plan with the views that it reads now in the place of their names, so that a view may be replaced by one over itself.</summary>
    internal Relation Bound(Relation plan) => plan.TransformUp(node => node is ReadTable table && Find(table.NameParts) is { } view
        ? new SubqueryAlias(view, table.NameParts[^1], default) { PlanId = table.PlanId }
        : node);

    /// <exception cref="Sql.AnalysisException">The name is taken and <paramref name="replace"/> is false.</exception>
    internal void Create(string name, Relation plan, bool global, bool replace)
    {
        ConcurrentDictionary<string, Relation> views = Views(global);
        if (replace)
        {
            views[name] = plan;
        }
        else if (!views.TryAdd(name, plan))
        {
            throw SparkErrors.Create("TEMP_TABLE_OR_VIEW_ALREADY_EXISTS", ("relationName", Catalog.TableName.Quote(global ? [GlobalSchema, name] : [name])));
        }
    }

    internal bool Drop(string name, bool global) => Views(global).TryRemove(name, out _);

    private ConcurrentDictionary<string, Relation> Views(bool global) => global ? _global : _local;
}
