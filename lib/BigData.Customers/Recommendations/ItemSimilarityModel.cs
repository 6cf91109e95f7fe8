using BigData.Spark.Sql;

namespace BigData.Customers;

/// <summary>Neighbours of products with the frames that they are counted from. Disposing it releases those, after which neighbours cannot be read.</summary>
public sealed class ItemSimilarityModel : IDisposable, IAsyncDisposable
{
    private readonly DataFrame[] _persisted;

    internal ItemSimilarityModel(DataFrame neighbours, params DataFrame[] persisted)
    {
        Neighbours = neighbours;
        _persisted = persisted;
    }

    /// <summary>
    /// One row a source, product and neighbour: source, product_id, rank int (from 1; of equal similarity the smaller neighbour_id first),
    /// neighbour_id, similarity double above 0, support bigint.
    /// </summary>
    public DataFrame Neighbours { get; }

    /// <summary>Releases the persisted frames.</summary>
    public void Dispose()
    {
        foreach (DataFrame frame in _persisted)
        {
            frame.Unpersist();
        }
    }

    /// <summary>Releases the persisted frames.</summary>
    /// <returns>A task that ends when the engine has been told.</returns>
    public async ValueTask DisposeAsync()
    {
        foreach (DataFrame frame in _persisted)
        {
            await frame.UnpersistAsync().ConfigureAwait(false);
        }
    }
}
