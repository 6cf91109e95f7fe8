using BigData.Delta;
using BigData.Delta.Actions;
using BigData.Delta.Transactions;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Embedded.Sources.Delta;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands.Merging;

/// <summary>
/// MERGE by copy on write: the source is computed once, matches are found, files with a row that changes are rewritten and the other rows of
/// the source inserted, all in one commit. A merge that changes no row commits nothing.
/// </summary>
internal sealed class MergeCommand(EmbeddedSession session, SessionCompiler compiler)
{
    /// <exception cref="Sql.SparkException">The target is no Delta table, a name is unknown, several source rows meet one target row, or the storage refused.</exception>
    internal async Task RunAsync(MergeIntoTable merge, CancellationToken token)
    {
        string folder = Folder(merge);
        string name = Catalog.TableName.Quote(merge.Table);
        CommitMarks marks = CommitMarks.Of(session.Conf, OptionMap.Empty);
        DataFileSession files = new(session, folder);
        CommitResult? result = null;
        try
        {
            result = await session.DeltaLog(folder).RunAsync((transaction, cancel) => BuildAsync(merge, name, marks, files, transaction, cancel), token).ConfigureAwait(false);
            if (result is CommitResult.Conflict conflict)
            {
                throw conflict.ToSpark(name);
            }
        }
        catch (DeltaException e)
        {
            throw e.ToSpark();
        }
        finally
        {
            if (result is not CommitResult.Committed)
            {
                files.DeleteOrphans();
            }
        }
    }

    private string Folder(MergeIntoTable merge)
    {
        string folder = TableStatements.FolderOf(session, merge.Table) ?? throw SourceFinder.TableNotFound(session, merge.Table);
        if (DeltaTables.Exists(folder))
        {
            return folder;
        }

        throw Directory.Exists(folder)
            ? SparkErrors.Create("DELTA_TABLE_ONLY_OPERATION", ("tableName", Catalog.TableName.Quote([folder])), ("operation", "MERGE"))
            : SparkErrors.Create("PATH_NOT_FOUND", ("path", folder));
    }

    private async Task<DeltaOperation?> BuildAsync(
        MergeIntoTable merge, string name, CommitMarks marks, DataFileSession files, Transaction transaction, CancellationToken token)
    {
        files.DeleteOrphans();
        Snapshot snapshot = transaction.Snapshot ?? throw SparkErrors.Create("DELTA_TABLE_NOT_FOUND", ("tableName", name));
        if (marks.AppId is { } app)
        {
            transaction.SetAppTransaction(app, marks.AppVersion);
            if (transaction.IsAlreadyApplied)
            {
                return null;
            }
        }

        MergeSides sides = new(merge.Source, IsStored(merge, snapshot));
        MergeShape shape = await ShapeAsync(merge, sides, snapshot, token).ConfigureAwait(false);
        if (!ReferenceEquals(shape.Schema, shape.Table))
        {
            transaction.SetMetadata(snapshot.Metadata with { SchemaString = shape.Schema.Json });
        }

        MergeRun run = new(session, compiler, merge, name, sides, shape, snapshot, files, transaction);
        MergeOutcome outcome;
        await using (run.ConfigureAwait(false))
        {
            outcome = await run.RunAsync(token).ConfigureAwait(false);
        }

        bool changes = outcome.ChangesRows || !ReferenceEquals(shape.Schema, shape.Table);
        if (!changes && marks.AppId is null)
        {
            return null;
        }

        return DeltaOperation.Merge(
            merge.Condition.ToString(), Clauses(merge.Matched), Clauses(merge.NotMatched), Clauses(merge.NotMatchedBySource)) with
        {
            Metrics = outcome.Metrics(),
            UserMetadata = marks.UserMetadata,
        };
    }

    // The source is read once, so that its rows need not be kept, when rows can only be added.
    private static bool IsStored(MergeIntoTable merge, Snapshot snapshot) =>
        snapshot.Files.Count > 0 && !(merge.Matched.IsEmpty && merge.NotMatchedBySource.IsEmpty);

