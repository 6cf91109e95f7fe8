using BigData.Delta;
using BigData.Delta.Actions;
using BigData.Delta.DataFiles;
using BigData.Delta.Transactions;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Embedded.Sources.Delta;
using BigData.Spark.Errors;
using StructType = BigData.Spark.Sql.Types.StructType;

namespace BigData.Spark.Embedded.Commands;

/// <summary>
/// Writes rows to Delta tables in one commit. Data files are written first, straight from DuckDB; nobody sees them until the commit, and when it
/// does not come they are deleted as far as possible. Lost races are run again on the newer version of the table.
/// </summary>
internal sealed class DeltaWriter(EmbeddedSession session, SessionCompiler compiler)
{
    /// <exception cref="Sql.SparkException">The rows do not fit the table, a constraint is violated, or the storage refused.</exception>
    internal async Task WriteAsync(DeltaWrite write, CancellationToken token)
    {
        CommitMarks marks = CommitMarks.Of(session.Conf, write.Options);
        DataFileSession files = new(session, write.Folder);
        CommitResult? result = null;
        try
        {
            result = await session.DeltaLog(write.Folder).RunAsync((transaction, cancel) => BuildAsync(write, marks, files, transaction, cancel), token).ConfigureAwait(false);
            if (result is CommitResult.Conflict conflict)
            {
                throw conflict.ToSpark(write.Name);
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

    private async Task<DeltaOperation?> BuildAsync(DeltaWrite write, CommitMarks marks, DataFileSession files, Transaction transaction, CancellationToken token)
    {
        files.DeleteOrphans();
        if (transaction.Snapshot is not null && !MayWrite(write))
        {
            return null;
        }

        if (marks.AppId is { } app)
        {
            transaction.SetAppTransaction(app, marks.AppVersion);
            if (transaction.IsAlreadyApplied)
            {
                return null;
            }
        }

        using QueryScope scope = new();
        StructType data = (await compiler.ResolveAsync(write.Input, scope, token).ConfigureAwait(false)).Schema;
        TableShape shape = TableShape.After(write, data, transaction.Snapshot);
        if (shape.NewMetadata is { } metadata)
        {
            transaction.SetMetadata(metadata, shape.ReplacesSchema);
        }

        IReadOnlyList<DataFile> added = await WriteRowsAsync(write, data, shape, files, transaction.Metadata!, scope, token).ConfigureAwait(false);
        ReplacedRows replaced = await new RowReplacer(session, compiler).ReplaceAsync(write, shape, added, files, transaction, token).ConfigureAwait(false);
        foreach (DataFile file in added)
        {
            transaction.Add(file);
        }

        bool changes = added.Count > 0 || replaced.RemovedFiles > 0 || shape.NewMetadata is not null;
        return changes || marks.AppId is not null ? Operation(write, marks, shape, transaction.Metadata!, added, replaced) : null;
    }

    private static bool MayWrite(DeltaWrite write) => write.Mode switch
    {
        SaveMode.ErrorIfExists => throw SparkErrors.Create("DELTA_PATH_EXISTS", ("path", Sources.FileUris.ToUri(write.Folder))),
        SaveMode.Ignore => false,
        _ => true,
    };

    private async Task<IReadOnlyList<DataFile>> WriteRowsAsync(
        DeltaWrite write, StructType data, TableShape shape, DataFileSession files, Metadata metadata, QueryScope scope, CancellationToken token)
    {
        Relation rows = WriteColumns.Arrange(write.Input, data, shape.Schema, write.Matching, write.Name);
        string? violation = null;
        if (write.ReplaceWhere is { } condition)
        {
            rows = WriteColumns.WithCondition(rows, condition);
            violation = WriteColumns.Raise(
                "DELTA_REPLACE_WHERE_MISMATCH", ("replaceWhere", write.ReplaceWhereText ?? condition.ToString()), ("message", "A row that was to be written does not satisfy it."));
        }

        RenderedQuery query = await compiler.CompileAsync(rows, scope, token).ConfigureAwait(false);
        string sql = WriteColumns.Named(query.Sql, shape.Schema, violation);
        return await files.WriteAsync(sql, metadata, token).ConfigureAwait(false);
    }

    private static DeltaOperation Operation(
        DeltaWrite write, CommitMarks marks, TableShape shape, Metadata metadata, IReadOnlyList<DataFile> added, ReplacedRows replaced)
    {
        Dictionary<string, string?> metrics = new(StringComparer.Ordinal)
        {
            ["numFiles"] = WriteMetrics.Text(added.Count + replaced.CopiedFiles),
            ["numOutputRows"] = WriteMetrics.Text(added.Sum(file => file.RowCount) + replaced.CopiedRows),
            ["numOutputBytes"] = WriteMetrics.Text(added.Sum(file => file.Size) + replaced.CopiedBytes),
        };
        if (write.Mode == SaveMode.Overwrite)
        {
            metrics["numRemovedFiles"] = WriteMetrics.Text(replaced.RemovedFiles);
            metrics["numRemovedBytes"] = WriteMetrics.Text(replaced.RemovedBytes);
        }

        DeltaOperation operation = shape.IsNew && write.CreatesTable is { } name
            ? DeltaOperation.CreateTable(name, metadata, write.IsManaged)
            : DeltaOperation.Write(write.ModeText, metadata.PartitionColumns, write.ReplaceWhereText);
        return operation with { Metrics = metrics, UserMetadata = marks.UserMetadata };
    }
}

/// <summary>Numbers as the history keeps them.</summary>
internal static class WriteMetrics
{
    internal static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
