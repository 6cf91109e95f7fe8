using System.Collections.Frozen;
using System.Text.Json;
using BigData.Spark.Sql;

namespace BigData.Spark.Errors;

/// <summary>One row of the table of error conditions.</summary>
/// <param name="Kind">The name of the exception's class.</param>
/// <param name="SqlState">The SQLSTATE, or null.</param>
/// <param name="Template">The message with placeholders between angle brackets.</param>
internal sealed record ErrorCondition(string Kind, string? SqlState, string Template);

/// <summary>
/// The table of error conditions: the part of Spark's and Delta's own that both engines meet, plus ours. It is read on the
/// first error.
/// </summary>
internal static class ErrorConditions
{
    private static readonly Lazy<FrozenDictionary<string, ErrorCondition>> Table = new(Load);

    /// <summary>All error classes; those with subclasses only with them.</summary>
    public static IReadOnlyDictionary<string, ErrorCondition> All => Table.Value;

    /// <summary>The condition of an error class.</summary>
    public static ErrorCondition Get(string errorClass) => Table.Value.TryGetValue(errorClass, out ErrorCondition? condition)
        ? condition
        : new ErrorCondition(nameof(SparkException), null, $"Internal error, please report: the error class {errorClass} is not in the table.");

    private static FrozenDictionary<string, ErrorCondition> Load()
    {
        using Stream stream = typeof(ErrorConditions).Assembly.GetManifestResourceStream("error-conditions.json")
            ?? throw new InvalidOperationException("The resource error-conditions.json is missing from the assembly.");
        using JsonDocument document = JsonDocument.Parse(stream);
        Dictionary<string, ErrorCondition> table = new(StringComparer.Ordinal);
        foreach (JsonProperty entry in document.RootElement.EnumerateObject())
        {
            Add(table, entry.Name, entry.Value);
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, ErrorCondition> table, string name, JsonElement entry)
    {
        string kind = entry.GetProperty("kind").GetString()!;
        string? state = entry.GetProperty("sqlState").GetString();
        string message = Lines(entry.GetProperty("message"));
        if (!entry.TryGetProperty("subClass", out JsonElement subclasses))
        {
            table[name] = new ErrorCondition(kind, state, message);
            return;
        }

        foreach (JsonProperty sub in subclasses.EnumerateObject())
        {
            table[$"{name}.{sub.Name}"] = new ErrorCondition(kind, state, $"{message} {Lines(sub.Value)}");
        }
    }

    private static string Lines(JsonElement lines) => string.Join('\n', lines.EnumerateArray().Select(line => line.GetString()));
}
