using System.Text;
using System.Text.RegularExpressions;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Sources;

/// <summary>A data file found by a read.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Time of its last change.</param>
/// <param name="Partitions">Values of <c>name=value</c> folders between the path that was asked for and the file, outermost first; null is Hive's default partition.</param>
internal sealed record SourceFile(string Path, long Size, DateTimeOffset Modified, IReadOnlyList<KeyValuePair<string, string?>> Partitions);

/// <summary>
/// Lists the files of a read as Spark does: files, folders with all that lies below them, globs (<c>* ? [ab] {a,b}</c>); names that begin
/// with <c>_</c> or <c>.</c> are left out. Files come in the order of their paths.
/// </summary>
internal static class PathLister
{
    internal const string HiveDefaultPartition = "__HIVE_DEFAULT_PARTITION__";

    /// <param name="paths">Paths as the user gave them.</param>
    /// <param name="recursive">Whether folders that are no partitions are entered too (<c>recursiveFileLookup</c>).</param>
    /// <exception cref="Sql.AnalysisException">PATH_NOT_FOUND.</exception>
    internal static IReadOnlyList<SourceFile> List(IEnumerable<string> paths, bool recursive = false)
    {
        List<SourceFile> files = [];
        foreach (string path in paths)
        {
            string local = FileUris.ToLocal(path);
            IReadOnlyList<string> found = Exists(local) || !IsGlob(local) ? [local] : [.. Expand(local)];
            if (found.Count == 0 || !found.All(Exists))
            {
                throw SparkErrors.Create("PATH_NOT_FOUND", ("path", FileUris.ToUri(local)));
            }

            foreach (string root in found)
            {
                Add(files, root, [], recursive);
            }
        }

        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return files;
    }

    private static void Add(List<SourceFile> files, string path, IReadOnlyList<KeyValuePair<string, string?>> partitions, bool recursive)
    {
        if (File.Exists(path))
        {
            FileInfo file = new(path);
            files.Add(new SourceFile(path, file.Length, new DateTimeOffset(file.LastWriteTimeUtc), partitions));
            return;
        }

        foreach (FileSystemInfo entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
        {
            if (IsHidden(entry.Name))
            {
                continue;
            }

            if (entry is FileInfo file)
            {
                files.Add(new SourceFile(file.FullName, file.Length, new DateTimeOffset(file.LastWriteTimeUtc), partitions));
            }
            else if (Partition(entry.Name) is { } partition)
            {
                Add(files, entry.FullName, recursive ? partitions : [.. partitions, partition], recursive);
            }
            else
            {
                Add(files, entry.FullName, partitions, recursive);
            }
        }
    }

    // Spark enters "_x=1" because a partition column may begin so.
    private static bool IsHidden(string name) => name[0] == '.' || (name[0] == '_' && !name.Contains('=', StringComparison.Ordinal));

    private static KeyValuePair<string, string?>? Partition(string folder)
    {
        int equals = folder.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            return null;
        }

        string value = Uri.UnescapeDataString(folder[(equals + 1)..]);
        return new(Uri.UnescapeDataString(folder[..equals]), value is HiveDefaultPartition or "" ? null : value);
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static bool IsGlob(string path) => path.AsSpan().IndexOfAny("*?[{") >= 0;

    private static IEnumerable<string> Expand(string glob)
    {
        string root = Path.GetPathRoot(glob) ?? string.Empty;
        IEnumerable<string> level = [root];
        foreach (string part in glob[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            level = IsGlob(part) ? level.SelectMany(folder => Match(folder, part)) : level.Select(folder => Path.Combine(folder, part)).Where(Exists);
        }

        return level.Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Match(string folder, string pattern)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        Regex regex = new(ToRegex(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        return Directory.EnumerateFileSystemEntries(folder).Where(entry => !IsHidden(Path.GetFileName(entry)) && regex.IsMatch(Path.GetFileName(entry)));
    }

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder("^");
        int depth = 0;
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            switch (c)
            {
                case '*': regex.Append(".*"); break;
                case '?': regex.Append('.'); break;
                case '{': depth++; regex.Append("(?:"); break;
                case '}' when depth > 0: depth--; regex.Append(')'); break;
                case ',' when depth > 0: regex.Append('|'); break;
                case '[' when pattern.IndexOf(']', i) is var end and > 0:
                    string set = pattern[(i + 1)..end];
                    regex.Append('[').Append(set is ['!', ..] ? "^" + Regex.Escape(set[1..]) : set.Replace("\\", "\\\\", StringComparison.Ordinal)).Append(']');
                    i = end;
                    break;
                default: regex.Append(Regex.Escape(c.ToString())); break;
            }
        }

        return regex.Append('$').ToString();
    }
}