    private async Task<MergeShape> ShapeAsync(MergeIntoTable merge, MergeSides sides, Snapshot snapshot, CancellationToken token)
    {
        using QueryScope scope = new();
        StructType source = (await compiler.ResolveAsync(merge.Source, scope, token).ConfigureAwait(false)).Schema;
        StructType table = StructType.FromJson(snapshot.Metadata.SchemaString);
        bool evolves = merge.WithSchemaEvolution || session.Conf.Flag(SessionConf.AutoMergeSchema);
        MergeClauses matched = new(merge.Matched, sides);
        MergeClauses notMatched = new(merge.NotMatched, sides);
        MergeClauses bySource = new(merge.NotMatchedBySource, sides);
        StructType schema = table;
        if (evolves && (matched.HasStar || notMatched.HasStar) && source.Fields.Any(field => table.IndexOf(field.Name, ignoreCase: true) < 0))
        {
            schema = DeltaSchemas.Merge(table, source);
            DeltaSchemas.CheckNames(schema);
        }

        foreach (MergeClauses clauses in new[] { matched, notMatched, bySource })
        {
            clauses.Check(schema);
        }

        return new MergeShape(schema, table, source, evolves, matched, notMatched, bySource);
    }

    private static IReadOnlyList<MergeClause> Clauses(ValueArray<MergeAction> actions) =>
    [
        .. actions.Items.Select(action => new MergeClause(
            action.Kind switch
            {
                MergeActionKind.Delete => "delete",
                MergeActionKind.Insert or MergeActionKind.InsertStar => "insert",
                _ => "update",
            },
            action.Condition?.ToString())),
    ];
}

/// <summary>What a merge did, in the numbers of delta-spark's history.</summary>
internal sealed record MergeOutcome
{
    /// <summary>Rows of the source; null when they were not counted because nothing could match.</summary>
    internal long? SourceRows { get; init; }

    internal long Inserted { get; init; }

    internal long MatchedUpdated { get; init; }

    internal long MatchedDeleted { get; init; }

    internal long LonelyUpdated { get; init; }

    internal long LonelyDeleted { get; init; }

    internal long Copied { get; init; }

    internal long OutputRows { get; init; }

    internal long ChangeFiles { get; init; }

    internal IReadOnlyList<AddFile> Removed { get; init; } = [];

    internal IReadOnlyList<BigData.Delta.DataFiles.DataFile> Added { get; init; } = [];

    internal bool ChangesRows => Removed.Count > 0 || Added.Count > 0;

    internal Dictionary<string, string?> Metrics()
    {
        Dictionary<string, string?> metrics = Counts();
        if (SourceRows is { } rows)
        {
            metrics["numSourceRows"] = WriteMetrics.Text(rows);
        }

        return metrics;
    }

    private Dictionary<string, string?> Counts() => new(StringComparer.Ordinal)
    {
        ["numOutputRows"] = WriteMetrics.Text(OutputRows),
        ["numTargetRowsInserted"] = WriteMetrics.Text(Inserted),
        ["numTargetRowsUpdated"] = WriteMetrics.Text(MatchedUpdated + LonelyUpdated),
        ["numTargetRowsMatchedUpdated"] = WriteMetrics.Text(MatchedUpdated),
        ["numTargetRowsNotMatchedBySourceUpdated"] = WriteMetrics.Text(LonelyUpdated),
        ["numTargetRowsDeleted"] = WriteMetrics.Text(MatchedDeleted + LonelyDeleted),
        ["numTargetRowsMatchedDeleted"] = WriteMetrics.Text(MatchedDeleted),
        ["numTargetRowsNotMatchedBySourceDeleted"] = WriteMetrics.Text(LonelyDeleted),
        ["numTargetRowsCopied"] = WriteMetrics.Text(Copied),
        ["numTargetFilesAdded"] = WriteMetrics.Text(Added.Count),
        ["numTargetFilesRemoved"] = WriteMetrics.Text(Removed.Count),
        ["numTargetChangeFilesAdded"] = WriteMetrics.Text(ChangeFiles),
        ["numTargetBytesAdded"] = WriteMetrics.Text(Added.Sum(file => file.Size)),
        ["numTargetBytesRemoved"] = WriteMetrics.Text(Removed.Sum(file => file.Size)),
    };
}
