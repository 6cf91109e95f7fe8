using BigData.Delta.Actions;

namespace BigData.Delta.DataFiles;

/// <summary>Port: writes rows as Parquet files below a table.</summary>
/// <typeparam name="TSource">What the engine has rows in, for example a query.</typeparam>
public interface IDataFileWriter<in TSource>
{
    /// <summary>Writes all rows. When it returns, every file and its folder are synced to disk.</summary>
    /// <param name="source">The rows, columns as in the table's schema, partition columns included.</param>
    /// <param name="request">Where and how.</param>
    /// <param name="token">Cancels the work; files already written stay as orphans, unknown to the table.</param>
    /// <returns>The files; none when there are no rows.</returns>
    Task<IReadOnlyList<DataFile>> WriteAsync(TSource source, DataFileWriteRequest request, CancellationToken token);
}

/// <summary>Where and how data files are written.</summary>
public sealed record DataFileWriteRequest
{
    /// <summary>Absolute folder of the table.</summary>
    public required string TablePath { get; init; }

    /// <summary>Metadata of the table as it will be after the commit: schema, partition columns, properties.</summary>
    public required Metadata Metadata { get; init; }

    /// <summary>Size in bytes at which a new file is begun; null for the writer's default.</summary>
    public long? TargetFileSize { get; init; }
}
