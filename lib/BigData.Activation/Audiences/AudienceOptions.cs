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
}

/// <summary>The tables that an audience is made from.</summary>
/// <param name="Members">Who is chosen: source, customer_id.</param>
/// <param name="Customers">Identifiers: source, customer_id, email, phone_e164, country.</param>
/// <param name="Consents">Statements: source, customer_id, purpose, channel, destination, status (<c>granted</c>, <c>denied</c>, <c>withdrawn</c>), status_at.</param>
/// <param name="Suppressions">Who must not be contacted: source, customer_id, reason.</param>
public sealed record AudienceTables(DataFrame Members, DataFrame Customers, DataFrame Consents, DataFrame Suppressions);
