namespace BigData.Pipelines.Running;

/// <summary>Computations that several tables of a run are made from: each is made once and lives until all tables are done.</summary>
internal sealed class SharedResults : IAsyncDisposable
{
    private readonly Dictionary<(Type Type, string Basis), IAsyncDisposable> _results = [];

    /// <summary>The result for a basis; made when it is not there yet. What cannot be made is not kept.</summary>
    /// <param name="basis">All that the result depends on.</param>
    /// <param name="make">Makes it.</param>
    public T Get<T>(string basis, Func<T> make)
        where T : IAsyncDisposable
    {
        if (!_results.TryGetValue((typeof(T), basis), out IAsyncDisposable? result))
        {
            _results[(typeof(T), basis)] = result = make();
        }

        return (T)result;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable result in _results.Values)
        {
            await result.DisposeAsync().ConfigureAwait(false);
        }

        _results.Clear();
    }
}
