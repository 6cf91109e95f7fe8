using System.Globalization;

namespace BigData.Spark.Embedded.Executing;

/// <summary>Time zone ids as Spark takes them: IANA names, <c>UTC</c>, <c>Z</c>, and offsets such as <c>+08:00</c> or <c>GMT+8</c>.</summary>
internal static class SessionTimeZone
{
    /// <summary>The zone of an id.</summary>
    /// <exception cref="TimeZoneNotFoundException">No such zone.</exception>
    internal static TimeZoneInfo Find(string id)
    {
        if (id is "UTC" or "Z" or "GMT" or "UT" or "Etc/UTC" or "+00:00")
        {
            return TimeZoneInfo.Utc;
        }

        return Offset(id) is { } offset
            ? TimeZoneInfo.CreateCustomTimeZone(id, offset, id, id)
            : TimeZoneInfo.FindSystemTimeZoneById(id);
    }

    internal static bool IsValid(string id)
    {
        try
        {
            Find(id);
            return id.Length > 0;
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or ArgumentException)
        {
            return false;
        }
    }

    private static TimeSpan? Offset(string id)
    {
        string text = id.StartsWith("UTC", StringComparison.Ordinal) || id.StartsWith("GMT", StringComparison.Ordinal) ? id[3..] : id;
        if (text.Length < 2 || text[0] is not ('+' or '-'))
        {
            return null;
        }

        string[] parts = text[1..].Split(':');
        int minutes = 0;
        if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int hours) || hours > 18
            || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out minutes)))
        {
            return null;
        }

        // .NET limits a zone's distance from UTC to 14 hours where Java allows 18.
        var offset = new TimeSpan(hours, minutes, 0);
        return offset > TimeSpan.FromHours(14) ? null : text[0] == '-' ? -offset : offset;
    }
}
