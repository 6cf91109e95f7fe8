using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands.Files;

/// <summary>
/// A write of files into a folder. They are made in a hidden folder beside it and moved in when all are complete, so that a write that fails leaves
/// nothing.
/// </summary>
/// <param name="mode">What happens when the folder exists.</param>
/// <param name="folder">The folder.</param>
/// <param name="replacesPartitionsOnly">Whether an overwrite leaves folders of partitions alone that it does not write.</param>
internal sealed class FolderWrite(SaveMode mode, string folder, bool replacesPartitionsOnly)
{
    /// <summary>Runs the write.</summary>
    /// <param name="fill">Writes the files into the folder that it is given.</param>
    /// <param name="token">Cancels the write.</param>
    /// <exception cref="Sql.SparkException">PATH_ALREADY_EXISTS.</exception>
    public async Task RunAsync(Func<string, Task> fill, CancellationToken token)
    {
        bool exists = Directory.Exists(folder) || File.Exists(folder);
        if (exists && mode == SaveMode.ErrorIfExists)
        {
            throw SparkErrors.Create("PATH_ALREADY_EXISTS", ("outputPath", FileUris.ToUri(folder)));
        }

        if (exists && mode == SaveMode.Ignore)
        {
            return;
        }

        string parent = Path.GetDirectoryName(folder) ?? folder;
        string staging = Path.Combine(parent, $".{Path.GetFileName(folder)}.{Guid.NewGuid():N}.writing");
        Directory.CreateDirectory(staging);
        try
        {
            await fill(staging).ConfigureAwait(false);
            await File.WriteAllBytesAsync(Path.Combine(staging, "_SUCCESS"), [], token).ConfigureAwait(false);
            Publish(staging);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    /// <summary>Checks the columns of a write against its partitions.</summary>
    /// <exception cref="Sql.SparkException">A name stands twice, or a partition column is not there, has no atomic type, or none is left beside them.</exception>
    public static void CheckColumns(WriteFrame write, StructType schema, string format)
    {
        if (schema.Count == 0)
        {
            throw SparkErrors.Create("EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE", ("format", format));
        }

        if (schema.FieldNames.GroupBy(name => name.ToLowerInvariant(), StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw SparkErrors.Create("COLUMN_ALREADY_EXISTS", ("columnName", $"`{twice.Key}`"));
        }

        foreach (string column in write.PartitionBy)
        {
            int index = schema.IndexOf(column, ignoreCase: true);
            if (index < 0)
            {
                throw SparkErrors.Create("PARTITION_COLUMN_NOT_FOUND_IN_SCHEMA", ("column", column), ("schema", schema.SimpleString));
            }

            if (schema[index].DataType is ArrayType or MapType or StructType)
            {
                throw SparkErrors.Create("INVALID_PARTITION_COLUMN_DATA_TYPE", ("type", $"\"{schema[index].DataType.Sql}\""));
            }
        }

        if (write.PartitionBy.Count == schema.Count)
        {
            throw SparkErrors.Create("ALL_PARTITION_COLUMNS_NOT_ALLOWED");
        }
    }

    private void Publish(string staging)
    {
        bool isFolder = Directory.Exists(folder);
        if (mode == SaveMode.Append || (replacesPartitionsOnly && isFolder))
        {
            MoveFiles(staging);
            return;
        }

        if (isFolder)
        {
            Directory.Delete(folder, recursive: true);
        }
        else
        {
            File.Delete(folder);
        }

        Directory.Move(staging, folder);
    }

    private void MoveFiles(string staging)
    {
        string[] files = [.. Directory.EnumerateFiles(staging, "*", SearchOption.AllDirectories)];
        if (mode == SaveMode.Overwrite)
        {
            foreach (string partition in files.Select(f => Path.GetRelativePath(staging, Path.GetDirectoryName(f)!)).Where(p => p != ".").Distinct(StringComparer.Ordinal))
            {
                string old = Path.Combine(folder, partition);
                if (Directory.Exists(old))
                {
                    Directory.Delete(old, recursive: true);
                }
            }
        }

        foreach (string file in files)
        {
            string target = Path.Combine(folder, Path.GetRelativePath(staging, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(file, target, overwrite: true);
        }
    }
}
