using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>Expressions that differ by the business time zone of the source.</summary>
internal static class SourceZones
{
    private const string Source = "source";

    /// <summary>The first instant of the day in the zone of the row's source.</summary>
    internal static Column StartOfDay(DateOnly day, IReadOnlyDictionary<string, string> zones) =>
        Choose(zones, zone => Lit(BusinessTime.StartOfDay(day, zone)));

    /// <summary>One expression per source that has a zone of its own, the default zone's for all others.</summary>
    internal static Column Choose(IReadOnlyDictionary<string, string> zones, Func<string, Column> ofZone)
    {
        Column? chosen = null;
        foreach ((string source, string zone) in zones.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Column isSource = Col(Source).EqualTo(Lit(source));
            chosen = chosen is null ? When(isSource, ofZone(zone)) : chosen.When(isSource, ofZone(zone));
        }

        Column otherwise = ofZone(BusinessTime.DefaultZone);
        return chosen is null ? otherwise : chosen.Otherwise(otherwise);
    }

    /// <summary>What is wrong with the zones, one sentence each.</summary>
    internal static IEnumerable<string> Problems(string option, IReadOnlyDictionary<string, string> zones) =>
        zones.Where(pair => !TimeZoneInfo.TryFindSystemTimeZoneById(pair.Value, out _))
            .Select(pair => $"{option}: '{pair.Value}' of source '{pair.Key}' is not an IANA time zone");
}
