using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using BigData.Testing;
using static BigData.Customers.Tests.Recommendations.LikedProducts;

namespace BigData.Customers.Tests.Recommendations;

/// <summary>Odd shops have defined answers.</summary>
public sealed class RecommendationScepticTests : IDisposable
{
    private static readonly RecommenderOptions Options = new() { AsOf = LikedProducts.AsOf, Rank = 3, Iterations = 4, Count = 3 };
    private static readonly SimilarityOptions Similar = new() { MinimumSupport = 1 };

    private readonly TempFolder _folder = new();
    private readonly SparkSession _spark;

    public RecommendationScepticTests() => _spark = SparkSession.Builder().AppName("recommendations").Embedded(_folder.FullPath).GetOrCreate();

    public void Dispose()
    {
        _spark.Dispose();
        _folder.Dispose();
    }

    private string[] Neighbours(LikedProducts liked, SimilarityOptions options)
    {
        using ItemSimilarityModel model = ItemSimilarity.Fit(liked.Frame(_spark), options);
        return [.. model.Neighbours.Collect().OrderBy(row => row.GetAs<string>(1)).ThenBy(row => row.GetAs<int>(2)).Select(row => FormattableString.Invariant($"{row[1]} {row[3]} {row.GetAs<double>(4):0.###} {row[5]}"))];
    }

    private string[] Lists(LikedProducts liked, RecommenderOptions options, params (string Customer, string? Country)[] customers)
    {
        DataFrame interactions = liked.Frame(_spark);
        using ItemSimilarityModel model = ItemSimilarity.Fit(interactions, Similar);
        using RecommenderModel recommender = Recommender.Fit(interactions, model.Neighbours, options);
        return
        [
            .. recommender.Recommend(LikedProducts.Customers(_spark, customers), Products(_spark)).Collect()
                .OrderBy(row => row.GetAs<string>("customer_id"), StringComparer.Ordinal).ThenBy(row => row.GetAs<int>("rank"))
                .Select(row => $"{row["customer_id"]} {row["product_id"]} {row["reason"]}"),
        ];
    }

    [Fact]
    public void Nothing_gives_nothing()
    {
        LikedProducts none = new([]);
        Assert.Empty(Neighbours(none, Similar));
        Assert.Empty(Lists(none, Options, ("ann", "FR")));
        DataFrame interactions = none.Frame(_spark);
        using ItemSimilarityModel model = ItemSimilarity.Fit(interactions, Similar);
        using RecommenderModel recommender = Recommender.Fit(interactions, model.Neighbours, Options);
        Assert.Empty(recommender.Sources);
        Assert.Empty(recommender.Lists(RecommendationMethod.Als, interactions).Collect());
        Assert.Throws<ArgumentException>(() => recommender.Lists(RecommendationMethod.Hybrid, interactions));
        using ItemSimilarityModel content = ContentSimilarity.Fit(Products(_spark), new ContentOptions());
        Assert.Empty(content.Neighbours.Collect());
        Holdout split = Holdout.LeaveLastOut(interactions);
        Assert.Empty(RankingMetrics.Measure(new Dictionary<RecommendationMethod, DataFrame> { [RecommendationMethod.Popular] = recommender.Lists(RecommendationMethod.Popular, interactions) }, split, 5));
    }

    [Fact]
    public void One_customer_has_nothing_left_and_a_new_one_gets_what_the_first_has()
    {
        LikedProducts one = new([new Liked("ann", "a"), new Liked("ann", "b", 2)]);
        Assert.Equal(["a b 1 1", "b a 1 1"], Neighbours(one, Similar));
        Assert.Equal(["new a popular", "new b popular"], Lists(one, Options, ("ann", null), ("new", null)));
    }

    [Fact]
    public void Where_all_customers_are_the_same_nothing_is_left_unless_they_may_have_it_again()
    {
        LikedProducts same = new([.. Enumerable.Range(0, 30).SelectMany(n => new[] { new Liked($"c{n:00}", "a"), new Liked($"c{n:00}", "b") })]);
        Assert.Empty(Lists(same, Options, ("c00", null)));
        Assert.Equal(["c00 a similar:b", "c00 b similar:a"], Lists(same, Options with { ExcludeBought = false }, ("c00", null)).Order());
        Assert.Equal(["a b 1 30", "b a 1 30"], Neighbours(same, Similar with { Measure = SimilarityMeasure.Lift }));
        Assert.Empty(Neighbours(same, Similar with { Measure = SimilarityMeasure.LogLikelihood }));
    }

