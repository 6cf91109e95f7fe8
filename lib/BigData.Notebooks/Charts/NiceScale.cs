using System.Globalization;

namespace BigData.Notebooks.Charts;

/// <summary>An axis of numbers with round ticks: steps of 1, 2 or 5 times a power of ten.</summary>
internal sealed class NiceScale
{
    private const int Wanted = 5;

    public NiceScale(double least, double most, bool fromZero)
    {
        (double low, double high) = fromZero ? (Math.Min(0, least), Math.Max(0, most)) : (least, most);
        if (high <= low)
        {
            high = low + Math.Max(1, Math.Abs(low));
        }

        double rough = (high - low) / Wanted;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double digit = rough / power;
        Step = power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
        Least = Math.Floor(low / Step) * Step;
        Most = Math.Ceiling(high / Step) * Step;
    }

    public double Least { get; }

    public double Most { get; }

    public double Step { get; }

    public IEnumerable<double> Ticks => Enumerable.Range(0, (int)Math.Round((Most - Least) / Step) + 1).Select(i => Least + (i * Step));

    /// <summary>Where a value lies, from 0 to 1.</summary>
    public double At(double value) => (value - Least) / (Most - Least);

    /// <summary>A number for a reader: thousands apart, and no more digits than it needs.</summary>
    public static string Text(double value) => Math.Abs(value) switch
    {
        >= 1e15 => value.ToString("0.###e0", CultureInfo.InvariantCulture),
        >= 1_000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        0 => "0",
        >= 0.01 => value.ToString("0.###", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###e0", CultureInfo.InvariantCulture),
    };
}
