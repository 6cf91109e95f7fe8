using System.IO.Compression;
using Parquet;

namespace BigData.Delta.Checkpoints;

/// <summary>How the Parquet library is used: fast compression, and little memory kept when the work is done.</summary>
internal static class ParquetSettings
{
    private const int KeptBytes = 16 << 20;

    public static ParquetOptions Create() => new()
    {
        CompressionMethod = CompressionMethod.Snappy,
        CompressionLevel = CompressionLevel.Fastest,
        MaximumSmallPoolFreeBytes = KeptBytes,
        MaximumLargePoolFreeBytes = KeptBytes,
    };
}
