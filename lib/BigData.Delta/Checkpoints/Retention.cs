using System.Globalization;

namespace BigData.Delta.Checkpoints;

/// <summary>Durations in table properties, for example <c>interval 7 days</c>.</summary>
internal static class Retention
{
    /// <returns>The duration, the default when the text is null, and null when it is not understood (then nothing may expire).</returns>
    public static TimeSpan? Parse(string? text, TimeSpan whenAbsent)
    {
        if (text is null)
        {
            return whenAbsent;
        }

        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        ReadOnlySpan<string> parts = words is ["interval" or "INTERVAL", ..] ? words.AsSpan(1) : words;
        TimeSpan total = TimeSpan.Zero;
        for (int i = 0; i < parts.Length; i += 2)
        {
            if (i + 1 >= parts.Length
                || !double.TryParse(parts[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
                || ToUnit(parts[i + 1]) is not { } unit)
            {
                return null;
            }

            total += unit * count;
        }

        return parts.Length > 0 ? total : null;
    }

    private static TimeSpan? ToUnit(string word) => word.ToUpperInvariant().TrimEnd('S') switch
    {
        "WEEK" => TimeSpan.FromDays(7),
        "DAY" => TimeSpan.FromDays(1),
        "HOUR" => TimeSpan.FromHours(1),
        "MINUTE" => TimeSpan.FromMinutes(1),
        "SECOND" => TimeSpan.FromSeconds(1),
        "MILLISECOND" => TimeSpan.FromMilliseconds(1),
        _ => null,
    };
}
