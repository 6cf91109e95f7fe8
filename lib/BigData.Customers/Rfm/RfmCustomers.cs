using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>Order lines to one row per source and customer with recency, frequency and monetary value.</summary>
internal static class RfmCustomers
{
    private const string LastOrder = "last_order";

    internal static DataFrame Total(DataFrame orderLines, RfmOptions options)
    {
        DataFrame lines = orderLines
            .Filter(Col(RfmColumns.CustomerId).IsNotNull())
            .Filter(Col(RfmColumns.OrderedAt).Lt(SourceZones.StartOfDay(options.AsOf, options.TimeZones)));
        DataFrame totals = options.Returns == RfmReturns.Exclude ? WithoutReturns(lines) : Netted(lines);
        Column date = ToDate(SourceZones.Choose(options.TimeZones, zone => FromUtcTimestamp(Col(LastOrder), zone)));
        return totals
            .Filter(Col(LastOrder).IsNotNull())
            .Filter(Col(RfmColumns.Monetary).Gt(Lit(options.MinimumSpend)))
            .Select(
                Col(RfmColumns.Source),
                Col(RfmColumns.CustomerId),
                DateDiff(Lit(options.AsOf), date).As(RfmColumns.RecencyDays),
                Col(RfmColumns.Frequency),
                Col(RfmColumns.Monetary));
    }

    private static DataFrame WithoutReturns(DataFrame lines) =>
        lines.Filter(!Col(RfmColumns.IsReturn))
            .GroupBy(RfmColumns.Source, RfmColumns.CustomerId)
            .Agg(
                Max(Col(RfmColumns.OrderedAt)).As(LastOrder),
                CountDistinct(Col(RfmColumns.OrderId)).As(RfmColumns.Frequency),
                Sum(Col(RfmColumns.Amount)).As(RfmColumns.Monetary));

    private static DataFrame Netted(DataFrame lines)
    {
        Column order = !Col(RfmColumns.IsReturn);
        return lines
            .GroupBy(RfmColumns.Source, RfmColumns.CustomerId)
            .Agg(
                Max(When(order, Col(RfmColumns.OrderedAt))).As(LastOrder),
                CountDistinct(When(order, Col(RfmColumns.OrderId))).As(RfmColumns.Frequency),
                Sum(Col(RfmColumns.Amount)).As(RfmColumns.Monetary));
    }
}
