using BigData.Pipelines.Graph;
using BigData.Pipelines.Writing;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Running;

/// <summary>Chooses the as-of date of a run. The clock has no say in it.</summary>
internal sealed class AsOfRule(TableStore store, PipelineGraph graph, IReadOnlyDictionary<string, string> timeZones)
{
    /// <summary>The newest as-of date of the committed tables among the jobs; null when none is committed.</summary>
    public async Task<(DateOnly AsOf, string Table)?> NewestAsync(IEnumerable<TableJob> jobs, CancellationToken token)
    {
        (DateOnly AsOf, string Table)? newest = null;
        foreach (TableJob job in jobs.Where(job => job.UsesAsOf))
        {
            TableState state = await store.ReadableStateAsync(job.Table.Name, token).ConfigureAwait(false);
            if (state.Facts?.AsOf is { } date && (newest is null || date > newest.Value.AsOf))
            {
                newest = (date, job.Table.Name);
            }
        }

        return newest;
    }

    /// <summary>Refuses a date that lies before what is already in gold.</summary>
    public async Task CheckAsync(DateOnly asked, IReadOnlyList<TableJob> jobs, CancellationToken token)
    {
        if (await NewestAsync(jobs, token).ConfigureAwait(false) is { } newest && asked < newest.AsOf)
        {
            throw new PipelineUsageException(
                $"The as-of date {CommitFacts.DateText(asked)} is before {CommitFacts.DateText(newest.AsOf)}, which {newest.Table} already holds. "
                + "Give that date or a later one, or rebuild with --full-refresh.");
        }
    }

    /// <summary>The later of the as-of date in gold and the day after the newest event; null when there is neither.</summary>
    public async Task<(DateOnly AsOf, string Origin)?> DefaultAsync(IReadOnlyList<TableJob> jobs, CancellationToken token)
    {
        DateOnly? committed = (await NewestAsync(graph.Jobs, token).ConfigureAwait(false))?.AsOf;
        DateOnly? next = await DayAfterNewestEventAsync(jobs, token).ConfigureAwait(false);
        return (committed, next) switch
        {
            (null, null) => null,
            ({ } date, { } day) when day > date => (day, "newest event"),
            (null, { } day) => (day, "newest event"),
            ({ } date, _) => (date, "gold"),
        };
    }

    private async Task<DateOnly?> DayAfterNewestEventAsync(IReadOnlyList<TableJob> jobs, CancellationToken token)
    {
        DateOnly? newest = null;
        foreach (TableContract table in EventTables(jobs))
        {
            foreach (Row row in await NewestEventsAsync(table, token).ConfigureAwait(false))
            {
                if (row.GetAs<DateTimeOffset?>("newest") is { } time)
                {
                    DateOnly day = LocalDay(time, row.GetAs<string?>("source")).AddDays(1);
                    newest = newest is null || day > newest ? day : newest;
                }
            }
        }

        return newest;
    }

    // The newest time of each source; none for a table that cannot be read: whoever needs its rows will say why.
    private async Task<IReadOnlyList<Row>> NewestEventsAsync(TableContract table, CancellationToken token)
    {
        try
        {
            TableState state = await store.StateAsync(table.Name, token).ConfigureAwait(false);
            if (!state.Exists)
            {
                return [];
            }

            bool hasSource = table.Columns.Any(column => column.Name == "source");
            return await store.Read(table.Name, state.Version)
                .GroupBy((hasSource ? Col("source") : Lit(string.Empty)).As("source"))
                .Agg(Max(Col(table.EventTime!)).As("newest"))
                .CollectAsync(token).ConfigureAwait(false);
        }
        catch (SparkException)
        {
            return [];
        }
    }

    /// <summary>The tables with an event time that the jobs read, directly or through others.</summary>
    private List<TableContract> EventTables(IReadOnlyList<TableJob> jobs)
    {
        List<TableContract> found = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        Queue<TableJob> waiting = new(jobs.Where(job => job.UsesAsOf));
        while (waiting.TryDequeue(out TableJob? job))
        {
            foreach (TableInput input in job.Inputs.OfType<TableInput>().Where(input => seen.Add(input.Table.Name)))
            {
                if (input.Table.EventTime is not null)
                {
                    found.Add(input.Table);
                }

                if (graph.Find(input.Table.Name) is { } next)
                {
                    waiting.Enqueue(next);
                }
            }
        }

        return found;
    }

    private DateOnly LocalDay(DateTimeOffset time, string? source)
    {
        TimeZoneInfo zone = source is not null && timeZones.TryGetValue(source, out string? name)
            ? TimeZoneInfo.FindSystemTimeZoneById(name)
            : TimeZoneInfo.Utc;
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);
    }
}
