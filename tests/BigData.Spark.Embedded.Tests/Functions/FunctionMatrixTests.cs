using System.Globalization;
using System.Text;
using BigData.Spark.Catalogue;
using BigData.Spark.Embedded.Functions;
using BigData.Testing;

namespace BigData.Spark.Embedded.Tests.Functions;

/// <summary>Joins the catalogue of functions with the engine's own table, and writes the matrix of the documentation from both.</summary>
public sealed class FunctionMatrixTests
{
    private static readonly string Page = Path.Combine(RepositoryFiles.Root, "docs", "functions.md");

    [Fact]
    public void Every_function_of_the_catalogue_has_a_row_of_the_engine() => AssertNone(
        Names(FunctionCatalogue.All.Where(f => FunctionTable.Find(f.Name) is null).Select(f => f.Name)));

    [Fact]
    public void Every_row_of_the_engine_is_a_function_of_the_catalogue() => AssertNone(
        Names(FunctionTable.All.Where(r => !IsInternal(r) && FunctionCatalogue.Find(r.Name) is null).Select(r => r.Name)));

    [Fact]
    public void What_the_engine_lacks_has_a_reason() => Assert.All(
        FunctionTable.All.Where(r => r.Support == EngineSupport.Unsupported), row => Assert.False(string.IsNullOrWhiteSpace(row.Reason), row.Name));

    [Fact]
    public void The_matrix_of_the_documentation_is_in_step()
    {
        string text = Matrix();
        if (Environment.GetEnvironmentVariable("BIGDATA_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Page, text);
        }

        Assert.True(File.Exists(Page), "docs/functions.md is missing; run this test with BIGDATA_UPDATE_GOLDEN=1.");
        Assert.Equal(text, File.ReadAllText(Page).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    // What the resolver makes of operators, by the types of their sides: no function that a user can name.
    private static bool IsInternal(FunctionRow row) => row.Name[0] == '$';

    private static void AssertNone(string names) => Assert.True(names.Length == 0, names);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private static string Matrix()
    {
        StringBuilder text = new();
        text.Append("# Functions\n\nEvery function of the catalogue, what it gives, and whether the embedded engine has it. The names are those of Spark 4.2. ")
            .Append("A function that an engine lacks is refused by name before anything runs.\n\nA test writes this page; do not edit it.\n");
        foreach (IGrouping<FunctionGroup, FunctionInfo> group in FunctionCatalogue.All.GroupBy(f => f.Group))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {group.Key}\n\n| function | arguments | result | embedded | summary |\n|---|---|---|---|---|\n");
            foreach (FunctionInfo function in group.OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{Cell(function.Name)}` | {Arguments(function)} | {Cell(function.Result.Describe())} ")
                    .Append(CultureInfo.InvariantCulture, $"| {Support(function)} | {Cell(function.Summary)} |\n");
            }
        }

        return text.ToString();
    }

    private static string Support(FunctionInfo function) => FunctionTable.Find(function.Name) switch
    {
        null or { Support: EngineSupport.Unsupported, Reason: null } => "no",
        { Support: EngineSupport.Unsupported, Reason: { } reason } => $"no: {Cell(reason)}",
        _ => "yes",
    };

    private static string Arguments(FunctionInfo function)
    {
        IEnumerable<string> names = function.Arguments.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(a => a.EndsWith('*') ? a.Split(':')[0].TrimEnd('*') + " …" : a.EndsWith('?') || a.EndsWith("=0", StringComparison.Ordinal)
                ? $"[{a.Split(':')[0].TrimEnd('?')}]"
                : a.Split(':')[0]);
        return Cell(string.Join(", ", names));
    }

    private static string Cell(string text) => text
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("\n", " ", StringComparison.Ordinal);
}
