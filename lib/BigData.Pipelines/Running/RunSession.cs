using BigData.Pipelines.Ledger;
using BigData.Pipelines.Writing;
using BigData.Spark.Sql;

namespace BigData.Pipelines.Running;

/// <summary>What the parts of one run share.</summary>
internal sealed class RunSession(RunRequest request, SparkSession spark, SparkSession ledger, IRunObserver observer, TimeProvider time)
{
    private readonly List<string> _warnings = [];
    private readonly List<SetAsideFile> _setAside = [];

    public string RunId { get; } = RunIds.Next(time);

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public long StartedStamp { get; } = time.GetTimestamp();

    public RunRequest Request => request;

    public SparkSession Spark => spark;

    public TimeProvider Time => time;

    public TableStore Store { get; } = new(spark, Path.GetFullPath(request.Lakehouse));

    /// <summary>The tables of <c>ops</c>; the same as <see cref="Store"/> when one session does both.</summary>
    public TableStore Ops => field ??= ReferenceEquals(spark, ledger) ? Store : new TableStore(ledger, Store.Lakehouse);

    public RunLedger Ledger => field ??= new RunLedger(Ops);

    /// <summary>What several tables are made from.</summary>
    public SharedResults Shared { get; } = new();

    public DateOnly? AsOf { get; set; }

    public IReadOnlyList<string> Warnings => _warnings;

    public IReadOnlyList<SetAsideFile> SetAside => _setAside;

    /// <summary>The time zone of each source that has one, by source.</summary>
    public IReadOnlyDictionary<string, string> TimeZones { get; } = SourceSettings(request.Settings, "time_zone");

    public void Tell(RunEvent happened) => observer.On(happened);

    public void Step(string table, string step, long? rows = null)
    {
        request.Failpoint?.Invoke($"{table}: {step}");
        observer.On(new TableStep(table, step, rows));
    }

    public void Warn(string? table, string message)
    {
        _warnings.Add(table is null ? message : $"{table}: {message}");
        observer.On(new RunWarning(table, message));
    }

    /// <summary>Says something that is no warning about data.</summary>
    public void Note(string message) => observer.On(new RunNote(message));

    public void AddSetAside(SetAsideFile file)
    {
        _setAside.Add(file);
        observer.On(new FileSetAside(file));
    }

    /// <summary>The values of <c>sources:NAME:PART</c> by NAME.</summary>
    public static IReadOnlyDictionary<string, string> SourceSettings(IReadOnlyDictionary<string, string> settings, string part)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach ((string key, string value) in settings)
        {
            string[] parts = key.Split(':');
            if (parts.Length == 3
                && string.Equals(parts[0], "sources", StringComparison.OrdinalIgnoreCase)
                && string.Equals(parts[2], part, StringComparison.OrdinalIgnoreCase))
            {
                values[parts[1]] = value;
            }
        }

        return values;
    }
}
