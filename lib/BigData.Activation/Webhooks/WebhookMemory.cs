using System.Text.Json;

namespace BigData.Activation.Webhooks;

/// <summary>What a webhook has taken.</summary>
internal sealed record WebhookState
{
    /// <summary>The content that it has taken as a whole; null before the first publication.</summary>
    public Acknowledgement? Held { get; init; }

    /// <summary>The content on the way to which a publication was; null when none was interrupted.</summary>
    public Acknowledgement? Goal { get; init; }

    /// <summary>How many batches on the way to the goal were taken.</summary>
    public int Done { get; init; }

    /// <summary>Rows that the endpoint refused, to be tried again by the next publication.</summary>
    public IReadOnlyList<DeadLetter> Dead { get; init; } = [];
}

/// <summary>A row that was refused.</summary>
/// <param name="Key">Table and key columns as JSON.</param>
/// <param name="Reason">Why.</param>
/// <param name="Message">The message as it was sent.</param>
internal sealed record DeadLetter(string Key, string Reason, string Message);

/// <summary>The file of a <see cref="WebhookState"/>, replaced by a rename.</summary>
internal sealed class WebhookMemory(string path)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public async Task<WebhookState> ReadAsync(CancellationToken token) => File.Exists(path)
        ? JsonSerializer.Deserialize<WebhookState>(await File.ReadAllTextAsync(path, token).ConfigureAwait(false), Json) ?? new WebhookState()
        : new WebhookState();

    public async Task WriteAsync(WebhookState state, CancellationToken token)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path + ".next", JsonSerializer.Serialize(state, Json), token).ConfigureAwait(false);
        File.Move(path + ".next", path, overwrite: true);
    }
}
