namespace BigData.Customers;

/// <summary>Names of the columns of RFM, in and out.</summary>
internal static class RfmColumns
{
    internal const string Source = "source";
    internal const string CustomerId = "customer_id";
    internal const string OrderId = "order_id";
    internal const string Amount = "amount";
    internal const string OrderedAt = "ordered_at";
    internal const string IsReturn = "is_return";
    internal const string AsOf = "as_of";
    internal const string RecencyDays = "recency_days";
    internal const string Frequency = "frequency";
    internal const string FrequencyRank = "frequency_rank";
    internal const string Monetary = "monetary";
    internal const string RScore = "r_score";
    internal const string FScore = "f_score";
    internal const string MScore = "m_score";
    internal const string RfmCode = "rfm_code";
    internal const string Segment = "segment";
}
