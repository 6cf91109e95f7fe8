using System.Buffers;
using System.IO.Compression;

namespace BigData.Pipelines.Files;

/// <summary>Makes the one pass over each file that decides whether it can be taken.</summary>
internal sealed class FileInspector(IReadOnlyList<string> columns)
{
    private const int ChunkBytes = 1 << 18;
    private const string BrokenGzip = "broken gzip: truncated or damaged";

    private readonly Dictionary<string, string> _columns = columns.ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Inspects files on all cores; the reports come in the order of the files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="known">Size and hash of the newest version that was taken, by name.</param>
    /// <param name="token">Stops the pass.</param>
    public async Task<IReadOnlyList<FileReport>> InspectAllAsync(
        IReadOnlyList<LandingFile> files, IReadOnlyDictionary<string, (long Size, string Hash)> known, CancellationToken token)
    {
        FileReport[] reports = new FileReport[files.Count];
        ParallelOptions options = new() { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 1, 8), CancellationToken = token };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, files.Count),
            options,
            (i, inner) =>
            {
                reports[i] = Inspect(files[i], known.TryGetValue(files[i].Name, out (long, string) version) ? version : null, inner);
                return ValueTask.CompletedTask;
            }).ConfigureAwait(false);
        return reports;
    }

    /// <summary>Inspects one file.</summary>
    public FileReport Inspect(LandingFile file, (long Size, string Hash)? known, CancellationToken token)
    {
        try
        {
            FileInfo info = new(file.FullPath);
            if (known is { } version && info.Length == version.Size && Hash(file.FullPath, token) == version.Hash)
            {
                return new FileReport { File = file, Verdict = FileVerdict.Unchanged, Size = version.Size, Hash = version.Hash };
            }

            return Pass(file, info.LastWriteTimeUtc, token);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            string reason = e is UnauthorizedAccessException ? "unreadable: permission denied" : "unreadable: " + e.GetType().Name;
            return new FileReport { File = file, Verdict = FileVerdict.SetAside, Reason = reason };
        }
    }

    private static string Hash(string path, CancellationToken token)
    {
        using HashingStream stream = Open(path);
        Drain(stream, token);
        return stream.HashHex();
    }

    private FileReport Pass(LandingFile file, DateTime writtenAt, CancellationToken token)
    {
        using HashingStream raw = Open(file.FullPath);
        CsvText text = new();
        string? problem = BadName(file) ?? Read(file, raw, text, token);
        Drain(raw, token);
        FileReport report = new()
        {
            File = file,
            Verdict = FileVerdict.SetAside,
            Size = raw.BytesRead,
            Hash = raw.HashHex(),
            WrittenAt = writtenAt,
            Reason = problem,
        };
        if (raw.BytesRead == 0)
        {
            return report with { Reason = "empty file: 0 bytes" };
        }

        return problem is null ? Judge(report, text) : report;
    }

    private FileReport Judge(FileReport report, CsvText text)
    {
        if (text.IsEmpty)
        {
            return report with { Reason = "empty file: no header" };
        }

        (IReadOnlyList<HeaderColumn> header, string? problem) = Match(text.HeaderNames());
        if (problem is not null)
        {
            return report with { Reason = problem };
        }

        return text.HasRecords
            ? report with { Verdict = FileVerdict.Accepted, Header = header }
            : report with { Verdict = FileVerdict.HeaderOnly, Reason = "no records: the file holds a header only" };
    }

    private (IReadOnlyList<HeaderColumn> Header, string? Problem) Match(IReadOnlyList<string> names)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        List<HeaderColumn> header = [];
        for (int i = 0; i < names.Count; i++)
        {
            bool known = _columns.TryGetValue(names[i], out string? spelling);
            string name = known ? spelling! : names[i].Length == 0 ? $"_c{i}" : names[i];
            if (name.StartsWith("__", StringComparison.Ordinal) || FileColumns.All.Any(own => own.Name == name))
            {
                return ([], $"column '{name}' has a name that is kept for the runner");
            }

            if (!seen.Add(name))
            {
                return ([], $"column '{name}' is twice in the header");
            }

            header.Add(new HeaderColumn(name, known));
        }

        List<string> missing = [.. _columns.Values.Where(name => !seen.Contains(name))];
        return missing.Count == 0
            ? (header, null)
            : ([], $"missing column{(missing.Count == 1 ? string.Empty : "s")} {string.Join(", ", missing)}");
    }

    // Engines take these characters in a path as a pattern and would read other files or none.
    private static string? BadName(LandingFile file) => file.FullPath.AsSpan().IndexOfAny(Patterns) >= 0 && !OperatingSystem.IsWindows()
        ? "the path holds one of * ? [ ] { } \\, which engines read as a pattern; rename the file"
        : null;

    private static readonly SearchValues<char> Patterns = SearchValues.Create("*?[]{}\\");

    private static string? Read(LandingFile file, HashingStream raw, CsvText text, CancellationToken token)
    {
        bool isGzip = file.Name.EndsWith(".gz", StringComparison.Ordinal);
        Stream content = isGzip ? new GZipStream(raw, CompressionMode.Decompress, leaveOpen: true) : raw;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        long contentBytes = 0;
        try
        {
            int read;
            while ((read = content.ReadAtLeast(buffer, ChunkBytes, throwOnEndOfStream: false)) > 0)
            {
                token.ThrowIfCancellationRequested();
                contentBytes += read;
                if (text.Take(buffer.AsSpan(0, read)) is { } problem)
                {
                    return problem;
                }
            }

            return isGzip && raw.BytesRead > 0 && !GzipEnd.IsWhole(file.FullPath, contentBytes, token) ? BrokenGzip : text.Finish();
        }
        catch (InvalidDataException)
        {
            return BrokenGzip;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (isGzip)
            {
                content.Dispose();
            }
        }
    }

    private static HashingStream Open(string path) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan));

    private static void Drain(HashingStream stream, CancellationToken token)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            while (stream.Read(buffer) > 0)
            {
                token.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
