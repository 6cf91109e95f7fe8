namespace BigData.Hosting.Configuration;

/// <summary>Named entries below one key, such as <c>destinations:NAME:…</c>.</summary>
internal static class ConfSection
{
    /// <summary>The names, as the first file spells them, in ordinal order.</summary>
    public static IEnumerable<string> Names(Conf conf, string section) => conf.Values.Keys
        .Select(key => key.Split(':'))
        .Where(parts => parts.Length > 2 && string.Equals(parts[0], section, StringComparison.OrdinalIgnoreCase))
        .Select(parts => parts[1])
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Order(StringComparer.Ordinal);

    /// <summary>The values of one entry by the rest of their keys, which compare without case.</summary>
    public static Dictionary<string, string> Values(Conf conf, string section, string name)
    {
        string prefix = $"{section}:{name}:";
        return conf.Values
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The values of a list such as <c>tables:0</c>, <c>tables:1</c>, in the order of their numbers.</summary>
    public static IReadOnlyList<string> List(IReadOnlyDictionary<string, string> values, string name) =>
        [.. values.Where(pair => pair.Key.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase) && pair.Value.Length > 0)
            .OrderBy(pair => pair.Key.Length).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];
}
