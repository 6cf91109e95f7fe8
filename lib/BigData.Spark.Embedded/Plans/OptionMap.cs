using System.Collections;

namespace BigData.Spark.Embedded.Plans;

/// <summary>Options of a reader or writer: keys without regard to case, printed and compared in key order.</summary>
internal sealed class OptionMap : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<OptionMap>
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public OptionMap(IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach ((string key, string value) in values)
        {
            _values[key] = value;
        }
    }

    public static OptionMap Empty { get; } = new([]);

    public int Count => _values.Count;

    /// <summary>The value of an option, or null when it was not given.</summary>
    public string? this[string key] => _values.GetValueOrDefault(key);

    public bool Equals(OptionMap? other)
        => other is not null && Count == other.Count && _values.All(e => other[e.Key] is { } value && string.Equals(e.Value, value, StringComparison.Ordinal));

    public override bool Equals(object? obj) => Equals(obj as OptionMap);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach ((string key, string value) in _values)
        {
            hash.Add(key, StringComparer.OrdinalIgnoreCase);
            hash.Add(value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => "[" + string.Join(", ", _values.Select(e => $"{e.Key}={e.Value}")) + "]";

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
