using System.Runtime.CompilerServices;
using Apache.Arrow;
using BigData.DuckDb;
using BigData.Spark.Embedded.Executing.Results;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Engine;

namespace BigData.Spark.Embedded.Executing;

/// <summary>The aggregates that a plan observes beside its rows: each is one more query over the observed input.</summary>
internal static class ObservedMetrics
{
    internal static async IAsyncEnumerable<ObservedEvent> RunAsync(
        EmbeddedSession session, PlanNode plan, ValueArray<ObservedQuery> queries, [EnumeratorCancellation] CancellationToken token)
    {
        foreach (ObservedQuery observed in queries)
        {
            long planId = plan.DescendantsAndSelf().OfType<CollectMetrics>().FirstOrDefault(node => node.Name == observed.Name)?.PlanId ?? 0;
            RenderedQuery query = observed.Query;
            ArrowLayout layout = new(query.Schema, session.Conf[SessionConf.TimeZoneKey]!);
            using DuckDbSession connection = session.Connect();
            using DuckDbReader reader = await connection.OpenReaderAsync(query.Sql, null, token).ConfigureAwait(false);
            using RecordBatch row = layout.Conform(await reader.ReadAsync().ConfigureAwait(false) ?? throw new InvalidOperationException("Internal error: observed metrics gave no row."));
            yield return new ObservedEvent(
                observed.Name, planId, query.Schema.FieldNames, [.. query.Schema.Fields.Select((field, i) => ArrowLiterals.Read(row.Column(i), field.DataType))]);
        }
    }
}
