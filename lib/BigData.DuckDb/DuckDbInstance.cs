using System.Collections.Concurrent;
using System.Globalization;
using BigData.DuckDb.Arrow;
using BigData.DuckDb.Functions;
using DuckDB.NET.Data;

namespace BigData.DuckDb;

/// <summary>One DuckDB in the process, kept open. Connections are cheap: open a <see cref="DuckDbSession"/> for every stream. Thread-safe.</summary>
public sealed class DuckDbInstance : IDisposable
{
    private readonly DuckDBConnection _root;
    private readonly ConcurrentDictionary<ulong, SessionState> _sessions = new();
    private readonly ArrowSourceRegistry _sources;
    private readonly Lock _registering = new();
    private bool _disposed;

    private DuckDbInstance(DuckDbOptions options, DuckDBConnection root)
    {
        Options = options;
        _root = root;
        _sources = new ArrowSourceRegistry(root, FindState);
    }

    /// <summary>The options it was opened with.</summary>
    public DuckDbOptions Options { get; }

    /// <summary>DuckDB's version, such as <c>v1.5.6</c>.</summary>
    public static string Version => DuckDB.NET.Native.NativeMethods.Startup.DuckDBLibraryVersion();

    /// <summary>Opens an instance. It works offline: no extension is installed or loaded by itself.</summary>
    /// <param name="options">The options; null for the defaults (in memory).</param>
    /// <returns>The open instance; dispose it after its sessions.</returns>
    /// <exception cref="ArgumentException">Options are not acceptable; the message lists all failures.</exception>
    /// <exception cref="DuckDbException">The database could not be opened or refused a setting.</exception>
    public static DuckDbInstance Open(DuckDbOptions? options = null)
    {
        options ??= new DuckDbOptions();
        var failures = options.Validate();
        if (failures.Count > 0)
        {
            throw new ArgumentException($"The DuckDB options are not acceptable: {string.Join(' ', failures)}", nameof(options));
        }

        var root = new DuckDBConnection(new DuckDBConnectionStringBuilder { DataSource = options.Database }.ConnectionString);
        try
        {
            root.Open();
            ApplySettings(root, options);
            return new DuckDbInstance(options, root);
        }
        catch (DuckDBException e)
        {
            root.Dispose();
            throw new DuckDbException(DuckDbError.Parse(e.Message), null, e);
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection to this instance.</summary>
    /// <param name="settings">What the connection sets for itself; null for the defaults.</param>
    /// <returns>An open session; dispose it.</returns>
    /// <exception cref="DuckDbException">A setting was refused.</exception>
    public DuckDbSession Connect(DuckDbSessionSettings? settings = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);

        // The binding shares the instance of a file by its name, and that of memory by duplication only.
        var connection = Options.Database == DuckDbConstants.InMemory ? _root.Duplicate() : new DuckDBConnection(_root.ConnectionString);
        try
        {
            connection.Open();
            return new DuckDbSession(connection, settings ?? new DuckDbSessionSettings(), _sessions);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes Arrow data readable in SQL of every session, as <see cref="ArrowSourceRegistration.Sql"/>.</summary>
    /// <param name="source">The data: a schema and one or more partitions that can be scanned several times.</param>
    /// <returns>The registration; dispose it when no statement reads it any more.</returns>
    /// <exception cref="NotSupportedException">The schema has a type that DuckDB does not take here; the message names the column and the type.</exception>
    public ArrowSourceRegistration RegisterArrowSource(ArrowSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _sources.Add(source);
    }

    /// <summary>Makes a C# function callable in SQL of every session. It runs on all worker threads at once. A function of the same name and
    /// parameters is replaced.</summary>
    /// <param name="function">The function.</param>
    /// <exception cref="DuckDbException">DuckDB refused it, for example because of an unknown type.</exception>
    public void RegisterFunction(DuckDbFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        ObjectDisposedException.ThrowIf(_disposed, this);
        lock (_registering)
        {
            ScalarFunctionCallbacks.Register(_root, function, FindState);
        }
    }

    /// <summary>Closes the instance; an in-memory database is gone then.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _sources.Dispose();
            _root.Dispose();
        }
    }

    private static void ApplySettings(DuckDBConnection root, DuckDbOptions options)
    {
        var settings = new List<(string Name, string Value)>
        {
            ("autoinstall_known_extensions", "false"),
            ("autoload_known_extensions", "false"),
            ("temp_directory", options.TempDirectory ?? DefaultTempDirectory()),
        };
        AddIfSet(settings, "memory_limit", options.MemoryLimit);
        AddIfSet(settings, "max_temp_directory_size", options.MaxTempDirectorySize);
        AddIfSet(settings, "threads", options.Threads?.ToString(CultureInfo.InvariantCulture));
        settings.AddRange(options.Settings.Select(setting => (setting.Key, setting.Value)));
        foreach (var (name, value) in settings)
        {
            using var command = root.CreateCommand();
            command.CommandText = $"SET GLOBAL {name} = {DuckDbSql.Literal(value)}";
            command.ExecuteNonQuery();
        }
    }

    // DuckDB's spill files have fixed names, so instances must not share a folder.
    private static string DefaultTempDirectory() =>
        Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"bigdata-duckdb-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}"));

    private static void AddIfSet(List<(string Name, string Value)> settings, string name, string? value)
    {
        if (value is not null)
        {
            settings.Add((name, value));
        }
    }

    private SessionState? FindState(ulong connectionId) => _sessions.GetValueOrDefault(connectionId);
}
