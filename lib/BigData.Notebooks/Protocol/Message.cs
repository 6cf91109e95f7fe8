using System.Text.Json.Nodes;

namespace BigData.Notebooks.Protocol;

/// <summary>A message of Jupyter's protocol 5: its parts without the signature.</summary>
internal sealed record Message
{
    /// <summary>Addresses of the sender on a router socket, or the topic on iopub.</summary>
    public IReadOnlyList<byte[]> Identities { get; init; } = [];

    public required JsonObject Header { get; init; }

    /// <summary>The header of the request that this message belongs to; empty for none.</summary>
    public JsonObject Parent { get; init; } = [];

    public JsonObject Metadata { get; init; } = [];

    public JsonObject Content { get; init; } = [];

    public string Type => (string?)Header["msg_type"] ?? string.Empty;

    /// <summary>A value of the content as text; empty where it is missing.</summary>
    public string Text(string name) => Content[name] is JsonValue value && value.TryGetValue(out string? text) ? text : string.Empty;

    public bool Flag(string name, bool otherwise) => Content[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : otherwise;

    public int Number(string name, int otherwise) => Content[name] is JsonValue value && value.TryGetValue(out int number) ? number : otherwise;
}
