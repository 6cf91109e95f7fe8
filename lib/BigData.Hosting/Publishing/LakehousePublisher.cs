using BigData.Activation;
using BigData.Hosting.Commands;
using BigData.Pipelines;
using BigData.Pipelines.Publishing;

namespace BigData.Hosting.Publishing;

/// <summary>Publishes tables of the lakehouse to configured destinations, one after the other.</summary>
internal sealed class LakehousePublisher : IRunPublisher, IAsyncDisposable
{
    /// <summary>Stands for the table where something that spans all of them failed.</summary>
    private const string AllTables = "*";

    private readonly List<(ConfiguredDestination Configured, IDestination Open, IReadOnlyList<TableContract> Tables)> _destinations = [];
    private readonly bool _isForced;
    private readonly bool _isDryRun;

    private LakehousePublisher(bool isForced, bool isDryRun)
    {
        _isForced = isForced;
        _isDryRun = isDryRun;
    }

    /// <summary>Samples of a dry run, by table.</summary>
    public List<(string Table, ChangeSample Sample)> Samples { get; } = [];

    /// <summary>Opens the destinations, so that wrong settings are told before anything is done.</summary>
    /// <exception cref="DestinationSettingException">A setting is missing or wrong.</exception>
    /// <exception cref="PipelineUsageException">A selection matches nothing.</exception>
    public static LakehousePublisher Open(
        CommandScope scope, IReadOnlyList<ConfiguredDestination> destinations, IReadOnlyList<string> selection, bool isForced = false, bool isDryRun = false)
    {
        LakehousePublisher publisher = new(isForced, isDryRun);
        foreach (ConfiguredDestination destination in destinations)
        {
            publisher._destinations.Add((destination, destination.Open(), destination.Tables(scope, selection)));
        }

        return publisher;
    }

    public async Task<IReadOnlyList<PublicationRecord>> PublishAsync(PublishContext run, CancellationToken token)
    {
        List<PublicationRecord> records = [];
        try
        {
            foreach ((ConfiguredDestination configured, IDestination destination, IReadOnlyList<TableContract> tables) in _destinations)
            {
                foreach (TableContract table in tables)
                {
                    records.Add(await OneAsync(run, configured, destination, table, token).ConfigureAwait(false));
                }

                if (!_isDryRun && !records.Exists(record => record.Destination == configured.Name && record.Status == PublicationStatus.Failed))
                {
                    await CompleteAsync(run, destination, records, token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // What was acknowledged until now is written down.
        }

        return records;
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((_, IDestination destination, _) in _destinations)
        {
            await destination.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task CompleteAsync(PublishContext run, IDestination destination, List<PublicationRecord> records, CancellationToken token)
    {
        DateTimeOffset started = run.Time.GetUtcNow();
        try
        {
            await destination.CompleteAsync(token).ConfigureAwait(false);
        }
        catch (DestinationException e)
        {
            PublicationRecord record = new()
            {
                Destination = destination.Name,
                Table = AllTables,
                Status = PublicationStatus.Failed,
                StartedAt = started,
                EndedAt = run.Time.GetUtcNow(),
                Message = e.Message,
            };
            run.Finished(record);
            records.Add(record);
        }
    }

    private async Task<PublicationRecord> OneAsync(
        PublishContext run, ConfiguredDestination configured, IDestination destination, TableContract table, CancellationToken token)
    {
        run.Started(configured.Name, table.Name);
        PublicationRecord record = new()
        {
            Destination = configured.Name,
            Table = table.Name,
            Status = PublicationStatus.NoChange,
            StartedAt = run.Time.GetUtcNow(),
            EndedAt = default,
        };
        record = await run.FindAsync(table.Name, token).ConfigureAwait(false) is { } committed
            ? await PublishAsync(run, configured, destination, record, table, committed, token).ConfigureAwait(false)
            : record with { Message = "the table does not exist yet" };
        record = record with { EndedAt = run.Time.GetUtcNow() };
        run.Finished(record);
        return record;
    }

    private async Task<PublicationRecord> PublishAsync(
        PublishContext run, ConfiguredDestination configured, IDestination destination, PublicationRecord record, TableContract table,
        CommittedTable committed, CancellationToken token)
    {
        TableVersion source = new()
        {
            Table = Published(table),
            TableId = committed.Id,
            Version = committed.Version,
            AsOf = committed.AsOf,
            Where = configured.Where(table.Name),
            Read = version => run.Read(table.Name, version),
        };
        PublicationOptions options = new()
        {
            RunId = run.RunId,
            IsDryRun = _isDryRun,
            IsForced = _isForced,
            MaxShrink = configured.MaxShrink,
            MaxGrowth = configured.MaxGrowth,
        };
        PublicationResult result = await new Publisher(run.Time).PublishAsync(destination, source, options, token).ConfigureAwait(false);
        Samples.AddRange(result.Samples.Select(sample => (table.Name, sample)));
        return record with
        {
            Version = result.Version,
            Added = result.Added,
            Changed = result.Changed,
            Removed = result.Removed,
            Rejected = result.Rejected,
            Status = Status(result.Outcome),
            Message = result.Message,
            Rejects = [.. result.Rejects.Select(reject => new PublicationReject(reject.Key, reject.Reason))],
        };
    }

    private static PublishedTable Published(TableContract table) => new()
    {
        Name = table.Name,
        Keys = table.Keys,
        Comment = table.Description,
        Columns = [.. table.Columns.Select(column => new PublishedColumn(column.Name, column.Type, column.Description, column.Pii != PiiClass.None))],
    };

    private static PublicationStatus Status(PublicationOutcome outcome) => outcome switch
    {
        PublicationOutcome.Published => PublicationStatus.Ok,
        PublicationOutcome.NoChange => PublicationStatus.NoChange,
        PublicationOutcome.Previewed => PublicationStatus.Previewed,
        PublicationOutcome.Refused => PublicationStatus.Refused,
        PublicationOutcome.Failed => PublicationStatus.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "unknown outcome of a publication"),
    };
}
