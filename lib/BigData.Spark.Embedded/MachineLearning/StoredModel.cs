using BigData.Models.Recommendations;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>One side of a model: ids as the user gave them, rising, and the factors in the same order.</summary>
internal sealed class ModelSide(int[] ids, FactorMatrix factors)
{
    private readonly Lazy<TopNSearch> _search = new(() => new TopNSearch(factors));

    internal int[] Ids => ids;

    internal FactorMatrix Factors => factors;

    /// <summary>Finds the best rows of this side for rows of the other.</summary>
    internal TopNSearch Search => _search.Value;

    /// <summary>The row of an id; negative when it was not trained.</summary>
    internal int Find(int id) => Array.BinarySearch(ids, id);
}

/// <summary>A model of ALS in the cache of a session.</summary>
internal sealed record StoredModel(string Uid, AlsParameters Parameters, ModelSide Users, ModelSide Items)
{
    internal int Rank => Users.Factors.Rank;
}
