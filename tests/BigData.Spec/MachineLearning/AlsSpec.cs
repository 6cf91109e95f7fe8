using BigData.Spark.ML.Recommendation;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.MachineLearning;

/// <summary>ALS: both engines fit the same kind of model, whatever their random numbers are.</summary>
public abstract class AlsSpec(SpecEngine engine) : SpecSuite(engine)
{
    // What MLlib of Spark 4.2 reaches on the planted shop; engines may differ from it by two hundredths.
    private const double MllibNdcg = 0.6303;

    [Fact]
    public void Implicit_models_of_both_engines_rank_equally_well() => Case(() =>
    {
        using ALSModel model = new ALS("ALS_planted").SetNumBlocks(2).SetRank(6).SetMaxIter(12).SetImplicitPrefs(true).SetAlpha(8).SetRegParam(0.05).SetSeed(3).Fit(PlantedShop.Frame(Spark));
        DataFrame all = model.RecommendForAllUsers(20);

        Assert.Equal("user:int,recommendations:array<struct<item:int,rating:float>>", SpecText.Schema(all.Schema()));
        IReadOnlyList<Row> lists = all.Collect();
        Assert.Equal(Enumerable.Range(0, PlantedShop.Users), lists.Select(row => row.GetAs<int>(0)).Order());
        Assert.InRange(PlantedShop.Ndcg(lists), 0.98 * MllibNdcg, 1.02 * MllibNdcg);
        Assert.Equal(6, model.Rank());
        Assert.Equal("ALS_planted", model.Uid);
    });

    [Fact]
    public void Factors_find_planted_tastes_better_than_neighbours_do_and_these_better_than_what_is_popular() => Case(() =>
    {
        using ALSModel model = new ALS().SetNumBlocks(2).SetRank(3).SetMaxIter(10).SetImplicitPrefs(true).SetAlpha(8).SetRegParam(0.05).SetSeed(1).Fit(PlantedTastes.Frame(Spark));
        double neighbours = PlantedTastes.NeighbourNdcg();

        Assert.InRange(PlantedTastes.Ndcg(model.RecommendForAllUsers(20).Collect()), 1.15 * neighbours, 1);
        Assert.InRange(PlantedTastes.PopularNdcg(), 0, neighbours / 1.15);
    });

    [Fact]
    public void Explicit_models_predict_and_say_what_they_do_not_know() => Case(() =>
    {
        // A table of rank one: users are worth 1 to 4, items 1 to 3.
        DataFrame ratings = Spark.Range(12).SelectExpr("CAST(id % 4 AS int) AS who", "id DIV 4 AS what", "(1 + id % 4) * (1 + id DIV 4) AS stars");
        using ALSModel model = new ALS().SetNumBlocks(2).SetRank(1).SetMaxIter(15).SetRegParam(0.001).SetUserCol("who").SetItemCol("what").SetRatingCol("stars").SetSeed(1).Fit(ratings);
        DataFrame asked = Rows("who:int;what:bigint;note:string", [3, 2L, "known"], [0, 0L, "known"], [9, 1L, "no such user"], [1, 7L, "no such item"]);

        DataFrame predicted = model.Transform(asked);

        Assert.Equal("who:int,what:int,note:string,prediction:float", SpecText.Schema(predicted.Schema()));
        Dictionary<string, float[]> found = predicted.Collect().GroupBy(row => row.GetAs<string>(2)!).ToDictionary(g => g.Key, g => g.Select(row => row.GetAs<float>(3)).Order().ToArray());
        Assert.Equal(1, found["known"][0], 0.1);
        Assert.Equal(12, found["known"][1], 0.1);
        Assert.True(float.IsNaN(Assert.Single(found["no such user"])) && float.IsNaN(Assert.Single(found["no such item"])));

        DataFrame dropped = model.SetColdStartStrategy("drop").SetPredictionCol("p").Transform(asked);
        AssertRows(dropped.Select("note", "who"), "note:string,who:int", "known | 0", "known | 3");
        Assert.Equal("p", dropped.Columns()[3]);
        Assert.ThrowsAny<SparkException>(() => model.SetPredictionCol("note").Transform(asked).Schema());
    });

    [Fact]
    public void Subsets_factors_and_items_have_their_shapes() => Case(() =>
    {
        using ALSModel model = new ALS().SetNumBlocks(2).SetRank(3).SetMaxIter(3).SetImplicitPrefs(true).SetNonnegative(true).SetSeed(2).Fit(PlantedShop.Frame(Spark));
        DataFrame some = Rows("user:int;item:int", [5, 4], [5, 4], [7, 9], [1000, 1000]);

        IReadOnlyList<Row> users = model.RecommendForUserSubset(some, 4).OrderBy("user").Collect();
        Assert.Equal([5, 7], users.Select(row => row.GetAs<int>(0)));
        Assert.All(users, row => Assert.Equal(4, ((IEnumerable<object>)row.Get(1)!).Count()));
        float[] scores = [.. ((IEnumerable<object>)users[0].Get(1)!).Select(pair => ((Row)pair).GetAs<float>(1))];
        Assert.Equal(scores.OrderDescending(), scores);

        DataFrame items = model.RecommendForItemSubset(some, 2);
        Assert.Equal("item:int,recommendations:array<struct<user:int,rating:float>>", SpecText.Schema(items.Schema()));
        AssertRows(items.Select("item"), "item:int", "4", "9");
        Assert.Equal(80, model.RecommendForAllItems(1).Count());

        Assert.Equal("id:int,features:array<float>", SpecText.Schema(model.UserFactors().Schema()));
        AssertRows(model.ItemFactors().SelectExpr("size(features) AS n", "array_min(features) >= 0 AS ok").GroupBy("n", "ok").Count(), "n:int,ok:boolean,count:bigint", "3 | true | 80");
    });

