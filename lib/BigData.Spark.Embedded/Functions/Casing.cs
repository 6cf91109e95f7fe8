using System.Globalization;
using System.Text;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Upper and title case with the letters that become two, as Java has them.</summary>
internal static class Casing
{
    public static string ToUpper(string text)
    {
        string upper = text.ToUpperInvariant();
        return upper.Contains('\u00df', StringComparison.Ordinal) || upper.AsSpan().IndexOfAnyInRange('\ufb00', '\ufb06') >= 0
            ? upper.Replace("\u00df", "SS", StringComparison.Ordinal).Replace("\ufb00", "FF", StringComparison.Ordinal)
                .Replace("\ufb01", "FI", StringComparison.Ordinal).Replace("\ufb02", "FL", StringComparison.Ordinal)
            : upper;
    }

    /// <summary>The first letter of each word, words being divided by blanks, large and the others small.</summary>
    public static string ToTitle(string text)
    {
        StringBuilder result = new(text.Length);
        bool isFirst = true;
        foreach (char c in text.ToLowerInvariant())
        {
            result.Append(isFirst ? char.ToUpper(c, CultureInfo.InvariantCulture) : c);
            isFirst = c == ' ';
        }

        return result.ToString();
    }

    public static string Soundex(string text)
    {
        const string codes = "01230127022455012623017202";
        if (text.Length == 0 || !char.IsAsciiLetter(text[0]))
        {
            return text;
        }

        StringBuilder result = new();
        result.Append(char.ToUpperInvariant(text[0]));
        char last = codes[char.ToUpperInvariant(text[0]) - 'A'];
        foreach (char c in text.AsSpan(1))
        {
            if (!char.IsAsciiLetter(c))
            {
                last = '0';
                continue;
            }

            char code = codes[char.ToUpperInvariant(c) - 'A'];
            if (code == '7')
            {
                continue;
            }

            if (code != '0' && code != last)
            {
                result.Append(code);
            }

            last = code;
            if (result.Length == 4)
            {
                break;
            }
        }

        return result.ToString().PadRight(4, '0');
    }
}
