using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Activation;

/// <summary>The difference between what a destination holds and what it is to hold, computed once; or the reason why it cannot be told.</summary>
internal sealed class KnownChanges : IDisposable
{
    private readonly DataFrame? _persisted;

    private KnownChanges(DataFrame? frame, DataFrame? persisted, long added, long changed, long removed, string? remark)
    {
        Frame = frame;
        _persisted = persisted;
        Added = added;
        Changed = changed;
        Removed = removed;
        Remark = remark;
    }

    /// <summary>The changes as <see cref="TableChanges"/> makes them; null when everything has to be sent.</summary>
    public DataFrame? Frame { get; }

    public long Added { get; }

    public long Changed { get; }

    public long Removed { get; }

    /// <summary>Why everything is sent to a destination that held rows; null otherwise.</summary>
    public string? Remark { get; }

    /// <summary>
    /// The difference where only what differs has to be judged: the destination holds a clean version, and so is the new one. Null when it
    /// cannot be told so; then all rows are judged first.
    /// </summary>
    public static async Task<KnownChanges?> FromCleanAsync(
        TableVersion source, Acknowledgement content, Acknowledgement? held, Column? refusal, CancellationToken token)
    {
        if (held is null || held.Rejected > 0 || source.Table.Keys.Count == 0 || !content.CanFollow(held))
        {
            return null;
        }

        DataFrame before = source.Rows(held.Version);
        if (source.ChangesSince(held.Version) is { } feed)
        {
            try
            {
                return await CleanAsync(source.Table, before, TableChanges.FromFeed(source.Table, feed), refusal, token).ConfigureAwait(false);
            }
            catch (SparkException) when (!token.IsCancellationRequested)
            {
                // A table may keep no feed, or only since a later version, and its files may have been cleaned away: the versions are compared.
            }
        }

        try
        {
            return await CleanAsync(source.Table, before, TableChanges.Differing(source.Table, before, source.Rows(source.Version)), refusal, token).ConfigureAwait(false);
        }
        catch (SparkException) when (!token.IsCancellationRequested)
        {
            if (await CanReadAsync(source, held.Version, token).ConfigureAwait(false))
            {
                throw;
            }

            return null;
        }
    }

    /// <summary>The difference between judged rows, or that there is none to be told.</summary>
    public static async Task<KnownChanges> FromJudgedAsync(
        TableVersion source, Acknowledgement content, Acknowledgement? held, PublishableRows rows, Column? refusal, CancellationToken token)
    {
        if (held is null)
        {
            return new KnownChanges(null, null, rows.Count, 0, 0, null);
        }

        if (source.Table.Keys.Count == 0 || !content.CanFollow(held))
        {
            return Whole(rows, held, Why(source, content, held));
        }

        DataFrame? persisted = null;
        try
        {
            DataFrame before = PublishableRows.OfVersion(source.Table, source.Rows(held.Version), refusal, held.Rejected);
            persisted = await TableChanges.Between(source.Table, before, rows.Rows).PersistAsync(token: token).ConfigureAwait(false);
            KnownChanges known = await CountedAsync(persisted, persisted, token).ConfigureAwait(false);
            persisted = null;
            return known;
        }
        catch (SparkException) when (!token.IsCancellationRequested)
        {
            if (await CanReadAsync(source, held.Version, token).ConfigureAwait(false))
            {
                throw;
            }

            return Whole(rows, held, FormattableString.Invariant($"version {held.Version}, which the destination holds, cannot be read any more"));
        }
        finally
        {
            persisted?.Unpersist();
        }
    }

    public void Dispose() => _persisted?.Unpersist();

    private static async Task<KnownChanges?> CleanAsync(PublishedTable table, DataFrame before, DataFrame differing, Column? refusal, CancellationToken token)
    {
        DataFrame? persisted = await differing.PersistAsync(token: token).ConfigureAwait(false);
        try
        {
            if (await TableChanges.BadAsync(table, before, persisted, refusal, token).ConfigureAwait(false) > 0)
            {
                return null;
            }

            KnownChanges known = await CountedAsync(TableChanges.Kinds(table, persisted), persisted, token).ConfigureAwait(false);
            persisted = null;
            return known;
        }
        finally
        {
            persisted?.Unpersist();
        }
    }

    private static async Task<KnownChanges> CountedAsync(DataFrame changes, DataFrame persisted, CancellationToken token)
    {
        (long added, long changed, long removed) = await TableChanges.CountAsync(changes, token).ConfigureAwait(false);
        return new KnownChanges(changes, persisted, added, changed, removed, null);
    }

    // The files of an earlier version may have been cleaned away, which is no failure; where all of it can be read, something else is wrong.
    private static async Task<bool> CanReadAsync(TableVersion source, long version, CancellationToken token)
    {
        try
        {
            await source.Rows(version).Agg(Max(Hash(source.Table.Columns.Select(column => Names.Column(column.Name))))).CollectAsync(token).ConfigureAwait(false);
            return true;
        }
        catch (SparkException) when (!token.IsCancellationRequested)
        {
            return false;
        }
    }

    private static KnownChanges Whole(PublishableRows rows, Acknowledgement held, string why) =>
        new(null, null, rows.Count, 0, held.Rows, "everything was sent: " + why);

    private static string Why(TableVersion source, Acknowledgement content, Acknowledgement held) =>
        source.Table.Keys.Count == 0 ? "the table has no key"
        : held.TableId != content.TableId ? "the table was made anew"
        : held.ContractVersion != content.ContractVersion ? "the table's columns have changed"
        : held.Where != content.Where ? "other rows of the table are published now"
        : "the destination holds a later version";
}
