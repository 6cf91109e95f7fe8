using System.Collections.Concurrent;
using System.Globalization;
using BigData.Delta;
using BigData.DuckDb;
using BigData.Spark.Embedded.Catalog;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Embedded.Sources.Delta;
using BigData.Spark.Engine;

namespace BigData.Spark.Embedded.Executing;

/// <summary>
/// What lives as long as a session: its settings, views, persisted frames, catalog, and one DuckDB in memory, opened when it is first
/// needed. Safe for several statements at once, each on a connection of its own.
/// </summary>
internal sealed class EmbeddedSession : IDisposable
{
    /// <summary>The schema of the in-memory DuckDB that holds persisted frames and tables of running commands.</summary>
    internal const string PrivateSchema = "bigdata_session";

    private const string DuckDbPrefix = "bigdata.duckdb.";
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly HashSet<string> _kernels = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DeltaLog> _logs = new(StringComparer.Ordinal);
    private readonly Lock _opening = new();
    private DuckDbInstance? _instance;
    private long _names;
    private bool _disposed;

    internal EmbeddedSession(string lakehouse, BackendContext context, TimeProvider clock)
    {
        Clock = clock;
        AppName = context.AppName;
        _settings = context.Settings;
        Catalog = new LakehouseCatalog(FileUris.ToLocal(lakehouse));
        Conf = new SessionConf(context.Settings);
        Views = new SessionViews();
        Frames = new FrameCache();
    }

    internal string AppName { get; }

    internal TimeProvider Clock { get; }

    internal LakehouseCatalog Catalog { get; }

    internal SessionConf Conf { get; }

    internal SessionViews Views { get; }

    internal FrameCache Frames { get; }

    internal MachineLearning.ModelCache Models { get; } = new();

    /// <summary>How many threads may work on a statement; 0 for one each processor.</summary>
    internal int Threads => _settings.TryGetValue(DuckDbPrefix + "threads", out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    /// <summary>The schema in which names without one are looked up.</summary>
    internal string CurrentSchema { get; set; } = LakehouseCatalog.DefaultSchema;

    internal DuckDbInstance Instance
    {
        get
        {
            lock (_opening)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                return _instance ??= Open();
            }
        }
    }

    internal DuckDbSession Connect() => Instance.Connect(new DuckDbSessionSettings { TimeZone = DuckDbTimeZone.Name(Conf[SessionConf.TimeZoneKey]!) });

    /// <summary>A name that nothing else in the session has, quoted and qualified by the private schema.</summary>
    internal string NewTable(string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"memory.{PrivateSchema}.{DuckDbSql.Identifier(kind + Interlocked.Increment(ref _names).ToString(CultureInfo.InvariantCulture))}");

    internal ResolveOptions ResolveOptions() => new()
    {
        Ansi = Conf.Flag(SessionConf.AnsiEnabled),
        CaseSensitive = Conf.Flag(SessionConf.CaseSensitive),
        TimeZone = Conf[SessionConf.TimeZoneKey]!,
        Now = Clock.GetUtcNow(),
        User = Environment.UserName,
        CurrentSchema = CurrentSchema,
        PivotMaxValues = int.Parse(Conf["spark.sql.pivotMaxValues"]!, CultureInfo.InvariantCulture),
    };

    /// <summary>Makes the C# functions of a query callable, each once in the session's life.</summary>
    internal void Register(IEnumerable<NativeKernel> kernels)
    {
        lock (_kernels)
        {
            foreach (NativeKernel kernel in kernels.Where(kernel => _kernels.Add(kernel.Name)))
            {
                Instance.RegisterFunction(kernel.Create());
            }
        }
    }

    /// <summary>The log of a Delta table; its newest snapshot is remembered, so that later reads look at new commits only.</summary>
    internal DeltaLog DeltaLog(string folder) => _logs.GetOrAdd(
        folder, static (path, clock) => BigData.Delta.DeltaLog.ForPath(path, new DeltaLogOptions { TimeProvider = clock, EngineInfo = DeltaTables.EngineInfo }), Clock);

    /// <summary>Forgets what is remembered of a table whose folder was deleted.</summary>
    internal void Forget(string folder) => _logs.TryRemove(folder, out _);

    public void Dispose()
    {
        lock (_opening)
        {
            _disposed = true;
            _instance?.Dispose();
            _instance = null;
        }
    }

    private DuckDbInstance Open()
    {
        DuckDbInstance instance = DuckDbInstance.Open(new DuckDbOptions
        {
            MemoryLimit = _settings.GetValueOrDefault(DuckDbPrefix + "memoryLimit"),
            TempDirectory = _settings.GetValueOrDefault(DuckDbPrefix + "tempDirectory"),
            MaxTempDirectorySize = _settings.GetValueOrDefault(DuckDbPrefix + "maxTempDirectorySize"),
            Threads = Threads == 0 ? null : Threads,
        });
        return instance;
    }
}
