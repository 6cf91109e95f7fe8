using BigData.DuckDb;
using BigData.Spark.Embedded.Commands.Files;
using BigData.Spark.Embedded.Deriving;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands;

/// <summary>Writes a folder of Parquet files.</summary>
internal sealed class ParquetWriter(EmbeddedSession session, SessionCompiler compiler)
{
    internal Task WriteAsync(WriteFrame write, FolderWrite folder, CancellationToken token)
    {
        if (write.Options["maxRecordsPerFile"] is { } most)
        {
            throw SparkErrors.Create(
                "EMBEDDED_UNSUPPORTED.OPTION",
                ("name", "maxRecordsPerFile"),
                ("value", most),
                ("reason", "DuckDB writes one Parquet file."),
                ("remedy", "Leave it out, or run on Spark with Remote(...)."));
        }

        return folder.RunAsync(staging => CopyAsync(write, staging, token), token);
    }

    private async Task CopyAsync(WriteFrame write, string staging, CancellationToken token)
    {
        using QueryScope scope = new();
        StructType schema = (await compiler.ResolveAsync(write.Input, scope, token).ConfigureAwait(false)).Schema;
        FolderWrite.CheckColumns(write, schema, "Parquet");
        RenderedQuery query = await compiler.CompileAsync(WithPartitionTexts(write), scope, token).ConfigureAwait(false);
        string codec = Codec(write.Options["compression"] ?? session.Conf["spark.sql.parquet.compression.codec"]!);
        string ending = codec switch { "uncompressed" => string.Empty, "gzip" => ".gz", "lz4_raw" => ".lz4", _ => "." + codec };
        string name = $"part-00000-{Guid.NewGuid()}";
        string target = write.PartitionBy.IsEmpty ? Path.Combine(staging, $"{name}-c000{ending}.parquet") : staging;
        string partitions = write.PartitionBy.IsEmpty
            ? string.Empty
            : $", PARTITION_BY ({string.Join(", ", write.PartitionBy.Items.Select(DuckDbSql.Identifier))}), FILENAME_PATTERN {DuckDbSql.Literal(name + ".c{i}" + ending)}";
        using DuckDbSession connection = session.Connect();
        await connection.ExecuteAsync(
            $"COPY ({query.Sql}) TO {DuckDbSql.Literal(target)} (FORMAT parquet, COMPRESSION {codec}{partitions})", token).ConfigureAwait(false);
        RenameFolders(staging);
    }

    // The values of partitions are the names of folders: as Spark writes them, which has one name for null and for no text.
    private static Relation WithPartitionTexts(WriteFrame write) => write.PartitionBy.IsEmpty ? write.Input : new WithColumns(
        write.Input,
        write.PartitionBy.Map(name => new Alias(
            Build.Call("coalesce", Build.Call("nullif", Build.Cast(Build.Column(name), DataTypes.String), Build.Text(string.Empty)), Build.Text(PathLister.HiveDefaultPartition)),
            name)));

    // DuckDB escapes more than Spark does.
    private static void RenameFolders(string folder)
    {
        foreach (string child in Directory.GetDirectories(folder))
        {
            RenameFolders(child);
            string[] parts = Path.GetFileName(child).Split('=', 2);
            string wanted = PartitionPath.Folder(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1]));
            string target = Path.Combine(folder, wanted);
            if (target != child)
            {
                Directory.Move(child, target);
            }
        }
    }

    private static string Codec(string name) => name.ToLowerInvariant() switch
    {
        "none" or "uncompressed" => "uncompressed",
        "snappy" => "snappy",
        "gzip" => "gzip",
        "zstd" => "zstd",
        "lz4" or "lz4_raw" => "lz4_raw",
        "brotli" => "brotli",
        var other => throw SparkErrors.Create(
            "EMBEDDED_UNSUPPORTED.OPTION", ("name", "compression"), ("value", other), ("reason", "It has no such codec."), ("remedy", "Use snappy, zstd, gzip, lz4, brotli or none.")),
    };
}
