using System.Globalization;

namespace BigData.Customers;

/// <summary>The options as a sentence that is printed beside numbers.</summary>
internal static class AttributionSettings
{
    internal static string Of(AttributionOptions options, bool isBuilt)
    {
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"as of {options.AsOf:yyyy-MM-dd}") };
        if (isBuilt)
        {
            parts.Add($"look-back {string.Join(", ", options.WindowsDays)} days of 24 hours");
            parts.Add(options.Taxonomy.Rules.Count == 0 ? "channels as received" : $"channels by {options.Taxonomy.Rules.Count} rules");
            parts.Add(options.Cycles == ConversionCycles.SincePrevious ? "touches since the previous conversion" : "all touches of the window");
            parts.Add(options.NullPaths ? "null paths of customers without a conversion" : "no null paths");
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"half-life {options.HalfLifeDays} days"));
        }
        else
        {
            parts.Add("aggregated paths as given");
        }

        parts.Add($"at most {options.MaximumPathLength} touches, then {(options.Transforms.Count == 0 ? "no transform" : string.Join(", ", options.Transforms))}");
        parts.Add(string.Create(CultureInfo.InvariantCulture, $"first {options.FirstShare} and last {options.LastShare} by position"));
        parts.Add(options.ShapleyGame == ShapleyGame.Conversions ? "Shapley of conversions" : "Shapley of conversion rates");
        return string.Join("; ", parts);
    }
}
