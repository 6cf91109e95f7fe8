namespace BigData.Customers;

/// <summary>How alike two products are, from c(i,j) customers of both, c(i) and c(j) of each, and N of any.</summary>
public enum SimilarityMeasure
{
    /// <summary>c(i,j) / √(c(i) · c(j)): 0 to 1.</summary>
    Cosine,

    /// <summary>c(i,j) / (c(i) + c(j) − c(i,j)): 0 to 1.</summary>
    Jaccard,

    /// <summary>N · c(i,j) / (c(i) · c(j)): 1 where the products have nothing to do with each other. Favours rare products.</summary>
    Lift,

    /// <summary>
    /// The log-likelihood ratio G² of the two by two table (Dunning 1993): how surely the products go together. Pairs that come together
    /// less often than by chance are no neighbours.
    /// </summary>
    LogLikelihood,
}

/// <summary>Options of <see cref="ItemSimilarity"/>.</summary>
public sealed record SimilarityOptions
{
    /// <summary>How alike two products are; default <see cref="SimilarityMeasure.Cosine"/>.</summary>
    public SimilarityMeasure Measure { get; init; } = SimilarityMeasure.Cosine;

    /// <summary>
    /// The most products of a customer that count, those of the greatest weight (of equal weight the smaller product_id), default 100: so a
    /// customer (or a robot) with 100,000 products adds at most 4,950 pairs.
    /// </summary>
    public int MaximumItemsPerCustomer { get; init; } = 100;

    /// <summary>The fewest customers of both products that make them neighbours; default 3.</summary>
    public int MinimumSupport { get; init; } = 3;

    /// <summary>The most neighbours of a product; default 20.</summary>
    public int Neighbours { get; init; } = 20;

    internal void Validate(string parameter)
    {
        var problems = new List<string>();
        Check(MaximumItemsPerCustomer, 2, nameof(MaximumItemsPerCustomer), problems);
        Check(MinimumSupport, 1, nameof(MinimumSupport), problems);
        Check(Neighbours, 1, nameof(Neighbours), problems);
        if (!Enum.IsDefined(Measure))
        {
            problems.Add($"{nameof(Measure)} is {Measure}; expected {string.Join(", ", Enum.GetNames<SimilarityMeasure>())}");
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException($"The options of item similarity cannot be used: {string.Join("; ", problems)}", parameter);
        }
    }

    private static void Check(int value, int least, string name, List<string> problems)
    {
        if (value < least)
        {
            problems.Add($"{name} is {value}; expected {least} or more");
        }
    }
}
