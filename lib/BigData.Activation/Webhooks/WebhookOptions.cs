namespace BigData.Activation.Webhooks;

/// <summary>How a webhook is called.</summary>
internal sealed record WebhookOptions
{
    /// <summary>Where to.</summary>
    public required Uri Url { get; init; }

    /// <summary>Value of the header <c>Authorization</c>; null for none.</summary>
    public string? Authorization { get; init; }

    /// <summary>Rows of one request at most.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>Requests of one second at most.</summary>
    public double RequestsPerSecond { get; init; } = 10;

    /// <summary>How often a request is tried again after a failure that may pass.</summary>
    public int Retries { get; init; } = 6;

    /// <summary>The first pause before a request is tried again; each next one is twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
