using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BigData.Testing;

namespace BigData.Jobs.Tests.Docs;

/// <summary>The C# of docs/guide is that of the template and of the files beside this one, which this project compiles and tests.</summary>
public sealed class GuideTests
{
    private static readonly string Guide = Path.Combine(RepositoryFiles.Root, "docs", "guide");

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Guide, "*.md").Select(page => Path.GetFileName(page)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_snippet_stands_in_a_compiled_file(string page)
    {
        string[] folders = ["docs/templates/bigdata-jobs", "tests/BigData.Jobs.Tests/Docs"];
        string compiled = string.Join('\n', folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => Squeezed(File.ReadAllText(file))));
        string[] blocks = File.ReadAllText(Path.Combine(Guide, page)).Split("```csharp\n")[1..];
        Assert.All(blocks, block => Assert.Contains(Squeezed(block[..block.IndexOf("```", StringComparison.Ordinal)]), compiled, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file(string page)
    {
        string text = File.ReadAllText(Path.Combine(Guide, page));
        foreach (Match link in Regex.Matches(text, @"\]\((?<path>[^)#]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
        {
            string path = link.Groups["path"].Value;
            Assert.True(path.Contains("://", StringComparison.Ordinal) || File.Exists(Path.Combine(Guide, path)), $"{page}: {path} is not there");
        }
    }

    [Fact]
    public void The_template_asks_for_the_packages_of_this_version()
    {
        string properties = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "Directory.Build.props"));
        string version = properties.Split("<Version>")[1].Split("</Version>")[0];
        string template = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "templates", "bigdata-jobs", ".template.config", "template.json"));
        Assert.Contains($"\"defaultValue\": \"{version}\"", template, StringComparison.Ordinal);
        Assert.Contains($"BigData.Templates.{version}.nupkg", File.ReadAllText(Path.Combine(Guide, "01-first-job.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_library_is_packed()
    {
        string root = RepositoryFiles.Root;
        IEnumerable<string> projects = Directory.EnumerateFiles(Path.Combine(root, "lib"), "*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetRelativePath(root, project).Replace('\\', '/'));
        JsonNode filter = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "lib", "BigData.Libraries.slnf")))!;
        IEnumerable<string> packed = filter["solution"]!["projects"]!.AsArray().Select(project => ((string)project!).Replace('\\', '/'));
        Assert.Equal(projects.Order(StringComparer.Ordinal), packed.Order(StringComparer.Ordinal));
    }

    private static string Squeezed(string text) => string.Join(' ', text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
