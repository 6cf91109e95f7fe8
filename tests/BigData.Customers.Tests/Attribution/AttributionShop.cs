using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Customers.Tests.Attribution;

/// <summary>Touches and conversions of tests: rows in memory and as frames.</summary>
internal sealed record AttributionShop(IReadOnlyList<AttributionShop.Touch> Touches, IReadOnlyList<AttributionShop.Sale> Sales)
{
    internal static readonly DateOnly AsOf = new(2024, 4, 1);

    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly StructType TouchSchema = new(
        new StructField("source", DataTypes.String),
        new StructField("touch_id", DataTypes.String),
        new StructField("customer_id", DataTypes.String),
        new StructField("channel", DataTypes.String),
        new StructField("campaign", DataTypes.String),
        new StructField("kind", DataTypes.String),
        new StructField("cost", new DecimalType(18, 4)),
        new StructField("occurred_at", DataTypes.Timestamp));

    private static readonly StructType SaleSchema = new(
        new StructField("source", DataTypes.String),
        new StructField("conversion_id", DataTypes.String),
        new StructField("customer_id", DataTypes.String),
        new StructField("value", new DecimalType(18, 2)),
        new StructField("converted_at", DataTypes.Timestamp));

    internal sealed record Touch(string Id, string? Customer, string? Channel, double Day, string? Campaign = null, decimal? Cost = null, string Source = "shop", string Kind = "click")
    {
        internal DateTimeOffset At => Start.AddTicks((long)Math.Round(Day * TimeSpan.TicksPerDay / 10) * 10);
    }

    internal sealed record Sale(string Id, string? Customer, decimal? Value, double Day, string Source = "shop")
    {
        internal DateTimeOffset At => Start.AddTicks((long)Math.Round(Day * TimeSpan.TicksPerDay / 10) * 10);
    }

    internal DataFrame TouchFrame(SparkSession spark) => spark.CreateDataFrame(
        [.. Touches.Select(touch => new Row(touch.Source, touch.Id, touch.Customer, touch.Channel, touch.Campaign, touch.Kind, touch.Cost, touch.At))], TouchSchema);

    internal DataFrame SaleFrame(SparkSession spark) => spark.CreateDataFrame(
        [.. Sales.Select(sale => new Row(sale.Source, sale.Id, sale.Customer, sale.Value, sale.At))], SaleSchema);

    internal AttributionResult Credit(SparkSession spark, AttributionOptions options) =>
        BigData.Customers.Attribution.Credit(TouchFrame(spark), SaleFrame(spark), options);

    /// <summary>Two sources, 40 customers, five channels, some touches and sales in the same microsecond, some rows without a customer.</summary>
    internal static AttributionShop Random(int seed)
    {
        var random = new Random(seed);
        string?[] channels = ["email", "search", "direct", "social", null];
        double Day() => random.Next(4) == 0 ? random.Next(10) * 9 : random.NextDouble() * 95;
        string? Customer() => random.Next(15) == 0 ? null : $"c{random.Next(40):00}";
        string Source() => random.Next(4) == 0 ? "other" : "shop";
        return new AttributionShop(
            [.. Enumerable.Range(0, 240).Select(i => new Touch(
                $"t{random.Next(1000):000}-{i}", Customer(), channels[random.Next(5)], Day(), random.Next(3) == 0 ? null : $"k{random.Next(3)}",
                random.Next(4) == 0 ? null : random.Next(100) / 10m, Source()))],
            [.. Enumerable.Range(0, 40).Select(i => new Sale($"o{i}", Customer(), random.Next(8) == 0 ? null : random.Next(-500, 5000) / 100m, Day(), Source()))]);
    }
}
