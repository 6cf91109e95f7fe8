using BigData.Pipelines.Ledger;
using BigData.Pipelines.Writing;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;
using SparkWindow = BigData.Spark.Sql.Expressions.Window;

namespace BigData.Pipelines.Files;

/// <summary>What is known of files: bronze is the truth for those taken, <c>ops.files</c> for the others.</summary>
internal sealed class FileMemory(TableStore store, TableStore ops)
{
    private static readonly Dictionary<string, RememberedFile> None = new(StringComparer.Ordinal);

    private ILookup<string, (string File, RememberedFile Remembered)>? _remembered;

    /// <summary>The newest version of each file in a bronze table.</summary>
    public async Task<IReadOnlyDictionary<string, IngestedVersion>> IngestedAsync(string table, CancellationToken token)
    {
        Dictionary<string, IngestedVersion> newest = new(StringComparer.Ordinal);
        TableState state = await store.StateAsync(table, token).ConfigureAwait(false);
        if (state.Version <= 0)
        {
            return newest;
        }

        IReadOnlyList<Row> rows = await store.Read(table, state.Version)
            .GroupBy(FileColumns.File, FileColumns.Size, FileColumns.Hash)
            .Agg(
                Max(Col(FileColumns.Batch)).As("batch"),
                Max(Col(FileColumns.RunId)).As("run_id"),
                Max(Col(FileColumns.IngestedAt)).As("at"))
            .CollectAsync(token).ConfigureAwait(false);
        foreach (Row row in rows)
        {
            string file = row.GetAs<string>(FileColumns.File);
            long batch = row.GetAs<long>("batch");
            if (!newest.TryGetValue(file, out IngestedVersion? known) || known.Batch < batch)
            {
                newest[file] = new IngestedVersion(
                    row.GetAs<long>(FileColumns.Size),
                    row.GetAs<string>(FileColumns.Hash),
                    batch,
                    row.GetAs<string>("run_id"),
                    row.GetAs<DateTimeOffset>("at"));
            }
        }

        return newest;
    }

    /// <summary>The newest row of each file of a source in <c>ops.files</c> as the run found it.</summary>
    public async Task<IReadOnlyDictionary<string, RememberedFile>> RememberedAsync(string source, CancellationToken token)
    {
        _remembered ??= await RememberedAsync(token).ConfigureAwait(false);
        return _remembered.Contains(source)
            ? _remembered[source].ToDictionary(pair => pair.File, pair => pair.Remembered, StringComparer.Ordinal)
            : None;
    }

    private async Task<ILookup<string, (string File, RememberedFile Remembered)>> RememberedAsync(CancellationToken token)
    {
        TableState state = await ops.StateAsync(OpsTables.Files.Name, token).ConfigureAwait(false);
        if (state.Version <= 0)
        {
            return Enumerable.Empty<(string File, RememberedFile Remembered)>().ToLookup(pair => pair.File, StringComparer.Ordinal);
        }

        WindowSpec newestFirst = SparkWindow.PartitionBy("source", "file").OrderBy(Col("at").Desc(), Col("run_id").Desc());
        IReadOnlyList<Row> rows = await ops.Read(OpsTables.Files.Name, state.Version)
            .WithColumn("__place", RowNumber().Over(newestFirst))
            .Where(Col("__place").EqualTo(Lit(1)))
            .Select("source", "file", "hash", "status", "reason")
            .CollectAsync(token).ConfigureAwait(false);
        return rows.ToLookup(
            row => row.GetAs<string>("source"),
            row => (row.GetAs<string>("file"), new RememberedFile(row.GetAs<string?>("hash"), row.GetAs<string>("status"), row.GetAs<string?>("reason"))),
            StringComparer.Ordinal);
    }
}
