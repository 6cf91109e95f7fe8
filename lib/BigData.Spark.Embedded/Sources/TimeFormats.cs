using System.Text;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Sources;

/// <summary>How dates and times are written in the text of files: by Java's patterns where they are given, else as in a cast.</summary>
internal sealed class TimeFormats
{
    private const long MicrosPerDay = 86_400_000_000;
    private readonly JavaPattern? _date;
    private readonly JavaPattern? _timestamp;
    private readonly JavaPattern? _timestampNtz;
    private readonly TimeZoneInfo _zone;
    private readonly ZoneRules _rules;

    private TimeFormats(string? date, string? timestamp, string? timestampNtz, TimeZoneInfo zone)
    {
        _date = date is null ? null : JavaPattern.Compile(date);
        _timestamp = timestamp is null ? null : JavaPattern.Compile(timestamp);
        _timestampNtz = timestampNtz is null ? null : JavaPattern.Compile(timestampNtz);
        _zone = zone;
        _rules = ZoneRules.Get(zone.Id);
    }

    /// <summary>Reads <c>dateFormat</c>, <c>timestampFormat</c>, <c>timestampNTZFormat</c> and <c>timeZone</c>.</summary>
    /// <param name="options">As the user gave them.</param>
    /// <param name="zone">The session's zone, for times that name none.</param>
    public static TimeFormats Read(OptionMap options, TimeZoneInfo zone) => new(
        options["dateFormat"],
        options["timestampFormat"],
        options["timestampNTZFormat"],
        options["timeZone"] is { } name ? ZoneTime.Parse(name) ?? zone : zone);

    /// <summary>Whether dates are written by a pattern.</summary>
    public bool HasDatePattern => _date is not null;

    /// <summary>Whether timestamps are written by a pattern.</summary>
    public bool HasTimestampPattern => _timestamp is not null;

    /// <summary>Days since 1970.</summary>
    public bool TryDate(ReadOnlySpan<byte> text, out int days)
    {
        if (_date is null)
        {
            int? found = DateTimeText.ParseDate(text);
            days = found ?? 0;
            return found is not null;
        }

        bool isDate = _date.TryParse(Encoding.UTF8.GetString(text), null, out long micros, out _);
        days = isDate ? (int)Math.Floor((decimal)micros / MicrosPerDay) : 0;
        return isDate;
    }

    /// <summary>Microseconds since 1970 of an instant.</summary>
    public bool TryTimestamp(ReadOnlySpan<byte> text, out long micros)
    {
        if (_timestamp is not null)
        {
            return _timestamp.TryParse(Encoding.UTF8.GetString(text), _rules, out micros, out _);
        }

        long? found = DateTimeText.ParseTimestamp(text, _zone);
        micros = found ?? 0;
        return found is not null;
    }

    /// <summary>Microseconds since 1970 of a local time.</summary>
    public bool TryTimestampNtz(ReadOnlySpan<byte> text, out long micros)
    {
        if (_timestampNtz is not null)
        {
            return _timestampNtz.TryParse(Encoding.UTF8.GetString(text), null, out micros, out _);
        }

        long? found = DateTimeText.ParseTimestampWithoutZone(text);
        micros = found ?? 0;
        return found is not null;
    }
}
