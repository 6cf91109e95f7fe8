namespace BigData.Testing;

/// <summary>A new folder in the system's temp folder, deleted with its content on dispose.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Creates the folder.</summary>
    public TempFolder() => FullPath = Directory.CreateTempSubdirectory("bigdata-test-").FullName;

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>A path inside the folder.</summary>
    public string File(params string[] parts) => Path.Combine([FullPath, .. parts]);

    /// <summary>Copies all files below one folder to another, with their places below it.</summary>
    public static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(file, copy);
        }
    }

    /// <summary>Deletes the folder; a file that is still held open by a stopped process does not fail the test.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(FullPath, recursive: true);
        }
        catch (IOException)
        {
            // The system cleans its temp folder.
        }
        catch (UnauthorizedAccessException)
        {
            // A test took rights away and did not give them back.
        }
    }
}
