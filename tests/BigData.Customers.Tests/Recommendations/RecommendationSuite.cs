using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using BigData.Testing;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers.Tests.Recommendations;

/// <summary>What recommendations are on a small planted shop, on every engine.</summary>
public abstract class RecommendationSuite
{
    /// <summary>The measures whose neighbours are asked for.</summary>
    protected abstract SimilarityMeasure[] Measures { get; }

    protected abstract SparkSession Open();

    [Fact]
    public void Weights_are_those_of_kind_and_age()
    {
        using SparkSession spark = Open();
        DataFrame lines = spark.Sql(
            """
            SELECT * FROM VALUES
                ('shop', 'ann', 'a', false, timestamp '2024-03-31 00:00:00Z'), ('shop', 'ann', 'a', false, timestamp '2024-03-21 00:00:00Z'),
                ('shop', 'ann', 'b', true, timestamp '2024-03-31 00:00:00Z'), ('shop', NULL, 'a', false, timestamp '2024-03-31 00:00:00Z'),
                ('shop', 'ann', NULL, false, timestamp '2024-03-31 00:00:00Z'), ('shop', 'ann', 'c', false, timestamp '2024-01-01 00:00:00Z'),
                ('shop', 'ann', 'd', false, timestamp '2024-03-31 23:30:00Z'), ('east', 'ann', 'd', false, timestamp '2024-03-31 23:30:00Z')
            AS t(source, customer_id, product_id, is_return, ordered_at)
            """);
        DataFrame events = spark.Sql(
            """
            SELECT * FROM VALUES
                ('shop', 'ann', 'a', 'view', timestamp '2024-03-21 00:00:00Z'), ('shop', 'bob', 'a', 'hide', timestamp '2024-03-31 00:00:00Z'),
                ('shop', 'bob', 'b', 'purchase', timestamp '2024-03-31 00:00:00Z'), ('shop', 'bob', 'c', 'view', timestamp '2024-04-01 00:00:00Z')
            AS t(source, customer_id, product_id, event_type, occurred_at)
            """);
        var options = new InteractionOptions
        {
            AsOf = new DateOnly(2024, 4, 1),
            TimeZones = new Dictionary<string, string> { ["east"] = "Asia/Tokyo" },
            OrderWeight = 8,
            EventWeights = new Dictionary<string, double> { ["view"] = 2, ["hide"] = -3 },
            HalfLifeDays = 10,
            WindowDays = 30,
        };
        IEnumerable<string> rows = Interactions.Of(lines, events, options).Collect()
            .Select(row => FormattableString.Invariant($"{row[0]} {row[1]} {row[2]} {row.GetAs<double>(3):0.000000} {row[4]} {row.GetAs<DateTimeOffset>(5):MM-dd HH:mm}"))
            .Order(StringComparer.Ordinal);

        // One day old is 2^-0.1, eleven days 2^-1.1; what is older than the window only says that it was bought.
        Assert.Equal(
            [
                FormattableString.Invariant($"shop ann a {(8 * Math.Pow(2, -0.1)) + (10 * Math.Pow(2, -1.1)):0.000000} True 03-31 00:00"),
                "shop ann c 0.000000 True 01-01 00:00",
                FormattableString.Invariant($"shop ann d {8 * Math.Pow(2, -1 / 480.0):0.000000} True 03-31 23:30"),
                FormattableString.Invariant($"shop bob a {-3 * Math.Pow(2, -0.1):0.000000} False 03-31 00:00"),
            ],
            rows);
    }

