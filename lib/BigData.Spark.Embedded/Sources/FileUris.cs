using System.Text;

namespace BigData.Spark.Embedded.Sources;

/// <summary>Paths as users and Spark write them: <c>/a b</c>, <c>file:/a%20b</c>, <c>file:///a%20b</c>.</summary>
internal static class FileUris
{
    // Java's URI leaves these as they are in a path; everything else is escaped byte by byte, other letters of Unicode are kept.
    private const string Kept = "-_.!~*'()/:@&=+$,;";

    /// <summary>The absolute path of the file system, without a slash at its end.</summary>
    /// <exception cref="NotSupportedException">The scheme is not <c>file</c>.</exception>
    internal static string ToLocal(string path)
    {
        string local = path;
        if (path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            local = path["file:".Length..];
            if (local.StartsWith("///", StringComparison.Ordinal))
            {
                local = local[2..];
            }

            // Hadoop takes a path's text as it is: %20 in it is three characters unless a URI is meant.
            local = Uri.UnescapeDataString(local);
        }
        else if (path.IndexOf("://", StringComparison.Ordinal) > 1)
        {
            throw new NotSupportedException($"Path '{path}' is not on a local disk. The embedded engine reads and writes local files only; mount the storage, or use Spark.");
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(local));
    }

    /// <summary><c>file:/a%20b</c>, as <c>_metadata.file_path</c> and error messages of Spark have it.</summary>
    internal static string ToUri(string path) => "file:" + Escape(path);

    /// <summary><c>file:///a%20b</c>, as <c>input_file_name()</c> and <c>inputFiles</c> have it.</summary>
    internal static string ToFullUri(string path) => "file://" + Escape(path);

    internal static bool SamePath(string left, string right) =>
        string.Equals(Path.TrimEndingDirectorySeparator(Path.GetFullPath(left)), Path.TrimEndingDirectorySeparator(Path.GetFullPath(right)), StringComparison.Ordinal);

    private static string Escape(string path)
    {
        string slashes = Path.DirectorySeparatorChar == '/' ? path : "/" + path.Replace(Path.DirectorySeparatorChar, '/');
        var text = new StringBuilder(slashes.Length + 8);
        foreach (Rune rune in slashes.EnumerateRunes())
        {
            if (!rune.IsAscii || Rune.IsLetterOrDigit(rune) || Kept.Contains((char)rune.Value, StringComparison.Ordinal))
            {
                text.Append(rune.ToString());
            }
            else
            {
                text.Append('%').Append(rune.Value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }
}
