using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using BigData.DuckDb.Native;
using DuckDB.NET.Data;

namespace BigData.DuckDb;

/// <summary>One connection to a <see cref="DuckDbInstance"/> with its own settings. It runs one statement at a time: while a
/// <see cref="DuckDbReader"/> is open, use another session. A cancelled or failed statement leaves it usable.</summary>
public sealed class DuckDbSession : IDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly ConcurrentDictionary<ulong, SessionState> _sessions;
    private readonly ulong _connectionId;
    private readonly SemaphoreSlim _busy = new(1, 1);
    private bool _disposed;

    internal DuckDbSession(DuckDBConnection connection, DuckDbSessionSettings settings, ConcurrentDictionary<ulong, SessionState> sessions)
    {
        _connection = connection;
        _sessions = sessions;
        _connectionId = DuckNative.ConnectionId(connection);
        Settings = settings;
        ApplySettings(settings);
        _sessions[_connectionId] = State;
    }

    /// <summary>The settings it was opened with.</summary>
    public DuckDbSessionSettings Settings { get; }

    internal SessionState State { get; } = new();

    /// <summary>Runs one or more statements and throws their rows away.</summary>
    /// <param name="sql">The statements, separated by semicolons.</param>
    /// <param name="token">Interrupts the running statement.</param>
    /// <returns>The rows changed by the last statement; 0 when it is not one that changes rows.</returns>
    /// <exception cref="DuckDbException">DuckDB refused or failed a statement.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<long> ExecuteAsync(string sql, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        using var statement = Begin(sql, progress: null, token);
        return await Task.Run(() => statement.Execute(), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Starts a query and gives its schema and a stream of its batches.</summary>
    /// <param name="sql">One or more statements; the last one gives the rows.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <param name="token">Interrupts the query, also while it is read.</param>
    /// <returns>The open reader; dispose it before the session runs anything else.</returns>
    /// <exception cref="DuckDbException">DuckDB refused or failed the query.</exception>
    /// <exception cref="NotSupportedException">A column has a type that has no Arrow form here; the message names column, type and remedy.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<DuckDbReader> OpenReaderAsync(string sql, DuckDbQueryOptions? options = null, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        options ??= new DuckDbQueryOptions();
        if (options.BatchRows < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.BatchRows, "BatchRows is negative; expected 0 or more.");
        }

        var statement = Begin(sql, options.Progress, token);
        try
        {
            var stream = await Task.Run(() => statement.OpenStream(), CancellationToken.None).ConfigureAwait(false);
            return new DuckDbReader(statement, stream, options);
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    /// <summary>Runs a query and streams its batches; <see cref="OpenReaderAsync"/> gives the schema as well.</summary>
    /// <param name="sql">One or more statements; the last one gives the rows.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <param name="token">Interrupts the query.</param>
    /// <returns>Batches without rows are left out. The consumer owns each batch and disposes it.</returns>
    /// <exception cref="DuckDbException">DuckDB refused or failed the query.</exception>
    public async IAsyncEnumerable<RecordBatch> QueryAsync(
        string sql, DuckDbQueryOptions? options = null, [EnumeratorCancellation] CancellationToken token = default)
    {
        using var reader = await OpenReaderAsync(sql, options, token).ConfigureAwait(false);
        await foreach (var batch in reader.ReadAllAsync(token).ConfigureAwait(false))
        {
            yield return batch;
        }
    }

    /// <summary>Runs a query and gives the first column of its first row.</summary>
    /// <typeparam name="T">long, int, short, sbyte, ulong, uint, ushort, byte, double, float, decimal, bool, string or byte[], or the nullable form;
    /// the column's type must be the matching one, whole numbers widen.</typeparam>
    /// <param name="sql">The query.</param>
    /// <param name="token">Interrupts the query.</param>
    /// <returns>The value; null (or the default of a value type that is not nullable) when there is no row or it is NULL.</returns>
    /// <exception cref="DuckDbException">DuckDB refused or failed the query.</exception>
    /// <exception cref="InvalidCastException">The column's type does not fit <typeparamref name="T"/>.</exception>
    public async Task<T?> ScalarAsync<T>(string sql, CancellationToken token = default)
    {
        using var reader = await OpenReaderAsync(sql, null, token).ConfigureAwait(false);
        using var batch = await reader.ReadAsync().ConfigureAwait(false);
        return batch is null ? default : ArrowScalar.Read<T>(batch.Column(0));
    }

    /// <summary>Tells names and types of a query's columns without running it.</summary>
    /// <param name="sql">One query.</param>
    /// <param name="token">Interrupts it.</param>
    /// <returns>The columns in order.</returns>
    /// <exception cref="DuckDbException">The query is wrong.</exception>
    public async Task<IReadOnlyList<DuckDbColumn>> DescribeAsync(string sql, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        using var reader = await OpenReaderAsync($"SELECT column_name, column_type FROM (DESCRIBE {sql}\n)", null, token).ConfigureAwait(false);
        var columns = new List<DuckDbColumn>();
        await foreach (var batch in reader.ReadAllAsync(token).ConfigureAwait(false))
        {
            using (batch)
            {
                var names = (StringArray)batch.Column(0);
                var types = (StringArray)batch.Column(1);
                columns.AddRange(Enumerable.Range(0, batch.Length).Select(i => new DuckDbColumn(names.GetString(i), types.GetString(i))));
            }
        }

        return columns;
    }

    /// <summary>Closes the connection. A reader that is still open can be read and disposed.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _sessions.TryRemove(_connectionId, out _);
            _connection.Dispose();
        }
    }

    private RunningStatement Begin(string sql, IProgress<DuckDbProgress>? progress, CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        token.ThrowIfCancellationRequested();
        if (!_busy.Wait(0, CancellationToken.None))
        {
            throw new InvalidOperationException(
                "The DuckDB session already runs a statement or has an open reader. Dispose the reader first, or open another session for this statement.");
        }

        return new RunningStatement(_connection, State, sql, progress, () => _busy.Release(), token);
    }

    private void ApplySettings(DuckDbSessionSettings settings)
    {
        var all = new List<KeyValuePair<string, string>>
        {
            new("errors_as_json", "true"), new("enable_progress_bar", "true"), new("enable_progress_bar_print", "false"), new("TimeZone", settings.TimeZone),
        };
        all.AddRange(settings.Settings);
        foreach (var (name, value) in all)
        {
            if (!DuckDbConstants.SettingName().IsMatch(name))
            {
                throw new ArgumentException($"The session setting '{name}' is not a name; expected letters, digits and underscores.", nameof(settings));
            }

            using var command = _connection.CreateCommand();
            command.CommandText = $"SET SESSION {name} = {DuckDbSql.Literal(value)}";
            try
            {
                command.ExecuteNonQuery();
            }
            catch (DuckDBException e)
            {
                throw new DuckDbException(DuckDbError.Parse(e.Message), command.CommandText, e);
            }
        }
    }
}
