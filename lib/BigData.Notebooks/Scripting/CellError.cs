using System.Text.Json.Nodes;

namespace BigData.Notebooks.Scripting;

/// <summary>Why a cell failed.</summary>
/// <param name="Name">The class of the error.</param>
/// <param name="Value">What is wrong, on one line where that is enough.</param>
/// <param name="Traceback">What a reader sees: the message, and the places in cells with their lines.</param>
internal sealed record CellError(string Name, string Value, IReadOnlyList<string> Traceback)
{
    public JsonObject ToJson() => new()
    {
        ["ename"] = Name,
        ["evalue"] = Value,
        ["traceback"] = new JsonArray([.. Traceback.Select(line => JsonValue.Create(line))]),
    };
}
