using System.Runtime.ExceptionServices;

namespace BigData.Hosting.Generating;

/// <summary>
/// A whole consistent shop as daily files, and the truth that was planted in it. Every row follows from seed, customer and day by hashing, so
/// days are written in parallel, memory does not grow with customers or days, and the same options give the same bytes everywhere
/// (those of gzip depend on the library that packs; unpacked they are the same).
/// </summary>
internal static class ShopGenerator
{
    /// <summary>Writes the files below the folder, which must exist, and <see cref="TruthFile.Name"/> beside them.</summary>
    /// <param name="options">What is generated.</param>
    /// <param name="token">Stops the work; what is written by then stays.</param>
    /// <returns>What was written.</returns>
    public static Tally Write(ShopOptions options, CancellationToken token)
    {
        foreach (FileKind kind in Enum.GetValues<FileKind>())
        {
            Directory.CreateDirectory(Path.Combine(options.Folder, DayWriter.Folder(kind)));
        }

        Tally total = new();
        try
        {
            WriteDays(options, total, token);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }

        TruthFile.Write(options, total, token);
        return total;
    }

    private static void WriteDays(ShopOptions options, Tally total, CancellationToken token)
    {
        Lock gate = new();
        ParallelOptions parallel = new() { CancellationToken = token, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(
            0,
            options.Days,
            parallel,
            () => (Writer: new DayWriter(options), Tally: new Tally()),
            (day, _, local) =>
            {
                local.Writer.Write(day, local.Tally, token);
                return local;
            },
            local =>
            {
                local.Writer.Dispose();
                lock (gate)
                {
                    total.Add(local.Tally);
                }
            });
    }
}
