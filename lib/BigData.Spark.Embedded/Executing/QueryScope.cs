namespace BigData.Spark.Embedded.Executing;

/// <summary>What must live until a query has ended, such as Arrow data that it scans. Disposed in reverse order.</summary>
internal sealed class QueryScope : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stack<IDisposable> _owned = new();

    internal void Own(IDisposable resource)
    {
        lock (_lock)
        {
            _owned.Push(resource);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            while (_owned.TryPop(out IDisposable? resource))
            {
                resource.Dispose();
            }
        }
    }
}
