namespace BigData.Pipelines.Files;

/// <summary>Looks into a landing folder without changing it.</summary>
internal static class LandingFolder
{
    /// <summary>Finds the CSV files below a folder. Names that begin with <c>.</c> or <c>_</c> are uploads in progress, as for Spark.</summary>
    /// <param name="source">Name of the source, for messages.</param>
    /// <param name="folder">Its landing folder, which must exist.</param>
    /// <param name="part">The folder in it that counts, or empty for all; when it is not there, there are no files.</param>
    public static LandingListing List(string source, string folder, string part = "")
    {
        DirectoryInfo root = new(folder);
        if (!root.Exists)
        {
            throw new PipelineException(
                $"The folder {root.FullName} of source '{source}' does not exist, or this user may not look into the folder above it. Give another with --source {source}=FOLDER or the setting sources:{source}:folder.");
        }

        List<LandingFile> files = [];
        List<(string, string)> unreadable = [];
        HashSet<string> visited = new(StringComparer.Ordinal);
        DirectoryInfo top = part.Length == 0 ? root : new DirectoryInfo(Path.Combine(root.FullName, part));
        if (top.Exists)
        {
            Walk(top, part.Length == 0 ? string.Empty : part + "/", files, unreadable, visited);
        }

        files.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return new LandingListing(files, unreadable);
    }

    private static void Walk(
        DirectoryInfo folder, string prefix, List<LandingFile> files, List<(string Name, string Reason)> unreadable, HashSet<string> visited)
    {
        // A link to a folder above would otherwise be walked for ever.
        if (!visited.Add(folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName))
        {
            return;
        }

        FileSystemInfo[] entries;
        try
        {
            entries = folder.GetFileSystemInfos();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            unreadable.Add((prefix.Length == 0 ? "." : prefix.TrimEnd('/'), "unreadable folder: permission denied or broken"));
            return;
        }

        foreach (FileSystemInfo entry in entries.Where(entry => entry.Name[0] is not ('.' or '_')))
        {
            if (entry is DirectoryInfo below)
            {
                Walk(below, prefix + below.Name + "/", files, unreadable, visited);
            }
            else if (entry.Name.EndsWith(".csv", StringComparison.Ordinal) || entry.Name.EndsWith(".csv.gz", StringComparison.Ordinal))
            {
                files.Add(new LandingFile(prefix + entry.Name, entry.FullName));
            }
        }
    }
}
