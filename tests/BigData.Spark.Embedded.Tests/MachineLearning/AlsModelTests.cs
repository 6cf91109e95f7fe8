using BigData.Spark.ML.Recommendation;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>What holds on this engine beyond what both engines share.</summary>
public sealed class AlsModelTests : IDisposable
{
    private readonly EmbeddedLakehouse _lakehouse = new();

    public void Dispose() => _lakehouse.Dispose();

    [Fact]
    public void The_same_rows_give_the_same_model_in_any_order_and_on_any_number_of_threads()
    {
        using EmbeddedLakehouse one = new(("bigdata.duckdb.threads", "1"));

        string here = Factors(_lakehouse.Spark, "user", ascending: true);

        Assert.Equal(here, Factors(_lakehouse.Spark, "item", ascending: false));
        Assert.Equal(here, Factors(one.Spark, "rating", ascending: true));
    }

    [Fact]
    public void Ids_may_be_far_apart_and_negative()
    {
        DataFrame ratings = _lakehouse.Spark.Sql(
            "SELECT * FROM VALUES (2147483647, -5, 3.0), (-2147483648, -5, 2.0), (0, 1000000000, 1.0) AS t(user, item, rating)");
        using ALSModel model = new ALS().SetRank(2).SetMaxIter(5).Fit(ratings);

        Assert.Equal([int.MinValue, 0, int.MaxValue], model.UserFactors().OrderBy("id").Collect().Select(row => row.GetAs<int>(0)));
        Assert.Equal([-5, 1000000000], model.ItemFactors().OrderBy("id").Collect().Select(row => row.GetAs<int>(0)));
        Assert.Equal(3, model.Transform(ratings).Where("user > 0").First().GetAs<float>("prediction"), 0.3);
    }

    [Fact]
    public void A_prediction_is_the_product_of_the_factors()
    {
        using ALSModel model = Fit(_lakehouse.Spark.Range(1, 40));
        DataFrame rows = Ratings(_lakehouse.Spark.Range(1, 40)).Distinct();
        DataFrame byHand = model.Transform(rows)
            .Join(model.UserFactors().ToDF("u", "x"), Expr("u = user"))
            .Join(model.ItemFactors().ToDF("i", "y"), Expr("i = item"))
            .SelectExpr("prediction", "aggregate(zip_with(x, y, (a, b) -> CAST(a AS double) * b), 0D, (s, v) -> s + v) AS product");

        Assert.All(byHand.Collect(), row => Assert.Equal(row.GetAs<double>(1), row.GetAs<float>(0), 1e-4));
    }

    [Fact]
    public void Recommendations_are_the_best_predictions()
    {
        using ALSModel model = Fit(_lakehouse.Spark.Range(1, 60));
        DataFrame pairs = model.UserFactors().SelectExpr("id AS user").CrossJoin(model.ItemFactors().SelectExpr("id AS item"));
        Dictionary<int, float> best = model.Transform(pairs).GroupBy("user").Agg(Max("prediction")).Collect().ToDictionary(row => row.GetAs<int>(0), row => row.GetAs<float>(1));

        foreach (Row row in model.RecommendForAllUsers(3).SelectExpr("user", "recommendations[0].rating").Collect())
        {
            Assert.Equal(best[row.GetAs<int>(0)], row.GetAs<float>(1), 1e-5);
        }
    }

    [Fact]
    public void Bad_ratings_and_other_estimators_are_named()
    {
        DataFrame huge = _lakehouse.Spark.Sql("SELECT 1 AS user, 1 AS item, 1e20 AS rating");
        Assert.Contains("beyond", EmbeddedLakehouse.Fails(() => new ALS().Fit(huge)).Message, StringComparison.Ordinal);

        DataFrame half = _lakehouse.Spark.Sql("SELECT 1.5D AS user, 1 AS item, 1 AS rating");
        Assert.Contains("for column user. Got: 1.5", EmbeddedLakehouse.Fails(() => new ALS().Fit(half)).Message, StringComparison.Ordinal);

        DataFrame text = _lakehouse.Spark.Sql("SELECT 'a' AS user, 1 AS item, 1 AS rating");
        Assert.Contains("Column user must be of type numeric", EmbeddedLakehouse.Fails(() => new ALS().Fit(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_saved_by_another_class_or_is_damaged_is_refused()
    {
        string path = _lakehouse.Path("model");
        Directory.CreateDirectory(Path.Combine(path, "metadata"));
        string part = Path.Combine(path, "metadata", "part-00000");
        File.WriteAllText(part, """{"class":"org.apache.spark.ml.clustering.KMeansModel","uid":"k"}""");
        Assert.Contains("but found class name org.apache.spark.ml.clustering.KMeansModel", EmbeddedLakehouse.Fails(() => ALSModel.Load(_lakehouse.Spark, path)).Message, StringComparison.Ordinal);

        File.WriteAllText(part, "{");
        Assert.Contains("cannot be read", EmbeddedLakehouse.Fails(() => ALSModel.Load(_lakehouse.Spark, path)).Message, StringComparison.Ordinal);

        using ALSModel model = Fit(_lakehouse.Spark.Range(1, 10));
        model.Save(path, overwrite: true);
        part = Path.Combine(path, "metadata", "part-00000");
        File.WriteAllText(part, File.ReadAllText(part).Replace("\"rank\":3", "\"rank\":4", StringComparison.Ordinal));
        Assert.Contains("the metadata say that the rank is 4", EmbeddedLakehouse.Fails(() => ALSModel.Load(_lakehouse.Spark, path)).Message, StringComparison.Ordinal);
    }

    private static ALSModel Fit(DataFrame ids) => new ALS().SetRank(3).SetMaxIter(3).SetImplicitPrefs(true).SetSeed(5).Fit(Ratings(ids));

    private static DataFrame Ratings(DataFrame ids) => ids.SelectExpr("CAST(id % 7 AS int) AS user", "CAST(id * id % 11 AS int) AS item", "CAST(1 + id % 3 AS float) AS rating");

    private static string Factors(SparkSession spark, string order, bool ascending)
    {
        DataFrame rows = Ratings(spark.Range(0, 20_000)).OrderBy(ascending ? Col(order).Asc() : Col(order).Desc());
        using ALSModel model = new ALS().SetRank(4).SetMaxIter(3).SetImplicitPrefs(true).SetSeed(5).Fit(rows);
        return EmbeddedLakehouse.Rows(model.UserFactors().Select(Col("id"), Col("features").Cast(new ArrayType(DataTypes.Double)).Alias("f")));
    }
}
