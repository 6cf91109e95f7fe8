using System.Diagnostics.CodeAnalysis;
using BigData.Delta.Actions;

namespace BigData.Delta.Logs;

/// <summary>Applies actions in the order of versions; the newest word on each file, application and domain wins.</summary>
internal sealed class LogReplay
{
    private readonly string _tablePath;
    private readonly Dictionary<string, (long Order, AddFile File)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RemoveFile> _tombstones = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SetTransaction> _transactions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DomainMetadata> _domains = new(StringComparer.Ordinal);
    private Protocol? _protocol;
    private Metadata? _metadata;
    private long _order;

    public LogReplay(string tablePath)
    {
        _tablePath = tablePath;
    }

    /// <summary>Begins with the state of a snapshot.</summary>
    public static LogReplay From(Snapshot snapshot)
    {
        LogReplay replay = new(snapshot.TablePath) { _protocol = snapshot.Protocol, _metadata = snapshot.Metadata };
        foreach (AddFile file in snapshot.Files)
        {
            replay.Apply(file);
        }

        foreach (RemoveFile tombstone in snapshot.Tombstones)
        {
            replay._tombstones[replay.Key(tombstone)] = tombstone;
        }

        foreach (SetTransaction transaction in snapshot.AppTransactions.Values)
        {
            replay.Apply(transaction);
        }

        foreach (DomainMetadata domain in snapshot.Domains.Values)
        {
            replay.Apply(domain);
        }

        return replay;
    }

    public void Apply(IEnumerable<DeltaAction> actions)
    {
        foreach (DeltaAction action in actions)
        {
            Apply(action);
        }
    }

    public void Apply(DeltaAction action)
    {
        switch (action)
        {
            case AddFile add:
                string added = Key(add);
                _tombstones.Remove(added);
                _files[added] = (_order++, add);
                break;
            case RemoveFile remove:
                string removed = Key(remove);
                _files.Remove(removed);
                _tombstones[removed] = remove;
                break;
            case Metadata metadata:
                _metadata = metadata;
                break;
            case Protocol protocol:
                _protocol = protocol;
                break;
            case SetTransaction transaction:
                _transactions[transaction.AppId] = transaction;
                break;
            case DomainMetadata { Removed: true } domain:
                _domains.Remove(domain.Domain);
                break;
            case DomainMetadata domain:
                _domains[domain.Domain] = domain;
                break;
            default:
                break;
        }
    }

    /// <summary>Ends the replay of a checkpoint whose actions lie in further files.</summary>
    /// <exception cref="DeltaUnsupportedFeatureException">Always.</exception>
    public void RefuseV2Checkpoint() => throw DeltaErrors.UnsupportedFeatures(_tablePath, DeltaAccess.Read, ["v2Checkpoint"]);

    /// <summary>Checks that protocol and metadata are known.</summary>
    /// <exception cref="DeltaException">The log gave no protocol or no metadata.</exception>
    [MemberNotNull(nameof(_protocol), nameof(_metadata))]
    public void CheckComplete(long version)
    {
        _ = _protocol ?? throw DeltaErrors.MissingAction(_tablePath, version, "protocol");
        _ = _metadata ?? throw DeltaErrors.MissingAction(_tablePath, version, "metaData");
    }

    /// <summary>The state as a snapshot.</summary>
    /// <exception cref="DeltaException">The log gave no protocol or no metadata.</exception>
    public Snapshot ToSnapshot(long version, DateTimeOffset timestamp)
    {
        CheckComplete(version);
        (long Order, AddFile File)[] files = [.. _files.Values];
        Array.Sort(files, (left, right) => left.Order.CompareTo(right.Order));
        return new Snapshot(_tablePath, version, timestamp, _protocol, _metadata)
        {
            Files = Array.ConvertAll(files, f => f.File),
            Tombstones = [.. _tombstones.Values],
            AppTransactions = _transactions,
            Domains = _domains,
        };
    }

    private string Key(FileAction action)
    {
        string path = LogPath.Normalize(_tablePath, action.Path);
        return action.DeletionVector is null ? path : $"{path}\n{action.DeletionVector.UniqueId}";
    }
}
