using System.Text.Json.Nodes;
using BigData.Spark.Sql;

namespace BigData.Activation.Webhooks;

/// <summary>
/// Posts changes in batches. Each batch that was taken is remembered in a file of the destination's folder before the next one is sent,
/// so a publication that was killed goes on with the batch that was in the air. Every row carries a key that follows from its content
/// alone: a receiver that remembers keys takes each change once, however often it is sent.
/// </summary>
internal sealed class WebhookDestination(string name, string folder, WebhookOptions options, TimeProvider time) : IDestination
{
    private readonly WebhookClient _client = new(options, time);

    public string Name => name;

    public async Task<Acknowledgement?> AcknowledgedAsync(PublishedTable table, CancellationToken token) =>
        (await Memory(table).ReadAsync(token).ConfigureAwait(false)).Held;

    public async Task<Acknowledgement?> PendingAsync(PublishedTable table, CancellationToken token) =>
        (await Memory(table).ReadAsync(token).ConfigureAwait(false)).Goal;

    public Column? Refusal(PublishedTable table) => null;

    public async Task<DeliveryReport> DeliverAsync(Delivery delivery, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        WebhookMemory memory = Memory(delivery.Table);
        WebhookState state = await memory.ReadAsync(token).ConfigureAwait(false);
        Shipment shipment = new(delivery, state, memory);
        List<JsonObject> batch = [];
        await foreach (RowChange change in delivery.OrderedChangesAsync(token).ConfigureAwait(false))
        {
            batch.Add(shipment.Message(change));
            if (batch.Count == options.BatchSize)
            {
                await SendAsync(shipment, batch, token).ConfigureAwait(false);
                batch = [];
            }
        }

        if (batch.Count > 0 || (shipment.Replaces && shipment.Number == 0))
        {
            await SendAsync(shipment, batch, token).ConfigureAwait(false);
        }

        await RetryAsync(shipment, state.Dead, token).ConfigureAwait(false);
        await memory.WriteAsync(new WebhookState { Held = delivery.Content, Dead = [.. shipment.Dead.Values] }, token).ConfigureAwait(false);
        return new DeliveryReport { Rejects = [.. shipment.Dead.Values.Select(letter => new RejectedRow(letter.Key, letter.Reason))] };
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private WebhookMemory Memory(PublishedTable table) => new(Path.Combine(folder, table.Name, "_state.json"));

    private async Task SendAsync(Shipment shipment, IReadOnlyList<JsonObject> batch, CancellationToken token)
    {
        int number = shipment.Number++;
        if (number >= shipment.Done)
        {
            await PostAsync(shipment, batch, shipment.Replaces && number == 0, token).ConfigureAwait(false);
            await shipment.RememberAsync(number + 1, token).ConfigureAwait(false);
        }
    }

    // Letters of earlier publications are tried once more, unless a newer change of the same row has taken their place.
    private async Task RetryAsync(Shipment shipment, IReadOnlyList<DeadLetter> earlier, CancellationToken token)
    {
        foreach (DeadLetter letter in earlier.Where(letter => shipment.Dead.GetValueOrDefault(letter.Key) == letter))
        {
            shipment.Dead.Remove(letter.Key);
            await PostAsync(shipment, [JsonNode.Parse(letter.Message)!.AsObject()], replaces: false, token).ConfigureAwait(false);
        }
    }

    // A batch that is refused is halved until the rows that the endpoint does not want stand alone.
    private async Task PostAsync(Shipment shipment, IReadOnlyList<JsonObject> rows, bool replaces, CancellationToken token)
    {
        (string key, byte[] body) = shipment.Request(name, rows, replaces);
        string? refusal = await _client.PostAsync(key, body, token).ConfigureAwait(false);
        if (refusal is null)
        {
            foreach (JsonObject row in rows)
            {
                shipment.Dead.Remove(shipment.RowKey(row));
            }
        }
        else if (rows.Count <= 1)
        {
            string rowKey = rows.Count == 1 ? shipment.RowKey(rows[0]) : throw new DestinationException(refusal);
            shipment.Dead[rowKey] = new DeadLetter(rowKey, refusal, rows[0].ToJsonString());
        }
        else
        {
            int half = rows.Count / 2;
            await PostAsync(shipment, [.. rows.Take(half)], replaces, token).ConfigureAwait(false);
            await PostAsync(shipment, [.. rows.Skip(half)], replaces: false, token).ConfigureAwait(false);
        }
    }
}
