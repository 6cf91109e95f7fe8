using BigData.Spark.Sql;

namespace BigData.Customers;

/// <summary>Scores with what explains them. Disposing it releases the persisted totals, after which the scores cannot be read.</summary>
public sealed class RfmModel : IDisposable, IAsyncDisposable
{
    private readonly DataFrame _customers;

    internal RfmModel(DataFrame customers, DataFrame scores, IReadOnlyList<RfmCutOffs> cutOffs, IReadOnlyList<string> warnings)
    {
        _customers = customers;
        Scores = scores;
        CutOffs = cutOffs;
        Warnings = warnings;
    }

    /// <summary>One row per source and customer, as <see cref="Rfm.Score"/> describes.</summary>
    public DataFrame Scores { get; }

    /// <summary>The cut-offs used, per source and metric; none for <see cref="RfmMethod.Ntile"/>, which splits by the key.</summary>
    public IReadOnlyList<RfmCutOffs> CutOffs { get; }

    /// <summary>One sentence per source and metric whose equal quintiles were merged.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Releases the persisted totals.</summary>
    public void Dispose() => _customers.Unpersist();

    /// <summary>Releases the persisted totals.</summary>
    /// <returns>A task that ends when the engine has been told.</returns>
    public async ValueTask DisposeAsync() => await _customers.UnpersistAsync().ConfigureAwait(false);
}
