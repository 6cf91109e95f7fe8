using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Customers.Tests.Recommendations;

/// <summary>Interactions of tests: rows in memory and as a frame.</summary>
internal sealed record LikedProducts(IReadOnlyList<LikedProducts.Liked> Rows)
{
    internal static readonly DateOnly AsOf = new(2024, 4, 1);

    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly StructType Schema = new(
        new StructField("source", DataTypes.String),
        new StructField("customer_id", DataTypes.String),
        new StructField("product_id", DataTypes.String),
        new StructField("weight", DataTypes.Double),
        new StructField("is_bought", DataTypes.Boolean),
        new StructField("last_at", DataTypes.Timestamp));

    private static readonly StructType CustomerSchema = new(
        new StructField("source", DataTypes.String), new StructField("customer_id", DataTypes.String), new StructField("country", DataTypes.String));

    private static readonly StructType ProductSchema = new(
        new StructField("source", DataTypes.String),
        new StructField("product_id", DataTypes.String),
        new StructField("product_name", DataTypes.String),
        new StructField("category", DataTypes.String),
        new StructField("in_stock", DataTypes.Boolean));

    internal sealed record Liked(string? Customer, string? Product, double? Weight = 1, bool IsBought = true, int Day = 0, string Source = "shop");

    internal sealed record Product(string Id, string? Category, bool? InStock, string? Name = null, string Source = "shop");

    internal DataFrame Frame(SparkSession spark) => spark.CreateDataFrame(
        [.. Rows.Select(row => new Row(row.Source, row.Customer, row.Product, row.Weight, row.IsBought, Start.AddDays(row.Day)))], Schema);

    internal static DataFrame Customers(SparkSession spark, params IEnumerable<(string Customer, string? Country)> customers) =>
        spark.CreateDataFrame([.. customers.Select(one => new Row("shop", one.Customer, one.Country))], CustomerSchema);

    internal static DataFrame Products(SparkSession spark, params IEnumerable<Product> products) =>
        spark.CreateDataFrame([.. products.Select(one => new Row(one.Source, one.Id, one.Name, one.Category, one.InStock))], ProductSchema);

    /// <summary>
    /// 120 customers and 48 products of four tastes, popular ones first: customer n likes taste n modulo 4 and one product of any. Each row has a day of
    /// its own, some weights are equal, a few are not above 0.
    /// </summary>
    internal static LikedProducts Planted()
    {
        var random = new Random(11);
        var rows = new List<Liked>();
        for (int customer = 0; customer < 120; customer++)
        {
            IEnumerable<int> own = Enumerable.Range(0, 12).OrderBy(place => Math.Pow(random.NextDouble(), 1 + (place / 6.0))).Take(5).Select(place => (place * 4) + (customer % 4));
            foreach (int product in own.Append(random.Next(48)).Distinct())
            {
                double weight = random.Next(20) == 0 ? -1 : random.Next(20) == 0 ? 0 : 1 + random.Next(3);
                rows.Add(new Liked($"c{customer:000}", $"p{product:00}", weight, IsBought: weight >= 0 && random.Next(4) > 0, Day: random.Next(80)));
            }
        }

        return new LikedProducts(rows);
    }
}
