using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BigData.Hosting.Output;

internal static class JsonText
{
    private static readonly JsonSerializerOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Document = new(Line) { WriteIndented = true };

    /// <summary>One event on one line.</summary>
    public static string OneLine(JsonNode json) => json.ToJsonString(Line);

    /// <summary>One document.</summary>
    public static string Indented(JsonNode json) => json.ToJsonString(Document);
}
