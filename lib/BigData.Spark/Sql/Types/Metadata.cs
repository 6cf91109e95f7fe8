using System.Text.Json;
using System.Text.Json.Nodes;

namespace BigData.Spark.Sql.Types;

/// <summary>Facts about a column as a JSON object. Immutable; equal if the texts are equal.</summary>
public sealed class Metadata : IEquatable<Metadata>
{
    private Metadata(string json) => Json = json;

    /// <summary>No facts.</summary>
    public static Metadata Empty { get; } = new("{}");

    /// <summary>The JSON object as text.</summary>
    public string Json { get; }

    /// <summary>Whether there are no facts.</summary>
    public bool IsEmpty => Json.Length == 2;

    /// <summary>Reads a JSON object.</summary>
    /// <param name="json">The text of a JSON object; an empty text means no facts.</param>
    /// <returns>The facts.</returns>
    /// <exception cref="ArgumentException">The text is not a JSON object.</exception>
    public static Metadata FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.Length == 0 ? Empty : FromNode(Parse(json));
    }

    /// <summary>The string under a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The string, or null if there is none.</returns>
    public string? GetString(string key) =>
        !IsEmpty && Parse(Json)[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>The integer under a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The integer, or null if there is none.</returns>
    public long? GetLong(string key) =>
        !IsEmpty && Parse(Json)[key] is JsonValue value && value.TryGetValue(out long number) ? number : null;

    /// <summary>The same facts with one added or changed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The new string.</param>
    /// <returns>New facts.</returns>
    public Metadata With(string key, string value) => Set(key, JsonValue.Create(value));

    /// <summary>The same facts with one added or changed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The new integer.</param>
    /// <returns>New facts.</returns>
    public Metadata With(string key, long value) => Set(key, JsonValue.Create(value));

    /// <summary>The same facts without one.</summary>
    /// <param name="key">The key; nothing happens if there is none.</param>
    /// <returns>New facts.</returns>
    public Metadata Without(string key)
    {
        JsonObject node = Parse(Json);
        node.Remove(key);
        return FromNode(node);
    }

    /// <inheritdoc/>
    public bool Equals(Metadata? other) => other is not null && string.Equals(Json, other.Json, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Metadata);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Json);

    /// <summary>The JSON object as text.</summary>
    /// <returns>The value of <see cref="Json"/>.</returns>
    public override string ToString() => Json;

    private static JsonObject Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new ArgumentException("Metadata must be a JSON object.", nameof(json));
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"Metadata must be a JSON object: {e.Message}", nameof(json), e);
        }
    }

    private static Metadata FromNode(JsonObject node) => node.Count == 0 ? Empty : new Metadata(node.ToJsonString(DataTypeJson.Options));

    private Metadata Set(string key, JsonNode value)
    {
        ArgumentNullException.ThrowIfNull(key);
        JsonObject node = Parse(Json);
        node[key] = value;
        return FromNode(node);
    }
}
