using System.Text.Json.Nodes;

namespace BigData.Notebooks.Display;

/// <summary>One thing to look at in several formats; whoever shows it takes the richest that it knows. Plain text is always there.</summary>
internal sealed record MimeBundle(string Plain)
{
    public string? Html { get; init; }

    public string? Markdown { get; init; }

    public JsonNode? Json { get; init; }

    public JsonObject ToJson()
    {
        JsonObject data = new() { ["text/plain"] = Plain };
        Add(data, "text/html", Html);
        Add(data, "text/markdown", Markdown);
        if (Json is not null)
        {
            data["application/json"] = Json.DeepClone();
        }

        return new JsonObject { ["data"] = data, ["metadata"] = new JsonObject() };
    }

    private static void Add(JsonObject data, string type, string? text)
    {
        if (text is not null)
        {
            data[type] = text;
        }
    }
}
