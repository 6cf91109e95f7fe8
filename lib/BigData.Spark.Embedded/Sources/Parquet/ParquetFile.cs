namespace BigData.Spark.Embedded.Sources.Parquet;

/// <summary>A Parquet file of a scan.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Time of its last change.</param>
/// <param name="PartitionValues">SQL constants, already of the column's type, in the order of the scan's partition columns.</param>
internal sealed record ParquetFile(string Path, long Size, DateTimeOffset Modified, IReadOnlyList<string> PartitionValues)
{
    // About what a row of several columns takes when compressed.
    private const long BytesOfRow = 32;

    /// <summary>How many rows the file has, or about how many when nobody told.</summary>
    public long RowEstimate { get; init; } = Math.Max(1, Size / BytesOfRow);
}
