using System.Text.Json.Nodes;

namespace BigData.Pipelines;

/// <summary>The configuration that a job may read: the keys that it declares in <see cref="TableJob.Settings"/>.</summary>
public sealed class JobSettings
{
    private readonly IReadOnlyDictionary<string, string> _values;
    private readonly IReadOnlyList<SettingKey> _declared;
    private readonly string _owner;

    internal JobSettings(IReadOnlyDictionary<string, string> values, IReadOnlyList<SettingKey> declared, string owner)
    {
        _values = values;
        _declared = declared;
        _owner = owner;
    }

    /// <summary>The value of a key, else the default of its declaration.</summary>
    /// <param name="key">The full key, for example <c>sources:online_retail:currency</c>.</param>
    /// <returns>The text as configured; null when there is neither a value nor a default.</returns>
    /// <exception cref="InvalidOperationException">The job does not declare the key.</exception>
    public string? Get(string key)
    {
        SettingKey declaration = _declared.FirstOrDefault(candidate => SettingPattern.Matches(candidate.Name, key))
            ?? throw Undeclared(key);
        return _values.TryGetValue(key, out string? value) ? value : declaration.Default;
    }

    /// <summary>The value of a key that must be there.</summary>
    /// <param name="key">The full key.</param>
    /// <returns>The text as configured or the default.</returns>
    /// <exception cref="PipelineException">Nothing is configured and there is no default.</exception>
    public string Require(string key) => Get(key)
        ?? throw new PipelineException($"{_owner} needs the setting '{key}', which has no value; set it in conf/bigdata.json.");

    /// <summary>Everything below a key, by the rest of the key.</summary>
    /// <param name="prefix">The key without its last part, for example <c>countries</c>.</param>
    /// <returns>Rest of the key and value, in ordinal order of the rest; empty when nothing is configured.</returns>
    /// <exception cref="InvalidOperationException">The job declares no key below the prefix.</exception>
    public IReadOnlyDictionary<string, string> Map(string prefix)
    {
        string start = prefix + ":";
        if (!_declared.Any(key => key.Name.StartsWith(start, StringComparison.OrdinalIgnoreCase)
            || SettingPattern.Matches(key.Name, start + "x")))
        {
            throw Undeclared(start + "*");
        }

        SortedDictionary<string, string> map = new(StringComparer.Ordinal);
        foreach ((string key, string value) in _values)
        {
            if (key.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                map[key[start.Length..]] = value;
            }
        }

        return map;
    }

    /// <summary>Everything below a key as JSON: parts that are numbers from 0 become an array, others an object, values are strings.</summary>
    /// <param name="prefix">The key, for example <c>segments</c>.</param>
    /// <returns>The JSON or null when nothing is configured.</returns>
    /// <exception cref="InvalidOperationException">The job declares no key below the prefix.</exception>
    public JsonNode? Json(string prefix)
    {
        IReadOnlyDictionary<string, string> map = Map(prefix);
        return map.Count == 0 ? null : ToJson([.. map.Select(pair => (pair.Key.Split(':'), pair.Value))], 0);
    }

    private static JsonNode? ToJson(List<(string[] Path, string Value)> entries, int depth)
    {
        if (entries is [(string[] only, string value)] && only.Length == depth)
        {
            return JsonValue.Create(value);
        }

        List<IGrouping<string, (string[] Path, string Value)>> groups =
            [.. entries.Where(entry => entry.Path.Length > depth).GroupBy(entry => entry.Path[depth], StringComparer.OrdinalIgnoreCase)];
        if (groups.TrueForAll(group => int.TryParse(group.Key, out int index) && index >= 0 && index < groups.Count))
        {
            return new JsonArray([.. groups.OrderBy(group => int.Parse(group.Key, System.Globalization.CultureInfo.InvariantCulture))
                .Select(group => ToJson([.. group], depth + 1))]);
        }

        return new JsonObject(groups.Select(group => KeyValuePair.Create(group.Key, ToJson([.. group], depth + 1))));
    }

    private InvalidOperationException Undeclared(string key) => new(
        $"{_owner} reads the setting '{key}' without declaring it; add a SettingKey to its Settings.");
}
