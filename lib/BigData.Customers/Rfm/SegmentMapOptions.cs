using System.Globalization;

namespace BigData.Customers;

/// <summary>A segment map as it stands in a configuration file.</summary>
/// <remarks>
/// <code>
/// "segmentMaps": { "vip_2": { "rules": [ { "segment": "vip", "r": "4+", "f": "4+", "m": "5" } ], "otherwise": "rest" } }
/// </code>
/// With <c>otherwise</c> the rules are an ordered list, without it a complete grid. A score that a rule leaves out may be any.
/// </remarks>
public sealed class SegmentMapOptions
{
    /// <summary>The rules in their order.</summary>
    public IList<SegmentRuleOptions> Rules { get; init; } = [];

    /// <summary>The segment of all scores that no rule takes; null for a complete grid.</summary>
    public string? Otherwise { get; set; }

    /// <summary>Builds the map.</summary>
    /// <param name="name">Name of the map.</param>
    /// <exception cref="SegmentMapException">All problems of the rules: ranges that cannot be read, missing cells, unreachable rules.</exception>
    public SegmentMap Build(string name)
    {
        var problems = new List<string>();
        var rules = new List<SegmentRule>(Rules.Count);
        for (int i = 0; i < Rules.Count; i++)
        {
            SegmentRuleOptions rule = Rules[i];
            ScoreRange Range(string letter, string? text)
            {
                try
                {
                    return text is null ? ScoreRange.Any : ScoreRange.Parse(text);
                }
                catch (FormatException e)
                {
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"rule {i + 1}, {letter}: {e.Message}"));
                    return ScoreRange.Any;
                }
            }

            rules.Add(new SegmentRule(rule.Segment, Range("r", rule.R), Range("f", rule.F), Range("m", rule.M)));
        }

        if (problems.Count > 0)
        {
            throw new SegmentMapException(name, problems);
        }

        return Otherwise is null ? SegmentMap.Grid(name, rules) : SegmentMap.Ordered(name, rules, Otherwise);
    }
}

/// <summary>One rule of <see cref="SegmentMapOptions"/>; ranges as <see cref="ScoreRange.Parse"/> reads them.</summary>
public sealed class SegmentRuleOptions
{
    /// <summary>Name of the segment.</summary>
    public string Segment { get; set; } = "";

    /// <summary>Recency scores; null for any.</summary>
    public string? R { get; set; }

    /// <summary>Frequency scores; null for any.</summary>
    public string? F { get; set; }

    /// <summary>Monetary scores; null for any.</summary>
    public string? M { get; set; }
}