    [Fact]
    public void A_model_that_was_saved_is_the_same_when_it_is_loaded() => Case(() =>
    {
        string path = Engine.NewPath("model");
        DataFrame asked = PlantedShop.Frame(Spark).Limit(20).OrderBy("user", "item");
        using ALSModel model = new ALS("ALS_saved").SetNumBlocks(2).SetRank(4).SetMaxIter(2).SetPredictionCol("p").SetSeed(2).Fit(PlantedShop.Frame(Spark));
        model.Save(path);

        using ALSModel loaded = ALSModel.Load(Spark, path);

        Assert.Equal("ALS_saved", loaded.Uid);
        Assert.Equal("p", loaded.GetPredictionCol());
        Assert.Equal(4, loaded.Rank());
        Assert.Equal(model.Transform(asked).Collect().Select(SpecText.Row).Order(StringComparer.Ordinal), loaded.Transform(asked).Collect().Select(SpecText.Row).Order(StringComparer.Ordinal));
        Assert.ThrowsAny<SparkException>(() => model.Save(path));
        model.Save(path, overwrite: true);
        Assert.ThrowsAny<SparkException>(() => ALSModel.Load(Spark, Engine.NewPath("none")));
    });

    [Fact]
    public void An_estimator_that_is_saved_and_loaded_is_the_same() => Case(() =>
    {
        string path = Engine.NewPath("estimator");
        ALS als = new ALS("ALS_kept").SetRank(6).SetMaxIter(2).SetImplicitPrefs(true).SetAlpha(40).SetRegParam(0.5).SetSeed(5_000_000_000).SetItemCol("product").SetColdStartStrategy("drop");
        als.Save(Spark, path);

        ALS loaded = ALS.Load(Spark, path);

        Assert.Equal("ALS_kept", loaded.Uid);
        Assert.Equal((6, 2, true, 40.0, 0.5, 5_000_000_000, "product", "drop"), (
            loaded.GetRank(), loaded.GetMaxIter(), loaded.GetImplicitPrefs(), loaded.GetAlpha(), loaded.GetRegParam(), loaded.GetSeed(), loaded.GetItemCol(),
            loaded.GetColdStartStrategy()));
        Assert.Equal("user", loaded.GetUserCol());
        Assert.ThrowsAny<SparkException>(() => als.Save(Spark, path));
        als.SetRank(7).Save(Spark, path, overwrite: true);
        Assert.Equal(7, ALS.Load(Spark, path).GetRank());
        Assert.ThrowsAny<SparkException>(() => ALS.Load(Spark, Engine.NewPath("none")));
        Assert.ThrowsAny<SparkException>(() => ALSModel.Load(Spark, path));
    });

    [Fact]
    public void Rows_that_cannot_be_used_are_refused() => Case(() =>
    {
        Refused("CAST(NULL AS int) AS user", "1 AS item", "1.0D AS rating");
        Refused("1.5D AS user", "1 AS item", "1.0D AS rating");
        Refused("1 AS user", "3000000000 AS item", "1.0D AS rating");
        Refused("1 AS user", "1 AS item", "CAST('NaN' AS double) AS rating");
        Refused("'x' AS user", "1 AS item", "1.0D AS rating");
        Refused("1 AS user", "1 AS item", "1.0D AS stars");
        Refused("1 AS customer", "1 AS item", "1.0D AS rating");
        Assert.ThrowsAny<SparkException>(() => new ALS().Fit(PlantedShop.Frame(Spark).Where(Lit(false))));
    });

    [Fact]
    public void Frames_of_a_model_that_was_deleted_cannot_run() => Case(() =>
    {
        ALSModel model = new ALS().SetNumBlocks(2).SetRank(1).SetMaxIter(1).Fit(One("1 AS user", "2 AS item", "1.0D AS rating"));
        DataFrame factors = model.UserFactors();
        Assert.Equal(1, factors.Count());
        model.Dispose();

        AssertError<SparkException>("CONNECT_ML.CACHE_INVALID", () => factors.Collect());
        Assert.Throws<ObjectDisposedException>(() => model.ItemFactors());
    });

    private void Refused(params string[] columns) => Assert.ThrowsAny<SparkException>(() => new ALS().SetNumBlocks(2).SetRank(1).SetMaxIter(1).Fit(One(columns)));
}
