using System.Text;

namespace BigData.Delta.Actions;

/// <summary>The one place that turns file-system paths into the URIs of the log and back.</summary>
public static class LogPath
{
    private const string Escaped = " %\"<>#?[]{}|\\^`";

    /// <summary>The form of a path in the log.</summary>
    /// <param name="relativePath">Path below the table with <c>/</c> between its parts, as the file system holds it.</param>
    /// <returns>The percent-encoded path; letters outside ASCII stay as they are, as Spark leaves them.</returns>
    public static string Encode(string relativePath)
    {
        StringBuilder text = new(relativePath.Length);
        foreach (char c in relativePath)
        {
            if (c < 0x20 || c == 0x7F || Escaped.Contains(c, StringComparison.Ordinal))
            {
                text.Append('%').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    /// <summary>Percent-decodes a path of the log once.</summary>
    /// <param name="path">The path as the log holds it.</param>
    /// <returns>The decoded path; a <c>%</c> that begins no escape stays.</returns>
    public static string Decode(string path) => path.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(path) : path;

    /// <summary>The name of a file as the operating system wants it.</summary>
    /// <param name="tablePath">Folder of the table.</param>
    /// <param name="path">The path as the log holds it, relative or absolute.</param>
    /// <returns>An absolute path.</returns>
    public static string ToFileSystem(string tablePath, string path)
    {
        string local = Decode(StripScheme(path));
        return System.IO.Path.GetFullPath(System.IO.Path.IsPathRooted(local) ? local : System.IO.Path.Combine(tablePath, local));
    }

    /// <summary>The key under which a file is replayed: decoded, relative when it lies below the table.</summary>
    internal static string Normalize(string tablePath, string path)
    {
        string decoded = Decode(StripScheme(path));
        string root = tablePath.EndsWith('/') ? tablePath : tablePath + "/";
        return decoded.StartsWith(root, StringComparison.Ordinal) ? decoded[root.Length..] : decoded;
    }

    private static string StripScheme(string path)
    {
        if (!path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return path;
        }

        string rest = path["file:".Length..];
        return rest.StartsWith("///", StringComparison.Ordinal) ? rest[2..] : rest;
    }
}
