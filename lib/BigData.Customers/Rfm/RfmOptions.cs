namespace BigData.Customers;

/// <summary>How cut-offs between scores are found.</summary>
public enum RfmMethod
{
    /// <summary>
    /// pandas' <c>qcut</c>: type-7 quintiles in double, right-closed intervals; the score is 1 plus the number of inner edges below
    /// the value. Frequency is first ranked by (frequency, customer_id in binary order) and the rank is cut.
    /// </summary>
    Qcut,

    /// <summary>
    /// SQL's <c>ntile(5) over (order by value, customer_id)</c>: groups differ by at most one customer, the larger ones come first;
    /// equal values are split by the key. Recency is numbered from the most recent and reversed.
    /// </summary>
    Ntile,

    /// <summary>
    /// The convention of the R package rfm: cut = type-7 quintile + 1 (one day, one order, one unit of money), half-open intervals;
    /// the score is 1 plus the number of cuts at or below the value.
    /// </summary>
    QuantilePlusOne,

    /// <summary>Fixed bands of the business: <see cref="RfmOptions.Bands"/>.</summary>
    Bands,
}

/// <summary>What to do when two inner edges of <see cref="RfmMethod.Qcut"/> are equal, so that five groups are impossible.</summary>
public enum RfmTies
{
    /// <summary>Throw an <see cref="RfmTiesException"/> that names source and metric.</summary>
    Error,

    /// <summary>Equal values share a score and some scores stay unused; the model carries a warning.</summary>
    Merge,
}

/// <summary>What a return counts for.</summary>
public enum RfmReturns
{
    /// <summary>Lines of returns are left out.</summary>
    Exclude,

    /// <summary>Amounts of returns lower monetary; recency and frequency do not see them.</summary>
    Net,
}

/// <summary>Fixed bands, each with four edges in rising order.</summary>
/// <param name="RecencyUpTo">Days: a recency of at most the first edge scores 5, above the last edge 1.</param>
/// <param name="FrequencyFrom">Orders: a frequency below the first edge scores 1, from the last edge on 5.</param>
/// <param name="MonetaryFrom">Money: a total below the first edge scores 1, from the last edge on 5.</param>
public sealed record RfmBands(IReadOnlyList<double> RecencyUpTo, IReadOnlyList<double> FrequencyFrom, IReadOnlyList<double> MonetaryFrom);

/// <summary>Options of <see cref="Rfm"/>.</summary>
public sealed record RfmOptions
{
    /// <summary>The day whose start ends the window: only what was ordered before 00:00 of this day counts.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Business time zone of each source (IANA name); a source that is not named is in UTC.</summary>
    public IReadOnlyDictionary<string, string> TimeZones { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How cut-offs are found; default <see cref="RfmMethod.Qcut"/>.</summary>
    public RfmMethod Method { get; init; } = RfmMethod.Qcut;

    /// <summary>What equal inner edges mean; default <see cref="RfmTies.Error"/>.</summary>
    public RfmTies OnTies { get; init; } = RfmTies.Error;

    /// <summary>What returns count for; default <see cref="RfmReturns.Exclude"/>.</summary>
    public RfmReturns Returns { get; init; } = RfmReturns.Exclude;

    /// <summary>Customers are kept only if their total is above this amount (exclusive); default 0.</summary>
    public decimal MinimumSpend { get; init; }

    /// <summary>The bands of <see cref="RfmMethod.Bands"/>; must be given there and nowhere else.</summary>
    public RfmBands? Bands { get; init; }

    /// <summary>The map behind the column <c>segment</c>; default <see cref="SegmentMaps.Rfm10"/>.</summary>
    public SegmentMap SegmentMap { get; init; } = SegmentMaps.Rfm10;

    internal void Validate(string parameter)
    {
        var problems = new List<string>();
        if (Method == RfmMethod.Bands && Bands is null)
        {
            problems.Add($"{nameof(Method)} is {nameof(RfmMethod.Bands)} but {nameof(Bands)} is not set");
        }

        if (Method != RfmMethod.Bands && Bands is not null)
        {
            problems.Add($"{nameof(Bands)} is set but {nameof(Method)} is {Method}; set it to {nameof(RfmMethod.Bands)}");
        }

        if (Bands is not null)
        {
            CheckEdges(nameof(RfmBands.RecencyUpTo), Bands.RecencyUpTo, problems);
            CheckEdges(nameof(RfmBands.FrequencyFrom), Bands.FrequencyFrom, problems);
            CheckEdges(nameof(RfmBands.MonetaryFrom), Bands.MonetaryFrom, problems);
        }

        problems.AddRange(SourceZones.Problems(nameof(TimeZones), TimeZones));
        if (problems.Count > 0)
        {
            throw new ArgumentException($"The options of RFM cannot be used: {string.Join("; ", problems)}", parameter);
        }
    }

    private static void CheckEdges(string name, IReadOnlyList<double> edges, List<string> problems)
    {
        if (edges.Count != ScoreRange.Highest - 1)
        {
            problems.Add($"{name} needs {ScoreRange.Highest - 1} edges, it has {edges.Count}");
        }
        else if (edges.Any(double.IsNaN) || edges.Zip(edges.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            problems.Add($"{name} must rise: {string.Join(", ", edges)}");
        }
    }
}
