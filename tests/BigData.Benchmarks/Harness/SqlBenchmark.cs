using BigData.DuckDb;
using BigData.Spark.Sql;

namespace BigData.Benchmarks.Harness;

/// <summary>Frames of the embedded engine against SQL by hand, both from Parquet to Parquet.</summary>
internal abstract class SqlBenchmark : Benchmark
{
    /// <summary>The SQL by hand; {0} and so on are the files of the data, the number after theirs the file to write.</summary>
    protected abstract string Query { get; }

    /// <summary>SQL for the facts about rows that were written; {0} are their files.</summary>
    protected abstract string Facts { get; }

    /// <summary>The files of the data.</summary>
    protected abstract string[] Data(string folder);

    /// <summary>Does the work by frames.</summary>
    /// <param name="spark">A session.</param>
    /// <param name="data">The files of the data.</param>
    /// <param name="target">The folder to write to.</param>
    protected abstract void Compute(SparkSession spark, string[] data, string target);

    /// <summary>The folder below the target whose rows are compared with those by hand.</summary>
    protected virtual string Compared(string target) => target;

    public sealed override async Task BaselineAsync(string folder)
    {
        using DuckDbInstance instance = DuckDbInstance.Open();
        using DuckDbSession session = instance.Connect();
        string file = Path.Combine(Directory.CreateDirectory(Fresh(ByHand(folder))).FullName, "rows.parquet");
        string[] paths = [.. Data(folder), file];
        await session.ExecuteAsync(paths.Select((path, place) => (path, place)).Aggregate(
            Query, (query, one) => query.Replace($"{{{one.place}}}", one.path, StringComparison.Ordinal)));
    }

    public sealed override Task OursAsync(string folder)
    {
        using SparkSession spark = SparkSession.Builder().Embedded(Fresh(Path.Combine(folder, Name + "-lakehouse"))).GetOrCreate();
        Compute(spark, Data(folder), Ours(folder));
        return Task.CompletedTask;
    }

    public sealed override Task<string> BaselineFactsAsync(string folder) => FactsAsync(ByHand(folder));

    public sealed override Task<string> OursFactsAsync(string folder) => FactsAsync(Compared(Ours(folder)));

    private async Task<string> FactsAsync(string folder)
    {
        using DuckDbInstance instance = DuckDbInstance.Open();
        using DuckDbSession session = instance.Connect();
        return (await session.ScalarAsync<string>(Facts.Replace("{0}", Path.Combine(folder, "*.parquet"), StringComparison.Ordinal)))!;
    }

    private string ByHand(string folder) => Path.Combine(folder, Name + "-by-hand");

    private string Ours(string folder) => Path.Combine(folder, Name + "-ours");
}
