using System.Globalization;

namespace BigData.Activation.Webhooks;

/// <summary>The kind <c>webhook</c>: an HTTP endpoint that takes changes as JSON, in batches.</summary>
public sealed class WebhookKind : DestinationKind
{
    private const string Url = "url";
    private const string Authorization = "authorization";
    private const string BatchSize = "batch_size";
    private const string Rate = "requests_per_second";

    /// <inheritdoc/>
    public override string Name => "webhook";

    /// <inheritdoc/>
    public override IReadOnlyList<DestinationSetting> Settings { get; } =
    [
        new(Url, DestinationSettingType.Text, null, "Address to which a webhook's batches are posted."),
        new(Authorization, DestinationSettingType.Secret, null, "Value of the header Authorization, such as Bearer TOKEN."),
        new(BatchSize, DestinationSettingType.Integer, "500", "Rows of one request of a webhook at most."),
        new(Rate, DestinationSettingType.Number, "10", "Requests of a webhook in one second at most."),
    ];

    /// <inheritdoc/>
    public override IDestination Open(DestinationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string text = options.Require(Url);
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
        {
            throw new DestinationSettingException($"The destination {options.Name} has the url '{text}'; expected one that begins with https:// or http://.");
        }

        int batch = int.Parse(options.Require(BatchSize), CultureInfo.InvariantCulture);
        double rate = double.Parse(options.Require(Rate), CultureInfo.InvariantCulture);
        if (batch < 1 || rate <= 0)
        {
            throw new DestinationSettingException($"The destination {options.Name} needs a batch_size of 1 or more and requests_per_second above 0.");
        }

        WebhookOptions webhook = new() { Url = url, Authorization = options.Get(Authorization), BatchSize = batch, RequestsPerSecond = rate };
        return new WebhookDestination(options.Name, options.Folder, webhook, options.Time);
    }
}
