using System.Reflection;

namespace BigData.Hosting.Reporting.Guides;

/// <summary>The pages of the guides beside a report.</summary>
internal static class GuideFolder
{
    private const string Stamp = ".version";

    /// <summary>Writes the pages, unless those of this program are there already.</summary>
    /// <param name="folder">The report's folder.</param>
    /// <param name="token">Cancels.</param>
    public static async Task WriteAsync(string folder, CancellationToken token)
    {
        string guides = Path.Combine(folder, Guide.Folder);
        string stamp = Path.Combine(guides, Stamp);
        string version = Assembly.GetExecutingAssembly().ManifestModule.ModuleVersionId.ToString();
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, token).ConfigureAwait(false) == version
            && Guide.All.All(guide => File.Exists(Path.Combine(guides, guide.Page))))
        {
            return;
        }

        foreach (Guide guide in Guide.All)
        {
            await WholeFile.WriteAsync(Path.Combine(guides, guide.Page), GuidePage.Write(guide), token).ConfigureAwait(false);
        }

        await WholeFile.WriteAsync(stamp, version, token).ConfigureAwait(false);
    }
}
