using System.Xml.Linq;
using BigData.Testing;

namespace BigData.Architecture.Tests;

/// <summary>The arrows between projects are the law: every <c>.csproj</c> is compared with the table below.</summary>
public sealed class LayerTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["BigData.Delta"] = [],
        ["BigData.DuckDb"] = [],
        ["BigData.Delta.DuckDb"] = ["BigData.Delta", "BigData.DuckDb"],
        ["BigData.Models"] = [],
        ["BigData.Spark"] = [],
        ["BigData.Spark.Connect"] = ["BigData.Spark"],
        ["BigData.Spark.Embedded"] = ["BigData.Spark", "BigData.Delta", "BigData.DuckDb", "BigData.Delta.DuckDb", "BigData.Models"],
        ["BigData.Customers"] = ["BigData.Spark", "BigData.Models"],
        ["BigData.Activation"] = ["BigData.Spark"],
        ["BigData.Pipelines"] = ["BigData.Spark"],
        ["BigData.Notebooks"] = ["BigData.Spark"],
        ["BigData.Hosting"] =
        [
            "BigData.Delta", "BigData.DuckDb", "BigData.Delta.DuckDb", "BigData.Spark", "BigData.Spark.Connect",
            "BigData.Spark.Embedded", "BigData.Customers", "BigData.Activation", "BigData.Pipelines", "BigData.Notebooks", "BigData.Models",
        ],
        ["BigData.Jobs"] = ["BigData.Hosting"],
    };

    public static TheoryData<string> ShippedProjects =>
        [.. Projects("lib").Concat(Projects("jobs")).Select(Path.GetFileNameWithoutExtension).Select(name => name!)];

    [Theory]
    [MemberData(nameof(ShippedProjects))]
    public void A_shipped_project_refers_only_to_what_its_layer_may(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out string[]? allowed), $"{project} has no row in the table of layers");
        string[] forbidden = [.. References(Find(project), "ProjectReference").Except(allowed, StringComparer.Ordinal)];
        Assert.True(forbidden.Length == 0, $"{project} may not refer to {string.Join(", ", forbidden)}");
    }

    [Fact]
    public void The_table_of_layers_names_only_projects_that_exist()
    {
        Assert.Empty(Allowed.Keys.Except(Projects("lib").Concat(Projects("jobs")).Select(Path.GetFileNameWithoutExtension)));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "BigData.sln"));
        string[] missing =
        [
            .. Projects("lib").Concat(Projects("jobs")).Concat(Projects("tests"))
                .Where(path => !solution.Contains(Path.GetFileName(path), StringComparison.Ordinal)),
        ];
        Assert.Empty(missing);
    }

    [Fact]
    public void Versions_of_packages_are_written_in_one_file()
    {
        string[] versioned =
        [
            .. Projects("lib").Concat(Projects("jobs")).Concat(Projects("tests"))
                .Where(path => XDocument.Load(path).Descendants("PackageReference").Any(e => e.Attribute("Version") is not null)),
        ];
        Assert.Empty(versioned);
    }

    [Fact]
    public void The_internals_of_Spark_are_visible_to_the_engines_and_to_tests_alone()
    {
        string[] friends = [.. References(Find("BigData.Spark"), "InternalsVisibleTo")];
        string[] strangers =
        [
            .. friends.Where(name => name is not ("BigData.Spark.Connect" or "BigData.Spark.Embedded") && !IsTestProject(name)),
        ];
        Assert.Empty(strangers);
    }

    private static bool IsTestProject(string name) => Projects("tests").Any(path => Path.GetFileNameWithoutExtension(path) == name);

    private static IEnumerable<string> Projects(string folder) =>
        Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, folder), "*.csproj", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .OrderBy(path => path, StringComparer.Ordinal);

    private static string Find(string project) =>
        Projects("lib").Concat(Projects("jobs")).Single(path => Path.GetFileNameWithoutExtension(path) == project);

    private static IEnumerable<string> References(string project, string element) =>
        XDocument.Load(project).Descendants(element)
            .Select(e => e.Attribute("Include")!.Value)
            .Select(value => value.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(value) : value);
}
