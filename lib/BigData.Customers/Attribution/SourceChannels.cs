namespace BigData.Customers;

/// <summary>The channels of one source, in binary order; their places are the codes of its paths.</summary>
internal sealed class SourceChannels
{
    private readonly Dictionary<string, int> _codes;

    internal SourceChannels(IEnumerable<string> names)
    {
        Names = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _codes = Names.Select((name, code) => (name, code)).ToDictionary(pair => pair.name, pair => pair.code, StringComparer.Ordinal);
    }

    /// <summary>A source without touches.</summary>
    internal static SourceChannels None { get; } = new([]);

    /// <summary>Names; index = code.</summary>
    internal IReadOnlyList<string> Names { get; }

    internal int Code(string name) => _codes[name];
}
