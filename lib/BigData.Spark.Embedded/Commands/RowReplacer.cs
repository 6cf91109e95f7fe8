using Apache.Arrow;
using BigData.Delta;
using BigData.Delta.Actions;
using BigData.Delta.DataFiles;
using BigData.Delta.Transactions;
using BigData.DuckDb;
using BigData.Spark.Embedded.Commands.Merging;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Embedded.Sources.Delta;

namespace BigData.Spark.Embedded.Commands;

/// <summary>What an overwrite took out of a table.</summary>
internal sealed record ReplacedRows(long RemovedFiles, long RemovedBytes, IReadOnlyList<DataFile> Copies)
{
    internal static ReplacedRows Nothing { get; } = new(0, 0, []);

    internal long CopiedFiles => Copies.Count;

    internal long CopiedRows => Copies.Sum(file => file.RowCount);

    internal long CopiedBytes => Copies.Sum(file => file.Size);
}

/// <summary>Takes the rows out that an overwrite replaces: all, or those of a condition by rewriting the files that hold some.</summary>
internal sealed class RowReplacer(EmbeddedSession session, SessionCompiler compiler)
{
    private const string Target = "__bigdata_target";

    internal async Task<ReplacedRows> ReplaceAsync(
        DeltaWrite write, TableShape shape, IReadOnlyList<DataFile> added, DataFileSession files, Transaction transaction, CancellationToken token)
    {
        if (write.Mode != SaveMode.Overwrite || transaction.Snapshot is not { } snapshot)
        {
            return ReplacedRows.Nothing;
        }

        if (write.ReplaceWhere is not { } condition)
        {
            transaction.RemoveAll();
            return new ReplacedRows(snapshot.Files.Count, snapshot.Files.Sum(file => file.Size), []);
        }

        IReadOnlyList<AddFile> candidates = transaction.Read();
        IReadOnlyList<AddFile> touched = await TouchedAsync(condition, shape, snapshot, candidates, token).ConfigureAwait(false);
        IReadOnlyList<DataFile> copies = touched.Count == 0
            ? []
            : await CopyAsync(condition, shape, snapshot, touched, files, transaction.Metadata!, token).ConfigureAwait(false);
        foreach (AddFile file in touched)
        {
            transaction.Remove(file);
        }

        foreach (DataFile copy in copies)
        {
            transaction.Add(copy);
        }

        // Without a copied row, what files were added and removed tells it all.
        if (copies.Count > 0 && transaction.Metadata!.RecordsChanges)
        {
            await TellAsync(condition, shape, snapshot, touched, added, files, transaction, token).ConfigureAwait(false);
        }

        return new ReplacedRows(touched.Count, touched.Sum(file => file.Size), copies);
    }

    // Which of the files hold a row of the condition.
    private async Task<IReadOnlyList<AddFile>> TouchedAsync(
        Expression condition, TableShape shape, Snapshot snapshot, IReadOnlyList<AddFile> candidates, CancellationToken token)
    {
        using QueryScope scope = new();
        UnresolvedAttribute file = new([DeltaScan.FileIndexColumn]);
        Relation plan = new Deduplicate(new Project(new Filter(Read(), condition), [file]), default, AllColumns: true);
        RenderedQuery query = await compiler.CompileAsync(plan, scope, token, Given(shape, snapshot, candidates)).ConfigureAwait(false);
        List<AddFile> touched = [];
        using DuckDbSession connection = session.Connect();
        await foreach (RecordBatch batch in connection.QueryAsync(query.Sql, null, token).ConfigureAwait(false))
        {
            using (batch)
            {
                Int64Array indexes = (Int64Array)batch.Column(0);
                for (int i = 0; i < batch.Length; i++)
                {
                    touched.Add(candidates[(int)indexes.Values[i]]);
                }
            }
        }

        return touched;
    }

    private async Task<IReadOnlyList<DataFile>> CopyAsync(
        Expression condition, TableShape shape, Snapshot snapshot, IReadOnlyList<AddFile> touched, DataFileSession files, Metadata metadata, CancellationToken token)
    {
        using QueryScope scope = new();
        Expression holds = new FunctionCall(["coalesce"], [condition, new Literal(Sql.Types.DataTypes.Boolean, false)]);
        Relation kept = new Filter(Read(), new FunctionCall(["not"], [holds]));
        RenderedQuery query = await compiler.CompileAsync(Columns(kept, shape), scope, token, Given(shape, snapshot, touched)).ConfigureAwait(false);
        return await files.WriteAsync(WriteColumns.Named(query.Sql, shape.Schema), metadata, token).ConfigureAwait(false);
    }

    private async Task TellAsync(
        Expression condition, TableShape shape, Snapshot snapshot, IReadOnlyList<AddFile> touched, IReadOnlyList<DataFile> added, DataFileSession files, Transaction transaction, CancellationToken token)
    {
        using QueryScope scope = new();
        string gone = (await compiler.CompileAsync(Columns(new Filter(Read(), condition), shape), scope, token, Given(shape, snapshot, touched)).ConfigureAwait(false)).Sql;
        string come = (await compiler.CompileAsync(Columns(Read(), shape), scope, token, Given(shape, snapshot, [.. added.Select(file => file.ToAdd())])).ConfigureAwait(false)).Sql;
        string sql = WriteColumns.Named($"SELECT *, 'delete' FROM ({gone}) UNION ALL SELECT *, 'insert' FROM ({come})", MergeFeed.WithType(shape.Schema));
        foreach (DataFile file in await files.WriteChangesAsync(sql, transaction.Metadata!, token).ConfigureAwait(false))
        {
            transaction.AddChanges(file);
        }
    }

    private static Project Columns(Relation rows, TableShape shape) => new(rows, [.. shape.Schema.FieldNames.Select(name => (Expression)new UnresolvedAttribute([name]))]);

    private static ReadTable Read() => new([Target], OptionMap.Empty);

    private static Dictionary<string, ScanSource> Given(TableShape shape, Snapshot snapshot, IReadOnlyList<AddFile> files) => new(StringComparer.Ordinal)
    {
        [Target] = DeltaScan.OfFiles(snapshot, shape.Schema, files),
    };
}
