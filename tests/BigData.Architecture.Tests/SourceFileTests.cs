using System.Text.RegularExpressions;
using BigData.Testing;

namespace BigData.Architecture.Tests;

/// <summary>Habits of the source text that no compiler checks.</summary>
public sealed partial class SourceFileTests
{
    private const int MaximumLines = 400;

    private static readonly string[] Sources =
    [
        .. new[] { "lib", "jobs", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .OrderBy(path => path, StringComparer.Ordinal),
    ];

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        string[] tooLong =
        [
            .. Sources.Select(path => (path, lines: File.ReadLines(Path.Combine(RepositoryFiles.Root, path)).Count()))
                .Where(file => file.lines > MaximumLines)
                .Select(file => $"{file.path}: {file.lines}"),
        ];
        Assert.True(tooLong.Length == 0, "Split by theme: " + string.Join("; ", tooLong));
    }

    [Fact]
    public void No_shipped_file_carries_unfinished_words()
    {
        string[] found =
        [
            .. Sources.Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))
                .Where(path => UnfinishedWords().IsMatch(File.ReadAllText(Path.Combine(RepositoryFiles.Root, path)))),
        ];
        Assert.Empty(found);
    }

    [GeneratedRegex(@"NotImplementedException|\b(TODO|FIXME|HACK)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex UnfinishedWords();
}
