using System.Globalization;
using BigData.Delta.Actions;
using BigData.Delta.Transactions;
using CsCheck;

namespace BigData.Delta.Tests.Logs;

public sealed class ReplayPropertyTests
{
    private enum Step
    {
        Append,
        RemoveOne,
        Rewrite,
        Overwrite,
        Compact,
        Checkpoint,
        LoseHint,
        LoseOldCommits,
        Describe,
    }

    [Fact]
    public async Task After_any_operations_every_way_to_build_a_version_gives_what_a_plain_model_gives()
    {
        await Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 9]).Array[1, 25].SampleAsync(async steps => await RunAsync(steps), iter: 30);
    }

    private static async Task RunAsync((Step Step, int Number)[] steps)
    {
        using TestTable table = new();
        await table.CreateAsync();
        List<string[]> history = [[]];
        long first = 0;
        foreach ((Step step, int number) in steps)
        {
            List<string> files = [.. history[^1]];
            switch (step)
            {
                case Step.Checkpoint:
                    await table.Log.CheckpointAsync();
                    break;
                case Step.LoseHint:
                    File.Delete(Path.Combine(table.LogPath, "_last_checkpoint"));
                    break;
                case Step.LoseOldCommits:
                    first = LoseOldCommits(table, first);
                    break;
                default:
                    if (await CommitAsync(table, step, number, files))
                    {
                        history.Add([.. files]);
                    }

                    break;
            }
        }

        Assert.Equal(history[^1], (await table.Log.GetSnapshotAsync()).Files.Select(f => f.Path));
        for (long v = first; v < history.Count; v++)
        {
            Snapshot snapshot = await table.Reopen().GetSnapshotAsync(v);
            Assert.Equal(history[(int)v], snapshot.Files.Select(f => f.Path));
        }
    }

    private static async Task<bool> CommitAsync(TestTable table, Step step, int number, List<string> files)
    {
        Transaction transaction = table.Log.Begin(await table.Log.GetSnapshotAsync());
        IReadOnlyList<AddFile> live = transaction.Snapshot!.Files;
        string name = string.Create(CultureInfo.InvariantCulture, $"f{transaction.Snapshot.Version}-{number}");
        if (step == Step.Describe)
        {
            transaction.SetMetadata(transaction.Metadata! with { Description = name });
        }

        bool removes = step is Step.RemoveOne or Step.Rewrite or Step.Compact;
        if (removes && live.Count == 0)
        {
            return false;
        }

        if (removes)
        {
            AddFile victim = live[number % live.Count];
            transaction.Remove(victim, dataChange: step != Step.Compact);
            files.Remove(victim.Path);
        }
        else if (step == Step.Overwrite)
        {
            transaction.RemoveAll();
            files.Clear();
        }

        if (step is not (Step.RemoveOne or Step.Describe))
        {
            transaction.Add(TestTable.NewFile(name), dataChange: step != Step.Compact);
            files.Add(name);
        }

        await TestTable.CommitAsync(transaction, new DeltaOperation(step.ToString()));
        return true;
    }

    // As log cleanup does: whatever lies below the newest checkpoint goes.
    private static long LoseOldCommits(TestTable table, long first)
    {
        string? checkpoint = Directory.GetFiles(table.LogPath, "*.checkpoint.parquet").Select(Path.GetFileName).Order().LastOrDefault();
        if (checkpoint is null)
        {
            return first;
        }

        long version = long.Parse(checkpoint[..20], CultureInfo.InvariantCulture);
        foreach (string file in Directory.GetFiles(table.LogPath).Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
        {
            if (long.Parse(Path.GetFileName(file)[..20], CultureInfo.InvariantCulture) < version)
            {
                File.Delete(file);
            }
        }

        return version;
    }
}
