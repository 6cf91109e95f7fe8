using BigData.Spark.ML.Recommendation;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

namespace BigData.Customers;

/// <summary>Models of all sources. Disposing it releases them, after which its frames cannot be read.</summary>
public sealed class RecommenderModel : IDisposable, IAsyncDisposable
{
    private readonly CodedInteractions _coded;
    private readonly CandidateLists _candidates;
    private readonly IReadOnlyList<ALSModel> _models;
    private readonly RecommenderOptions _options;
    private readonly List<DataFrame> _persisted = [];
    private Asked? _asked;

    internal RecommenderModel(
        CodedInteractions coded, CandidateLists candidates, IReadOnlyList<ALSModel> models, IReadOnlyList<TrainedSource> sources, RecommenderOptions options)
    {
        _coded = coded;
        _candidates = candidates;
        _models = models;
        Sources = sources;
        _options = options;
    }

    /// <summary>What the models were fitted to; no source without an interaction.</summary>
    public IReadOnlyList<TrainedSource> Sources { get; }

    /// <summary>Recommends products to customers.</summary>
    /// <param name="customers">
    /// Frame with source, customer_id and country (null: unknown), one row a customer; those without interactions get what is popular.
    /// </param>
    /// <param name="products">
    /// Frame with source, product_id, category (null: none) and in_stock boolean (null: in stock), one row a product; products that are not in it are
    /// in stock and have no category.
    /// </param>
    /// <returns>
    /// At most <see cref="RecommenderOptions.Count"/> rows a customer: source, customer_id, rank int from 1, product_id, score double (not rising), reason
    /// (<c>als</c>, <c>similar:PRODUCT</c> with the product of the customer's history that contributed most, or <c>popular</c>), model_version, as_of
    /// date. A customer for whom nothing is left has none.
    /// </returns>
    public DataFrame Recommend(DataFrame customers, DataFrame products)
    {
        ArgumentNullException.ThrowIfNull(customers);
        ArgumentNullException.ThrowIfNull(products);
        var list = new RecommendationList(_coded, products, _options);
        Asked asked = Ask(customers);
        DataFrame personal = Keep(list.Personal(asked.Als, asked.Similar));
        DataFrame all = list.Filled(personal, customers);
        Column version = Sources.Aggregate((Column?)null, (chosen, source) =>
        {
            Column isSource = Col(Columns.Source) == source.Source;
            return chosen is null ? When(isSource, source.Version) : chosen.When(isSource, source.Version);
        }) ?? Lit(null).Cast("string");
        return all.Select(
            Col(Columns.Source), Col(Columns.CustomerId), Col(Columns.Rank), Col(Columns.ProductId),
            Col(Columns.Score), Col(Columns.Reason), version.As(Columns.ModelVersion), Lit(_options.AsOf).As(Columns.AsOf));
    }

    /// <summary>
    /// The list of one method alone, without stock, caps and blend: what it is worth is measured on this. Products that the customer has bought or does
    /// not want are left out.
    /// </summary>
    /// <param name="method"><see cref="RecommendationMethod.Als"/>, <see cref="RecommendationMethod.ItemItem"/> or <see cref="RecommendationMethod.Popular"/>.</param>
    /// <param name="customers">
    /// Frame with source and customer_id, one row a customer. What is found for it is kept for the next call with the same frame.
    /// </param>
    /// <returns>At most <see cref="RecommenderOptions.Count"/> rows a customer with interactions: source, customer_id, rank int from 1, product_id.</returns>
    /// <exception cref="ArgumentException">The method has no list of its own.</exception>
    public DataFrame Lists(RecommendationMethod method, DataFrame customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        Asked asked = Ask(customers);
        DataFrame list = method switch
        {
            RecommendationMethod.Als => asked.Als ?? _coded.Pairs.Filter(Lit(false)).WithColumn(Columns.Rank, Lit(1)),
            RecommendationMethod.ItemItem => asked.Similar,
            RecommendationMethod.Popular => _candidates.Popular(asked.Users),
            _ => throw new ArgumentException($"{method} has no list of its own; expected {nameof(RecommendationMethod.Als)}, {nameof(RecommendationMethod.ItemItem)} or {nameof(RecommendationMethod.Popular)}", nameof(method)),
        };
        return list.Filter(Col(Columns.Rank) <= _options.Count)
            .Select(Columns.User, Columns.Item, Columns.Rank)
            .Join(_coded.Users, Columns.User)
            .Join(_coded.Items.Select(Columns.Item, Columns.ProductId), Columns.Item)
            .Select(Columns.Source, Columns.CustomerId, Columns.Rank, Columns.ProductId);
    }

    /// <summary>Releases the models and frames.</summary>
    public void Dispose()
    {
        foreach (ALSModel model in _models)
        {
            model.Dispose();
        }

        _persisted.ForEach(frame => frame.Unpersist());
        _coded.Release();
    }

    /// <summary>Releases the models and frames.</summary>
    /// <returns>A task that ends when the engine has been told.</returns>
    public async ValueTask DisposeAsync()
    {
        foreach (ALSModel model in _models)
        {
            await model.DisposeAsync().ConfigureAwait(false);
        }

        foreach (DataFrame frame in _persisted)
        {
            await frame.UnpersistAsync().ConfigureAwait(false);
        }

        await _coded.ReleaseAsync().ConfigureAwait(false);
    }

    private Asked Ask(DataFrame customers)
    {
        if (_asked is null || !ReferenceEquals(_asked.Customers, customers))
        {
            DataFrame users = Keep(_coded.Users
                .Join(customers.Select(Columns.Source, Columns.CustomerId), [Columns.Source, Columns.CustomerId], "left_semi")
                .Select(Columns.User));
            DataFrame? als = _candidates.Als(_models, users);
            _asked = new Asked(customers, users, als is null ? null : Keep(als), Keep(_candidates.Similar(users)));
        }

        return _asked;
    }

    private DataFrame Keep(DataFrame frame)
    {
        DataFrame kept = frame.Persist();
        _persisted.Add(kept);
        return kept;
    }

    private sealed record Asked(DataFrame Customers, DataFrame Users, DataFrame? Als, DataFrame Similar);
}
