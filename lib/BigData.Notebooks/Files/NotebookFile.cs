using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BigData.Notebooks.Kernel;

namespace BigData.Notebooks.Files;

/// <summary>A notebook file of format 4: its cells can be run and get outputs; whatever else it holds stays.</summary>
internal sealed class NotebookFile
{
    private const int Format = 4;

    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _root;

    private NotebookFile(JsonObject root)
    {
        _root = root;
    }

    public JsonArray Cells => _root["cells"]!.AsArray();

    public IEnumerable<JsonObject> CodeCells => Cells.OfType<JsonObject>().Where(cell => (string?)cell["cell_type"] == "code");

    /// <summary>Reads a notebook of C#.</summary>
    /// <exception cref="NotebookException">It is not there, no notebook of format 4, or of another language.</exception>
    public static NotebookFile Read(string path)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"The notebook {path} cannot be read: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new NotebookException($"{path} is no notebook: it is not JSON ({e.Message})", e);
        }

        if (root is not JsonObject document || (int?)(document["nbformat"] as JsonValue) != Format || document["cells"] is not JsonArray)
        {
            throw new NotebookException($"{path} is no notebook of format {Format}; save it again with a Jupyter of today.");
        }

        string? language = (string?)document["metadata"]?["kernelspec"]?["language"] ?? (string?)document["metadata"]?["language_info"]?["name"];
        return language is null or KernelInfo.Language
            ? new NotebookFile(document)
            : throw new NotebookException($"The notebook {path} is written in {language}; expected {KernelInfo.Language}, kernel {KernelSpec.Name}.");
    }

    public static string Source(JsonObject cell) => cell["source"] switch
    {
        JsonArray lines => string.Concat(lines.Select(line => (string?)line)),
        JsonValue text => (string?)text ?? string.Empty,
        _ => string.Empty,
    };

    public static bool HasTag(JsonObject cell, string tag) =>
        cell["metadata"]?["tags"] is JsonArray tags && tags.Any(known => (string?)known == tag);

    public void Write(string path)
    {
        JsonObject metadata = _root["metadata"] as JsonObject ?? [];
        _root["metadata"] = metadata;
        metadata["kernelspec"] = new JsonObject { ["display_name"] = KernelSpec.DisplayName, ["language"] = KernelInfo.Language, ["name"] = KernelSpec.Name };
        metadata["language_info"] = KernelInfo.LanguageInfo();
        File.WriteAllText(path, _root.ToJsonString(Written) + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>Text as notebook files hold it: a list of lines.</summary>
    public static JsonArray Lines(string text)
    {
        JsonArray lines = [];
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            int next = end < 0 ? text.Length : end + 1;
            lines.Add(JsonValue.Create(text[start..next]));
            start = next;
        }

        return lines;
    }
}
