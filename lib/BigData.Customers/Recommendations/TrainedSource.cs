using System.Globalization;
using System.Security.Cryptography;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

namespace BigData.Customers;

/// <summary>What a model of a source was fitted to.</summary>
/// <param name="Source">Source.</param>
/// <param name="Interactions">Pairs of customer and product with a weight that is not 0.</param>
/// <param name="Customers">Customers with an interaction.</param>
/// <param name="Products">Products with an interaction.</param>
/// <param name="Version">
/// Names the model: <c>hybrid-yyyyMMdd-xxxxxxxx</c>, the as-of day and a hash of source, parameters, counts and the newest
/// instant. Equal data and parameters give the
/// same version, on both engines.
/// </param>
public sealed record TrainedSource(string Source, long Interactions, long Customers, long Products, string Version)
{
    /// <summary>Describes the models that <see cref="Recommender.Fit"/> would fit, without fitting them.</summary>
    /// <param name="interactions">As for <see cref="Recommender.Fit"/>.</param>
    /// <param name="options">As for <see cref="Recommender.Fit"/>.</param>
    /// <returns>One a source with an interaction, by source.</returns>
    public static IReadOnlyList<TrainedSource> Of(DataFrame interactions, RecommenderOptions options)
    {
        const string Bought = "bought";
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentNullException.ThrowIfNull(options);
        string parameters = options.Parameters().ToJsonString() + options.Inputs;
        return
        [
            .. interactions.GroupBy(Columns.Source)
                .Agg(
                    Count(When(Col(Columns.Weight) != 0, 1)).As(Columns.Pairs),
                    CountDistinct(Columns.CustomerId).As(Columns.Customers),
                    CountDistinct(Columns.ProductId).As(Columns.Item),
                    Count(When(Col(Columns.IsBought), 1)).As(Bought),
                    Max(Columns.LastAt).As(Columns.LastAt))
                .Collect()
                .Select(row => new TrainedSource(
                    row.GetAs<string>(0), row.GetAs<long>(1), row.GetAs<long>(2), row.GetAs<long>(3),
                    VersionOf(options.AsOf, string.Create(CultureInfo.InvariantCulture, $"{row[0]} {row[1]} {row[2]} {row[3]} {row[4]} {row.Get(5):O} {parameters}"))))
                .OrderBy(source => source.Source, StringComparer.Ordinal),
        ];
    }

    private static string VersionOf(DateOnly asOf, string content)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)));
        return string.Create(CultureInfo.InvariantCulture, $"{RecommendationMethod.Hybrid.Name()}-{asOf:yyyyMMdd}-{hash[..8]}");
    }
}
