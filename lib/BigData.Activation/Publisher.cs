using BigData.Spark.Sql;

namespace BigData.Activation;

/// <summary>
/// Publishes one table to one destination: asks what the destination acknowledged last, judges rows, tells the difference, asks the
/// guard, delivers. It keeps nothing itself, so a publication that was killed is simply done again.
/// </summary>
/// <param name="time">The clock for <see cref="Acknowledgement.PublishedAt"/>; nothing is decided by it.</param>
public sealed class Publisher(TimeProvider time)
{
    private readonly TimeProvider _time = time;

    /// <summary>Publishes, or looks at what would be published.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="source">The table and its version.</param>
    /// <param name="options">How.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>What was done; a destination that is down or refuses is part of the result, not an exception.</returns>
    public async Task<PublicationResult> PublishAsync(
        IDestination destination, TableVersion source, PublicationOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        PublicationResult result = new()
        {
            Destination = destination.Name,
            Table = source.Table.Name,
            Version = source.Version,
            Outcome = PublicationOutcome.NoChange,
        };
        try
        {
            return await TryAsync(destination, source, options, result, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            // A destination may be anybody's code: whatever it throws ends this publication, not the run.
            bool isExpected = e is DestinationException or SparkException or IOException or UnauthorizedAccessException;
            return result with { Outcome = PublicationOutcome.Failed, Message = isExpected ? e.Message : $"unexpected {e.GetType().Name}: {e.Message}", Error = e };
        }
    }

    private async Task<PublicationResult> TryAsync(
        IDestination destination, TableVersion source, PublicationOptions options, PublicationResult result, CancellationToken token)
    {
        PublishedTable table = source.Table;
        Acknowledgement? held = await destination.AcknowledgedAsync(table, token).ConfigureAwait(false);
        Acknowledgement content = Content(source, held, options);
        if (!options.IsDryRun && await destination.PendingAsync(table, token).ConfigureAwait(false) is { } pending && !content.IsSameContent(pending))
        {
            bool isThere = content.CanFollow(pending)
                && await TryAsync(destination, source with { Version = pending.Version }, options with { IsForced = true }, result, token).ConfigureAwait(false) is
                { Outcome: PublicationOutcome.Published };
            held = isThere ? await destination.AcknowledgedAsync(table, token).ConfigureAwait(false) : null;
        }

        if (content.IsSameContent(held))
        {
            return result with { Rows = held!.Rows };
        }

        if (held is null && destination.FindsBadRows && !options.IsDryRun && !options.Guards(0)
            && await FirstAsync(destination, source, content, result, token).ConfigureAwait(false) is { } first)
        {
            return first;
        }

        Column? refusal = destination.Refusal(table);
        using KnownChanges? clean = await KnownChanges.FromCleanAsync(source, content, held, refusal, token).ConfigureAwait(false);
        PublishableRows rows = clean is null
            ? await PublishableRows.OfAsync(table, source.Rows(source.Version), refusal, token).ConfigureAwait(false)
            : PublishableRows.Clean(table, source.Rows(source.Version), held!.Rows + clean.Added - clean.Removed);
        content = content with { Rows = rows.Count, Rejected = rows.Rejected };
        result = result with { Rows = rows.Count, Rejected = rows.Rejected, Rejects = await rows.RejectsAsync(options.ListedRejects, token).ConfigureAwait(false) };
        if (!options.IsDryRun && options.Objection(held?.Rows ?? 0, rows.Count) is { } objection)
        {
            return result with { Outcome = PublicationOutcome.Refused, Message = objection };
        }

        using KnownChanges? judged = clean is null ? await KnownChanges.FromJudgedAsync(source, content, held, rows, refusal, token).ConfigureAwait(false) : null;
        KnownChanges changes = clean ?? judged!;
        result = result with { Added = changes.Added, Changed = changes.Changed, Removed = changes.Removed, Message = changes.Remark };
        Delivery delivery = new(table, content, rows.Rows, changes.Frame);
        if (options.IsDryRun)
        {
            return result with
            {
                Outcome = PublicationOutcome.Previewed,
                Message = options.Objection(held?.Rows ?? 0, rows.Count) ?? result.Message,
                Samples = await new Samples(table).TakeAsync(delivery.ChangesAsync(token), token).ConfigureAwait(false),
            };
        }

        DeliveryReport report = await destination.DeliverAsync(delivery, token).ConfigureAwait(false);
        return result with
        {
            Outcome = PublicationOutcome.Published,
            Added = report.Added ?? result.Added,
            Changed = report.Changed ?? result.Changed,
            Removed = report.Removed ?? result.Removed,
            Rejected = result.Rejected + report.Rejects.Count,
            Rejects = [.. result.Rejects, .. report.Rejects.Take(options.ListedRejects)],
        };
    }

    // Rows that are all good need not be judged before they are sent; null where that is not so.
    private static async Task<PublicationResult?> FirstAsync(
        IDestination destination, TableVersion source, Acknowledgement content, PublicationResult result, CancellationToken token)
    {
        Delivery delivery = new(source.Table, content, source.Rows(source.Version), changes: null) { IsUnjudged = true };
        try
        {
            DeliveryReport report = await destination.DeliverAsync(delivery, token).ConfigureAwait(false);
            return result with { Outcome = PublicationOutcome.Published, Rows = report.Added, Added = report.Added ?? 0 };
        }
        catch (UnjudgedRowsException)
        {
            return null;
        }
    }

    private Acknowledgement Content(TableVersion source, Acknowledgement? held, PublicationOptions options) => new()
    {
        TableId = source.TableId,
        Version = source.Version,
        ContractVersion = source.Table.ContractVersion,
        Where = source.Where,
        Rows = held?.Rows ?? 0,
        Rejected = held?.Rejected ?? 0,
        RunId = options.RunId,
        PublishedAt = _time.GetUtcNow(),
        AsOf = source.AsOf,
    };
}
