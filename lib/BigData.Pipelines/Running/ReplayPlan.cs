using BigData.Pipelines.Writing;

namespace BigData.Pipelines.Running;

/// <summary>The as-of dates that a run goes through, in order, and the tables that go through all of them.</summary>
internal sealed class ReplayPlan
{
    private ReplayPlan(IReadOnlyList<DateOnly> dates, IReadOnlySet<string> tables)
    {
        Dates = dates;
        Tables = tables;
    }

    /// <summary>At least the run's own as-of date, which is the last.</summary>
    public IReadOnlyList<DateOnly> Dates { get; }

    /// <summary>Tables that keep history, and the as-of tables that they read; empty without a replay.</summary>
    public IReadOnlySet<string> Tables { get; }

    public IReadOnlyList<DateOnly> After(DateOnly date) => [.. Dates.Where(other => other > date)];

    /// <summary>
    /// A full refresh of a table that keeps history replays its dates up to the one asked; a run after a replay that was
    /// interrupted replays what is left.
    /// </summary>
    public static async Task<ReplayPlan> MakeAsync(
        TableStore store, IReadOnlyList<TableJob> jobs, IReadOnlySet<string> refreshed, DateOnly last, CancellationToken token)
    {
        SortedSet<DateOnly> dates = [last];
        HashSet<string> tables = new(StringComparer.Ordinal);
        foreach (TableJob job in jobs.Where(job => job.KeepsHistory))
        {
            TableState state = await store.ReadableStateAsync(job.Table.Name, token).ConfigureAwait(false);
            IEnumerable<DateOnly> wanted = refreshed.Contains(job.Table.Name)
                ? await HistoryAsync(store, job.Table.Name, state, token).ConfigureAwait(false)
                : state.Facts?.ReplayPending ?? [];
            List<DateOnly> replayed = [.. wanted.Where(date => date <= last)];
            if (replayed.Count > 0)
            {
                dates.UnionWith(replayed);
                AddWithInputs(job, jobs, tables);
            }
        }

        return new ReplayPlan([.. dates], tables);
    }

    private static void AddWithInputs(TableJob job, IReadOnlyList<TableJob> jobs, HashSet<string> tables)
    {
        if (!tables.Add(job.Table.Name))
        {
            return;
        }

        foreach (TableInput input in job.Inputs.OfType<TableInput>())
        {
            if (jobs.FirstOrDefault(candidate => candidate.Table.Equals(input.Table)) is { } upstream)
            {
                AddWithInputs(upstream, jobs, tables);
            }
        }
    }

    private static async Task<IEnumerable<DateOnly>> HistoryAsync(TableStore store, string table, TableState state, CancellationToken token)
    {
        if (!state.Exists)
        {
            return [];
        }

        IReadOnlyList<HistoryEntry> entries = await store.HistoryAsync(table, null, token).ConfigureAwait(false);
        return entries
            .Select(entry => CommitFacts.Parse(entry.UserMetadata, table)?.AsOf)
            .OfType<DateOnly>()
            .Concat(state.Facts?.AsOfDates ?? []);
    }
}
