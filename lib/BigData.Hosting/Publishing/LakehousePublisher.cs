using BigData.Activation;
using BigData.Activation.Audiences;
using BigData.Hosting.Commands;
using BigData.Pipelines;
using BigData.Pipelines.Publishing;
using BigData.Spark.Sql;

namespace BigData.Hosting.Publishing;

/// <summary>Publishes tables of the lakehouse to configured destinations, one after the other.</summary>
internal sealed class LakehousePublisher : IRunPublisher, IAsyncDisposable
{
    /// <summary>Stands for the table where something that spans all of them failed.</summary>
    private const string AllTables = "*";

    private readonly List<(ConfiguredDestination Configured, IDestination Open, IReadOnlyList<TableContract> Tables, IReadOnlyList<string> Audiences)> _destinations = [];
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
            IDestination open = destination.Open();
            publisher._destinations.Add((destination, open, destination.Tables(scope, selection), destination.Audiences(open, selection)));
        }

        return publisher;
    }

    public async Task<IReadOnlyList<PublicationRecord>> PublishAsync(PublishContext run, CancellationToken token)
    {
        List<PublicationRecord> records = [];
        try
        {
            foreach ((ConfiguredDestination configured, IDestination destination, IReadOnlyList<TableContract> tables, IReadOnlyList<string> audiences) in _destinations)
            {
                foreach (TableContract table in tables)
                {
                    records.Add(await OneAsync(run, configured.Name, table.Name, record => TableAsync(run, configured, destination, record, table, token)).ConfigureAwait(false));
                }

                foreach (string audience in audiences)
                {
                    records.Add(await OneAsync(
                        run, configured.Name, "audience." + audience, record => AudienceAsync(run, configured, (IAudienceDestination)destination, record, audience, token)).ConfigureAwait(false));
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
        foreach ((_, IDestination destination, _, _) in _destinations)
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

    private static async Task<PublicationRecord> OneAsync(
        PublishContext run, string destination, string table, Func<PublicationRecord, Task<PublicationRecord>> publish)
    {
        run.Started(destination, table);
        PublicationRecord record = new()
        {
            Destination = destination,
            Table = table,
            Status = PublicationStatus.NoChange,
            StartedAt = run.Time.GetUtcNow(),
            EndedAt = default,
        };
        record = await publish(record).ConfigureAwait(false) with { EndedAt = run.Time.GetUtcNow() };
        run.Finished(record);
        return record;
    }

    private async Task<PublicationRecord> TableAsync(
        PublishContext run, ConfiguredDestination configured, IDestination destination, PublicationRecord record, TableContract table, CancellationToken token)
    {
        if (await run.FindAsync(table.Name, token).ConfigureAwait(false) is not { } committed)
        {
            return record with { Message = "the table does not exist yet" };
        }

        TableVersion source = new()
        {
            Table = Published(table),
            TableId = committed.Id,
            Version = committed.Version,
            AsOf = committed.AsOf,
            Where = configured.Where(table.Name),
            Read = version => run.Read(table.Name, version),
            ReadChanges = (from, to) => run.ReadChanges(table.Name, from, to),
        };
        return Complete(record, await new Publisher(run.Time).PublishAsync(destination, source, Options(run, configured), token).ConfigureAwait(false));
    }

    private async Task<PublicationRecord> AudienceAsync(
        PublishContext run, ConfiguredDestination configured, IAudienceDestination destination, PublicationRecord record, string audience, CancellationToken token)
    {
        const string Segments = "gold.customer_segments";
        DateOnly? asOf = null;
        Dictionary<string, DataFrame> frames = new(StringComparer.Ordinal);
        foreach (string table in new[] { Segments, "silver.customers", "silver.consents", "silver.suppressions" })
        {
            if (await run.FindAsync(table, token).ConfigureAwait(false) is not { } committed)
            {
                return record with { Status = PublicationStatus.Failed, Message = $"an audience is made from {table}, which does not exist yet; run it first" };
            }

            frames[table] = run.Read(table, committed.Version);
            asOf = table == Segments ? committed.AsOf : asOf;
        }

        DataFrame members = frames[Segments].Filter("is_current").Filter(destination.Audiences[audience]);
        AudienceTables tables = new(members, frames["silver.customers"], frames["silver.consents"], frames["silver.suppressions"]) { AsOf = asOf };
        AudienceMemory memory = new(Path.Combine(PublishedFolder.Of(run.Lakehouse, configured.Name), "_members", audience), PublishedFolder.Of(run.Lakehouse, "_contacts"));
        return Complete(record, await new AudiencePublisher(run.Spark, run.Time).PublishAsync(
            destination, audience, tables, memory, Options(run, configured), token).ConfigureAwait(false));
    }

    private PublicationOptions Options(PublishContext run, ConfiguredDestination configured) => new()
    {
        RunId = run.RunId,
        IsDryRun = _isDryRun,
        IsForced = _isForced,
        MaxShrink = configured.MaxShrink,
        MaxGrowth = configured.MaxGrowth,
    };

    private PublicationRecord Complete(PublicationRecord record, PublicationResult result)
    {
        Samples.AddRange(result.Samples.Select(sample => (result.Table, sample)));
        return record with
        {
            Version = result.Version < 0 ? null : result.Version,
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
