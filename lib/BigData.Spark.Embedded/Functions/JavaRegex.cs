using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Java's regular expressions: in .NET's terms, and in RE2's where both surely agree.</summary>
internal static class JavaRegex
{
    private const string LineEnds = @"\n\r\u0085\u2028\u2029";
    private static readonly ConcurrentDictionary<(string Pattern, bool IgnoreCase), Regex> Known = new();

    /// <summary>The compiled expression.</summary>
    /// <exception cref="Sql.SparkRuntimeException">The pattern is not valid.</exception>
    public static Regex Compile(string pattern, bool ignoreCase = false) => Known.GetOrAdd((pattern, ignoreCase), static key => Make(key.Pattern, key.IgnoreCase));

    /// <summary>The same expression for RE2; null when the two may differ on some text.</summary>
    public static string? ForRe2(string pattern)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            char next = i + 1 < pattern.Length ? pattern[i + 1] : '\0';
            bool isSafe = c switch
            {
                '\\' => next is 'd' or 'D' or 'w' or 'W' or '.' or '\\' or '-' or '/' or '+' or '*' or '?' or '(' or ')' or '[' or ']' or '{' or '}' or '|' or '^' or '$' or 't',
                '(' => next != '?' || (i + 2 < pattern.Length && pattern[i + 2] == ':'),
                '+' => i == 0 || pattern[i - 1] is not ('+' or '*' or '?' or '}'),
                '$' or '.' => false,
                '[' => ClassIsSafe(pattern, ref i),
                _ => c is >= ' ' and < '\u007f',
            };
            if (!isSafe)
            {
                return null;
            }

            i += c == '\\' ? 1 : 0;
        }

        return pattern;
    }

    // A class without intersections, nested classes or names.
    private static bool ClassIsSafe(string pattern, ref int i)
    {
        int start = i + 1;
        for (i++; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == ']' && i > start)
            {
                return true;
            }

            if (c == '\\')
            {
                i++;
                if (i >= pattern.Length || pattern[i] is not ('d' or 'w' or '\\' or ']' or '[' or '-' or '.' or '^' or '/'))
                {
                    return false;
                }
            }
            else if (c is '[' or '&' or '~' || c is < ' ' or > '~')
            {
                return false;
            }
        }

        return false;
    }

    private static Regex Make(string pattern, bool ignoreCase)
    {
        try
        {
            RegexOptions options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
            return new Regex(ToNet(pattern), options, TimeSpan.FromSeconds(30));
        }
        catch (ArgumentException e)
        {
            throw SparkErrors.Create("INVALID_PARAMETER_VALUE.PATTERN", [], e, ("functionName", "`regexp`"), ("parameter", "`regexp`"), ("value", $"'{pattern}'"));
        }
    }

    private static string ToNet(string pattern)
    {
        StringBuilder text = new();
        bool inClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                i = Escape(pattern, i + 1, inClass, text);
            }
            else if (c == '.' && !inClass)
            {
                text.Append($"[^{LineEnds}]");
            }
            else if (c == '$' && !inClass)
            {
                text.Append(@"(?=(?:\r\n|[\n\r\u0085\u2028\u2029])?\z)");
            }
            else if (c == '+' && !inClass && i > 0 && pattern[i - 1] is '+' or '*' or '?' or '}' && !(i > 1 && pattern[i - 2] == '\\'))
            {
                throw new ArgumentException("Possessive quantifiers are not part of this engine.", nameof(pattern));
            }
            else
            {
                inClass = c == '[' || (inClass && c != ']');
                text.Append(c);
            }
        }

        return text.ToString();
    }

    // The letters of classes are ASCII in Java.
    private static int Escape(string pattern, int i, bool inClass, StringBuilder text)
    {
        char c = pattern[i];
        string set = c switch
        {
            'd' => "0-9",
            'w' => "a-zA-Z0-9_",
            's' => @"\t\n\x0B\f\r ",
            'h' => @" \t\xA0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000",
            _ => string.Empty,
        };
        if (set.Length > 0)
        {
            text.Append(inClass ? set : $"[{set}]");
        }
        else if (c is 'D' or 'W' or 'S' && !inClass)
        {
            text.Append(c == 'D' ? "[^0-9]" : c == 'W' ? "[^a-zA-Z0-9_]" : @"[^\t\n\x0B\f\r ]");
        }
        else if (c == 'Q')
        {
            int end = pattern.IndexOf(@"\E", i, StringComparison.Ordinal);
            end = end < 0 ? pattern.Length : end;
            text.Append(Regex.Escape(pattern[(i + 1)..end]));
            return Math.Min(end + 1, pattern.Length);
        }
        else if (c == 'p' && Posix(pattern, i) is { } posix)
        {
            text.Append(inClass ? posix : $"[{posix}]");
            return pattern.IndexOf('}', i);
        }
        else
        {
            text.Append('\\').Append(c == 'Z' ? 'Z' : c);
        }

        return i;
    }

    private static string? Posix(string pattern, int i)
    {
        int end = pattern.IndexOf('}', i);
        string name = end < 0 ? string.Empty : pattern[(i + 1)..end].TrimStart('{');
        return name switch
        {
            "Alpha" => "a-zA-Z",
            "Digit" => "0-9",
            "Alnum" => "a-zA-Z0-9",
            "Upper" => "A-Z",
            "Lower" => "a-z",
            "Punct" => @"!-/:-@\[-`{-~",
            "Space" => @"\t\n\x0B\f\r ",
            "XDigit" => "0-9a-fA-F",
            "ASCII" => @"\x00-\x7F",
            "IsAlphabetic" => @"\p{L}",
            "IsDigit" => @"\p{Nd}",
            _ => null,
        };
    }
}
