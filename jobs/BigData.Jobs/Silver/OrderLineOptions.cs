namespace BigData.Jobs;

/// <summary>What the typing of invoice lines needs to know about a shop.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Currency">ISO 4217 code of its prices.</param>
/// <param name="TimeZone">IANA zone of its clock.</param>
/// <param name="Countries">Country names as the shop writes them, to ISO 3166 alpha-2; an empty code is a name that is no country.</param>
/// <param name="NotProducts">Upper-case codes that are charges or adjustments; a last * stands for any rest.</param>
internal sealed record OrderLineOptions(
    string Source,
    string Currency,
    string TimeZone,
    IReadOnlyDictionary<string, string> Countries,
    IReadOnlyList<string> NotProducts);
