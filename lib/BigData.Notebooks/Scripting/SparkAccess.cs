using BigData.Notebooks.Display;
using BigData.Spark.Sql;

namespace BigData.Notebooks.Scripting;

/// <summary>The session of a notebook: opened once in the background, changed by <c>#!engine</c> or by a cell that sets <c>spark</c>.</summary>
internal sealed class SparkAccess(INotebookEngine engine, TextWriter output, QueryProgress progress) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly List<SparkSession> _opened = [];
    private Task<SparkSession>? _session;

    public string Lakehouse => engine.Lakehouse;

    public IReadOnlyList<string> Tables() => engine.Tables();

    /// <summary>The session; opens it where that has not begun. A failed opening is tried again by the next call.</summary>
    public Task<SparkSession> GetAsync()
    {
        lock (_gate)
        {
            if (_session is null || _session.IsFaulted || _session.IsCanceled)
            {
                _session = Task.Run(() => OpenAsync(new EngineChoice(), CancellationToken.None));
            }

            return _session;
        }
    }

    /// <summary>The session if it is open by now.</summary>
    public SparkSession? Opened => _session is { IsCompletedSuccessfully: true } done ? done.GetAwaiter().GetResult() : null;

    public void Set(SparkSession session)
    {
        lock (_gate)
        {
            _session = Task.FromResult(session);
            _named.Clear();
        }

        session.RegisterProgressHandler(progress.Take);
    }

    public async Task SwitchAsync(EngineChoice choice, CancellationToken token)
    {
        SparkSession session = await OpenAsync(choice, token).ConfigureAwait(false);
        lock (_gate)
        {
            _session = Task.FromResult(session);
            _named.Clear();
        }
    }

    /// <summary>Gives the tables that a text names their names in the session, each once.</summary>
    public async Task NameTablesAsync(string text, CancellationToken token)
    {
        string plain = text.Replace("`", string.Empty, StringComparison.Ordinal);
        string[] tables = [.. Tables().Where(table => !_named.Contains(table) && plain.Contains(table, StringComparison.OrdinalIgnoreCase))];
        if (tables.Length > 0)
        {
            await engine.NameTablesAsync(await GetAsync().ConfigureAwait(false), tables, token).ConfigureAwait(false);
            _named.UnionWith(tables);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (SparkSession session in _opened)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<SparkSession> OpenAsync(EngineChoice choice, CancellationToken token)
    {
        SparkSession session = await engine.OpenAsync(choice, output, token).ConfigureAwait(false);
        session.RegisterProgressHandler(progress.Take);
        lock (_gate)
        {
            _opened.Add(session);
        }

        return session;
    }
}
