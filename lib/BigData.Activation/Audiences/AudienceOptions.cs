using BigData.Spark.Sql;

namespace BigData.Activation.Audiences;

/// <summary>Who may be in an audience.</summary>
public sealed record AudienceOptions
{
    /// <summary>The purpose that a consent must be for, such as <c>marketing</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>The channel that a consent must be for, such as <c>display</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The receiver that a consent must name, such as <c>ad_platform</c>.</summary>
    public required string Receiver { get; init; }

    /// <summary>
    /// The share of people, 0 to 1, who are left out of every audience so that its effect can be measured. Who they are follows from a
    /// hash of <see cref="HoldoutSalt"/>, source and customer, so it does not change from one publication to the next. Default: 0.
    /// </summary>
    public double HoldoutShare { get; init; }

    /// <summary>Another text makes another holdout group.</summary>
    public string HoldoutSalt { get; init; } = "holdout";

    /// <summary>How often a person may come into an audience; null (the default) for any number of times.</summary>
    public FrequencyCap? Cap { get; init; }
}

/// <summary>
/// A frequency cap: at most so many contacts of a person on one channel within a rolling window. A contact is coming into an audience of
/// any destination of the <see cref="AudienceOptions.Channel"/>; staying in is none, and who is in stays in. Days are as-of days of the
/// audience, not those of a clock.
/// </summary>
/// <param name="Contacts">The most contacts, at least 1.</param>
/// <param name="Days">The length of the window, at least 1: a contact on day d counts up to day d + Days − 1.</param>
public sealed record FrequencyCap(int Contacts, int Days);

/// <summary>The tables that an audience is made from.</summary>
/// <param name="Members">Who is chosen: source, customer_id.</param>
/// <param name="Customers">Identifiers: source, customer_id, email, phone_e164, country.</param>
/// <param name="Consents">Statements: source, customer_id, purpose, channel, destination, status (<c>granted</c>, <c>denied</c>, <c>withdrawn</c>), status_at.</param>
/// <param name="Suppressions">Who must not be contacted: source, customer_id, reason.</param>
public sealed record AudienceTables(DataFrame Members, DataFrame Customers, DataFrame Consents, DataFrame Suppressions)
{
    /// <summary>The as-of day of the members, which is the day of a contact; null when they have none: then no frequency cap can be kept.</summary>
    public DateOnly? AsOf { get; init; }
}

/// <summary>Where audiences are remembered: folders of Delta tables of hashes, which this process and the engine see under the same path.</summary>
/// <param name="Members">The members of one audience of one destination.</param>
/// <param name="Contacts">The contacts of all audiences of the lakehouse.</param>
public sealed record AudienceMemory(string Members, string Contacts);
