namespace BigData.Customers;

/// <summary>Names of the columns of attribution, in, out and between.</summary>
internal static class AttributionColumns
{
    internal const string Source = "source";
    internal const string CustomerId = "customer_id";
    internal const string TouchId = "touch_id";
    internal const string Channel = "channel";
    internal const string Campaign = "campaign";
    internal const string Kind = "kind";
    internal const string Cost = "cost";
    internal const string OccurredAt = "occurred_at";
    internal const string ConversionId = "conversion_id";
    internal const string Value = "value";
    internal const string ConvertedAt = "converted_at";
    internal const string AsOf = "as_of";
    internal const string Model = "model";
    internal const string WindowDays = "window_days";
    internal const string Conversions = "conversions";
    internal const string RemovalEffect = "removal_effect";
    internal const string Spend = "spend";
    internal const string Cpa = "cpa";
    internal const string Roas = "roas";
    internal const string Path = "path";
    internal const string Nulls = "nulls";
    internal const string FromState = "from_state";
    internal const string ToState = "to_state";
    internal const string Count = "count";

    // Between: instants in microseconds, channel and campaign as one code.
    internal const string At = "at_us";
    internal const string Ends = "ends_us";
    internal const string Previous = "previous_us";
    internal const string Label = "label";
    internal const string Touches = "touches";
    internal const string Cut = "cut";

    internal const string NoPath = "(none)";
    internal const string Unknown = "(unknown)";
    internal const string NoCampaign = "(none)";
    internal const string Start = "(start)";
    internal const string Conversion = "(conversion)";
    internal const string Null = "(null)";

    /// <summary>Names that are no channels.</summary>
    internal static readonly HashSet<string> Reserved = new([NoPath, Unknown, Start, Conversion, Null], StringComparer.Ordinal);

    internal const long MicrosOfDay = 86_400_000_000;
}
