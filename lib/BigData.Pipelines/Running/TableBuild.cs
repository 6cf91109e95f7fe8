using System.Text.Json;
using System.Text.Json.Nodes;
using BigData.Pipelines.Writing;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Running;

/// <summary>One build of one table: what its job sees, and the frames to release afterwards.</summary>
internal sealed class TableBuild(RunSession run, TableJob job, TableState own, bool isRebuild) : IJobScope, IAsyncDisposable
{
    private readonly List<DataFrame> _kept = [];
    private readonly List<IAsyncDisposable> _owned = [];
    private bool _shares;

    public TableJob Job => job;

    public SparkSession Spark => run.Spark;

    public string RunId => run.RunId;

    public DateOnly? AsOf { get; init; }

    public DateOnly? CurrentAsOf => isRebuild ? null : own.Facts?.AsOf;

    public IReadOnlyDictionary<string, string> TimeZones => run.TimeZones;

    public JobSettings Settings { get; } = new(run.Request.Settings, job.Settings, job.Table.Name);

    public bool IsRebuild => isRebuild;

    /// <summary>Whether columns and comments of the contract take the place of the table's.</summary>
    public bool IsRefresh { get; init; }

    /// <summary>The version of each input that this build reads, and the newest batch in it.</summary>
    public required IReadOnlyDictionary<string, InputPosition> Inputs { get; init; }

    /// <summary>The records of files, for a table that reads files.</summary>
    public DataFrame? Received { get; init; }

    public JsonObject? Facts { get; private set; }

    public bool HasKept => _shares || _kept.Count > 0;

    public DataFrame Read(TableContract table)
    {
        TableInput input = Find(table, _ => true, "an input");
        return run.Store.Read(input.Table.Name, Inputs[input.Table.Name].Version);
    }

    public DataFrame Read(FilesInput files) => Received is not null && job.Inputs.Contains(files)
        ? Received
        : throw new InvalidOperationException($"{job.Table.Name} reads {files.Name}, which is not among its inputs.");

    public DataFrame Changes(TableContract table)
    {
        TableInput input = Find(table, candidate => candidate.Mode == InputMode.Changes, "a changes input");
        DataFrame all = Read(table);
        long? taken = isRebuild ? null : own.Facts?.Inputs?.GetValueOrDefault(input.Table.Name)?.Batch;
        return taken is { } batch ? all.Where(Col(FileColumns.Batch).Gt(Lit(batch))) : all;
    }

    public DataFrame? Current() => isRebuild || !own.Exists ? null : run.Store.Read(job.Table.Name, own.Version);

    public DataFrame Keep(DataFrame frame)
    {
        DataFrame kept = frame.Persist();
        _kept.Add(kept);
        return kept;
    }

    public T Share<T>(Func<T> make)
        where T : IAsyncDisposable
    {
        if (job.Inputs.Any(input => input is not TableInput { Mode: InputMode.Full }))
        {
            throw new InvalidOperationException(
                $"{job.Table.Name} shares a computation, but not all of its inputs are whole tables: {string.Join(", ", job.Inputs.Select(input => input.Name))}.");
        }

        _shares = true;
        return run.Shared.Get(Basis(), make);
    }

    public void Own(IAsyncDisposable resource) => _owned.Add(resource);

    public void Fact(string name, object value) =>
        (Facts ??= [])[name] = value is JsonNode node ? node.DeepClone() : JsonSerializer.SerializeToNode(value, value.GetType());

    public void Warn(string message) => run.Warn(job.Table.Name, message);

    public async ValueTask DisposeAsync()
    {
        foreach (DataFrame frame in _kept)
        {
            await frame.UnpersistAsync(blocking: false, CancellationToken.None).ConfigureAwait(false);
        }

        foreach (IAsyncDisposable resource in _owned)
        {
            await resource.DisposeAsync().ConfigureAwait(false);
        }

        _kept.Clear();
        _owned.Clear();
    }

    // All that a computation over whole tables can depend on; time zones are those of the run.
    private string Basis() => JsonSerializer.Serialize(new
    {
        AsOf,
        Inputs = Inputs.OrderBy(pair => pair.Key, StringComparer.Ordinal),
        Settings = StalenessCheck.Hashes(job, run.Request.Settings)?.OrderBy(pair => pair.Key, StringComparer.Ordinal),
    });

    private TableInput Find(TableContract table, Func<TableInput, bool> isWanted, string what) =>
        job.Inputs.OfType<TableInput>().FirstOrDefault(input => input.Table.Equals(table) && isWanted(input))
        ?? throw new InvalidOperationException(
            $"{job.Table.Name} reads {table.Name}, which is not {what} of it; inputs: {string.Join(", ", job.Inputs.Select(input => input.Name))}.");
}
