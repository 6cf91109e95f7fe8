using System.Text.Json;
using System.Text.RegularExpressions;
using BigData.Testing;

namespace BigData.Architecture.Tests;

/// <summary>The classes that code names and the one table of error conditions must agree; a missing one would fail only when the error happens.</summary>
public sealed class ErrorClassTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public void Every_error_class_that_code_names_is_in_the_table()
    {
        using JsonDocument table = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "lib", "BigData.Spark", "Errors", "error-conditions.json")));
        HashSet<string> known = [];
        foreach (JsonProperty condition in table.RootElement.EnumerateObject())
        {
            known.Add(condition.Name);
            if (condition.Value.TryGetProperty("subClass", out JsonElement parts))
            {
                known.UnionWith(parts.EnumerateObject().Select(part => $"{condition.Name}.{part.Name}"));
            }
        }

        string[] unknown = [.. Named().Where(name => !known.Contains(name.Class)).Select(name => $"{name.File}: {name.Class}").Order(StringComparer.Ordinal)];
        Assert.Empty(unknown);
    }

    // Two families are only ever error classes, wherever the text stands; other classes are found where an exception is made.
    // A text that ends with a point is completed while the program runs and cannot be checked here.
    private static IEnumerable<(string File, string Class)> Named()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "lib"), "*.cs", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            IEnumerable<Match> matches = Regex.Matches(text, "\"(?<class>(DELTA|EMBEDDED)_[A-Z0-9_]+(\\.[A-Z0-9_]+)?)\"", RegexOptions.ExplicitCapture, Limit)
                .Concat(Regex.Matches(text, "SparkErrors\\.Create\\(\\s*\"(?<class>[A-Z0-9_]+(\\.[A-Z0-9_]+)?)\"", RegexOptions.ExplicitCapture, Limit));
            foreach (Match match in matches)
            {
                yield return (Path.GetFileName(file), match.Groups["class"].Value);
            }
        }
    }
}
