namespace BigData.Testing;

/// <summary>Finds files of the checkout and of the folder <c>shared</c> beside it, from wherever the test runs.</summary>
public static class RepositoryFiles
{
    private static readonly Lazy<string> LazyRoot = new(FindRoot);

    /// <summary>The folder that holds <c>BigData.sln</c>.</summary>
    public static string Root => LazyRoot.Value;

    /// <summary>A path below <c>data-samples</c>.</summary>
    public static string Sample(params string[] parts) => Path.Combine([Root, "data-samples", .. parts]);

    /// <summary>
    /// A path below the folder <c>shared</c> that may lie beside the checkout (<c>BIGDATA_SHARED</c> names another place),
    /// or null when it is not there. Tests then skip: <c>Assert.SkipUnless(path is not null, "…")</c>.
    /// </summary>
    public static string? Shared(params string[] parts)
    {
        string shared = Environment.GetEnvironmentVariable("BIGDATA_SHARED") ?? Path.Combine(Root, "..", "shared");
        string path = Path.GetFullPath(Path.Combine([shared, .. parts]));
        return Path.Exists(path) ? path : null;
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BigData.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No BigData.sln above {AppContext.BaseDirectory}; run the tests from a checkout.");
    }
}
