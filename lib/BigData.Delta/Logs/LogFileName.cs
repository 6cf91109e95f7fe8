using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace BigData.Delta.Logs;

/// <summary>What a file of the log is, by its name alone.</summary>
internal enum LogFileKind
{
    /// <summary>None of the log's own; litter that is ignored.</summary>
    Other,

    /// <summary>A commit.</summary>
    Commit,

    /// <summary>A checkpoint in one file.</summary>
    Checkpoint,

    /// <summary>A part of a checkpoint in several files.</summary>
    CheckpointPart,

    /// <summary>A checkpoint named by a uuid (v2).</summary>
    UuidCheckpoint,

    /// <summary>Several commits in one file.</summary>
    Compacted,
}

/// <summary>A parsed name.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Version">Its version; the first one of compacted commits.</param>
/// <param name="LastVersion">The last version of compacted commits, else the same.</param>
/// <param name="Part">Number of the part, from 1.</param>
/// <param name="Parts">Number of parts.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct LogFileName(LogFileKind Kind, long Version, long LastVersion, int Part, int Parts)
{
    public const string LastCheckpoint = "_last_checkpoint";

    public static string Commit(long version) => string.Create(CultureInfo.InvariantCulture, $"{version:D20}.json");

    public static string Checkpoint(long version) => string.Create(CultureInfo.InvariantCulture, $"{version:D20}.checkpoint.parquet");

    /// <summary>The smallest name that a file of the version can have.</summary>
    public static string Prefix(long version) => string.Create(CultureInfo.InvariantCulture, $"{version:D20}");

    public static LogFileName Parse(string name)
    {
        if (name.Length < 25 || !Pattern().Match(name).Groups.TryGetValue("version", out Group? first) || !long.TryParse(first.Value, CultureInfo.InvariantCulture, out long version))
        {
            return default;
        }

        string rest = name[20..];
        return rest switch
        {
            ".json" => new LogFileName(LogFileKind.Commit, version, version, 1, 1),
            ".checkpoint.parquet" => new LogFileName(LogFileKind.Checkpoint, version, version, 1, 1),
            _ => ParseRest(version, rest),
        };
    }

    private static LogFileName ParseRest(long version, string rest)
    {
        if (PartPattern().Match(rest) is { Success: true } part
            && int.TryParse(part.Groups["part"].ValueSpan, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(part.Groups["parts"].ValueSpan, CultureInfo.InvariantCulture, out int count))
        {
            return new LogFileName(LogFileKind.CheckpointPart, version, version, number, count);
        }

        if (CompactedPattern().Match(rest) is { Success: true } compacted
            && long.TryParse(compacted.Groups["last"].ValueSpan, CultureInfo.InvariantCulture, out long last)
            && last >= version)
        {
            return new LogFileName(LogFileKind.Compacted, version, last, 1, 1);
        }

        return UuidPattern().IsMatch(rest) ? new LogFileName(LogFileKind.UuidCheckpoint, version, version, 1, 1) : default;
    }

    [GeneratedRegex(@"^(?<version>[0-9]{20})\.", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^\.checkpoint\.(?<part>[0-9]{10})\.(?<parts>[0-9]{10})\.parquet$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PartPattern();

    [GeneratedRegex(@"^\.(?<last>[0-9]{20})\.compacted\.json$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CompactedPattern();

    [GeneratedRegex(@"^\.checkpoint\.[0-9a-fA-F-]{36}\.(json|parquet)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UuidPattern();
}
