using BigData.Pipelines.Writing;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Running;

/// <summary>Why a table has to be built, if at all.</summary>
/// <param name="Reason">In words; null when the table is up to date.</param>
/// <param name="IsRebuild">Whether it is built from nothing.</param>
/// <param name="Inputs">The position of each table input now.</param>
internal sealed record Staleness(string? Reason, bool IsRebuild, IReadOnlyDictionary<string, InputPosition> Inputs)
{
    /// <summary>Whether the table is built from nothing because somebody asked for it: then its columns are the contract's again.</summary>
    public bool IsRefresh { get; init; }
}

/// <summary>Compares what a table was built from with what there is now.</summary>
internal sealed class StalenessCheck(TableStore store, IReadOnlyDictionary<string, string> settings)
{
    /// <summary>Looks at the inputs of a table that reads tables.</summary>
    /// <param name="job">The job.</param>
    /// <param name="asOf">The run's as-of date when the job uses it.</param>
    /// <param name="fullRefresh">Whether the table is to be rebuilt whatever is new.</param>
    /// <param name="warn">Hears what people should know.</param>
    /// <param name="token">Stops the queries.</param>
    public async Task<Staleness> LookAsync(TableJob job, DateOnly? asOf, bool fullRefresh, Action<string> warn, CancellationToken token)
    {
        TableState own = await store.StateAsync(job.Table.Name, token).ConfigureAwait(false);
        Dictionary<string, InputPosition> inputs = new(StringComparer.Ordinal);
        foreach (TableInput input in job.Inputs.OfType<TableInput>())
        {
            inputs[input.Table.Name] = await PositionAsync(input, token).ConfigureAwait(false);
        }

        if (fullRefresh)
        {
            return new Staleness("full refresh", true, inputs) { IsRefresh = true };
        }

        if (own.Facts is not { } facts)
        {
            return new Staleness("first build", true, inputs);
        }

        bool takesChanges = job.Inputs.OfType<TableInput>().Any(input => input.Mode == InputMode.Changes);
        foreach (TableInput input in job.Inputs.OfType<TableInput>())
        {
            InputPosition? taken = facts.Inputs?.GetValueOrDefault(input.Table.Name);
            InputPosition now = inputs[input.Table.Name];
            if (input.Mode == InputMode.Changes && taken?.Batch is { } batch && now.Batch < batch)
            {
                warn($"{input.Table.Name} holds batch {now.Batch} at most, but batch {batch} was taken from it before; it was made anew, so this table is rebuilt.");
                return new Staleness($"{input.Table.Name} was made anew", true, inputs);
            }

            if (input.Mode == InputMode.Changes ? taken?.Batch != now.Batch : taken?.Version != now.Version)
            {
                return new Staleness($"{input.Table.Name} has something new", false, inputs);
            }
        }

        return new Staleness(OwnReason(job, facts, asOf, takesChanges, warn), false, inputs);
    }

    /// <summary>A hash for the values of each declared key, by the key's declared name.</summary>
    public static IReadOnlyDictionary<string, string>? Hashes(TableJob job, IReadOnlyDictionary<string, string> settings) =>
        job.Settings.Count == 0 ? null : job.Settings.ToDictionary(
            key => key.Name,
            key => CommitFacts.ShortHash(string.Join('\n', settings
                .Where(pair => SettingPattern.Matches(key.Name, pair.Key))
                .OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
                .Select(pair => $"{pair.Key.ToLowerInvariant()}={pair.Value}"))),
            StringComparer.Ordinal);

    private string? OwnReason(TableJob job, CommitFacts facts, DateOnly? asOf, bool takesChanges, Action<string> warn)
    {
        if (asOf is not null && facts.AsOf != asOf)
        {
            return "another as-of date";
        }

        IReadOnlyDictionary<string, string>? hashes = Hashes(job, settings);
        string? changed = hashes?.FirstOrDefault(pair => facts.Settings?.GetValueOrDefault(pair.Key) != pair.Value).Key;
        string? reason = changed is not null ? $"the setting {changed} has changed"
            : facts.Columns != CommitFacts.ColumnHash(job.Table) ? "the contract has changed"
            : null;
        if (reason is not null && takesChanges)
        {
            warn($"{reason} since the last build; rows already built stay as they are until 'run {job.Table.Name} --full-refresh'.");
            return null;
        }

        return reason;
    }

    private async Task<InputPosition> PositionAsync(TableInput input, CancellationToken token)
    {
        TableState state = await store.StateAsync(input.Table.Name, token).ConfigureAwait(false);
        if (!state.Exists)
        {
            throw new PipelineException($"The input {input.Table.Name} has not been built yet.");
        }

        if (input.Mode == InputMode.Full)
        {
            return new InputPosition(state.Version);
        }

        long? batch = state.Facts?.Batch ?? await NewestBatchAsync(input.Table.Name, state.Version, token).ConfigureAwait(false);
        return new InputPosition(state.Version, batch ?? 0);
    }

    private async Task<long?> NewestBatchAsync(string table, long version, CancellationToken token)
    {
        var rows = await store.Read(table, version).Agg(Max(Col(FileColumns.Batch)).As("batch")).CollectAsync(token).ConfigureAwait(false);
        return rows[0].GetAs<long?>("batch");
    }
}
