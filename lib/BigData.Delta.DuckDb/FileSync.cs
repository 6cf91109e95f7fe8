using System.Runtime.InteropServices;

namespace BigData.Delta.DuckDb;

/// <summary>Makes finished files survive a loss of power.</summary>
internal static partial class FileSync
{
    private const int ReadOnly = 0;

    /// <summary>Syncs files, then the folders that hold them and those between them and the root.</summary>
    public static void Flush(string root, IEnumerable<string> files)
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            using (var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
            {
                RandomAccess.FlushToDisk(handle);
            }

            for (var folder = Path.GetDirectoryName(file); folder is not null && folder.Length >= root.Length; folder = Path.GetDirectoryName(folder))
            {
                folders.Add(folder);
            }
        }

        // A folder has no handle of its own to flush on Windows; its file system journals names.
        if (!OperatingSystem.IsWindows())
        {
            foreach (var folder in folders)
            {
                FlushFolder(folder);
            }
        }
    }

    private static void FlushFolder(string folder)
    {
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"The folder '{folder}' cannot be opened to be synced to disk (error {Marshal.GetLastPInvokeError()}).");
        }

        try
        {
            if (Sync(descriptor) != 0)
            {
                throw new IOException($"The folder '{folder}' cannot be synced to disk (error {Marshal.GetLastPInvokeError()}).");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