    [Fact]
    public void A_product_that_everyone_has_says_nothing_by_likelihood_and_little_by_cosine()
    {
        LikedProducts liked = new([.. Enumerable.Range(0, 9).SelectMany(n => new[] { new Liked($"c{n}", "bag"), new Liked($"c{n}", n < 3 ? "cup" : "fan"), new Liked($"c{n}", n < 3 ? "dish" : "gown") })]);
        Assert.Equal(["cup dish", "dish cup", "fan gown", "gown fan"], Neighbours(liked, Similar with { Measure = SimilarityMeasure.LogLikelihood }).Select(row => row[..row.IndexOf(' ', row.IndexOf(' ', StringComparison.Ordinal) + 1)]));
        Assert.Equal(["bag fan 0.816 6", "bag gown 0.816 6", "bag cup 0.577 3", "bag dish 0.577 3"], Neighbours(liked, Similar)[..4]);
        Assert.Contains("cup dish 1 3", Neighbours(liked, Similar));
        Assert.Contains("cup bag 1 3", Neighbours(liked, Similar with { Measure = SimilarityMeasure.Lift }));
    }

    [Fact]
    public void A_customer_of_a_hundred_thousand_products_adds_the_pairs_of_the_hundred_that_weigh_most()
    {
        DataFrame robot = _spark.Range(100_000).SelectExpr(
            "'shop' AS source", "'robot' AS customer_id", "format_string('p%06d', id) AS product_id", "CAST(id % 1000 AS double) + 1 AS weight", "true AS is_bought", "timestamp '2024-01-01 00:00:00Z' AS last_at");
        DataFrame all = robot.Union(new LikedProducts([new Liked("ann", "p000998"), new Liked("ann", "p000999"), new Liked("ann", "p001999")]).Frame(_spark));
        using ItemSimilarityModel model = ItemSimilarity.Fit(all, Similar with { Neighbours = 1000 });
        Assert.Equal((100 * 99) + 4, model.Neighbours.Count());
        Assert.Equal(2, model.Neighbours.Filter("support = 2").Count());
        using RecommenderModel recommender = Recommender.Fit(all, model.Neighbours, Options);
        IReadOnlyList<Row> rows = recommender.Recommend(LikedProducts.Customers(_spark, ("ann", null), ("robot", null)), Products(_spark)).Collect();
        Assert.All(rows, row => Assert.Equal("ann", row.GetAs<string>("customer_id")));
        Assert.Equal(3, rows.Count);
    }

    [Fact]
    public void A_weight_of_0_says_nothing_and_one_below_it_that_the_product_is_not_wanted()
    {
        LikedProducts liked = new(
        [
            new Liked("ann", "a"), new Liked("ann", "b", -1, IsBought: false), new Liked("ann", "c", 0, IsBought: false), new Liked("ann", null), new Liked(null, "a"), new Liked("ann", "e", null),
            new Liked("ann", "g", double.NaN), .. "bcd".SelectMany(product => new[] { new Liked("bob", product.ToString()), new Liked("cid", product.ToString()) }), new Liked("bob", "a"), new Liked("cid", "a"),
        ]);
        Assert.DoesNotContain(Neighbours(liked, Similar), row => row.EndsWith(" 3", StringComparison.Ordinal));
        Assert.Equal(["c", "d"], Lists(liked, Options, ("ann", null)).Select(row => row.Split(' ')[1]).Order());
    }

    [Fact]
    public void The_last_bought_product_of_each_customer_with_two_is_held_back()
    {
        DataFrame interactions = new LikedProducts(
            [new Liked("ann", "a", Day: 1), new Liked("ann", "b", Day: 9), new Liked("ann", "c", Day: 9), new Liked("ann", "d", IsBought: false, Day: 20), new Liked("bob", "a")]).Frame(_spark);
        Holdout split = Holdout.LeaveLastOut(interactions);
        Assert.Equal(["ann c"], split.Relevant.Collect().Select(row => $"{row[1]} {row[2]}"));
        Assert.Equal(["ann a", "ann b", "ann d", "bob a"], split.Train.Collect().Select(row => $"{row[1]} {row[2]}").Order());
    }

    [Fact]
    public void Names_and_categories_make_products_alike()
    {
        DataFrame products = Products(
            _spark,
            new Product("a", "mugs", true, "Red MUG"), new Product("b", "mugs", null, "red mug, large"), new Product("c", null, true, "Tea & bowl"), new Product("d", "bowls", true, "RED bowl"), new Product("e", null, true));
        using ItemSimilarityModel model = ContentSimilarity.Fit(products, new ContentOptions { MinimumSimilarity = 0.01 });
        Dictionary<string, (double Similarity, long Support)> rows = model.Neighbours.Collect().ToDictionary(row => $"{row[1]} {row[3]}", row => (row.GetAs<double>(4), row.GetAs<long>(5)));
        Assert.Equal(["a b", "a d", "b a", "b d", "c d", "d a", "d b", "d c"], rows.Keys.Order());

        // Five products: red is in three, mug and category mugs in two, large in one.
        double[] squares = [.. new[] { 3, 2, 2, 1 }.Select(df => Math.Pow(Math.Log(6d / (1 + df)) + 1, 2))];
        Assert.Equal(squares[..3].Sum() / Math.Sqrt(squares[..3].Sum() * squares.Sum()), rows["a b"].Similarity, 1e-9);
        Assert.Equal(3, rows["a b"].Support);
        using ItemSimilarityModel rare = ContentSimilarity.Fit(products, new ContentOptions { MinimumSimilarity = 0.01, MaximumProductsPerWord = 2 });
        Assert.DoesNotContain(rare.Neighbours.Collect(), row => $"{row[1]} {row[3]}" == "a d");
    }

