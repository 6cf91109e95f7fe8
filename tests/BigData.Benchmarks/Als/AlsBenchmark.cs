using System.Globalization;
using BigData.Benchmarks.Harness;
using BigData.DuckDb;
using BigData.Spark.ML.Recommendation;
using BigData.Spark.Sql;

namespace BigData.Benchmarks.Als;

/// <summary>
/// Implicit ALS (rank 64, 10 iterations) and the ten best items of all users, from a Parquet file to Parquet files: ours against MLlib on the server that
/// <c>BIGDATA_TEST_REMOTE</c> names, which should be one of its own with <c>local[2]</c> and 8 GB for its driver. Seconds are those of the client's
/// process, which waits for MLlib; its memory is not the server's.
/// </summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="users">How many users.</param>
/// <param name="items">How many items.</param>
/// <param name="draws">How many interactions are drawn; repeated pairs are one rating.</param>
internal sealed class AlsBenchmark(string name, int users, int items, long draws) : Benchmark
{
    // The least part of MLlib's nDCG that counts as equal quality.
    private const double EqualQuality = 0.98;
    private const int JudgedUsers = 2000;

    // Mean nDCG@10 over the users with held pairs; pairs of the training are left out of the lists.
    private const string Ndcg = """
        WITH lists AS (SELECT "user", unnest(recommendations).item AS item, generate_subscripts(recommendations, 1) AS place FROM '{0}'),
             fresh AS (
                 SELECT l."user", l.item, row_number() OVER (PARTITION BY l."user" ORDER BY l.place) AS rank
                 FROM lists l ANTI JOIN '{1}' t ON t."user" = l."user" AND t.item = l.item),
             held AS (SELECT "user", item FROM '{2}' WHERE "user" IN (SELECT "user" FROM lists)),
             gains AS (SELECT f."user", sum(1 / log2(rank + 1)) AS dcg FROM fresh f JOIN held h USING ("user", item) WHERE rank <= 10 GROUP BY 1),
             ideals AS (SELECT "user", list_sum(list_transform(range(1, least(10, count(*)) + 1), lambda k: 1 / log2(k + 1))) AS idcg FROM held GROUP BY 1)
        SELECT avg(coalesce(dcg, 0) / idcg) FROM ideals LEFT JOIN gains USING ("user")
        """;

    private SparkSession? _spark;
    private ALSModel? _model;

    public override string Name => name;

    public override string Title => string.Create(
        CultureInfo.InvariantCulture, $"Implicit ALS, rank 64, 10 iterations, top 10 of all: {users} users, {items} items, {draws} draws; MLlib on a server (its memory not counted) against the embedded engine");

    public override double TimeLimit => 1.0 / 20;

    public override async Task PrepareAsync(string folder)
    {
        if (!File.Exists(Held(folder)))
        {
            await GeneratedRatings.WriteAsync(users, items, draws, Train(folder), Held(folder) + ".unfinished");
            File.Move(Held(folder) + ".unfinished", Held(folder));
        }

        // Warms the server, so that MLlib is not measured with a cold JVM.
        string warm = Path.Combine(folder, name + "-warm.parquet");
        await GeneratedRatings.WriteAsync(4000, 1000, 120_000, warm, warm + ".held");
        _spark = await ServerAsync();
        await RunAsync(warm, Lists(folder, "mllib", "warm"));
        await DisposeAsync();
    }

    public override async Task BaselineAsync(string folder)
    {
        _spark = await ServerAsync();
        await RunAsync(Train(folder), Lists(folder, "mllib", "all"));
    }

    public override async Task OursAsync(string folder)
    {
        _spark = SparkSession.Builder().Embedded(Fresh(Path.Combine(folder, "als-lakehouse"))).GetOrCreate();
        await RunAsync(Train(folder), Lists(folder, "ours", "all"));
    }

    public override async Task<string> BaselineFactsAsync(string folder)
    {
        double ndcg = await QualityAsync(folder, "mllib");
        await File.WriteAllTextAsync(Quality(folder), ndcg.ToString("R", CultureInfo.InvariantCulture));
        return Facts(ndcg, await ListsAsync(folder, "mllib"));
    }

    public override async Task<string> OursFactsAsync(string folder)
    {
        double ndcg = await QualityAsync(folder, "ours");
        double mllib = double.Parse(await File.ReadAllTextAsync(Quality(folder)), CultureInfo.InvariantCulture);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"nDCG@10: {ndcg:0.0000}, MLlib {mllib:0.0000}"));
        return ndcg >= EqualQuality * mllib
            ? Facts(mllib, await ListsAsync(folder, "ours"))
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"the nDCG is {ndcg:0.0000}, that of MLlib {mllib:0.0000}: times of different quality say nothing"));
    }

    private static Task<SparkSession> ServerAsync() => SparkSession.Builder()
        .Remote(Environment.GetEnvironmentVariable("BIGDATA_TEST_REMOTE")
            ?? throw new InvalidOperationException("BIGDATA_TEST_REMOTE must name a Spark Connect server of its own, such as sc://127.0.0.1:15002"))
        .GetOrCreateAsync();

    private async Task RunAsync(string ratings, string lists)
    {
        ALS als = new ALS().SetRank(64).SetMaxIter(10).SetImplicitPrefs(true).SetAlpha(10).SetRegParam(0.05).SetSeed(1);
        _model = await als.FitAsync(_spark!.Read().Parquet(ratings));
        await _model.RecommendForAllUsers(10).Write().Mode("overwrite").Format("parquet").SaveAsync(lists);
    }

    // Lists that are long enough that ten items are left without those of the training.
    private async Task<double> QualityAsync(string folder, string side)
    {
        DataFrame judged = _spark!.Range(JudgedUsers).SelectExpr($"CAST(id * {users / JudgedUsers} AS int) AS user");
        await _model!.RecommendForUserSubset(judged, 300).Write().Mode("overwrite").Format("parquet").SaveAsync(Lists(folder, side, "judged"));
        await DisposeAsync();
        return await ScalarAsync<double>(Ndcg
            .Replace("{0}", Files(folder, side, "judged"), StringComparison.Ordinal)
            .Replace("{1}", Train(folder), StringComparison.Ordinal)
            .Replace("{2}", Held(folder), StringComparison.Ordinal));
    }

    private static Task<string?> ListsAsync(string folder, string side) => ScalarAsync<string>(
        $"SELECT concat(count(*), ' users with ', min(len(recommendations)), ' items each') FROM '{Files(folder, side, "all")}'");

    private async Task DisposeAsync()
    {
        await _model!.DisposeAsync();
        await _spark!.DisposeAsync();
    }

    private static async Task<T?> ScalarAsync<T>(string sql)
    {
        using DuckDbInstance instance = DuckDbInstance.Open();
        using DuckDbSession session = instance.Connect();
        return await session.ScalarAsync<T>(sql);
    }

    private static string Facts(double mllib, string? lists) => string.Create(CultureInfo.InvariantCulture, $"{lists}, nDCG@10 of MLlib {mllib:0.000}, ours at least 98 % of it");

    private string Train(string folder) => Path.Combine(folder, name + "-train.parquet");

    private string Held(string folder) => Path.Combine(folder, name + "-held.parquet");

    private string Quality(string folder) => Path.Combine(folder, name + "-ndcg.txt");

    private static string Lists(string folder, string side, string kind) => Path.Combine(folder, $"als-{side}-{kind}");

    private static string Files(string folder, string side, string kind) => Path.Combine(Lists(folder, side, kind), "*.parquet");
}
