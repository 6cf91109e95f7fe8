namespace BigData.Benchmarks.Harness;

/// <summary>One workload done in two ways; each way runs in a process of its own.</summary>
internal abstract class Benchmark
{
    public abstract string Name { get; }

    public abstract string Title { get; }

    /// <summary>The most that the ratio of the medians of the seconds may be.</summary>
    public abstract double TimeLimit { get; }

    /// <summary>The most that the ratio of the medians of the peak memory may be; null when it is only told.</summary>
    public virtual double? MemoryLimit => null;

    /// <summary>Writes the data into the folder unless it is there.</summary>
    public abstract Task PrepareAsync(string folder);

    /// <summary>The baseline; the measured part.</summary>
    public abstract Task BaselineAsync(string folder);

    /// <summary>Ours; the measured part.</summary>
    public abstract Task OursAsync(string folder);

    /// <summary>What the baseline came to, after the clock has stopped.</summary>
    public abstract Task<string> BaselineFactsAsync(string folder);

    /// <summary>What ours came to; must be the same text.</summary>
    public abstract Task<string> OursFactsAsync(string folder);

    protected static string Fresh(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return folder;
    }
}
