using BigData.Pipelines;

namespace BigData.Hosting.Commands;

/// <summary>Tables of the lakehouse by name, found on disk without an engine.</summary>
internal static class TablePath
{
    /// <summary>The folder of a table that is there.</summary>
    /// <exception cref="PipelineUsageException">There is no such table; the message lists those that there are.</exception>
    public static string Find(string lakehouse, string table)
    {
        string[] parts = table.Split('.');
        string path = Path.Combine([lakehouse, .. parts]);
        if (parts.Length == 2 && !parts.Contains(string.Empty) && !table.Contains('/', StringComparison.Ordinal) && IsTable(path))
        {
            return path;
        }

        List<string> known = [.. All(lakehouse)];
        throw new PipelineUsageException(known.Count == 0
            ? $"The lakehouse {lakehouse} holds no tables yet; run 'run' first or give another folder with --lakehouse."
            : $"There is no table '{table}' in {lakehouse}. Tables: {string.Join(", ", known)}.");
    }

    /// <summary>The names of all tables, in ordinal order. Folders that begin with a dot or underscore are no schemas.</summary>
    public static IEnumerable<string> All(string lakehouse)
    {
        if (!Directory.Exists(lakehouse))
        {
            return [];
        }

        return new DirectoryInfo(lakehouse).EnumerateDirectories()
            .Where(schema => schema.Name[0] is not ('.' or '_'))
            .SelectMany(schema => schema.EnumerateDirectories()
                .Where(table => IsTable(table.FullName))
                .Select(table => $"{schema.Name}.{table.Name}"))
            .Order(StringComparer.Ordinal);
    }

    private static bool IsTable(string path) => Directory.Exists(Path.Combine(path, "_delta_log"));
}
