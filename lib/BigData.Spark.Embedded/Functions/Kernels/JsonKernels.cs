using System.Globalization;
using System.Text.Json;
using BigData.DuckDb.Functions;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Looks into JSON text.</summary>
internal static class JsonKernels
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static NativeKernel GetObject { get; } = new("spark_get_json_object", static () => DuckDbFunction.Create<string, string, string?>("spark_get_json_object", Get));

    public static NativeKernel ArrayLength { get; } = new("spark_json_array_length", static () => DuckDbFunction.Create<string, int?>("spark_json_array_length", static text =>
    {
        using JsonDocument? document = Parse(text);
        return document?.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.GetArrayLength() : null;
    }));

    private static string? Get(string text, string path)
    {
        using JsonDocument? document = Parse(text);
        if (document is null || Steps(path) is not { } steps)
        {
            return null;
        }

        List<JsonElement> found = [document.RootElement];
        bool isMany = false;
        foreach (string step in steps)
        {
            isMany |= step is "[*]";
            found = [.. found.SelectMany(e => Step(e, step))];
        }

        return found.Count == 0 ? null
            : found.Count == 1 && !isMany ? Text(found[0])
            : found.Count == 1 ? Text(found[0], quoted: found[0].ValueKind != JsonValueKind.Array) : $"[{string.Join(',', found.Select(f => Text(f, quoted: true)))}]";
    }

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // $.name, $['name'], $[0], $[*]; each step is a name, or an index in brackets.
    private static List<string>? Steps(string path)
    {
        if (!path.StartsWith('$'))
        {
            return null;
        }

        List<string> steps = [];
        int i = 1;
        while (i < path.Length)
        {
            if (path[i] == '.')
            {
                int end = path.AsSpan(i + 1).IndexOfAny('.', '[');
                end = end < 0 ? path.Length : i + 1 + end;
                steps.Add(path[(i + 1)..end]);
                i = end;
            }
            else if (path[i] == '[' && path.IndexOf(']', i) is var close && close > i)
            {
                string inner = path[(i + 1)..close];
                steps.Add(inner.StartsWith('\'') ? inner.Trim('\'') : $"[{inner}]");
                i = close + 1;
            }
            else
            {
                return null;
            }
        }

        return steps;
    }

    private static IEnumerable<JsonElement> Step(JsonElement element, string step)
    {
        if (step.StartsWith('['))
        {
            if (element.ValueKind != JsonValueKind.Array)
            {
                return [];
            }

            if (step == "[*]")
            {
                return element.EnumerateArray();
            }

            return int.TryParse(step.AsSpan(1, step.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < element.GetArrayLength() ? [element[index]] : [];
        }

        return element.ValueKind switch
        {
            JsonValueKind.Object when element.TryGetProperty(step, out JsonElement value) => [value],
            JsonValueKind.Array => element.EnumerateArray().SelectMany(e => Step(e, step)),
            _ => [],
        };
    }

    private static string? Text(JsonElement element, bool quoted = false) => element.ValueKind switch
    {
        JsonValueKind.Null => quoted ? "null" : null,
        JsonValueKind.String when !quoted => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        _ => JsonSerializer.Serialize(element, Plain),
    };
}
