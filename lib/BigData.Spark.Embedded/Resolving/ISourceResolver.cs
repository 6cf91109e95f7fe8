using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>
/// What stands behind the leaves of a plan: tables, views, files, rows that came with the plan, persisted frames. The
/// resolver asks for every relation of a plan, parents first, and goes on below a node only when the answer is null.
/// </summary>
internal interface ISourceResolver
{
    /// <summary>What the relation stands for.</summary>
    /// <param name="relation">Any relation of the plan.</param>
    /// <param name="token">Cancels the look-up.</param>
    /// <returns>
    /// Null when the relation is no business of this resolver (a filter that is not persisted, say); else a scan, or a plan that
    /// takes its place (a view).
    /// </returns>
    /// <exception cref="Sql.AnalysisException">A table, path or format that does not exist (TABLE_OR_VIEW_NOT_FOUND, PATH_NOT_FOUND …).</exception>
    ValueTask<Source?> FindAsync(Relation relation, CancellationToken token);
}
