namespace BigData.Models;

/// <summary>What each channel is credited with; index = code of the channel.</summary>
public sealed class ChannelCredits
{
    internal ChannelCredits(int channels)
    {
        Conversions = new double[channels];
        Value = new double[channels];
    }

    internal ChannelCredits(double[] conversions, double[] value, double[]? removalEffects)
    {
        Conversions = conversions;
        Value = value;
        RemovalEffects = removalEffects;
    }

    /// <summary>Conversions; their sum is that of the paths.</summary>
    public IReadOnlyList<double> Conversions { get; }

    /// <summary>Value; its sum is that of the paths.</summary>
    public IReadOnlyList<double> Value { get; }

    /// <summary>
    /// Markov chains only, else null: the share of the conversion rate that is lost without the channel, 0 to 1; NaN where no path
    /// converts, because then there is no rate to lose.
    /// </summary>
    public IReadOnlyList<double>? RemovalEffects { get; }

    internal void Add(int channel, double share, double conversions, double value)
    {
        ((double[])Conversions)[channel] += share * conversions;
        ((double[])Value)[channel] += share * value;
    }
}