    [Fact]
    public void Neighbours_are_those_of_the_definitions()
    {
        using SparkSession spark = Open();
        LikedProducts liked = LikedProducts.Planted();
        DataFrame interactions = liked.Frame(spark);
        SimilarityOptions[] all = [.. Measures.Select(measure => new SimilarityOptions { Measure = measure, MaximumItemsPerCustomer = 4, MinimumSupport = 2, Neighbours = 5 })];
        var models = all.Select(options => ItemSimilarity.Fit(interactions, options)).ToList();
        ILookup<int, Row> rows = all.Select((_, i) => models[i].Neighbours.WithColumn("measure", Lit(i))).Aggregate((left, right) => left.Union(right)).Collect()
            .ToLookup(row => row.GetAs<int>("measure"));
        models.ForEach(model => model.Dispose());
        for (int i = 0; i < all.Length; i++)
        {
            IReadOnlyList<PlainSimilarity.Neighbour> expected = PlainSimilarity.Of(liked, all[i]);
            Row[] actual = [.. rows[i].OrderBy(row => row.GetAs<string>(1), StringComparer.Ordinal).ThenBy(row => row.GetAs<int>(2))];
            Assert.NotEmpty(expected);
            Assert.Equal(expected.Select(one => $"shop {one.Product} {one.Rank} {one.Other} {one.Support}"), actual.Select(row => $"{row[0]} {row[1]} {row[2]} {row[3]} {row[5]}"));
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Similarity, pair.Second.GetAs<double>(4), 1e-9));
        }
    }

    [Fact]
    public void Measures_are_those_of_the_worked_example()
    {
        using SparkSession spark = Open();
        DataFrame train = new LikedProducts(
            [.. "abcdef".Select(product => new LikedProducts.Liked("ann", product.ToString())), new LikedProducts.Liked("bob", "a"), new LikedProducts.Liked("bob", "b"), new LikedProducts.Liked("cid", "a"), new LikedProducts.Liked("dot", "a", Source: "quiet")]).Frame(spark);
        StructType relevant = new(Enumerable.Select(["source", "customer_id", "product_id"], name => new StructField(name, DataTypes.String)));
        DataFrame held = spark.CreateDataFrame([new Row("shop", "bob", "c"), new Row("shop", "bob", "d"), new Row("shop", "bob", "e"), new Row("shop", "cid", "f"), new Row("shop", "cold", "a")], relevant);
        StructType schema = new(
            new StructField("source", DataTypes.String), new StructField("customer_id", DataTypes.String), new StructField("rank", DataTypes.Integer), new StructField("product_id", DataTypes.String));
        DataFrame List(string products) => spark.CreateDataFrame([.. products.Select((product, place) => new Row("shop", "bob", place + 1, product.ToString()))], schema);
        IReadOnlyList<RankingQuality> all = RankingMetrics.Measure(
            new Dictionary<RecommendationMethod, DataFrame> { [RecommendationMethod.Als] = List("cfdb"), [RecommendationMethod.Popular] = List("bf") }, new Holdout(train, held), 3);

        // bob: k = 3, three relevant, hits at 1 and 3; cid gets nothing; who is not in the training is not judged.
        Assert.Equal(["quiet Als 0", "quiet Popular 0", "shop Als 2", "shop Popular 2"], all.Select(one => $"{one.Source} {one.Method} {one.Customers}"));
        RankingQuality als = all[2];
        Assert.Equal(
            (0.333333, 0.333333, 0.277778, 0.351959, 0.5, 0.5),
            (als.Precision, als.Recall, als.MeanAveragePrecision, als.Ndcg, als.HitRate, als.Coverage));
        Assert.Equal(1.584963, als.Novelty);
        Assert.Equal((0d, 0d, 0.333333, 1.084963), (all[3].Ndcg, all[3].HitRate, all[3].Coverage, all[3].Novelty));
        Assert.Null(all[0].Ndcg);
        Assert.Contains("not_measurable", all[0].ToJson().ToJsonString(), StringComparison.Ordinal);
    }
}

public sealed class RecommendationEmbeddedTests : RecommendationSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override SimilarityMeasure[] Measures => Enum.GetValues<SimilarityMeasure>();

    protected override SparkSession Open() => SparkSession.Builder().AppName("recommendations").Embedded(_folder.FullPath).GetOrCreate();
}

public sealed class RecommendationSparkTests : RecommendationSuite
{
    // The one whose numbers are not exact; the main job has another.
    protected override SimilarityMeasure[] Measures => [SimilarityMeasure.LogLikelihood];

    protected override SparkSession Open() => SparkSession.Builder().AppName("recommendations").Remote(SparkRemote.UrlOrSkip()).GetOrCreate();
}
