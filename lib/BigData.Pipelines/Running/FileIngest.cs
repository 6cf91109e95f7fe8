using System.Runtime.CompilerServices;
using BigData.Pipelines.Files;
using BigData.Pipelines.Writing;
using BigData.Spark.Sql;

namespace BigData.Pipelines.Running;

/// <summary>Fills a bronze table from the files of a source.</summary>
internal sealed class FileIngest(RunSession run, TableWriter writer)
{
    private readonly FileMemory _memory = new(run.Store, run.Ops);

    public async Task<TableResult> IngestAsync(TableJob job, CancellationToken token)
    {
        TableContract table = job.Table;
        FilesInput input = job.Inputs.OfType<FilesInput>().Single();
        await run.Store.EnsureAsync(table, run.RunId, isReplaced: false, token).ConfigureAwait(false);
        string[] columns = BronzeColumns.Of(table);

        run.Step(table.Name, "looking for files");
        LandingListing listing = LandingFolder.List(input.Source, Folder(input.Source), input.Folder);
        IReadOnlyDictionary<string, IngestedVersion> ingested = await _memory.IngestedAsync(table.Name, token).ConfigureAwait(false);
        run.Step(table.Name, "checking files", listing.Files.Count);
        IReadOnlyList<FileReport> reports = await new FileInspector(columns).InspectAllAsync(
            listing.Files,
            ingested.ToDictionary(pair => pair.Key, pair => (pair.Value.Size, pair.Value.Hash), StringComparer.Ordinal),
            token).ConfigureAwait(false);
        FileNotes notes = new(run, input.Source, await _memory.RememberedAsync(input.Source, token).ConfigureAwait(false));
        notes.TakeUnreadable(listing.Unreadable);
        notes.Take(reports, ingested);

        long rows = 0;
        long batch = ingested.Values.Select(version => version.Batch).DefaultIfEmpty(0).Max();
        foreach (IReadOnlyList<FileReport> files in Batches(reports, run.Request.MaxBatchBytes))
        {
            rows += await TakeAsync(job, input, columns, files, ++batch, token).ConfigureAwait(false);
            notes.TakeIngested(files);
        }

        TableState after = await run.Store.StateAsync(table.Name, token).ConfigureAwait(false);
        bool isChanged = reports.Any(report => report.Verdict == FileVerdict.Accepted);
        return new TableResult
        {
            Table = table.Name,
            Status = isChanged ? TableStatus.Ok : TableStatus.NoChange,
            RowsIn = rows,
            RowsOut = rows,
            Version = after.Version,
        };
    }

    /// <summary>Cuts the accepted files, in their order, into batches of limited size.</summary>
    internal static IEnumerable<IReadOnlyList<FileReport>> Batches(IReadOnlyList<FileReport> reports, long maxBytes)
    {
        List<FileReport> batch = [];
        long bytes = 0;
        foreach (FileReport report in reports.Where(report => report.Verdict == FileVerdict.Accepted))
        {
            if (batch.Count > 0 && bytes + report.Size!.Value > maxBytes)
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(report);
            bytes += report.Size!.Value;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private async Task<long> TakeAsync(
        TableJob job, FilesInput input, string[] columns, IReadOnlyList<FileReport> files, long batch, CancellationToken token)
    {
        TableContract table = job.Table;
        run.Step(table.Name, "reading files", files.Count);
        BatchStamp stamp = new(batch, run.RunId, run.StartedAt);
        TableState own = await run.Store.StateAsync(table.Name, token).ConfigureAwait(false);
        TableBuild build = new(run, job, own, isRebuild: false)
        {
            Inputs = new Dictionary<string, InputPosition>(StringComparer.Ordinal),
            Received = new ReceivedFrame(run.Spark, columns, stamp).Of(files),
        };
        await using ConfiguredAsyncDisposable release = build.ConfigureAwait(false);
        DataFrame rows = await ContractFrame.ConformAsync(table, job.Build(new JobContext(build)), token).ConfigureAwait(false);
        if (job.Expectations.Count > 0)
        {
            rows = build.HasKept ? rows : build.Keep(rows);
            (rows, _, _) = await writer.CheckAsync(job, rows, token).ConfigureAwait(false);
        }

        CheckUntouched(input.Source, files);
        CommitFacts facts = new()
        {
            Run = run.RunId,
            Table = table.Name,
            Batch = batch,
            Columns = CommitFacts.ColumnHash(table),
            Facts = build.Facts,
        };
        run.Step(table.Name, "writing", files.Count);
        TableState after = await run.Store.AppendAsync(table, rows, facts, token).ConfigureAwait(false);
        return await RowCounts.AppendedAsync(run.Store, table, after, batch, token).ConfigureAwait(false);
    }

    // Whoever writes into the landing folder must not change a file while it is taken: the hash would be another file's.
    private static void CheckUntouched(string source, IReadOnlyList<FileReport> files)
    {
        foreach (FileReport file in files)
        {
            FileInfo info = new(file.File.FullPath);
            if (!info.Exists || info.Length != file.Size || info.LastWriteTimeUtc != file.WrittenAt)
            {
                throw new PipelineException(
                    $"The file {file.File.Name} of source '{source}' changed while it was being read, so nothing of its batch was taken. "
                    + "Run again; deliver files under another name (for example with a leading _) and rename them when they are complete.");
            }
        }
    }

    private string Folder(string source) => RunSession.SourceSettings(run.Request.Settings, "folder").TryGetValue(source, out string? folder)
        ? folder
        : throw new PipelineException(
            $"The source '{source}' has no folder. Give one with --source {source}=FOLDER or the setting sources:{source}:folder.");
}
