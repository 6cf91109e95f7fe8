using BigData.Delta.Storage;

namespace BigData.Delta.Logs;

/// <summary>A listing of the log, sorted by what the files are, from which segments are cut.</summary>
internal sealed class LogListing
{
    private readonly string _tablePath;
    private readonly SortedDictionary<long, LogFile> _commits = [];
    private readonly SortedDictionary<long, List<LogFile>> _checkpoints = [];
    private readonly List<(LogFileName Name, LogFile File)> _compacted = [];
    private readonly SortedSet<long> _uuidCheckpoints = [];

    public LogListing(string tablePath, IEnumerable<LogFile> files)
    {
        _tablePath = tablePath;
        Dictionary<(long Version, int Parts), List<LogFile>> parts = [];
        foreach (LogFile file in files)
        {
            LogFileName name = LogFileName.Parse(file.Name);
            switch (name.Kind)
            {
                case LogFileKind.Commit:
                    _commits[name.Version] = file;
                    break;
                case LogFileKind.Checkpoint when file.Size > 0:
                    _checkpoints[name.Version] = [file];
                    break;
                case LogFileKind.CheckpointPart when file.Size > 0 && name.Part >= 1 && name.Part <= name.Parts:
                    Collect(parts, (name.Version, name.Parts), file);
                    break;
                case LogFileKind.UuidCheckpoint:
                    _uuidCheckpoints.Add(name.Version);
                    break;
                case LogFileKind.Compacted:
                    _compacted.Add((name, file));
                    break;
                default:
                    break;
            }
        }

        foreach (((long version, int count), List<LogFile> found) in parts)
        {
            if (found.Count == count)
            {
                _checkpoints.TryAdd(version, found);
            }
        }
    }

    /// <summary>Whether the log holds nothing to build a table from.</summary>
    public bool IsEmpty => _commits.Count == 0 && _checkpoints.Count == 0 && _uuidCheckpoints.Count == 0;

    /// <summary>The commits, ascending.</summary>
    public IReadOnlyCollection<KeyValuePair<long, LogFile>> Commits => _commits;

    /// <summary>The newest version; -1 when the log is empty.</summary>
    public long LatestVersion => Math.Max(Last(_commits.Keys), Math.Max(Last(_checkpoints.Keys), _uuidCheckpoints.Count > 0 ? _uuidCheckpoints.Max : -1));

    /// <summary>The oldest version that can still be built.</summary>
    public long EarliestVersion => _commits.ContainsKey(0) ? 0 : _checkpoints.Count > 0 ? _checkpoints.Keys.First() : LatestVersion;

    /// <summary>Whether there are checkpoints that only v2 readers can use.</summary>
    public bool HasUuidCheckpoints => _uuidCheckpoints.Count > 0;

    public bool HasCheckpoint(long version) => _checkpoints.ContainsKey(version);

    /// <summary>Cuts the segment of a version.</summary>
    /// <param name="version">The version; null for the newest.</param>
    /// <param name="checkpointBelow">Only checkpoints below this version are used.</param>
    /// <param name="useCompacted">Whether compacted commits may stand for single ones.</param>
    /// <exception cref="DeltaException">A commit is missing, or the version is not in the log.</exception>
    public LogSegment Cut(long? version, long checkpointBelow = long.MaxValue, bool useCompacted = true)
    {
        long target = version ?? LatestVersion;
        if (target < 0 || target > LatestVersion)
        {
            throw DeltaErrors.VersionNotFound(_tablePath, target, EarliestVersion, LatestVersion);
        }

        long checkpoint = Last(_checkpoints.Keys.Where(v => v <= target && v < checkpointBelow));
        List<LogFile> deltas = [];
        for (long next = checkpoint + 1; next <= target;)
        {
            next = useCompacted && FindCompacted(next, target) is { } compacted
                ? Take(deltas, compacted.File, compacted.Name.LastVersion)
                : Take(deltas, FindCommit(next, target, checkpoint), next);
        }

        return new LogSegment(
            target,
            checkpoint,
            checkpoint >= 0 ? _checkpoints[checkpoint] : [],
            deltas,
            _commits.GetValueOrDefault(target));
    }

    private static long Take(List<LogFile> deltas, LogFile file, long lastVersion)
    {
        deltas.Add(file);
        return lastVersion + 1;
    }

    private static void Collect(Dictionary<(long Version, int Parts), List<LogFile>> parts, (long Version, int Parts) key, LogFile file)
    {
        if (!parts.TryGetValue(key, out List<LogFile>? found))
        {
            parts[key] = found = [];
        }

        found.Add(file);
    }

    private static long Last(IEnumerable<long> versions) => versions.DefaultIfEmpty(-1).Last();

    private LogFile FindCommit(long version, long target, long checkpoint)
    {
        if (_commits.TryGetValue(version, out LogFile? file))
        {
            return file;
        }

        long next = _commits.Keys.Where(v => v > version).DefaultIfEmpty(-1).First();
        if (checkpoint < 0 && version == 0 && EarliestVersion > target)
        {
            throw DeltaErrors.VersionNotFound(_tablePath, target, EarliestVersion, LatestVersion);
        }

        throw DeltaErrors.VersionGap(_tablePath, version, next < 0 ? LatestVersion : next);
    }

    private (LogFileName Name, LogFile File)? FindCompacted(long first, long target)
    {
        (LogFileName Name, LogFile File)? best = null;
        foreach ((LogFileName name, LogFile file) in _compacted)
        {
            if (name.Version == first && name.LastVersion <= target && name.LastVersion > (best?.Name.LastVersion ?? first))
            {
                best = (name, file);
            }
        }

        return best;
    }
}
