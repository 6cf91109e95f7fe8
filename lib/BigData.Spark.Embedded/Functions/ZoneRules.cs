using System.Collections.Concurrent;
using System.Globalization;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Functions;

/// <summary>The offsets of a time zone, with Java's answers for local times that occur twice or never.</summary>
internal sealed class ZoneRules
{
    private const long Second = 1_000_000;
    private const long Day = 86_400 * Second;
    private static readonly ConcurrentDictionary<string, ZoneRules> Known = new(StringComparer.Ordinal);
    private readonly long[] _starts;
    private readonly long[] _offsets;

    private ZoneRules(long[] starts, long[] offsets)
    {
        _starts = starts;
        _offsets = offsets;
    }

    public static bool IsUtc(string zone) => zone is "UTC" or "GMT" or "Z" or "Etc/UTC" or "Etc/GMT" or "+00:00" or "UTC+00:00" or "Zulu" or "UCT";

    /// <summary>The rules of a zone by its IANA name, an offset (+01:00) or a prefix with an offset (UTC+1).</summary>
    /// <exception cref="Sql.SparkDateTimeException">There is no such zone.</exception>
    public static ZoneRules Get(string zone) => Known.GetOrAdd(zone, Make);

    /// <summary>The rules of a zone; null when there is none of the name.</summary>
    public static ZoneRules? Find(string zone)
    {
        try
        {
            return Get(zone);
        }
        catch (Sql.SparkException)
        {
            return null;
        }
    }

    /// <summary>Microseconds of the local time at an instant.</summary>
    public long ToLocal(long instant) => instant + OffsetAt(instant);

    /// <summary>The instant of a local time.</summary>
    public long ToInstant(long local)
    {
        long before = OffsetAt(local - Day);
        long early = local - before;
        long there = OffsetAt(early);
        if (there == before)
        {
            return early;
        }

        long late = local - there;
        return OffsetAt(late) == there ? late : early;
    }

    private long OffsetAt(long instant)
    {
        int index = Array.BinarySearch(_starts, instant);
        return _offsets[index >= 0 ? index : Math.Max(~index - 1, 0)];
    }

    private static ZoneRules Make(string zone)
    {
        if (Offset(zone) is { } offset)
        {
            return new ZoneRules([long.MinValue], [offset]);
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? info))
        {
            throw SparkErrors.Create("INVALID_TIMEZONE", ("timeZone", zone));
        }

        List<long> starts = [long.MinValue];
        List<long> offsets = [At(info, FirstYear())];
        DateTime last = new(2150, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (DateTime day = FirstYear(); day < last; day = day.AddDays(7))
        {
            DateTime next = day.AddDays(7);
            if (At(info, next) != offsets[^1])
            {
                DateTime change = Bisect(info, day, next, offsets[^1]);
                starts.Add((change - DateTime.UnixEpoch).Ticks / 10);
                offsets.Add(At(info, change));
            }
        }

        return new ZoneRules([.. starts], [.. offsets]);
    }

    private static DateTime FirstYear() => new(1850, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static long At(TimeZoneInfo zone, DateTime instant) => zone.GetUtcOffset(instant).Ticks / 10;

    private static DateTime Bisect(TimeZoneInfo zone, DateTime from, DateTime to, long offset)
    {
        while (to - from > TimeSpan.FromSeconds(1))
        {
            DateTime middle = from.AddSeconds(Math.Floor((to - from).TotalSeconds / 2));
            if (At(zone, middle) == offset)
            {
                from = middle;
            }
            else
            {
                to = middle;
            }
        }

        return to;
    }

    // Z, +h, +hh:mm, +hhmm, +hh:mm:ss, and the same behind UTC, GMT or UT.
    private static long? Offset(string zone)
    {
        string text = zone;
        foreach (string prefix in (string[])["UTC", "GMT", "UT"])
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                text = text[prefix.Length..];
                break;
            }
        }

        if (text.Length == 0 || text == "Z" || IsUtc(zone))
        {
            return 0;
        }

        if (text[0] is not ('+' or '-'))
        {
            return null;
        }

        string digits = text[1..].Replace(":", string.Empty, StringComparison.Ordinal);
        digits = text.Length == 2 || text.IndexOf(':', StringComparison.Ordinal) == 2 ? "0" + digits : digits;
        digits = digits.PadRight(6, '0');
        if (digits.Length != 6 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return null;
        }

        int seconds = (number / 10000 * 3600) + (number / 100 % 100 * 60) + (number % 100);
        return seconds <= 18 * 3600 ? (text[0] == '-' ? -seconds : seconds) * Second : null;
    }
}
