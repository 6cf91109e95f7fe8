using BigData.Spark.Sql;

namespace BigData.Activation.Audiences;

/// <summary>
/// Publishes an audience. Its people are kept as a Delta table of hashes beside the destination's files, a version for each change; what
/// is published is the difference of its versions, as for every table. So who left is told to the platform by the hash that it got, also
/// when the lakehouse has forgotten the person, and only people whom we have added are removed.
/// </summary>
/// <param name="spark">The session.</param>
/// <param name="time">The clock.</param>
public sealed class AudiencePublisher(SparkSession spark, TimeProvider time)
{
    /// <summary>
    /// Publishes, or looks at what would be published. Who may not be addressed any more leaves even when the guard refuses everything else.
    /// </summary>
    /// <param name="destination">Where to.</param>
    /// <param name="audience">The audience's name.</param>
    /// <param name="tables">Who is chosen, and what is known of them.</param>
    /// <param name="memory">Where members and contacts are remembered.</param>
    /// <param name="options">How.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>What was done; people left out are counted with the reason in the message, those without an identifier are rejects.</returns>
    public async Task<PublicationResult> PublishAsync(
        IAudienceDestination destination, string audience, AudienceTables tables, AudienceMemory memory, PublicationOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(options);
        AudiencePlatform platform = AudiencePlatform.Find(destination.Platform)
            ?? throw new DestinationSettingException($"The platform '{destination.Platform}' is unknown; expected one of {string.Join(", ", AudiencePlatform.Names)}.");
        PublishedTable table = Table(audience, platform);
        AudienceRun run = new(destination, audience, table, tables, new MemberTable(spark, memory.Members, table), new ContactLedger(spark, memory.Contacts), options);
        try
        {
            return await TryAsync(run, platform, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SparkException or DestinationException)
        {
            return new PublicationResult
            {
                Destination = destination.Name,
                Table = table.Name,
                Version = -1,
                Outcome = PublicationOutcome.Failed,
                Message = e.Message,
                Error = e,
            };
        }
    }

    private async Task<PublicationResult> TryAsync(AudienceRun run, AudiencePlatform platform, CancellationToken token)
    {
        (string id, long newest) = await run.Members.NewestAsync(token).ConfigureAwait(false);
        Acknowledgement? held = await run.Destination.AcknowledgedAsync(run.Table, token).ConfigureAwait(false);
        held = held?.TableId == id && held.Version <= newest ? held : null;
        if (held is not null && !run.Options.IsDryRun)
        {
            await run.Contacts.AccountAsync(run.Destination, run.Audience, run.Members, held, token).ConfigureAwait(false);
        }

        HashSet<string> capped = await CappedAsync(run, held, token).ConfigureAwait(false);
        Audience people = await Audience.BuildAsync(run.Tables, run.Destination.Rules, platform, capped, token).ConfigureAwait(false);
        HashSet<string> blocked = held is null ? []
            : await Standing.BlockedAsync(run.Members.At(held.Version), run.Tables, run.Destination.Rules, token).ConfigureAwait(false);
        TableVersion source = await RememberAsync(run, people, id, newest, token).ConfigureAwait(false);
        PublicationOptions options = run.Options with
        {
            ExplainedRemovals = blocked.Count,
            GuardedFrom = people.Chosen == 0 ? 1 : run.Options.GuardedFrom, // nobody at all is a renamed segment rather than a small one
        };
        PublicationResult result = await new Publisher(time).PublishAsync(run.Destination, source, options, token).ConfigureAwait(false);
        if (result.Outcome == PublicationOutcome.Refused && blocked.Count > 0)
        {
            result = await RemoveAsync(run, held!, blocked, result, token).ConfigureAwait(false);
        }

        if (!run.Options.IsDryRun && await run.Destination.AcknowledgedAsync(run.Table, token).ConfigureAwait(false) is { } now)
        {
            await run.Contacts.AccountAsync(run.Destination, run.Audience, run.Members, now, token).ConfigureAwait(false);
        }

        return result with
        {
            Rejected = people.Rejects.Count,
            Rejects = [.. people.Rejects.Take(run.Options.ListedRejects)],
            Message = Message(result, people, platform),
        };
    }

    // Who is in already stays, however often they were contacted.
    private static async Task<HashSet<string>> CappedAsync(AudienceRun run, Acknowledgement? held, CancellationToken token)
    {
        if (run.Destination.Rules.Cap is not { } cap)
        {
            return [];
        }

        DateOnly day = run.Tables.AsOf ?? throw new DestinationException(
            $"The destination {run.Destination.Name} has a frequency cap, but its audiences have no as-of day. Run the table that they are chosen from.");
        HashSet<string> capped = await run.Contacts.CappedAsync(run.Destination.Rules.Channel, cap, day, token).ConfigureAwait(false);
        if (held is not null)
        {
            capped.ExceptWith(await run.Members.PersonsAsync(held.Version, token).ConfigureAwait(false));
        }

        return capped;
    }

    // A new version when somebody came or left; a preview has one that is not written.
    private static async Task<TableVersion> RememberAsync(AudienceRun run, Audience people, string id, long newest, CancellationToken token)
    {
        DataFrame now = run.Members.Frame(people.Rows);
        bool isNew = newest < 0 || await run.Members.DiffersAsync(newest, now, token).ConfigureAwait(false);
        long published = newest;
        if (isNew && run.Options.IsDryRun)
        {
            published = newest + 1;
        }
        else if (isNew)
        {
            await run.Members.WriteAsync(now, token).ConfigureAwait(false);
            (id, published) = await run.Members.NewestAsync(token).ConfigureAwait(false);
        }

        return Version(run, id, published, asked => isNew && asked == published ? now : run.Members.At(asked));
    }

    // What the destination holds, without those who may not be addressed any more.
    private async Task<PublicationResult> RemoveAsync(
        AudienceRun run, Acknowledgement held, HashSet<string> blocked, PublicationResult refused, CancellationToken token)
    {
        DataFrame gone = run.Members.Frame(blocked.Select(member => new Row([member, null, .. run.Table.Columns.Skip(1).Select(_ => (object?)null)]))).Select(Audience.Member);
        await run.Members.WriteAsync(run.Members.At(held.Version).Join(gone, [Audience.Member], "left_anti"), token).ConfigureAwait(false);
        (string id, long version) = await run.Members.NewestAsync(token).ConfigureAwait(false);
        PublicationResult removed = await new Publisher(time).PublishAsync(
            run.Destination, Version(run, id, version, run.Members.At), run.Options with { IsForced = true }, token).ConfigureAwait(false);
        return removed.Outcome == PublicationOutcome.Failed ? removed : removed with
        {
            Outcome = PublicationOutcome.Refused,
            Message = FormattableString.Invariant($"{refused.Message}; only {removed.Removed} who may not be addressed any more were removed"),
        };
    }

    private static TableVersion Version(AudienceRun run, string id, long version, Func<long, DataFrame> read) => new()
    {
        Table = run.Table,
        TableId = id,
        Version = version,
        AsOf = run.Tables.AsOf,
        Read = read,
    };

    private static PublishedTable Table(string audience, AudiencePlatform platform) => new()
    {
        Name = "audience." + audience,
        Keys = [Audience.Member],
        Columns =
        [
            new(Audience.Member, "string", "hash of the person and the identifiers", IsPersonal: true),
            .. platform.Identifiers.Select(identifier => new PublishedColumn(identifier.Column, "string", "hash of the identifier; null without one", IsPersonal: true)),
        ],
    };

    private static string? Message(PublicationResult result, Audience people, AudiencePlatform platform)
    {
        List<string> parts = [];
        if (result.Message is not null)
        {
            parts.Add(result.Message);
        }

        if (people.Chosen == 0)
        {
            parts.Add("nobody fits the condition of the audience; does it name a segment that there is?");
        }

        if (people.LeftOut.Count > 0)
        {
            parts.Add("left out: " + string.Join(", ", people.LeftOut.Select(pair => FormattableString.Invariant($"{pair.Value} {pair.Key}"))));
        }

        if (people.Rows.Count > 0 && people.Rows.Count < platform.Minimum)
        {
            parts.Add(FormattableString.Invariant($"{platform.Name} wants at least {platform.Minimum} people"));
        }

        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private sealed record AudienceRun(
        IAudienceDestination Destination, string Audience, PublishedTable Table, AudienceTables Tables, MemberTable Members, ContactLedger Contacts, PublicationOptions Options);
}
