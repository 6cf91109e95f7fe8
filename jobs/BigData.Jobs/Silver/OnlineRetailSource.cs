namespace BigData.Jobs;

/// <summary>Facts about the source <c>online_retail</c>.</summary>
internal static class OnlineRetailSource
{
    internal const string Name = "online_retail";

    /// <summary>The format of InvoiceDate.</summary>
    internal const string TimeFormat = "yyyy-MM-dd HH:mm:ss";
}
