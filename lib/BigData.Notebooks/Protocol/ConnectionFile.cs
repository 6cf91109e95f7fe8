using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BigData.Notebooks.Protocol;

/// <summary>Where a client expects the sockets of the kernel, as Jupyter's connection file says it.</summary>
internal sealed record ConnectionFile
{
    [JsonPropertyName("transport")]
    public string Transport { get; init; } = "tcp";

    [JsonPropertyName("ip")]
    public string Ip { get; init; } = "127.0.0.1";

    [JsonPropertyName("shell_port")]
    public int ShellPort { get; init; }

    [JsonPropertyName("control_port")]
    public int ControlPort { get; init; }

    [JsonPropertyName("iopub_port")]
    public int IopubPort { get; init; }

    [JsonPropertyName("stdin_port")]
    public int StdinPort { get; init; }

    [JsonPropertyName("hb_port")]
    public int HeartbeatPort { get; init; }

    /// <summary>The secret that messages are signed with; empty for unsigned messages.</summary>
    [JsonPropertyName("key")]
    public string Key { get; init; } = string.Empty;

    [JsonPropertyName("signature_scheme")]
    public string SignatureScheme { get; init; } = "hmac-sha256";

    /// <summary>Reads the file.</summary>
    /// <exception cref="NotebookException">It is not there, not JSON, or asks for a transport or signature that this kernel does not have.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            ConnectionFile file = JsonSerializer.Deserialize<ConnectionFile>(File.ReadAllBytes(path)) ?? new ConnectionFile();
            return file.Check(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new NotebookException($"The connection file {path} cannot be read: {e.Message} Jupyter writes it when it starts a kernel.", e);
        }
    }

    public string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"{Transport}://{Ip}:{port}");

    private ConnectionFile Check(string path)
    {
        if (Transport != "tcp")
        {
            throw new NotebookException($"The connection file {path} asks for the transport '{Transport}'; this kernel has tcp.");
        }

        if (SignatureScheme != "hmac-sha256")
        {
            throw new NotebookException($"The connection file {path} asks for the signature scheme '{SignatureScheme}'; this kernel has hmac-sha256.");
        }

        return this;
    }
}
