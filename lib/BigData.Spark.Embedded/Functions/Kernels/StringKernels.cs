using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using BigData.DuckDb.Functions;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Functions of text whose rules DuckDB does not share.</summary>
internal static class StringKernels
{
    public static NativeKernel Upper { get; } = Of<string, string>("spark_upper", Casing.ToUpper);

    public static NativeKernel Lower { get; } = Of<string, string>("spark_lower", static text => text.ToLowerInvariant());

    public static NativeKernel InitCap { get; } = Of<string, string>("spark_initcap", Casing.ToTitle);

    public static NativeKernel Soundex { get; } = Of<string, string>("spark_soundex", Casing.Soundex);

    public static NativeKernel UrlEncode { get; } = Of<string, string>("spark_url_encode", static text => System.Net.WebUtility.UrlEncode(text) ?? string.Empty);

    public static NativeKernel UrlDecode { get; } = Of<string, string>("spark_url_decode", static text => System.Net.WebUtility.UrlDecode(text) ?? string.Empty);

    public static NativeKernel Encode { get; } = new("spark_encode", static () => DuckDbFunction.Create<string, string, byte[]>("spark_encode", static (text, set) => CharacterSet(set).GetBytes(text)));

    public static NativeKernel Decode { get; } = new("spark_decode", static () => DuckDbFunction.Create<byte[], string, string>("spark_decode", static (bytes, set) => CharacterSet(set).GetString(bytes)));

    public static NativeKernel Substring { get; } = new("spark_substring", static () => DuckDbFunction.Create<string, int, int, string>("spark_substring", static (text, start, count) =>
    {
        int[] runes = [.. text.EnumerateRunes().Select(r => r.Value)];
        (int from, int to) = Range(runes.Length, start, count);
        return string.Concat(runes.Skip(from).Take(Math.Max(to - from, 0)).Select(char.ConvertFromUtf32));
    }));

    public static NativeKernel SubstringBytes { get; } = new("spark_substring_bytes", static () => DuckDbFunction.Create<byte[], int, int, byte[]>("spark_substring_bytes", static (bytes, start, count) =>
    {
        (int from, int to) = Range(bytes.Length, start, count);
        return to > from ? bytes[from..to] : [];
    }));

    public static NativeKernel Translate { get; } = new("spark_translate", static () => DuckDbFunction.Create<string, string, string, string>("spark_translate", static (text, from, to) =>
    {
        Rune[] keys = [.. from.EnumerateRunes()];
        Rune[] values = [.. to.EnumerateRunes()];
        StringBuilder result = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            int index = Array.IndexOf(keys, rune);
            if (index < 0)
            {
                result.Append(rune.ToString());
            }
            else if (index < values.Length)
            {
                result.Append(values[index].ToString());
            }
        }

        return result.ToString();
    }));

    public static NativeKernel SubstringIndex { get; } = new("spark_substring_index", static () => DuckDbFunction.Create<string, string, int, string>("spark_substring_index", static (text, delimiter, count) =>
    {
        if (count == 0 || delimiter.Length == 0)
        {
            return string.Empty;
        }

        int at = count > 0 ? -1 : text.Length;
        for (int i = 0; i < Math.Abs(count); i++)
        {
            at = count > 0 ? text.IndexOf(delimiter, at + 1, StringComparison.Ordinal)
                : at <= 0 ? -1 : text.LastIndexOf(delimiter, at - 1, StringComparison.Ordinal);
            if (at < 0)
            {
                return text;
            }
        }

        return count > 0 ? text[..at] : text[(at + delimiter.Length)..];
    }));

    public static NativeKernel FormatNumber { get; } = new("spark_format_number", static () => DuckDbFunction.Create<string, int, string?>("spark_format_number", static (text, digits) =>
    {
        if (digits < 0)
        {
            return null;
        }

        if (!DecimalText.TryParse(text, out BigInteger unscaled, out int scale))
        {
            return text.Replace("Infinity", "\u221e", StringComparison.Ordinal);
        }

        // Half to even, as Java's DecimalFormat rounds.
        BigInteger divisor = BigInteger.Pow(10, Math.Max(scale - digits, 0));
        BigInteger quotient = BigInteger.DivRem(unscaled, divisor, out BigInteger remainder);
        int half = (BigInteger.Abs(remainder) * 2).CompareTo(divisor);
        quotient += half > 0 || (half == 0 && divisor > 1 && !quotient.IsEven) ? unscaled.Sign : 0;
        string plain = DecimalText.Format(scale < digits ? quotient * BigInteger.Pow(10, digits - scale) : quotient, digits);
        int point = plain.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? plain : plain[..point];
        string grouped = BigInteger.Parse(whole, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture);
        grouped = whole.StartsWith('-') && !grouped.StartsWith('-') ? "-" + grouped : grouped;
        return point < 0 ? grouped : grouped + plain[point..];
    }));

    public static NativeKernel Format { get; } = new("spark_format", static () => DuckDbFunction.Create<string, string, string, string>(
        "spark_format", static (format, kinds, values) => PrintfFormat.Apply(format, kinds, JsonSerializer.Deserialize<string?[]>(values)!)));

    private static NativeKernel Of<T, TResult>(string name, Func<T, TResult> body) => new(name, () => DuckDbFunction.Create(name, body));

    private static (int From, int To) Range(int length, int start, int count)
    {
        long from = start > 0 ? start - 1 : start < 0 ? (long)length + start : 0;
        long to = count == int.MaxValue ? length : from + count;
        return ((int)Math.Clamp(from, 0, length), (int)Math.Clamp(to, 0, length));
    }

    private static Encoding CharacterSet(string name) => name.ToUpperInvariant() switch
    {
        "UTF-8" => Encoding.UTF8,
        "US-ASCII" => Encoding.ASCII,
        "ISO-8859-1" => Encoding.Latin1,
        "UTF-16BE" => Encoding.BigEndianUnicode,
        "UTF-16LE" => Encoding.Unicode,
        "UTF-16" => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
        "UTF-32" => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
        _ => throw SparkErrors.Create(
            "INVALID_PARAMETER_VALUE.CHARSET",
            ("functionName", "`encode`"),
            ("parameter", "`charset`"),
            ("charset", name),
            ("charsets", "US-ASCII, ISO-8859-1, UTF-8, UTF-16BE, UTF-16LE, UTF-16, UTF-32")),
    };
}
