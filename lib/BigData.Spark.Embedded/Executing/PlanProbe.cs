using BigData.DuckDb;
using BigData.Spark.Arrow;
using BigData.Spark.Embedded.Deriving;
using BigData.Spark.Embedded.Executing.Results;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Executing;

/// <summary>Looks at plans in a session, through the sources of the query that asks.</summary>
internal sealed class PlanProbe(EmbeddedSession session, SessionCompiler compiler, ISourceResolver sources) : IPlanProbe
{
    public ResolveOptions Options => session.ResolveOptions();

    public async Task<StructType> SchemaAsync(Relation plan, CancellationToken token) =>
        (await new PlanResolver(sources, session.ResolveOptions()).ResolveAsync(plan, token).ConfigureAwait(false)).Schema;

    public async Task<IReadOnlyList<Row>> RowsAsync(Relation plan, CancellationToken token)
    {
        RenderedQuery query = (await compiler.PrepareAsync(plan, sources, token).ConfigureAwait(false)).Query;
        ArrowLayout layout = new(query.Schema, session.Conf[SessionConf.TimeZoneKey]!);
        BatchReader rows = new(query.Schema);
        List<Row> all = [];
        using DuckDbSession connection = session.Connect();
        using DuckDbReader reader = await connection.OpenReaderAsync(query.Sql, null, token).ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false) is { } batch)
        {
            using Apache.Arrow.RecordBatch conformed = layout.Conform(batch);
            all.AddRange(rows.Rows(conformed, all.Count));
        }

        return all;
    }
}
