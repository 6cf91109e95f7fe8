namespace BigData.Spark.Engine;

/// <summary>The one place where a thread waits for a task: the sync twins of actions.</summary>
internal static class Blocking
{
    // The work starts on the pool, so that a caller's synchronisation context can never wait for itself.
    public static T Run<T>(Func<Task<T>> action) => Task.Run(action).GetAwaiter().GetResult();

    public static void Run(Func<Task> action) => Task.Run(action).GetAwaiter().GetResult();

    /// <summary>A stream read element by element, each time waiting for the next.</summary>
    public static IEnumerable<T> Enumerate<T>(IAsyncEnumerable<T> source)
    {
        IAsyncEnumerator<T> items = source.GetAsyncEnumerator();
        try
        {
            while (Run(() => items.MoveNextAsync().AsTask()))
            {
                yield return items.Current;
            }
        }
        finally
        {
            Run(() => items.DisposeAsync().AsTask());
        }
    }
}
