using System.Text.Json.Nodes;
using BigData.Notebooks.Scripting;

namespace BigData.Notebooks.Files;

/// <summary>The outputs of a cell as a notebook file holds them: texts of one stream in one piece, updates in their places.</summary>
internal sealed class CollectedOutput : IOutputSink
{
    private readonly List<JsonObject> _outputs = [];
    private readonly Dictionary<string, JsonObject> _byId = new(StringComparer.Ordinal);
    private bool _clear;

    public bool WantsProgress => false;

    public JsonArray Outputs()
    {
        foreach (JsonObject stream in _outputs.Where(output => (string?)output["output_type"] == "stream" && output["text"] is JsonValue))
        {
            stream["text"] = NotebookFile.Lines((string?)stream["text"] ?? string.Empty);
        }

        return [.. _outputs];
    }

    public void Send(string type, JsonObject content)
    {
        switch (type)
        {
            case "clear_output" when (bool?)content["wait"] == true:
                _clear = true;
                break;
            case "clear_output":
                _outputs.Clear();
                break;
            case "update_display_data":
                Update(content);
                break;
            default:
                Add(type, content);
                break;
        }
    }

    private void Add(string type, JsonObject content)
    {
        if (_clear)
        {
            _outputs.Clear();
            _clear = false;
        }

        string? id = (string?)content["transient"]?["display_id"];
        content.Remove("transient");
        if (type == "stream" && _outputs.LastOrDefault() is { } last && (string?)last["output_type"] == "stream" && (string?)last["name"] == (string?)content["name"])
        {
            last["text"] = (string?)last["text"] + (string?)content["text"];
            return;
        }

        JsonObject output = new() { ["output_type"] = type };
        foreach ((string name, JsonNode? value) in content)
        {
            output[name] = value?.DeepClone();
        }

        _outputs.Add(output);
        if (id is not null)
        {
            _byId[id] = output;
        }
    }

    private void Update(JsonObject content)
    {
        if ((string?)content["transient"]?["display_id"] is { } id && _byId.TryGetValue(id, out JsonObject? output))
        {
            output["data"] = content["data"]?.DeepClone();
        }
    }
}
