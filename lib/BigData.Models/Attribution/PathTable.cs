namespace BigData.Models;

/// <summary>
/// Aggregated paths of channels: each path stands once, with the conversions, the value and the non-conversions (nulls) that ended it.
/// Channels are codes from 0; paths lie in rising order of their codes, so that sums over them never depend on the order of the input.
/// </summary>
public sealed class PathTable
{
    private readonly int[] _starts;
    private readonly int[] _codes;
    private readonly double[] _conversions;
    private readonly double[] _value;
    private readonly double[] _nulls;

    internal PathTable(int channels, int[] starts, int[] codes, double[] conversions, double[] value, double[] nulls)
    {
        Channels = channels;
        _starts = starts;
        _codes = codes;
        _conversions = conversions;
        _value = value;
        _nulls = nulls;
        TotalConversions = conversions.Sum();
        TotalValue = value.Sum();
        TotalNulls = nulls.Sum();
    }

    /// <summary>The number of channels; codes are below it.</summary>
    public int Channels { get; }

    /// <summary>The number of distinct paths.</summary>
    public int Count => _conversions.Length;

    /// <summary>The conversions of all paths.</summary>
    public double TotalConversions { get; }

    /// <summary>The value of all conversions.</summary>
    public double TotalValue { get; }

    /// <summary>The non-conversions of all paths.</summary>
    public double TotalNulls { get; }

    /// <summary>The channels of one path, first touch first; never empty.</summary>
    /// <param name="index">Number of the path, from 0.</param>
    public ReadOnlySpan<int> Path(int index) => _codes.AsSpan(_starts[index].._starts[index + 1]);

    /// <summary>Conversions of one path.</summary>
    /// <param name="index">Number of the path, from 0.</param>
    public double Conversions(int index) => _conversions[index];

    /// <summary>Value of the conversions of one path.</summary>
    /// <param name="index">Number of the path, from 0.</param>
    public double Value(int index) => _value[index];

    /// <summary>Non-conversions of one path.</summary>
    /// <param name="index">Number of the path, from 0.</param>
    public double Nulls(int index) => _nulls[index];
}
