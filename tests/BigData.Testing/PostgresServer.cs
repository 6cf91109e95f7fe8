using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Xunit;

namespace BigData.Testing;

/// <summary>
/// A real PostgreSQL: the server that <c>BIGDATA_TEST_POSTGRES</c> names by a connection string of a superuser, else one of our own over
/// a socket in a temp folder, started from the programs of this machine and stopped on dispose.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    /// <summary>Name of the environment variable.</summary>
    public const string Variable = "BIGDATA_TEST_POSTGRES";

    private const string Nobody = "65534";

    private TempFolder? _folder;
    private string? _connectionString;
    private string? _missing;
    private static int s_databases;

    /// <summary>Makes an empty database of a new name; skips the test when there is no PostgreSQL.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> DatabaseAsync()
    {
        Assert.SkipWhen(_connectionString is null, _missing ?? "there is no PostgreSQL");
        string name = string.Create(CultureInfo.InvariantCulture, $"test_{Environment.ProcessId}_{Interlocked.Increment(ref s_databases)}");
        await ExecuteAsync(_connectionString!, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await ExecuteAsync(_connectionString!, $"CREATE DATABASE {name} TEMPLATE template0");
        return new NpgsqlConnectionStringBuilder(_connectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Executes one or more statements.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The rows of a query as texts.</summary>
    public static async Task<IReadOnlyList<string?[]>> QueryAsync(string connectionString, string sql)
    {
        List<string?[]> rows = [];
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))]);
        }

        return rows;
    }

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            _connectionString = given;
            return;
        }

        string? programs = Programs();
        if (programs is null || OperatingSystem.IsWindows())
        {
            _missing = $"no PostgreSQL: set {Variable}, or install the package postgresql";
            return;
        }

        _folder = new TempFolder();
        string data = _folder.File("data");
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", Nobody, _folder.FullPath);
        }

        await AsUserAsync(Path.Combine(programs, "initdb"), "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await AsUserAsync(
            Path.Combine(programs, "pg_ctl"), "-D", data, "-l", _folder.File("log"), "-w", "start",
            "-o", $"-F -c listen_addresses='' -c unix_socket_directories='{_folder.FullPath}' -c shared_buffers=64MB -c max_wal_size=256MB");
        _connectionString = $"Host={_folder.FullPath};Username=tests;Database=postgres;Pooling=false";
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await AsUserAsync(Path.Combine(Programs()!, "pg_ctl"), "-D", _folder.File("data"), "-m", "immediate", "-w", "stop");
            _folder.Dispose();
        }
    }

    private static string? Programs()
    {
        const string Debian = "/usr/lib/postgresql";
        IEnumerable<string> installed = Directory.Exists(Debian)
            ? Directory.EnumerateDirectories(Debian).Order(StringComparer.Ordinal).Reverse().Select(version => Path.Combine(version, "bin"))
            : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Concat(installed)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    // PostgreSQL does not run as root.
    private static Task AsUserAsync(params string[] words) => Environment.IsPrivilegedProcess
        ? RunAsync(["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", .. words])
        : RunAsync(words);

    private static async Task RunAsync(params string[] words)
    {
        // The server inherits the output, so nothing may wait for its end: it goes nowhere.
        ProcessStartInfo start = new("sh", ["-c", "exec \"$@\" >/dev/null", "sh", .. words]) { UseShellExecute = false, WorkingDirectory = "/" };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', words)} exited with {process.ExitCode}");
    }
}
