using BigData.DuckDb;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Commands;

/// <summary>
/// Writes a folder of Parquet files. They are made in a hidden folder beside it and moved in when all are complete, so that a write that fails leaves
/// nothing.
/// </summary>
internal sealed class ParquetWriter(EmbeddedSession session, SessionCompiler compiler)
{
    internal async Task WriteAsync(WriteFrame write, string folder, CancellationToken token)
    {
        bool exists = Directory.Exists(folder) || File.Exists(folder);
        if (exists && write.Mode == SaveMode.ErrorIfExists)
        {
            throw SparkErrors.Create("PATH_ALREADY_EXISTS", ("outputPath", FileUris.ToUri(folder)));
        }

        if (exists && write.Mode == SaveMode.Ignore)
        {
            return;
        }

        string parent = Path.GetDirectoryName(folder) ?? folder;
        string staging = Path.Combine(parent, $".{Path.GetFileName(folder)}.{Guid.NewGuid():N}.writing");
        Directory.CreateDirectory(staging);
        try
        {
            await CopyAsync(write, staging, token).ConfigureAwait(false);
            await File.WriteAllBytesAsync(Path.Combine(staging, "_SUCCESS"), [], token).ConfigureAwait(false);
            Publish(staging, folder, write.Mode);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    private async Task CopyAsync(WriteFrame write, string staging, CancellationToken token)
    {
        using QueryScope scope = new();
        RenderedQuery query = await compiler.CompileAsync(write.Input, scope, token).ConfigureAwait(false);
        if (query.Schema.Count == 0)
        {
            throw SparkErrors.Create("EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE", ("format", "Parquet"));
        }

        CheckColumns(write, query);
        string codec = Codec(write.Options["compression"] ?? session.Conf["spark.sql.parquet.compression.codec"]!);
        string name = $"part-00000-{Guid.NewGuid()}";
        string target = write.PartitionBy.IsEmpty ? Path.Combine(staging, $"{name}-c000.{codec}.parquet") : staging;
        string partitions = write.PartitionBy.IsEmpty
            ? string.Empty
            : $", PARTITION_BY ({string.Join(", ", write.PartitionBy.Items.Select(DuckDbSql.Identifier))}), FILENAME_PATTERN {DuckDbSql.Literal(name + ".c{i}." + codec)}";
        using DuckDbSession connection = session.Connect();
        await connection.ExecuteAsync(
            $"COPY ({query.Sql}) TO {DuckDbSql.Literal(target)} (FORMAT parquet, COMPRESSION {codec}{partitions})", token).ConfigureAwait(false);
    }

    private static void CheckColumns(WriteFrame write, RenderedQuery query)
    {
        string[] twice = [.. query.Schema.FieldNames.GroupBy(name => name.ToLowerInvariant(), StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)];
        if (twice.Length > 0)
        {
            throw SparkErrors.Create("COLUMN_ALREADY_EXISTS", ("columnName", $"`{twice[0]}`"));
        }

        if (write.PartitionBy.Items.FirstOrDefault(column => query.Schema.IndexOf(column, ignoreCase: true) < 0) is { } missing)
        {
            throw SparkErrors.Create("PARTITION_COLUMN_NOT_FOUND_IN_SCHEMA", ("column", missing), ("schema", query.Schema.SimpleString));
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

    private static void Publish(string staging, string folder, SaveMode mode)
    {
        if (mode != SaveMode.Append || !Directory.Exists(folder))
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.Move(staging, folder);
            return;
        }

        foreach (string file in Directory.EnumerateFiles(staging, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(folder, Path.GetRelativePath(staging, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(file, target, overwrite: true);
        }
    }
}
