using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetMQ;

namespace BigData.Notebooks.Protocol;

/// <summary>Messages to and from the frames of a socket, signed with the key of the connection.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol</remarks>
internal sealed class MessageCodec(string key, TimeProvider time)
{
    public const string ProtocolVersion = "5.3";

    private const int SignedParts = 4;

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);
    private readonly string _session = Guid.NewGuid().ToString("N");

    /// <summary>A message that answers or accompanies a request.</summary>
    public Message Create(string type, JsonObject content, Message? parent, JsonObject? metadata = null) => new()
    {
        Identities = parent?.Identities ?? [],
        Header = new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = _session,
            ["username"] = "kernel",
            ["date"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        },
        Parent = parent is null ? [] : (JsonObject)parent.Header.DeepClone(),
        Metadata = metadata ?? [],
        Content = content,
    };

    public NetMQMessage Encode(Message message, IEnumerable<byte[]> identities)
    {
        NetMQMessage frames = new();
        foreach (byte[] identity in identities)
        {
            frames.Append(identity);
        }

        byte[][] parts = [Bytes(message.Header), Bytes(message.Parent), Bytes(message.Metadata), Bytes(message.Content)];
        frames.Append(Delimiter);
        frames.Append(Encoding.ASCII.GetBytes(Signature(parts)));
        foreach (byte[] part in parts)
        {
            frames.Append(part);
        }

        return frames;
    }

    /// <summary>Reads a message; null where the frames are none or the signature is not that of the key.</summary>
    public Message? Decode(NetMQMessage frames)
    {
        List<byte[]> all = [.. frames.Select(frame => frame.ToByteArray(copy: true))];
        int delimiter = all.FindIndex(frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (delimiter < 0 || all.Count < delimiter + 2 + SignedParts)
        {
            return null;
        }

        byte[][] parts = [.. all.Skip(delimiter + 2).Take(SignedParts)];
        byte[] expected = Encoding.ASCII.GetBytes(Signature(parts));
        if (!CryptographicOperations.FixedTimeEquals(expected, all[delimiter + 1]))
        {
            return null;
        }

        try
        {
            return new Message
            {
                Identities = [.. all.Take(delimiter)],
                Header = Read(parts[0]),
                Parent = Read(parts[1]),
                Metadata = Read(parts[2]),
                Content = Read(parts[3]),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(Plain));

    private static JsonObject Read(byte[] part) => JsonNode.Parse(part) as JsonObject ?? [];

    private string Signature(byte[][] parts)
    {
        if (_key.Length == 0)
        {
            return string.Empty;
        }

        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (byte[] part in parts)
        {
            hash.AppendData(part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
