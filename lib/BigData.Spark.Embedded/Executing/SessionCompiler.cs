using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Embedded.Sources;

namespace BigData.Spark.Embedded.Executing;

/// <summary>Takes a plan through resolve, lower and render; computes persisted frames that a plan reads.</summary>
internal sealed class SessionCompiler(EmbeddedSession session)
{
    /// <summary>Looks names and types up; nothing is computed.</summary>
    internal Task<ResolvedRelation> ResolveAsync(Relation plan, QueryScope scope, CancellationToken token) =>
        new PlanResolver(new SourceFinder(session, this, scope, computes: false), session.ResolveOptions()).ResolveAsync(plan, token);

    /// <summary>Takes a plan through every stage without computing anything.</summary>
    internal Task<CompiledQuery> ExplainAsync(Relation plan, QueryScope scope, CancellationToken token) =>
        QueryCompiler.CompileAsync(plan, new SourceFinder(session, this, scope, computes: false), session.ResolveOptions(), token);

    /// <summary>Compiles a plan that is about to run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="scope">Owns what the query needs until it has ended.</param>
    /// <param name="token">Cancels the work.</param>
    /// <param name="given">Tables of a running command, by the single name part under which the plan reads them.</param>
    internal async Task<RenderedQuery> CompileAsync(
        Relation plan, QueryScope scope, CancellationToken token, IReadOnlyDictionary<string, ScanSource>? given = null) =>
        (await CompileAllAsync(plan, scope, token, given).ConfigureAwait(false)).Query;

    /// <summary>Compiles a plan that is about to run, together with the metrics that it observes.</summary>
    internal Task<CompiledQuery> CompileAllAsync(
        Relation plan, QueryScope scope, CancellationToken token, IReadOnlyDictionary<string, ScanSource>? given = null) =>
        PrepareAsync(plan, new SourceFinder(session, this, scope, computes: true, excluded: null, given), token);

    /// <summary>The rows of a persisted frame, computed now unless they were before.</summary>
    internal async ValueTask<Source> ReadAsync(PersistedFrame frame, CancellationToken token)
    {
        await frame.Gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            if (frame.Table is null)
            {
                await ComputeAsync(frame, token).ConfigureAwait(false);
            }

            ScanSource scan = TableScan.Source("persisted frame", frame.Table!, frame.Schema!);
            return frame.Plan switch
            {
                ReadTable table => scan with { Qualifier = Catalog.TableName.Qualifier(table.NameParts, session.CurrentSchema) },
                ReadSource or LocalRelation or CatalogCall or RangeRelation => scan,

                // What is bound to frames below, or qualified by their aliases, must still be found.
                _ => new StoredSource(scan.Scan, scan.Schema),
            };
        }
        finally
        {
            frame.Gate.Release();
        }
    }

    private async Task ComputeAsync(PersistedFrame frame, CancellationToken token)
    {
        using QueryScope scope = new();
        SourceFinder finder = new(session, this, scope, computes: true, excluded: frame);
        RenderedQuery query = (await PrepareAsync(frame.Plan, finder, token).ConfigureAwait(false)).Query;
        string table = session.NewTable("frame");
        await SessionTables.CreateAsync(session, table, query.Sql, query.Schema.Count, token).ConfigureAwait(false);
        frame.Schema = query.Schema;
        frame.Table = table;
    }

    /// <summary>Compiles a plan over sources and makes the C# functions that it calls known to DuckDB.</summary>
    internal async Task<CompiledQuery> PrepareAsync(Relation plan, ISourceResolver finder, CancellationToken token)
    {
        CompiledQuery query = await QueryCompiler.CompileAsync(plan, finder, session.ResolveOptions(), token).ConfigureAwait(false);
        session.Register(query.Query.Kernels);
        foreach (ObservedQuery observed in query.Observed)
        {
            session.Register(observed.Query.Kernels);
        }

        return query;
    }
}
