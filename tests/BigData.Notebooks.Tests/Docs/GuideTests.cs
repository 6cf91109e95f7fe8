using System.Text.Json.Nodes;

namespace BigData.Notebooks.Tests.Docs;

/// <summary>The cells of the guide run, and the notebooks are committed as people should find them.</summary>
public sealed class GuideTests
{
    public static TheoryData<string> Notebooks =>
        [.. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "notebooks"), "*.ipynb").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task The_cells_of_the_guide_run_one_after_another()
    {
        await using NotebookBench notebook = await NotebookBench.StartAsync();
        await notebook.RunAsync("%%sql\nCREATE SCHEMA silver");
        await notebook.ValueAsync("%%sql lines\nSELECT * FROM VALUES ('shop', 'o1', 'GB', 1500.00, false), ('shop', 'o2', 'FR', 20.50, false) AS t(source, order_id, country, amount, is_return)");
        await notebook.ValueAsync("lines.Write().Format(\"delta\").SaveAsTable(\"silver.order_lines\");");
        string[] cells = (await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "docs", "guide", "notebooks.md"), TestContext.Current.CancellationToken)).Split("```csharp cell\n")[1..];
        Assert.NotEmpty(cells);
        List<string> values = [];
        foreach (string cell in cells)
        {
            values.Add(await notebook.ValueAsync(cell[..cell.IndexOf("```", StringComparison.Ordinal)]));
        }

        Assert.Equal("1", values[^1]);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void A_notebook_is_committed_without_outputs_and_for_this_kernel(string name)
    {
        JsonNode notebook = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "notebooks", name)))!;
        Assert.Equal("bigdata-csharp", (string?)notebook["metadata"]!["kernelspec"]!["name"]);
        Assert.All(notebook["cells"]!.AsArray().Where(cell => (string?)cell!["cell_type"] == "code"), cell =>
        {
            Assert.Empty(cell!["outputs"]!.AsArray());
            Assert.Null(cell["execution_count"]);
        });
    }
}
