using BigData.Spark.ML.Recommendation;
using BigData.Spark.Sql;
using BigData.Testing;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>A model that one engine has saved is loaded by the other and predicts the same; so is the estimator.</summary>
public sealed class AlsInteropTests : IDisposable
{
    private const string Asked = "SELECT * FROM VALUES (1, 2), (3, 4), (5, 0), (77, 1) AS t(who, what)";

    private readonly EmbeddedLakehouse _lakehouse = new();

    public void Dispose() => _lakehouse.Dispose();

    [Fact]
    public void Both_engines_load_what_the_other_saved()
    {
        using SparkSession real = SparkSession.Builder().AppName("als").Remote(SparkRemote.UrlOrSkip()).GetOrCreate();

        AssertSame(_lakehouse.Spark, real, _lakehouse.Path("ours"));
        AssertSame(real, _lakehouse.Spark, _lakehouse.Path("theirs"));
    }

    private static void AssertSame(SparkSession writer, SparkSession reader, string path)
    {
        DataFrame ratings = writer.Range(50).SelectExpr("CAST(id % 7 AS int) AS who", "CAST(id * id % 11 AS int) AS what", "CAST(1 + id % 3 AS float) AS stars");
        ALS als = new ALS("ALS_shared").SetRank(3).SetMaxIter(2).SetAlpha(1).SetUserCol("who").SetItemCol("what").SetRatingCol("stars").SetPredictionCol("p");
        using ALSModel model = als.Fit(ratings);
        model.Save(path);

        using ALSModel loaded = ALSModel.Load(reader, path);

        Assert.Equal("ALS_shared", loaded.Uid);
        Assert.Equal(("who", "what", "p"), (loaded.GetUserCol(), loaded.GetItemCol(), loaded.GetPredictionCol()));
        Assert.Equal(EmbeddedLakehouse.Rows(Predict(model, writer)), EmbeddedLakehouse.Rows(Predict(loaded, reader)));
        als.Save(writer, path + "-estimator");
        ALS kept = ALS.Load(reader, path + "-estimator");
        Assert.Equal(("ALS_shared", 3, 2, 1.0, "stars"), (kept.Uid, kept.GetRank(), kept.GetMaxIter(), kept.GetAlpha(), kept.GetRatingCol()));
    }

    private static DataFrame Predict(ALSModel model, SparkSession spark) => model.Transform(spark.Sql(Asked)).SelectExpr("who", "what", "round(p, 4) AS p");
}
