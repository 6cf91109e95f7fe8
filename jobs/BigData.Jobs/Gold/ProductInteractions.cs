using BigData.Customers;
using BigData.Pipelines;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Jobs;

/// <summary>What the tables of recommendations read of silver.</summary>
internal static class ProductInteractions
{
    private const string NotAProduct = "not_a_product";

    /// <summary>Order lines without charges and adjustments, which are in the files of the retail shop as if they were products.</summary>
    internal static DataFrame Lines(JobContext job) => job.Read(Silver.OrderLines).Filter(!Coalesce(ArrayContains("flags", NotAProduct), Lit(false)));

    /// <summary>Interactions up to the as-of date.</summary>
    internal static DataFrame Of(JobContext job, InteractionOptions options) => Interactions.Of(Lines(job), job.Read(Silver.Events), options);

    /// <summary>
    /// Customers with an order before the as-of date or an account, and the country: the account's, else that of the newest order with one.
    /// </summary>
    internal static DataFrame Customers(JobContext job, DataFrame interactions)
    {
        const string LineCountry = "line_country";
        const string Home = "home";
        string[] key = ["source", "customer_id"];
        DataFrame ordering = job.Read(Silver.OrderLines)
            .Filter(Col("customer_id").IsNotNull() & Col("country").IsNotNull())
            .GroupBy("source", "customer_id")
            .Agg(Max(Struct("ordered_at", "country")).GetField("country").As(LineCountry));
        DataFrame accounts = job.Read(Silver.Customers).Select(Col("source"), Col("customer_id"), Col("country").As(Home));
        return interactions.Select("source", "customer_id").Union(accounts.Select("source", "customer_id")).Distinct()
            .Join(accounts, key, "left")
            .Join(ordering, key, "left")
            .Select(Col("source"), Col("customer_id"), Coalesce(Home, LineCountry).As("country"));
    }

    /// <summary>Products with name, category and stock, as far as they are known.</summary>
    internal static DataFrame Products(JobContext job) => ProductCatalogue.Of(Lines(job).Filter(!Col("is_return")), job.Read(Silver.Products));
}
