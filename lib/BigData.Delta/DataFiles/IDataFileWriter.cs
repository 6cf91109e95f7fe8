using BigData.Delta.Actions;
using BigData.Delta.Schemas;

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

    /// <summary>
    /// Whether the rows are changes for <see cref="ChangeDataFile"/>: they have one more column, <see cref="ChangeDataFile.ChangeTypeColumn"/>, and go
    /// below <c>_change_data</c>.
    /// </summary>
    public bool IsChangeData { get; init; }

    /// <summary>Folder that the files and their partition folders go to.</summary>
    public string Folder => IsChangeData ? System.IO.Path.Combine(TablePath, DeltaConstants.ChangeDataFolder) : TablePath;

    /// <summary>Columns of the rows.</summary>
    /// <exception cref="DeltaException">The schema string of the metadata is not a Spark struct.</exception>
    public DeltaStructType GetSchema()
    {
        DeltaStructType schema = Metadata.GetSchema();
        return IsChangeData
            ? new DeltaStructType([.. schema.Fields, new DeltaField(ChangeDataFile.ChangeTypeColumn, DeltaPrimitiveType.Parse("string"), Nullable: false, default)])
            : schema;
    }

    /// <summary>Size in bytes at which a new file is begun; null for the writer's default.</summary>
    public long? TargetFileSize { get; init; }
}
