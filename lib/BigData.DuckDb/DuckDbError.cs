using System.Globalization;
using System.Text.Json;

namespace BigData.DuckDb;

/// <summary>The parts of an error that DuckDB reports as JSON (setting <c>errors_as_json</c>).</summary>
internal sealed record DuckDbError(string ErrorClass, string Message, string? Subtype, int? Position, string? ObjectName, IReadOnlyList<string> Candidates)
{
    /// <summary>Reads DuckDB's text: JSON, JSON behind a prefix such as <c>Parser Error: </c>, or plain text with such a prefix.</summary>
    public static DuckDbError Parse(string text)
    {
        var start = text.IndexOf('{', StringComparison.Ordinal);
        if (start >= 0 && (start == 0 || text.AsSpan(0, start).TrimEnd().EndsWith(":")) && TryParseJson(text[start..]) is { } error)
        {
            return error;
        }

        var marker = text.IndexOf(" Error: ", StringComparison.Ordinal);
        return marker > 0 && text.AsSpan(0, marker).IndexOfAny('\n', '.', ':') < 0
            ? new DuckDbError(text[..marker], text[(marker + " Error: ".Length)..], null, null, null, [])
            : new DuckDbError("Invalid", text, null, null, null, []);
    }

    private static DuckDbError? TryParseJson(string json)
    {
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "exception_type") is not { } kind)
            {
                return null;
            }

            return new DuckDbError(
                kind,
                Text(root, "exception_message") ?? json,
                Text(root, "error_subtype"),
                int.TryParse(Text(root, "position"), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null,
                Text(root, "name"),
                Text(root, "candidates")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string property) =>
        root.TryGetProperty(property, out var value) ? value.ToString() : null;
}
