namespace BigData.Hosting.Reporting.Charts;

/// <summary>Round numbers along an axis from 0.</summary>
internal static class Ticks
{
    private const int Wanted = 4;

    /// <summary>The end of the axis: the first tick that is not below the largest value; 1 where there is none above 0.</summary>
    public static double Ceiling(double largest) => largest > 0 ? Math.Ceiling(largest / Step(largest)) * Step(largest) : 1;

    /// <summary>The ticks from 0 to the end of an axis, both included.</summary>
    public static IReadOnlyList<double> Of(double end)
    {
        double step = Step(end);
        return [.. Enumerable.Range(0, (int)Math.Round(end / step) + 1).Select(i => i * step)];
    }

    // 1, 2 or 5 times a power of ten, whole.
    private static double Step(double end)
    {
        double rough = Math.Max(1, end / Wanted);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
