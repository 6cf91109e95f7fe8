namespace BigData.Testing;

/// <summary>
/// An assembly fixture (<c>[assembly: AssemblyFixture(typeof(GoldenOrphans))]</c>): after a full run it fails when a golden
/// file was not asked for by any test. A filtered run asks for a part only, so it checks nothing.
/// </summary>
public sealed class GoldenOrphans : IDisposable
{
    /// <summary>Checks the folders that the run has used.</summary>
    public void Dispose()
    {
        bool filtered = Environment.GetCommandLineArgs().Any(arg => arg.StartsWith("--filter", StringComparison.Ordinal));
        if (filtered)
        {
            return;
        }

        string[] orphans = [.. Golden.UsedFolders
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => !Golden.WasUsed(path))];
        if (orphans.Length > 0)
        {
            throw new InvalidOperationException($"Golden files that no test asks for; delete them: {string.Join(", ", orphans)}");
        }
    }
}
