using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using BigData.Testing;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers.Tests.Recommendations;

/// <summary>What recommendations are on a small planted shop, on every engine.</summary>
public abstract class RecommendationSuite
{
    private const string Sold = "p04";
    private const string Blocked = "p09";

    private static readonly RecommenderOptions Options = new()
    {
        AsOf = LikedProducts.AsOf,
        Count = 6,
        Candidates = 48,
        MaximumPerCategory = 3,
        MaximumPerReason = 2,
        Rank = 6,
        Iterations = 6,
        MinimumCustomersOfCountry = 20,
        Blocked = new Dictionary<string, IReadOnlyList<string>> { ["shop"] = [Blocked] },
    };

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
    public void Neighbours_are_those_of_the_definitions_in_every_measure()
    {
        using SparkSession spark = Open();
        LikedProducts liked = LikedProducts.Planted();
        DataFrame interactions = liked.Frame(spark);
        SimilarityOptions[] all = [.. Enum.GetValues<SimilarityMeasure>().Select(measure => new SimilarityOptions { Measure = measure, MaximumItemsPerCustomer = 4, MinimumSupport = 2, Neighbours = 5 })];
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
    public void Lists_obey_the_rules_and_every_reason_can_be_checked()
    {
        using SparkSession spark = Open();
        LikedProducts liked = LikedProducts.Planted();
        DataFrame interactions = liked.Frame(spark).Persist();
        var similarity = new SimilarityOptions { MinimumSupport = 2, Neighbours = 8 };
        using ItemSimilarityModel model = ItemSimilarity.Fit(interactions, similarity);
        using RecommenderModel recommender = Recommender.Fit(interactions, model.Neighbours, Options);
        DataFrame customers = LikedProducts.Customers(
            spark, Enumerable.Range(0, 120).Select(n => ($"c{n:000}", (string?)(n % 4 == 1 ? "FR" : n < 3 ? "IE" : null))).Concat([("new", "FR"), ("rare", "IE"), ("unknown", null)]));
        DataFrame products = LikedProducts.Products(spark, Enumerable.Range(0, 47).Select(n => new LikedProducts.Product($"p{n:00}", n % 3 == 0 ? null : $"k{n % 5}", n == 30 ? null : $"p{n:00}" != Sold)));
        IReadOnlyList<Row> rows = recommender.Recommend(customers, products).Collect();
        HashSet<string> byAls = [.. recommender.Lists(RecommendationMethod.Als, customers).Collect().Select(row => $"{row[1]} {row[3]}")];

        ILookup<string, Row> lists = rows.OrderBy(row => row.GetAs<int>("rank")).ToLookup(row => row.GetAs<string>("customer_id"));
        Assert.Equal(123, lists.Count);
        Dictionary<string, PlainSimilarity.Neighbour[]> neighbours = PlainSimilarity.Of(liked, similarity).GroupBy(one => one.Product).ToDictionary(group => group.Key, group => group.ToArray());
        ILookup<string, LikedProducts.Liked> histories = liked.Rows.ToLookup(row => row.Customer!);
        foreach (IGrouping<string, Row> list in lists)
        {
            string[] ids = [.. list.Select(row => row.GetAs<string>("product_id"))];
            Assert.Equal(Enumerable.Range(1, ids.Length), list.Select(row => row.GetAs<int>("rank")));
            Assert.Equal(list.Select(row => row.GetAs<double>("score")).OrderDescending(), list.Select(row => row.GetAs<double>("score")));
            Assert.Equal(ids.Distinct(), ids);
            Assert.DoesNotContain(Sold, ids);
            Assert.DoesNotContain(Blocked, ids);
            Assert.DoesNotContain(histories[list.Key].Where(row => row.IsBought || row.Weight < 0), row => ids.Contains(row.Product));
            Assert.All(ids.Select(id => int.Parse(id[1..], null)).Where(n => n % 3 != 0 && n < 47).CountBy(n => n % 5), count => Assert.InRange(count.Value, 1, 3));
            Assert.All(list.Select(row => row.GetAs<string>("reason")).Where(reason => reason.StartsWith("similar:", StringComparison.Ordinal)).CountBy(reason => reason), count => Assert.InRange(count.Value, 1, 2));
            Assert.All(list, row => Check(row, histories[list.Key], neighbours));
        }

        Row[] als = [.. rows.Where(row => row.GetAs<string>("reason") == "als" && row.GetAs<int>("rank") == 1)];
        Assert.NotEmpty(als);
        Assert.All(als, row => Assert.Contains($"{row["customer_id"]} {row["product_id"]}", byAls));

        // The French have a list of their own, the few Irish that of all: it begins with the most popular products that are offered.
        string[] Popular(Func<int, bool> isOfList) => [.. liked.Rows.Where(row => row.Weight > 0 && isOfList(int.Parse(row.Customer![1..], null)) && row.Product is not (Sold or Blocked))
            .CountBy(row => row.Product!).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key)];
        Assert.Equal(Popular(n => n % 4 == 1)[..2], lists["new"].Take(2).Select(row => row.GetAs<string>("product_id")));
        Assert.Equal(Popular(_ => true)[..2], lists["rare"].Take(2).Select(row => row.GetAs<string>("product_id")));
        Assert.Equal(lists["rare"].Select(row => row["product_id"]), lists["unknown"].Select(row => row["product_id"]));
        Assert.All(lists["new"], row => Assert.Equal("popular", row["reason"]));
        TrainedSource trained = Assert.Single(recommender.Sources);
        Assert.Equal(trained.Version, Assert.Single(rows.Select(row => row.GetAs<string>("model_version")).Distinct()));
        Assert.Matches("^hybrid-20240401-[0-9a-f]{8}$", trained.Version);
    }

    private static void Check(Row row, IEnumerable<LikedProducts.Liked> history, Dictionary<string, PlainSimilarity.Neighbour[]> neighbours)
    {
        if (row.GetAs<string>("reason") is not { } reason || !reason.StartsWith("similar:", StringComparison.Ordinal))
        {
            return;
        }

        string product = row.GetAs<string>("product_id");
        var terms = history.Where(one => one.Weight > 0)
            .Select(one => (one.Product, one.Weight, Term: Math.Round(one.Weight!.Value * (neighbours.GetValueOrDefault(one.Product!)?.FirstOrDefault(near => near.Other == product)?.Similarity ?? 0), 6)))
            .OrderByDescending(one => one.Term).ThenByDescending(one => one.Weight).ThenBy(one => one.Product, StringComparer.Ordinal).ToList();
        Assert.True(terms[0].Term > 0);
        Assert.Equal($"similar:{terms[0].Product}", reason);
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

    protected override SparkSession Open() => SparkSession.Builder().AppName("recommendations").Embedded(_folder.FullPath).GetOrCreate();
}

public sealed class RecommendationSparkTests : RecommendationSuite
{
    protected override SparkSession Open() => SparkSession.Builder().AppName("recommendations").Remote(SparkRemote.UrlOrSkip()).GetOrCreate();
}
