using System.Globalization;
using BigData.Delta.Actions;
using BigData.Delta.DataFiles;
using BigData.Delta.Statistics;
using BigData.Delta.Transactions;
using BigData.Testing;

namespace BigData.Delta.Tests;

/// <summary>A table in a temporary folder. Its data files are only names: the log never opens them.</summary>
internal sealed class TestTable : IDisposable
{
    public const string Schema =
        """{"type":"struct","fields":[{"name":"id","type":"long","nullable":true,"metadata":{}},{"name":"day","type":"string","nullable":true,"metadata":{}}]}""";

    private readonly TempFolder _folder = new();

    public TestTable(DeltaLogOptions? options = null)
    {
        Options = options ?? new DeltaLogOptions();
        Log = DeltaLog.ForPath(Path, Options);
    }

    public string Path => _folder.File("table");

    public string LogPath => System.IO.Path.Combine(Path, "_delta_log");

    public DeltaLogOptions Options { get; }

    public DeltaLog Log { get; }

    public static Metadata NewMetadata(params string[] partitions) => Metadata.Create(Schema, partitions);

    public static DataFile NewFile(string name, long rows = 1, string? day = null, string? stats = null) => new()
    {
        Path = name,
        Size = 100 * rows,
        RowCount = rows,
        ModificationTime = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000),
        PartitionValues = day is null ? new Dictionary<string, string?>() : new Dictionary<string, string?> { ["day"] = day },
        Statistics = FileStatistics.FromJson(stats ?? string.Create(CultureInfo.InvariantCulture, $$"""{"numRecords":{{rows}}}""")),
    };

    public static DeltaOperation Append { get; } = DeltaOperation.Write("Append", []);

    /// <summary>A second log object on the same table, as another process would have it.</summary>
    public DeltaLog Reopen() => DeltaLog.ForPath(Path, Options);

    public string CommitPath(long version) => System.IO.Path.Combine(LogPath, string.Create(CultureInfo.InvariantCulture, $"{version:D20}.json"));

    public string[] ReadLines(long version) => File.ReadAllLines(CommitPath(version));

    public async Task<Snapshot> CreateAsync(params string[] partitions)
    {
        Transaction transaction = Log.Begin(null);
        transaction.SetMetadata(NewMetadata(partitions));
        await CommitAsync(transaction, DeltaOperation.CreateTable(transaction.Metadata!));
        return await Log.GetSnapshotAsync();
    }

    public async Task<long> AppendAsync(params DataFile[] files)
    {
        Transaction transaction = Log.Begin(await Log.GetSnapshotAsync());
        foreach (DataFile file in files)
        {
            transaction.Add(file);
        }

        return await CommitAsync(transaction, Append);
    }

    public static async Task<long> CommitAsync(Transaction transaction, DeltaOperation operation) =>
        Assert.IsType<CommitResult.Committed>(await transaction.CommitAsync(operation)).Version;

    /// <summary>Writes a commit file by hand, as a foreign writer would.</summary>
    public void WriteForeign(long version, params string[] lines)
    {
        Directory.CreateDirectory(LogPath);
        File.WriteAllText(CommitPath(version), string.Concat(lines.Select(l => l + "\n")));
    }

    public void Dispose() => _folder.Dispose();
}
