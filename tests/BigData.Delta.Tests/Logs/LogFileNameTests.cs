using BigData.Delta.Logs;

namespace BigData.Delta.Tests.Logs;

public sealed class LogFileNameTests
{
    [Theory]
    [InlineData("00000000000000000007.json", nameof(LogFileKind.Commit), 7, 7)]
    [InlineData("00000000000000000007.checkpoint.parquet", nameof(LogFileKind.Checkpoint), 7, 7)]
    [InlineData("00000000000000000007.checkpoint.0000000001.0000000002.parquet", nameof(LogFileKind.CheckpointPart), 7, 7)]
    [InlineData("00000000000000000007.checkpoint.8aebe228-b96c-4831-b0b6-22882eb9a3d3.parquet", nameof(LogFileKind.UuidCheckpoint), 7, 7)]
    [InlineData("00000000000000000007.00000000000000000009.compacted.json", nameof(LogFileKind.Compacted), 7, 9)]
    [InlineData("00000000000000000009.00000000000000000007.compacted.json", nameof(LogFileKind.Other), 0, 0)]
    [InlineData("00000000000000000007.crc", nameof(LogFileKind.Other), 0, 0)]
    [InlineData("0000000000000000007.json", nameof(LogFileKind.Other), 0, 0)]
    [InlineData("000000000000000000071.json", nameof(LogFileKind.Other), 0, 0)]
    [InlineData("99999999999999999999.json", nameof(LogFileKind.Other), 0, 0)]
    [InlineData(".00000000000000000007.json.x.tmp", nameof(LogFileKind.Other), 0, 0)]
    [InlineData("00000000000000000007.checkpoint.1.2.parquet", nameof(LogFileKind.Other), 0, 0)]
    [InlineData("_last_checkpoint", nameof(LogFileKind.Other), 0, 0)]
    public void Names_are_matched_strictly(string name, string kind, long first, long last)
    {
        LogFileName parsed = LogFileName.Parse(name);
        Assert.Equal((kind, first, last), (parsed.Kind.ToString(), parsed.Version, parsed.LastVersion));
    }
}
