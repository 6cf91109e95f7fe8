using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Apache.Arrow;
using BigData.DuckDb;
using BigData.Spark.Embedded.Executing.Results;
using BigData.Spark.Embedded.Executing.Showing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Engine;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Executing;

/// <summary>Runs plans that give rows and streams their batches.</summary>
internal sealed class QueryRunner(EmbeddedSession session, SessionCompiler compiler)
{
    // DuckDB makes batches of 2,048 rows; fewer, larger ones cost consumers less.
    private const int BatchRows = 8192;

    /// <summary>The schema, at least one batch, metrics, observed metrics, in this order.</summary>
    internal IAsyncEnumerable<ExecuteEvent> RunAsync(Relation plan, CancellationToken token) => plan switch
    {
        ShowString show => ShowAsync(show.Input, show.Rows, show.Truncate, "show_string", table => show.Vertical ? table.Vertical() : table.Horizontal(), token),
        HtmlString html => ShowAsync(html.Input, html.Rows, html.Truncate, "html_string", table => table.Html(), token),
        _ => StreamAsync(plan, token),
    };

    /// <summary>All batches of a plan in Spark's layout.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="token">Gives up.</param>
    /// <param name="isShown">Whether the rows are printed, so that intervals are wanted as text.</param>
    internal async Task<(StructType Schema, IReadOnlyList<RecordBatch> Batches)> CollectAsync(Relation plan, CancellationToken token, bool isShown = false)
    {
        using QueryScope scope = new();
        RenderedQuery query = await compiler.CompileAsync(plan, scope, token).ConfigureAwait(false);
        if (isShown)
        {
            query = ResultSql.ForShow(query);
            session.Register(query.Kernels);
        }

        ArrowLayout layout = new(query.Schema, session.Conf[SessionConf.TimeZoneKey]!);
        List<RecordBatch> batches = [];
        using DuckDbSession connection = session.Connect();
        using DuckDbReader reader = await connection.OpenReaderAsync(ResultSql.Of(query), null, token).ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false) is { } batch)
        {
            batches.Add(layout.Conform(batch));
        }

        return (query.Schema, batches);
    }

    private async IAsyncEnumerable<ExecuteEvent> StreamAsync(Relation plan, [EnumeratorCancellation] CancellationToken token)
    {
        using QueryScope scope = new();
        CompiledQuery compiled = await compiler.CompileAllAsync(plan, scope, token).ConfigureAwait(false);
        RenderedQuery query = compiled.Query;
        yield return new SchemaEvent(query.Schema);

        ArrowLayout layout = new(query.Schema, session.Conf[SessionConf.TimeZoneKey]!);
        ProgressFeed progress = new();
        long rows = 0;
        using (DuckDbSession connection = session.Connect())
        using (DuckDbReader reader = await connection.OpenReaderAsync(ResultSql.Of(query), new DuckDbQueryOptions { BatchRows = BatchRows, Progress = progress }, token).ConfigureAwait(false))
        {
            while (true)
            {
                Task<RecordBatch?> read = reader.ReadAsync().AsTask();
                while (!read.IsCompleted && await progress.WaitAsync(read, token).ConfigureAwait(false) is { } report)
                {
                    yield return report;
                }

                if (await read.ConfigureAwait(false) is not { } batch)
                {
                    break;
                }

                yield return new BatchEvent(layout.Conform(batch), rows);
                rows += batch.Length;
            }
        }

        if (rows == 0)
        {
            yield return new BatchEvent(EmptyBatch.Of(layout.Schema), 0);
        }

        yield return Metrics(plan, rows);
        await foreach (ObservedEvent observed in ObservedMetrics.RunAsync(session, plan, compiled.Observed, token).ConfigureAwait(false))
        {
            yield return observed;
        }
    }

    private async IAsyncEnumerable<ExecuteEvent> ShowAsync(
        Relation input, int limit, int truncate, string column, Func<ShowTable, string> print, [EnumeratorCancellation] CancellationToken token)
    {
        int rows = Math.Clamp(limit, 0, int.MaxValue - 1);
        (StructType schema, IReadOnlyList<RecordBatch> batches) = await CollectAsync(new Limit(input, rows + 1), token, isShown: true).ConfigureAwait(false);
        PrettyText text = new(session.Conf.TimeZone);
        List<IReadOnlyList<string>> cells = [];
        foreach (RecordBatch batch in batches)
        {
            using (batch)
            {
                for (int row = 0; row < batch.Length; row++)
                {
                    cells.Add([.. batch.Arrays.Select(array => text.Cell(array, row))]);
                }
            }
        }

        string printed = print(new ShowTable(schema.FieldNames, cells, rows, truncate));
        StructType result = new(new StructField(column, DataTypes.String, isNullable: false));
        yield return new SchemaEvent(result);
        yield return new BatchEvent(ArrowRows.Batch(result, [[printed]], "UTC"), 0);
    }

    private static MetricsEvent Metrics(Relation plan, long rows) => new(
    [
        new OperatorMetrics(
            "DuckDB", plan.PlanId ?? 0, 0, new Dictionary<string, OperatorMetric>(StringComparer.Ordinal) { ["numOutputRows"] = new("number of output rows", rows, "sum") }),
    ]);
}

/// <summary>Hands the newest progress report of a query to the stream of its events.</summary>
internal sealed class ProgressFeed : IProgress<DuckDbProgress>
{
    private readonly Channel<DuckDbProgress> _reports = Channel.CreateBounded<DuckDbProgress>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Report(DuckDbProgress value) => _reports.Writer.TryWrite(value);

    /// <summary>The next report, or null when <paramref name="work"/> has ended first.</summary>
    internal async Task<ProgressEvent?> WaitAsync(Task work, CancellationToken token)
    {
        Task<bool> waiting = _reports.Reader.WaitToReadAsync(token).AsTask();
        await Task.WhenAny(work, waiting).ConfigureAwait(false);
        if (work.IsCompleted || !_reports.Reader.TryRead(out DuckDbProgress? report))
        {
            return null;
        }

        const int tasks = 100;
        long done = (long)Math.Clamp(report.Percentage, 0, tasks);
        return new ProgressEvent([new Sql.StageProgress(0, tasks, done, 0, Done: false)], RunningTasks: 1);
    }
}
