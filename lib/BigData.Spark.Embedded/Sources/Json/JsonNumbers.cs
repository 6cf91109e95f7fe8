using System.Globalization;

namespace BigData.Spark.Embedded.Sources.Json;

/// <summary>Numbers of JSON, and the words that stand for those that JSON has not.</summary>
internal static class JsonNumbers
{
    /// <summary>NaN and infinities as Jackson and Spark write them.</summary>
    public static bool TryWord(ReadOnlySpan<byte> word, out double value)
    {
        value = word switch
        {
            _ when word.SequenceEqual("NaN"u8) => double.NaN,
            _ when word.SequenceEqual("Infinity"u8) || word.SequenceEqual("+Infinity"u8) || word.SequenceEqual("INF"u8) || word.SequenceEqual("+INF"u8) => double.PositiveInfinity,
            _ when word.SequenceEqual("-Infinity"u8) || word.SequenceEqual("-INF"u8) => double.NegativeInfinity,
            _ => 0,
        };
        return value != 0;
    }

    /// <summary>The number of a node of kind integer or float.</summary>
    public static double Double(ReadOnlySpan<byte> text) => TryWord(text, out double word) ? word : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    public static float Float(ReadOnlySpan<byte> text) => TryWord(text, out double word) ? (float)word : float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
