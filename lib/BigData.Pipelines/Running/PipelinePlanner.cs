using System.Globalization;
using BigData.Pipelines.Files;
using BigData.Pipelines.Graph;
using BigData.Pipelines.Writing;
using BigData.Spark.Sql;

namespace BigData.Pipelines.Running;

/// <summary>A table in the order of a run.</summary>
/// <param name="Table">The full name.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="WriteMode">How it is written, in words.</param>
/// <param name="Version">The newest version; null when it does not exist.</param>
/// <param name="Reason">Why a run would build it; null when it is up to date.</param>
public sealed record PlannedTable(string Table, IReadOnlyList<string> Inputs, string WriteMode, long? Version, string? Reason);

/// <summary>Says what a run would do; takes no lock and writes nothing.</summary>
/// <param name="graph">The tables.</param>
/// <param name="spark">The session of either engine.</param>
/// <param name="lakehouse">The lakehouse folder.</param>
/// <param name="settings">Every configured value by its full key.</param>
public sealed class PipelinePlanner(PipelineGraph graph, SparkSession spark, string lakehouse, IReadOnlyDictionary<string, string> settings)
{
    private readonly TableStore _store = new(spark, Path.GetFullPath(lakehouse));

    /// <summary>Looks at the selected tables and their inputs.</summary>
    /// <param name="selection">Names or globs; nothing selects all.</param>
    /// <param name="token">Cancels the queries.</param>
    /// <returns>The tables in the order of a run.</returns>
    /// <exception cref="PipelineUsageException">The selection matches nothing.</exception>
    public async Task<IReadOnlyList<PlannedTable>> PlanAsync(IReadOnlyList<string> selection, CancellationToken token = default)
    {
        List<PlannedTable> plan = [];
        foreach (TableJob job in graph.Select(selection))
        {
            TableState state = await _store.StateAsync(job.Table.Name, token).ConfigureAwait(false);
            string? stale = plan.Find(known => known.Reason is not null && job.Inputs.Any(input => input.Name == known.Table))?.Table;
            string? reason = stale is not null ? $"{stale} would be built"
                : job.Inputs.OfType<FilesInput>().FirstOrDefault() is { } files ? await NewFilesAsync(job, files, token).ConfigureAwait(false)
                : await StaleAsync(job, state, token).ConfigureAwait(false);
            plan.Add(new PlannedTable(
                job.Table.Name,
                [.. job.Inputs.Select(input => input is TableInput { Mode: InputMode.Changes } ? input.Name + " (changes)" : input.Name)],
                job.WriteMode.ToString().ToLowerInvariant(),
                state.Exists ? state.Version : null,
                reason));
        }

        return plan;
    }

    private async Task<string?> StaleAsync(TableJob job, TableState state, CancellationToken token)
    {
        if (job.Inputs.OfType<TableInput>().Any() && state.Facts is null)
        {
            return "first build";
        }

        // The as-of date that is committed stands for the run's: another one comes only with new rows or by option.
        StalenessCheck check = new(_store, settings);
        Staleness staleness = await check.LookAsync(job, state.Facts?.AsOf, fullRefresh: false, _ => { }, token).ConfigureAwait(false);
        return staleness.Reason;
    }

    private async Task<string?> NewFilesAsync(TableJob job, FilesInput files, CancellationToken token)
    {
        if (!RunSession.SourceSettings(settings, "folder").TryGetValue(files.Source, out string? folder))
        {
            throw new PipelineUsageException(
                $"The source '{files.Source}' has no folder. Give one with --source {files.Source}=FOLDER or the setting sources:{files.Source}:folder.");
        }

        LandingListing listing = LandingFolder.List(files.Source, folder, files.Folder);
        IReadOnlyDictionary<string, IngestedVersion> ingested = await new FileMemory(_store, _store).IngestedAsync(job.Table.Name, token).ConfigureAwait(false);
        IReadOnlyList<FileReport> reports = await new FileInspector(BronzeColumns.Of(job.Table)).InspectAllAsync(
            listing.Files,
            ingested.ToDictionary(pair => pair.Key, pair => (pair.Value.Size, pair.Value.Hash), StringComparer.Ordinal),
            token).ConfigureAwait(false);
        int fresh = reports.Count(report => report.Verdict == FileVerdict.Accepted);
        int bad = reports.Count(report => report.Verdict == FileVerdict.SetAside) + listing.Unreadable.Count;
        string? news = fresh == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{fresh} new or changed files");
        string? aside = bad == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{bad} would be set aside");
        return news is null ? null : aside is null ? news : $"{news}; {aside}";
    }
}

internal static class BronzeColumns
{
    /// <summary>The columns that a file must have: the contract's without those that the runner adds.</summary>
    public static string[] Of(TableContract table) =>
        [.. table.Columns.Select(column => column.Name).Where(name => FileColumns.All.All(added => added.Name != name))];
}
