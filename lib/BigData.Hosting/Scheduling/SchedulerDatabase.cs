using System.Security.Cryptography;
using System.Text;
using BigData.Hosting.Commands;
using BigData.Hosting.Configuration;
using BigData.Pipelines;
using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;

namespace BigData.Hosting.Scheduling;

/// <summary>Where Quartz keeps its state: a file of SQLite in the lakehouse, or a PostgreSQL database that several lakehouses may share.</summary>
internal sealed class SchedulerDatabase
{
    private const string FileName = ".bigdata.schedule.db";

    private readonly string? _server;
    private readonly string _file;

    private SchedulerDatabase(string? server, string lakehouse)
    {
        _server = server;
        _file = Path.Combine(lakehouse, FileName);
        Name = server is null ? "bigdata" : "bigdata-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lakehouse)))[..16];
    }

    /// <summary>How soon a scheduler takes notice of what other processes have written.</summary>
    public static TimeSpan Poll { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The name of the scheduler in the database.</summary>
    public string Name { get; }

    /// <summary>Where it is, for people; without secrets.</summary>
    public string Place => _server is null ? _file : "PostgreSQL (" + ConfKeys.SchedulerStore + ")";

    /// <summary>Whether there can be anything in it.</summary>
    public bool MayExist => _server is not null || File.Exists(_file);

    /// <exception cref="PipelineUsageException">The connection string is none.</exception>
    public static SchedulerDatabase Of(CommandScope scope)
    {
        if (scope.Conf.Get(ConfKeys.SchedulerStore) is not { } text)
        {
            return new SchedulerDatabase(null, scope.Lakehouse);
        }

        try
        {
            return new SchedulerDatabase(new NpgsqlConnectionStringBuilder(text) { ApplicationName = "bigdata" }.ConnectionString, scope.Lakehouse);
        }
        catch (ArgumentException e)
        {
            // The exception names a keyword of the text, never the text itself.
            throw new PipelineUsageException(
                $"{ConfLoader.Variable(ConfKeys.SchedulerStore)} is no connection string that Npgsql reads: {e.Message} Expected Host=…;Username=…;Password=…;Database=…", e);
        }
    }

    /// <summary>Fails at once when there is no server; Quartz would try again and again.</summary>
    public async Task ReachAsync(CancellationToken token)
    {
        if (_server is not null)
        {
            NpgsqlConnection connection = new(_server);
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Makes schedulers over it; the first makes its tables when they are not there.</summary>
    public StandaloneSchedulerFactory Factory(TimeProvider time) => QuartzSchedulerBuilder.Create(builder =>
    {
        builder.UseTimeProvider(time);
        builder.UseDefaultThreadPool(1);
        builder.ConfigureScheduler(options =>
        {
            options.InstanceName = Name;
            options.IdleWaitTime = Poll;
        });
        builder.UsePersistentStore(store =>
        {
            if (_server is null)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
                store.UseSqlite(SqliteFactory.Instance, new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false }.ConnectionString);
            }
            else
            {
                store.UsePostgres(NpgsqlFactory.Instance, _server);
            }

            store.ProvisionSchema();
        });
    }).Build();
}
