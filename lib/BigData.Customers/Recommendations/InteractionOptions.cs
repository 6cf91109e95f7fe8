namespace BigData.Customers;

/// <summary>Options of <see cref="Interactions"/>.</summary>
public sealed record InteractionOptions
{
    /// <summary>The day whose start ends the data: only what happened before 00:00 of this day counts.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Business time zone of each source (IANA name); a source that is not named is in UTC.</summary>
    public IReadOnlyDictionary<string, string> TimeZones { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What a line of an order weighs on the as-of day; default 5. Returned goods weigh nothing.</summary>
    public double OrderWeight { get; init; } = 5;

    /// <summary>
    /// What an event weighs on the as-of day, by event type; types that are not named weigh nothing. A negative weight says that the product
    /// is not wanted. Default: view 1, add_to_cart 2; purchases count by their order lines.
    /// </summary>
    public IReadOnlyDictionary<string, double> EventWeights { get; init; } =
        new Dictionary<string, double>(StringComparer.Ordinal) { ["view"] = 1, ["add_to_cart"] = 2 };

    /// <summary>Days of 24 hours after which an interaction weighs half; null for no decay; default 90.</summary>
    public double? HalfLifeDays { get; init; } = 90;

    /// <summary>Days before the as-of day whose interactions have weight; older orders only say what was bought; null for all; default 365.</summary>
    public int? WindowDays { get; init; } = 365;

    /// <summary>The instant that ends the data of a source: the start of the as-of day in its zone.</summary>
    /// <param name="source">The source.</param>
    /// <returns>An instant in UTC.</returns>
    public DateTimeOffset EndOfData(string source) => BusinessTime.StartOfDay(AsOf, TimeZones.GetValueOrDefault(source, BusinessTime.DefaultZone));

    internal void Validate(string parameter)
    {
        var problems = new List<string>();
        foreach ((string name, double weight) in EventWeights.Select(pair => (pair.Key, pair.Value)).Append((nameof(OrderWeight), OrderWeight)))
        {
            if (!(Math.Abs(weight) <= Interactions.LargestWeight))
            {
                problems.Add($"the weight of {name} is {weight}; expected a number from -{Interactions.LargestWeight} to {Interactions.LargestWeight}");
            }
        }

        if (HalfLifeDays is { } days && !(days > 0 && double.IsFinite(days)))
        {
            problems.Add($"{nameof(HalfLifeDays)} is {days}; expected a number of days above 0");
        }

        if (WindowDays is < 1 or > 36_500)
        {
            problems.Add($"{nameof(WindowDays)} is {WindowDays}; expected 1 to 36500 days");
        }

        problems.AddRange(SourceZones.Problems(nameof(TimeZones), TimeZones));
        if (problems.Count > 0)
        {
            throw new ArgumentException($"The options of interactions cannot be used: {string.Join("; ", problems)}", parameter);
        }
    }
}
