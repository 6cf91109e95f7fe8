using System.Globalization;
using System.Text.Json.Nodes;

namespace BigData.Customers;

/// <summary>Options of <see cref="Recommender"/>.</summary>
public sealed record RecommenderOptions
{
    /// <summary>The as-of day of the interactions; it stands in the result and in the version of the model.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>How many products a customer gets at most; default 10.</summary>
    public int Count { get; init; } = 10;

    /// <summary>How many products of each method are considered for a customer, those that the customer has included; default 100.</summary>
    public int Candidates { get; init; } = 100;

    /// <summary>Whether products that the customer has bought are left out; default true.</summary>
    public bool ExcludeBought { get; init; } = true;

    /// <summary>The most products of one category in a list; products without a category are not limited; null for no limit; default 4.</summary>
    public int? MaximumPerCategory { get; init; } = 4;

    /// <summary>The most products in a list that are recommended because of the same product, so that lists stay diverse; null for no limit; default 3.</summary>
    public int? MaximumPerReason { get; init; } = 3;

    /// <summary>Products of each source that are never recommended, by source.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Blocked { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>The most products of a customer's history, those of the greatest weight, whose neighbours are considered; default 30.</summary>
    public int HistoryItems { get; init; } = 30;

    /// <summary>The fewest customers with interactions that give a country a list of popular products of its own; default 50.</summary>
    public int MinimumCustomersOfCountry { get; init; } = 50;

    /// <summary>Length of the factors of ALS; default 12.</summary>
    public int Rank { get; init; } = 12;

    /// <summary>Iterations of ALS; default 8.</summary>
    public int Iterations { get; init; } = 8;

    /// <summary>Penalty of ALS, multiplied by the number of interactions of a row as <c>spark.ml</c> does; default 0.3.</summary>
    public double Regularization { get; init; } = 0.3;

    /// <summary>What a unit of weight adds to the confidence of ALS; default 1.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>Start of the random numbers of ALS; default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>What else decides about the model, such as how its interactions are weighted; a part of the version.</summary>
    public string Inputs { get; init; } = string.Empty;

    /// <summary>The parameters as JSON, in a fixed order.</summary>
    /// <returns>An object with a property for each option that changes the lists.</returns>
    public JsonObject Parameters() => new()
    {
        ["count"] = Count,
        ["candidates"] = Candidates,
        ["exclude_bought"] = ExcludeBought,
        ["maximum_per_category"] = MaximumPerCategory,
        ["maximum_per_reason"] = MaximumPerReason,
        ["blocked"] = string.Join(' ', Blocked.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value.Order(StringComparer.Ordinal).Select(product => $"{pair.Key}:{product}"))),
        ["history_items"] = HistoryItems,
        ["minimum_customers_of_country"] = MinimumCustomersOfCountry,
        ["rank"] = Rank,
        ["iterations"] = Iterations,
        ["regularization"] = Regularization,
        ["alpha"] = Alpha,
        ["seed"] = Seed,
    };

    internal void Validate(string parameter)
    {
        var problems = new List<string>();
        foreach ((string name, int? value) in new (string, int?)[]
        {
            (nameof(Count), Count), (nameof(Candidates), Candidates), (nameof(MaximumPerCategory), MaximumPerCategory), (nameof(MaximumPerReason), MaximumPerReason),
            (nameof(HistoryItems), HistoryItems), (nameof(MinimumCustomersOfCountry), MinimumCustomersOfCountry), (nameof(Rank), Rank),
        })
        {
            if (value < 1)
            {
                problems.Add($"{name} is {value}; expected 1 or more");
            }
        }

        if (Iterations < 0)
        {
            problems.Add($"{nameof(Iterations)} is {Iterations}; expected 0 or more");
        }

        foreach ((string name, double value) in new[] { (nameof(Regularization), Regularization), (nameof(Alpha), Alpha) })
        {
            if (!(value >= 0 && double.IsFinite(value)))
            {
                problems.Add($"{name} is {value.ToString(CultureInfo.InvariantCulture)}; expected a number of 0 or more");
            }
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException($"The options of the recommender cannot be used: {string.Join("; ", problems)}", parameter);
        }
    }
}
