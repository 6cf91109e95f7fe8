using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spark.Embedded.Commands;

/// <summary>Sessions that write one table at the same time, each with an engine of its own, as separate programs would.</summary>
public sealed class ConcurrentWriteTests : IDisposable
{
    private const int Writers = 3;
    private const int MergesEach = 4;
    private readonly EmbeddedLakehouse _lakehouse = new();

    private string Table => _lakehouse.Path("gold", "counters");

    public void Dispose() => _lakehouse.Dispose();

    [Fact]
    public async Task Merges_that_rewrite_the_same_row_all_count_and_none_counts_twice()
    {
        _lakehouse.Spark.Range(3).SelectExpr("id", "0L AS n").Write().Format("delta").Save(Table);

        await Task.WhenAll(Enumerable.Range(1, Writers).Select(writer => Task.Run(() => MergeMany(writer))));

        DataFrame result = _lakehouse.Spark.Read().Delta(Table);
        Assert.Equal((long)Writers * MergesEach, result.Where("id = 1").First().GetAs<long>("n"));
        Assert.Equal(3 + (Writers * MergesEach), result.Count());
        Assert.Equal(result.Count(), result.Select("id").Distinct().Count());
        Assert.Equal(1 + (Writers * MergesEach), EmbeddedLakehouse.Commits(Table));
    }

    [Fact]
    public async Task Appends_beside_overwrites_lose_nothing_that_came_after_the_last_overwrite()
    {
        _lakehouse.Spark.Range(1).SelectExpr("id", "0L AS n").Write().Format("delta").Save(Table);

        await Task.WhenAll(
            Task.Run(() => WriteMany("append", 1)),
            Task.Run(() => WriteMany("append", 2)),
            Task.Run(() => WriteMany("overwrite", 3)));

        string[] modes = [.. _lakehouse.Spark.Sql($"DESCRIBE HISTORY delta.`{Table}`").SelectExpr("operationParameters['mode'] AS mode").Collect().Select(row => row.GetAs<string>("mode"))];
        int appendsSinceOverwrite = modes.TakeWhile(mode => mode == "Append").Count();
        Assert.Equal(1 + appendsSinceOverwrite, _lakehouse.Spark.Read().Delta(Table).Count());
        Assert.Equal(1 + (Writers * MergesEach), modes.Length);
    }

    private void MergeMany(int writer)
    {
        using SparkSession spark = SparkSession.Builder().AppName("writer").Embedded(_lakehouse.Folder).GetOrCreate();
        for (int i = 0; i < MergesEach; i++)
        {
            Column both = Expr($"s.id = delta.`{Table}`.id");
            spark.Range(1).SelectExpr("1L AS id").Union(spark.Range(1).SelectExpr($"{writer * 1000 + i}L AS id")).Alias("s")
                .MergeInto($"delta.`{Table}`", both)
                .WhenMatched().Update([new("n", Expr($"delta.`{Table}`.n + 1"))])
                .WhenNotMatched().Insert([new("id", Expr("s.id")), new("n", Lit(0L))])
                .Merge();
        }
    }

    private void WriteMany(string mode, int writer)
    {
        using SparkSession spark = SparkSession.Builder().AppName("writer").Embedded(_lakehouse.Folder).GetOrCreate();
        for (int i = 0; i < MergesEach; i++)
        {
            spark.Range(1).SelectExpr($"{writer * 1000 + i}L AS id", "0L AS n").Write().Format("delta").Mode(mode).Save(Table);
        }
    }
}
