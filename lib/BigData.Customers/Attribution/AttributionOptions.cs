namespace BigData.Customers;

/// <summary>Which touches a conversion sees when its customer converts more than once.</summary>
public enum ConversionCycles
{
    /// <summary>
    /// Those after the customer's previous conversion, so that a touch is credited once. Of two conversions in the same microsecond the
    /// one with the smaller conversion_id sees the touches, the other has none.
    /// </summary>
    SincePrevious,

    /// <summary>All touches in the look-back, also those that an earlier conversion saw.</summary>
    AllTouches,
}

/// <summary>What a coalition of channels is worth in <see cref="AttributionModel.Shapley"/>.</summary>
public enum ShapleyGame
{
    /// <summary>
    /// The conversions of all paths whose channels are all in it. The exact value has a closed form (a path's conversions go evenly to its
    /// distinct channels), so that the number of channels is not limited; nulls play no part.
    /// </summary>
    Conversions,

    /// <summary>
    /// The conversion rate of those paths, nulls included; exact over all coalitions, for at most 15 channels. Negative values are floored
    /// at 0 and the rest is scaled to the conversions.
    /// </summary>
    ConversionRate,
}

/// <summary>Options of <see cref="Attribution"/>.</summary>
public sealed record AttributionOptions
{
    /// <summary>The most channels of a source that <see cref="ShapleyGame.ConversionRate"/> takes.</summary>
    public const int MaximumRateChannels = 15;

    /// <summary>The day whose start ends the data: only what happened before 00:00 of this day counts.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Business time zone of each source (IANA name); a source that is not named is in UTC.</summary>
    public IReadOnlyDictionary<string, string> TimeZones { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Names the channels of touchpoints before anything is counted; default leaves them as they are. Given paths keep their names.</summary>
    public ChannelTaxonomy Taxonomy { get; init; } = ChannelTaxonomy.AsIs;

    /// <summary>Look-back windows in days of 24 hours; both ends count; default 7, 30, 90.</summary>
    public IReadOnlyList<int> WindowsDays { get; init; } = [7, 30, 90];

    /// <summary>The models; default all.</summary>
    public IReadOnlyList<AttributionModel> Models { get; init; } = AttributionModels.All;

    /// <summary>Which touches a conversion sees; default <see cref="ConversionCycles.SincePrevious"/>.</summary>
    public ConversionCycles Cycles { get; init; } = ConversionCycles.SincePrevious;

    /// <summary>
    /// Whether customers with touches and no conversion before the as-of count as null paths: their look-back ends at their last touch, so
    /// each gives one null path per window. Default true.
    /// </summary>
    public bool NullPaths { get; init; } = true;

    /// <summary>What is done to a path, from left to right; default collapses consecutive repeats of a channel.</summary>
    public IReadOnlyList<PathTransform> Transforms { get; init; } = [PathTransform.CollapseRepeats];

    /// <summary>Days after which a touch weighs half in <see cref="AttributionModel.TimeDecay"/>; default 7.</summary>
    public double HalfLifeDays { get; init; } = 7;

    /// <summary>Share of the first touch in <see cref="AttributionModel.PositionBased"/>; default 0.4.</summary>
    public double FirstShare { get; init; } = 0.4;

    /// <summary>Share of the last touch in <see cref="AttributionModel.PositionBased"/>; default 0.4. The rest goes to those between.</summary>
    public double LastShare { get; init; } = 0.4;

    /// <summary>Names of channels that <see cref="AttributionModel.LastNonDirect"/> passes over; default <c>direct</c>.</summary>
    public IReadOnlyList<string> DirectChannels { get; init; } = ["direct"];

    /// <summary>What a coalition is worth in <see cref="AttributionModel.Shapley"/>; default <see cref="ShapleyGame.Conversions"/>.</summary>
    public ShapleyGame ShapleyGame { get; init; } = ShapleyGame.Conversions;

    /// <summary>
    /// The most touches of a path, default 100: of a longer one the last so many count, before any transform, and the result carries a
    /// warning with the number of paths that were cut. So a customer (or a robot) with 100,000 touches is an ordinary path of 100.
    /// </summary>
    public int MaximumPathLength { get; init; } = 100;

    /// <summary>Whether touches stand in arrays as structs, whatever their number; for tests.</summary>
    internal bool IsRoomy { get; init; }

    /// <summary>Whether elements of paths are channels with a count.</summary>
    internal bool CountsTouches => Transforms is [.., var last] && last == PathTransform.Frequency;

    /// <summary>The channel of an element of a path, as <see cref="PathLabels"/> calls it.</summary>
    internal string ChannelOf(string label) => CountsTouches ? label[..label.LastIndexOf('(')] : label;

    internal void Validate(string parameter)
    {
        var problems = new List<string>();
        CheckLists(problems);
        if (!(HalfLifeDays > 0) || double.IsInfinity(HalfLifeDays))
        {
            problems.Add($"{nameof(HalfLifeDays)} is {HalfLifeDays}; expected a number of days above 0");
        }

        if (!(FirstShare >= 0 && LastShare >= 0 && FirstShare + LastShare <= 1))
        {
            problems.Add($"{nameof(FirstShare)} {FirstShare} and {nameof(LastShare)} {LastShare} must be at least 0 and at most 1 together");
        }

        if (MaximumPathLength < 1)
        {
            problems.Add($"{nameof(MaximumPathLength)} is {MaximumPathLength}; expected at least 1");
        }

        problems.AddRange(SourceZones.Problems(nameof(TimeZones), TimeZones));
        if (problems.Count > 0)
        {
            throw new ArgumentException($"The options of attribution cannot be used: {string.Join("; ", problems)}", parameter);
        }
    }

    private void CheckLists(List<string> problems)
    {
        if (WindowsDays.Count == 0 || WindowsDays.Any(days => days is < 1 or > 36_500) || WindowsDays.Distinct().Count() != WindowsDays.Count)
        {
            problems.Add($"{nameof(WindowsDays)} is [{string.Join(", ", WindowsDays)}]; expected distinct numbers of days from 1 to 36500");
        }

        if (Models.Count == 0 || Models.Distinct().Count() != Models.Count)
        {
            problems.Add($"{nameof(Models)} is [{string.Join(", ", Models.Select(model => model.Name()))}]; expected at least one, each once");
        }

        if (Transforms.SkipLast(1).Contains(PathTransform.Frequency))
        {
            problems.Add($"{nameof(Transforms)} is [{string.Join(", ", Transforms)}]; {PathTransform.Frequency} can only be the last one");
        }
    }
}
