using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BigData.DuckDb.Functions;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Java's regular expressions by .NET.</summary>
internal static class RegexKernels
{
    public static NativeKernel Matches { get; } = Two("spark_rlike", static (text, pattern) => JavaRegex.Compile(pattern).IsMatch(text));

    public static NativeKernel Count { get; } = Two("spark_regexp_count", static (text, pattern) => JavaRegex.Compile(pattern).Count(text));

    public static NativeKernel Substr { get; } = Two("spark_regexp_substr", static (text, pattern) => JavaRegex.Compile(pattern).Match(text) is { Success: true, Length: > 0 } match ? match.Value : null);

    public static NativeKernel Instr { get; } = Two("spark_regexp_instr", static (text, pattern) => JavaRegex.Compile(pattern).Match(text) is { Success: true } match ? match.Index + 1 : 0);

    public static NativeKernel Replace { get; } = Three<string, string>("spark_regexp_replace", static (text, pattern, replacement) => JavaRegex.Compile(pattern).Replace(text, match => Expand(match, replacement)));

    public static NativeKernel Extract { get; } = Three<int, string>("spark_regexp_extract", static (text, pattern, group) => Group(JavaRegex.Compile(pattern).Match(text), group, pattern));

    public static NativeKernel ExtractAll { get; } = Three<int, string>("spark_regexp_extract_all", static (text, pattern, group)
        => JsonSerializer.Serialize(JavaRegex.Compile(pattern).Matches(text).Select(m => Group(m, group, pattern))));

    public static NativeKernel Split { get; } = Three<int, string>("spark_split", static (text, pattern, limit) => JsonSerializer.Serialize(Parts(text, pattern, limit)));

    private static NativeKernel Two<TResult>(string name, Func<string, string, TResult> body) => new(name, () => DuckDbFunction.Create(name, body));

    private static NativeKernel Three<T, TResult>(string name, Func<string, string, T, TResult> body) => new(name, () => DuckDbFunction.Create(name, body));

    private static string Group(Match match, int group, string pattern)
    {
        int groups = JavaRegex.Compile(pattern).GetGroupNumbers().Length - 1;
        if (group < 0 || group > groups)
        {
            throw SparkErrors.Create(
                "INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX",
                ("functionName", "`regexp_extract`"),
                ("parameter", "`idx`"),
                ("groupCount", groups.ToString(CultureInfo.InvariantCulture)),
                ("groupIndex", group.ToString(CultureInfo.InvariantCulture)));
        }

        return match.Success ? match.Groups[group].Value : string.Empty;
    }

    // $1 and ${name} stand for groups, a backslash for the character behind it.
    private static string Expand(Match match, string replacement)
    {
        if (replacement.AsSpan().IndexOfAny('$', '\\') < 0)
        {
            return replacement;
        }

        StringBuilder text = new();
        for (int i = 0; i < replacement.Length; i++)
        {
            char c = replacement[i];
            if (c == '\\' && i + 1 < replacement.Length)
            {
                text.Append(replacement[++i]);
            }
            else if (c == '$' && i + 1 < replacement.Length && char.IsAsciiDigit(replacement[i + 1]))
            {
                text.Append(match.Groups[replacement[++i] - '0'].Value);
            }
            else if (c == '$' && replacement.IndexOf('}', i) is var end && end > i + 1 && replacement[i + 1] == '{')
            {
                text.Append(match.Groups[replacement[(i + 2)..end]].Value);
                i = end;
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    // A match without width at the start gives no part, the rest of Java's split with a limit below one keeps empty parts.
    private static List<string> Parts(string text, string pattern, int limit)
    {
        List<string> parts = [];
        int start = 0;
        foreach (Match match in JavaRegex.Compile(pattern).Matches(text))
        {
            if (limit > 0 && parts.Count == limit - 1)
            {
                break;
            }

            if (match.Length == 0 && (match.Index == 0 || match.Index == text.Length))
            {
                continue;
            }

            parts.Add(text[start..match.Index]);
            start = match.Index + match.Length;
        }

        parts.Add(text[start..]);
        return parts;
    }
}
