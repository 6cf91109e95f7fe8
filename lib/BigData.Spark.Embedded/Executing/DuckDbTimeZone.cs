using System.Globalization;

namespace BigData.Spark.Embedded.Executing;

/// <summary>The name by which DuckDB knows a time zone of Spark.</summary>
internal static class DuckDbTimeZone
{
    internal static string Name(string id)
    {
        TimeZoneInfo zone = SessionTimeZone.Find(id);
        if (ReferenceEquals(zone, TimeZoneInfo.Utc))
        {
            return "UTC";
        }

        if (id[0] is not ('+' or '-') && !id.StartsWith("GMT", StringComparison.Ordinal) && !id.StartsWith("UTC", StringComparison.Ordinal))
        {
            return id;
        }

        TimeSpan offset = zone.BaseUtcOffset;
        if (offset.Minutes != 0)
        {
            throw new NotSupportedException($"The session time zone '{id}' is not a whole number of hours from UTC. Set an IANA zone such as 'Asia/Kolkata' instead.");
        }

        // In the Etc zones a positive number lies west of Greenwich.
        return string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{(offset < TimeSpan.Zero ? "+" : "-")}{Math.Abs(offset.Hours)}");
    }
}
