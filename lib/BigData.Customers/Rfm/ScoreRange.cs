using System.Globalization;

namespace BigData.Customers;

/// <summary>An inclusive range of scores on the scale 1 to 5.</summary>
/// <param name="Min">Lowest score of the range, 1 to 5.</param>
/// <param name="Max">Highest score of the range, <paramref name="Min"/> to 5.</param>
public readonly record struct ScoreRange(int Min, int Max)
{
    /// <summary>The lowest score there is.</summary>
    public const int Lowest = 1;

    /// <summary>The highest score there is, the best.</summary>
    public const int Highest = 5;

    /// <summary>Every score.</summary>
    public static ScoreRange Any => new(Lowest, Highest);

    /// <summary>Whether the score lies in the range.</summary>
    public bool Contains(int score) => score >= Min && score <= Max;

    /// <summary>Reads <c>"3"</c>, <c>"2-4"</c>, <c>"4+"</c> (4 or more) or <c>"2-"</c> (2 or less).</summary>
    /// <exception cref="FormatException">The text is none of these, or leaves the scale 1 to 5.</exception>
    public static ScoreRange Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        if (TryRead(trimmed, out ScoreRange range) && range.Min >= Lowest && range.Max <= Highest && range.Min <= range.Max)
        {
            return range;
        }

        throw new FormatException($"'{text}' is not a range of scores; write one score (\"3\"), a range (\"2-4\"), \"4+\" or \"2-\", within 1 to 5");
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => Min == Max
        ? Min.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Min}-{Max}");

    private static bool TryRead(string text, out ScoreRange range)
    {
        range = default;
        if (text.EndsWith('+') && TryScore(text[..^1], out int from))
        {
            range = new ScoreRange(from, Highest);
            return true;
        }

        if (text.EndsWith('-') && TryScore(text[..^1], out int to))
        {
            range = new ScoreRange(Lowest, to);
            return true;
        }

        string[] parts = text.Split('-');
        if (parts.Length is 1 or 2 && TryScore(parts[0], out int min) && TryScore(parts[^1], out int max))
        {
            range = new ScoreRange(min, max);
            return true;
        }

        return false;
    }

    private static bool TryScore(string text, out int score) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out score);
}
