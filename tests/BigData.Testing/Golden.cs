using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Xunit;

namespace BigData.Testing;

/// <summary>
/// Compares text with a reviewed file <c>Golden/CLASS/NAME.txt</c> beside the test's source.
/// With <c>BIGDATA_UPDATE_GOLDEN=1</c> the file is written instead, for review as a diff.
/// </summary>
public static class Golden
{
    private const string UpdateVariable = "BIGDATA_UPDATE_GOLDEN";

    private static readonly ConcurrentDictionary<string, bool> Used = new(StringComparer.Ordinal);

    /// <summary>Fails when <paramref name="actual"/> differs from the golden file.</summary>
    /// <param name="name">Name of the file without extension; unique in the test class.</param>
    /// <param name="actual">The text, volatile parts already normalised.</param>
    /// <param name="extension">Extension of the file, for editors' highlighting.</param>
    /// <param name="sourceFile">Filled by the compiler.</param>
    public static void Match(string name, string actual, string extension = "txt", [CallerFilePath] string sourceFile = "")
    {
        ArgumentNullException.ThrowIfNull(actual);
        string path = Path.Combine(
            Path.GetDirectoryName(sourceFile)!, "Golden", Path.GetFileNameWithoutExtension(sourceFile), $"{name}.{extension}");
        Used[Path.GetFullPath(path)] = true;
        string text = Normalise(actual);
        if (Updating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        if (!File.Exists(path))
        {
            Assert.Fail($"There is no golden file {name}.{extension} yet. Run with {UpdateVariable}=1, then review it. Actual text:\n{text}");
        }

        Assert.Equal(Normalise(File.ReadAllText(path)), text);
    }

    internal static bool Updating => Environment.GetEnvironmentVariable(UpdateVariable) == "1";

    internal static bool WasUsed(string path) => Used.ContainsKey(Path.GetFullPath(path));

    internal static IEnumerable<string> UsedFolders =>
        Used.Keys.Select(path => Path.GetDirectoryName(Path.GetDirectoryName(path)!)!).Distinct(StringComparer.Ordinal);

    private static string Normalise(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n') + "\n";
}