    [Fact]
    public void Placements_show_one_product_a_category_the_list_and_what_goes_with_a_product()
    {
        StructType lists = new(
            new StructField("source", DataTypes.String), new StructField("customer_id", DataTypes.String), new StructField("rank", DataTypes.Integer),
            new StructField("product_id", DataTypes.String), new StructField("score", DataTypes.Double), new StructField("reason", DataTypes.String));
        StructType near = new(
            new StructField("source", DataTypes.String), new StructField("product_id", DataTypes.String), new StructField("rank", DataTypes.Integer),
            new StructField("neighbour_id", DataTypes.String), new StructField("similarity", DataTypes.Double), new StructField("support", DataTypes.Long));
        DataFrame recommendations = _spark.CreateDataFrame(
            [new Row("shop", "ann", 1, "a", 0.9, "als"), new Row("shop", "ann", 2, "b", 0.8, "similar:z"), new Row("shop", "ann", 3, "c", 0.7, "popular"), new Row("shop", "ann", 4, "d", 0.6, "popular")], lists);
        DataFrame neighbours = _spark.CreateDataFrame([new Row("shop", "a", 1, "b", 0.5, 3L), new Row("shop", "a", 2, "c", 0.4, 3L)], near);
        DataFrame content = _spark.CreateDataFrame([new Row("shop", "a", 1, "d", 0.99, 2L), new Row("shop", "a", 2, "b", 0.9, 2L), new Row("shop", "e", 1, "a", 0.3, 1L)], near);
        DataFrame products = Products(_spark, new Product("a", "x", true), new Product("b", "x", true), new Product("c", null, false), new Product("d", null, null), new Product("e", null, true));
        DataFrame feeds = RecommendationFeeds.Of(recommendations, neighbours, content, products, LikedProducts.AsOf, new FeedOptions { GuessYouLike = 3 });
        Assert.Equal(
            [
                "guess_you_like ann 1 a als", "guess_you_like ann 2 b item_item", "guess_you_like ann 3 c popular", "home ann 1 a als", "home ann 2 c popular", "home ann 3 d popular",
                "related a 1 b item_item", "related a 2 d content", "related e 1 a content",
            ],
            feeds.Collect().Select(row => $"{row[1]} {row[2]} {row[3]} {row[4]} {row[6]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_version_follows_data_and_parameters_and_nothing_else()
    {
        LikedProducts liked = LikedProducts.Planted();
        string Version(LikedProducts rows, RecommenderOptions options) => TrainedSource.Of(rows.Frame(_spark), options).Single().Version;
        string version = Version(liked, Options);
        Assert.Equal(version, Version(new LikedProducts([.. liked.Rows.Reverse()]), Options));
        Assert.NotEqual(version, Version(new LikedProducts([.. liked.Rows.Skip(1)]), Options));
        Assert.NotEqual(version, Version(liked, Options with { Rank = 4 }));
        Assert.NotEqual(version, Version(liked, Options with { Inputs = "lift" }));
        Assert.StartsWith("hybrid-20240402-", Version(liked, Options with { AsOf = LikedProducts.AsOf.AddDays(1) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_data_in_any_order_gives_equal_lists()
    {
        LikedProducts liked = LikedProducts.Planted();
        (string, string?)[] customers = [.. liked.Rows.Select(row => (row.Customer!, (string?)null)).Distinct()];
        string[] lists = Lists(liked, Options, customers);
        Assert.InRange(lists.Length, 340, 360);
        Assert.Equal(lists, Lists(new LikedProducts([.. liked.Rows.Reverse()]), Options, customers));
    }

    [Fact]
    public void Options_that_cannot_be_used_are_listed()
    {
        DataFrame none = new LikedProducts([]).Frame(_spark);
        string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;
        string similarity = Message(() => ItemSimilarity.Fit(none, new SimilarityOptions { MinimumSupport = 0, Neighbours = -1 }));
        Assert.Contains("MinimumSupport is 0; expected 1 or more; Neighbours is -1", similarity, StringComparison.Ordinal);
        Assert.Contains("Alpha is NaN", Message(() => Recommender.Fit(none, none, Options with { Count = 0, Alpha = double.NaN })), StringComparison.Ordinal);
        Assert.Contains("MinimumSimilarity is 0", Message(() => ContentSimilarity.Fit(none, new ContentOptions { MinimumSimilarity = 0 })), StringComparison.Ordinal);
        string weights = Message(() => Interactions.Of(none, null, new InteractionOptions { AsOf = LikedProducts.AsOf, HalfLifeDays = 0, OrderWeight = double.NaN }));
        Assert.Contains("the weight of OrderWeight is NaN", weights, StringComparison.Ordinal);
        Assert.Contains("HalfLifeDays is 0", weights, StringComparison.Ordinal);
    }
}
