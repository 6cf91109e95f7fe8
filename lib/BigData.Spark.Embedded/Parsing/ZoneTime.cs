using System.Globalization;
using System.Text.RegularExpressions;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>Zone names and the instant of a wall-clock time, as Spark takes them.</summary>
internal static partial class ZoneTime
{
    private const long MicrosPerSecond = 1_000_000;

    /// <summary>A zone by Java's names: an IANA region, <c>Z</c>, <c>UTC</c>, <c>+02:00</c>, <c>UTC+2</c>; null when there is none.</summary>
    public static TimeZoneInfo? Parse(string name)
    {
        string id = name.Trim();
        if (id is "Z" or "UTC" or "GMT" or "UT")
        {
            return TimeZoneInfo.Utc;
        }

        Match offset = Offset().Match(id);
        if (offset.Success)
        {
            return Fixed(offset);
        }

        return id.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone) ? zone : null;
    }

    /// <summary>
    /// The instant of a wall-clock time. One that comes twice is the earlier instant; one in a gap moves forward by the gap.
    /// </summary>
    public static long ToUtc(long localMicros, TimeZoneInfo zone)
    {
        if (zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime)
        {
            return localMicros;
        }

        DateTime local = Clamp(localMicros);
        TimeSpan offset = zone.GetUtcOffset(local);
        if (zone.IsAmbiguousTime(local))
        {
            offset = zone.GetAmbiguousTimeOffsets(local).Max();
        }
        else if (zone.IsInvalidTime(local))
        {
            offset = zone.GetUtcOffset(local.AddDays(-1));
        }

        return localMicros - (offset.Ticks / 10);
    }

    // Years that .NET does not have use the offset of the nearest one.
    private static DateTime Clamp(long micros)
    {
        long min = (DateTime.MinValue.AddDays(2) - DateTime.UnixEpoch).Ticks / 10;
        long max = (DateTime.MaxValue.AddDays(-2) - DateTime.UnixEpoch).Ticks / 10;
        return new DateTime(DateTime.UnixEpoch.AddTicks(Math.Clamp(micros, min, max) * 10).Ticks, DateTimeKind.Unspecified);
    }

    private static TimeZoneInfo? Fixed(Match match)
    {
        int hours = int.Parse(match.Groups["h"].ValueSpan, CultureInfo.InvariantCulture);
        int minutes = match.Groups["m"].Success ? int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        int seconds = match.Groups["s"].Success ? int.Parse(match.Groups["s"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (hours > 18 || minutes > 59 || seconds > 0 || (hours == 18 && minutes > 0))
        {
            return null;
        }

        TimeSpan offset = new(hours, minutes, 0);
        return hours > 14 || offset > TimeSpan.FromHours(14)
            ? null
            : TimeZoneInfo.CreateCustomTimeZone(match.Value, match.Groups["sign"].ValueSpan is "-" ? -offset : offset, match.Value, match.Value);
    }

    [GeneratedRegex("^(UTC|GMT|UT)?(?<sign>[+-])(?<h>\\d{1,2})(:?(?<m>\\d{1,2})(:(?<s>\\d{2}))?)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Offset();
}
