using BigData.Delta.Actions;
using BigData.Delta.Storage;

namespace BigData.Delta.Logs;

/// <summary>The commits of a listing with their times. Times of files are made to rise, because clocks and copies turn them back.</summary>
internal sealed class CommitHistory
{
    private readonly string _tablePath;
    private readonly ILogStore _store;
    private readonly LogListing _listing;
    private readonly (long Version, LogFile File, DateTimeOffset Time)[] _commits;

    public CommitHistory(string tablePath, ILogStore store, LogListing listing)
    {
        _tablePath = tablePath;
        _store = store;
        _listing = listing;
        _commits = new (long, LogFile, DateTimeOffset)[listing.Commits.Count];
        DateTimeOffset last = DateTimeOffset.MinValue;
        int i = 0;
        foreach ((long version, LogFile file) in listing.Commits)
        {
            DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(file.ModificationTime.ToUnixTimeMilliseconds());
            last = time > last ? time : last.AddMilliseconds(1);
            _commits[i++] = (version, file, last);
        }
    }

    /// <summary>The commits with their files and times, ascending.</summary>
    public IReadOnlyList<(long Version, LogFile File, DateTimeOffset Time)> Commits => _commits;

    /// <summary>The newest commits, newest first.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> ReadAsync(int limit, CancellationToken token)
    {
        List<HistoryEntry> entries = [];
        for (int i = _commits.Length - 1; i >= 0 && entries.Count < limit; i--)
        {
            if (await TryReadAsync(i, token).ConfigureAwait(false) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>The version that was the newest at a time.</summary>
    /// <exception cref="DeltaException">The time is before the first or after the newest commit.</exception>
    public async Task<long> FindAsync(DateTimeOffset timestamp, CancellationToken token) => (await FindEntryAsync(timestamp, token).ConfigureAwait(false)).Version;

    /// <summary>The first version of a time or after it.</summary>
    /// <exception cref="DeltaException">The time is after the newest commit.</exception>
    public async Task<long> FindFromAsync(DateTimeOffset timestamp, CancellationToken token)
    {
        try
        {
            (long version, DateTimeOffset time) = await FindEntryAsync(timestamp, token).ConfigureAwait(false);
            return time < timestamp ? version + 1 : version;
        }
        catch (DeltaException e) when (e.Kind == DeltaErrorKind.VersionNotFound && _commits.Length > 0 && timestamp < _commits[^1].Time)
        {
            return _listing.EarliestVersion;
        }
    }

    private async Task<(long Version, DateTimeOffset Time)> FindEntryAsync(DateTimeOffset timestamp, CancellationToken token)
    {
        (long Version, DateTimeOffset Time)? found = null;
        DateTimeOffset first = DateTimeOffset.MaxValue;
        DateTimeOffset last = DateTimeOffset.MinValue;
        for (int i = 0; i < _commits.Length; i++)
        {
            if (_commits[i].Version < _listing.EarliestVersion || await TryReadAsync(i, token).ConfigureAwait(false) is not { } entry)
            {
                continue;
            }

            first = entry.Timestamp < first ? entry.Timestamp : first;
            last = entry.Timestamp;
            found = entry.Timestamp <= timestamp ? (entry.Version, entry.Timestamp) : found;
        }

        return found is { } match && timestamp <= last ? match : throw DeltaErrors.TimestampNotFound(_tablePath, timestamp, first, last);
    }

    private async Task<HistoryEntry?> TryReadAsync(int index, CancellationToken token)
    {
        (long version, LogFile file, DateTimeOffset time) = _commits[index];
        CommitInfo? info = await CommitFile.TryReadInfoAsync(_store, file.Name, token).ConfigureAwait(false);
        return info is null
            ? null
            : new HistoryEntry(version, info.InCommitTimestamp is { } clock ? DateTimeOffset.FromUnixTimeMilliseconds(clock) : time, info);
    }
}
