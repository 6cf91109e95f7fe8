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
