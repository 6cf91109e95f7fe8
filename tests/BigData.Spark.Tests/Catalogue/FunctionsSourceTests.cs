using BigData.Spark.Catalogue;
using BigData.Testing;

namespace BigData.Spark.Tests.Catalogue;

public sealed class FunctionsSourceTests
{
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "lib", "BigData.Spark", "Sql");

    [Fact]
    public void Members_of_Functions_are_what_the_catalogue_says()
    {
        IReadOnlyDictionary<string, string> files = FunctionsSource.Files();
        if (Environment.GetEnvironmentVariable("BIGDATA_UPDATE_GOLDEN") == "1")
        {
            foreach ((string name, string text) in files)
            {
                File.WriteAllText(Path.Combine(Folder, name), text);
            }
        }

        foreach ((string name, string text) in files)
        {
            string path = Path.Combine(Folder, name);
            Assert.True(File.Exists(path), $"{name} is missing; run this test with BIGDATA_UPDATE_GOLDEN=1.");
            Assert.Equal(text, File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal));
        }

        IEnumerable<string> present = Directory.GetFiles(Folder, "Functions.*.cs").Select(f => Path.GetFileName(f));
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), present.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_are_unique_and_found_whatever_their_case()
    {
        Assert.Equal(FunctionCatalogue.All.Count, FunctionCatalogue.All.Select(f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Same(FunctionCatalogue.Find("abs"), FunctionCatalogue.Find("ABS"));
        Assert.Null(FunctionCatalogue.Find("no_such_function"));
        Assert.True(FunctionCatalogue.All.Count >= 350);
    }

    [Fact]
    public void Every_function_says_what_it_gives()
    {
        Assert.All(FunctionCatalogue.All, function =>
        {
            Assert.EndsWith(".", function.Summary, StringComparison.Ordinal);
            Assert.Matches(@"^\d+\.\d+\.\d+$", function.Since);
            Assert.NotEqual("", function.Result.Describe());
        });
    }
}
