using BigData.Pipelines;
using BigData.Pipelines.Testing;
using BigData.Spark.Sql;
using BigData.Testing;

namespace BigData.Jobs.Tests.MainJob;

/// <summary>Jobs of recommendations over rows of the test.</summary>
public sealed class RecommendationJobTests : IDisposable
{
    private static readonly DateOnly AsOf = new(2024, 4, 1);

    private readonly TempFolder _folder = new();
    private readonly SparkSession _spark;

    public RecommendationJobTests() => _spark = SparkSession.Builder().AppName("tests").Embedded(_folder.FullPath).GetOrCreate();

    public void Dispose()
    {
        _spark.Dispose();
        _folder.Dispose();
    }

    private JobBench Bench(TableJob job, params (string Customer, string Product, string Day)[] lines) => new JobBench(job, _spark).AsOf(AsOf).Given(
        Silver.OrderLines,
        "source, customer_id, product_id, is_return, ordered_at",
        [.. lines.Select(line => new object?[] { "shop", line.Customer, line.Product, false, line.Day + " 12:00:00Z" })]);

    [Theory]
    [InlineData("recommendations:neighbours", "0", "expected a whole number from 1 to 1000")]
    [InlineData("recommendations:similarity", "cosinus", "expected cosine, jaccard, lift or log_likelihood")]
    [InlineData("recommendations:event_weights:view", "much", "expected a number from -1000000 to 1000000")]
    [InlineData("recommendations:half_life_days", "0", "expected a number from 0.001")]
    public async Task A_setting_that_cannot_be_used_is_named_with_what_is_expected(string key, string value, string expected)
    {
        PipelineException error = await Assert.ThrowsAsync<PipelineException>(() => Bench(new GoldProductNeighbours()).Setting(key, value).BuildAsync());
        Assert.Contains($"The setting '{key}' is '{value}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_measured_is_said_so()
    {
        JobBench bench = Bench(new GoldModels(), ("ann", "a", "2024-01-05"), ("bob", "a", "2024-01-06"), ("bob", "b", "2024-01-06")).Setting("recommendations:holdout_days", "10");
        IReadOnlyList<Row> rows = await bench.RowsAsync();
        Assert.Equal(["als", "hybrid", "item_item", "popular"], rows.Select(row => row.GetAs<string>("model")).Order());
        Assert.All(rows, row => Assert.Contains("not_measurable", row.GetAs<string>("metrics"), StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Equal(new DateTimeOffset(2024, 4, 1, 0, 0, 0, TimeSpan.Zero), row.GetAs<DateTimeOffset>("trained_at")));
        Assert.Empty(await Bench(new GoldModels()).RowsAsync());
    }

    [Fact]
    public async Task Blocked_products_are_not_recommended_and_lists_name_the_version_of_their_model()
    {
        (string, string, string)[] lines = [("ann", "a", "2024-03-05"), ("bob", "a", "2024-03-06"), ("bob", "b", "2024-03-06"), ("bob", "c", "2024-03-06")];
        IReadOnlyList<Row> rows = await Bench(new GoldCustomerRecommendations(), lines).Setting("recommendations:blocked:shop:0", "c").RowsAsync();
        Assert.Equal(["ann b"], rows.Select(row => $"{row["customer_id"]} {row["product_id"]}"));
        IReadOnlyList<Row> models = await Bench(new GoldModels(), lines).Setting("recommendations:blocked:shop:0", "c").RowsAsync();
        Assert.Equal(models.Single(row => row.GetAs<string>("model") == "hybrid")["version"], rows[0]["model_version"]);
        Assert.Empty(await Bench(new GoldCustomerRecommendations()).RowsAsync());
    }
}
