using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BigData.Activation.Webhooks;

/// <summary>One delivery on its way: how far it has come, which rows were refused, and what is written on the parcels.</summary>
internal sealed class Shipment
{
    private readonly Delivery _delivery;
    private readonly WebhookState _state;
    private readonly WebhookMemory _memory;

    public Shipment(Delivery delivery, WebhookState state, WebhookMemory memory)
    {
        _delivery = delivery;
        _state = state;
        _memory = memory;
        Done = state.Goal is { } goal && goal.IsSameContent(delivery.Content) ? state.Done : 0;
        Replaces = delivery.IsWhole && (state.Held is not null || state.Goal is not null);
        Dead = state.Dead.ToDictionary(letter => letter.Key, StringComparer.Ordinal);
    }

    /// <summary>How many batches an earlier try has brought there.</summary>
    public int Done { get; }

    /// <summary>The number of the next batch, from 0.</summary>
    public int Number { get; set; }

    /// <summary>Whether everything that the receiver holds gives way to the delivery.</summary>
    public bool Replaces { get; }

    /// <summary>Rows that were refused, by key.</summary>
    public Dictionary<string, DeadLetter> Dead { get; }

    public Task RememberAsync(int done, CancellationToken token) =>
        _memory.WriteAsync(_state with { Goal = _delivery.Content, Done = done, Dead = [.. Dead.Values] }, token);

    /// <summary>A row with a key that is the same however often it is sent on the way from what the receiver holds, and another one later.</summary>
    public JsonObject Message(RowChange change)
    {
        JsonObject values = new(_delivery.Table.Columns.Select((column, i) => KeyValuePair.Create(column.Name, ValueText.Json(change.Row.Get(i)))));
        string kind = TableChanges.Word(change.Kind);
        string from = _state.Held is { } held ? FormattableString.Invariant($"{held.TableId} {held.Version}") : "nothing";
        from = Replaces ? FormattableString.Invariant($"{from}, replaced by {_delivery.Content.TableId} {_delivery.Content.Version}") : from;
        return new JsonObject
        {
            ["idempotency_key"] = Hash($"{_delivery.Table.Name}\n{from}\n{kind}\n{values.ToJsonString()}"),
            ["change"] = kind,
            ["row"] = values,
        };
    }

    public (string Key, byte[] Body) Request(string destination, IReadOnlyList<JsonObject> rows, bool replaces)
    {
        JsonObject body = new()
        {
            ["destination"] = destination,
            ["table"] = _delivery.Table.Name,
            ["version"] = _delivery.Content.Version,
            ["replaces"] = replaces,
            ["changes"] = new JsonArray([.. rows.Select(row => row.DeepClone())]),
        };
        string content = string.Join('\n', rows.Select(row => (string?)row["idempotency_key"]));
        return (Hash(replaces ? $"replaces {_delivery.Content.TableId} {_delivery.Content.Version}\n{content}" : content), Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    public string RowKey(JsonObject message) => new JsonObject(
    [
        KeyValuePair.Create("_table", (JsonNode?)_delivery.Table.Name),
        .. _delivery.Table.Keys.Select(key => KeyValuePair.Create(key, message["row"]![key]?.DeepClone())),
    ]).ToJsonString(JsonSerializerOptions.Web);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
