namespace BigData.Pipelines.Writing;

/// <summary>
/// The folder of a table whose first commit never came, because the process died or the disk was full. It is no table, but
/// engines refuse to create one in a folder that is not empty.
/// </summary>
internal static class UnbornTable
{
    /// <summary>Whether a table is there. A folder alone is none.</summary>
    /// <param name="path">The table's folder.</param>
    public static bool HasCommit(string path)
    {
        DirectoryInfo log = new(CommitLog.FolderOf(path));
        return log.Exists && log.EnumerateFiles().Any(file => char.IsAsciiDigit(file.Name[0]));
    }

    /// <summary>Removes what an attempt to create the table left; anything else stays, and the engine will name it.</summary>
    /// <param name="path">The folder of a table without a commit.</param>
    public static void Clear(string path)
    {
        DirectoryInfo folder = new(path);
        if (!folder.Exists || folder.GetFileSystemInfos() is not ([] or [DirectoryInfo { Name: CommitLog.FolderName }]))
        {
            return;
        }

        foreach (DirectoryInfo log in folder.GetDirectories())
        {
            FileSystemInfo[] attempts = log.GetFileSystemInfos();
            if (attempts.Any(attempt => attempt is not FileInfo || attempt.Name[0] is not ('.' or '_')))
            {
                return;
            }

            log.Delete(recursive: true);
        }

        folder.Delete();
    }
}
