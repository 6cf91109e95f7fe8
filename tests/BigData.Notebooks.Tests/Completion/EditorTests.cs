using BigData.Notebooks.Completion;

namespace BigData.Notebooks.Tests.Completion;

/// <summary>What the editor suggests; <c>|</c> is where the cursor is.</summary>
public sealed class EditorTests
{
    [Fact]
    public async Task It_knows_code_tables_and_columns()
    {
        await using NotebookBench notebook = await NotebookBench.StartAsync();
        await notebook.ValueAsync("var segments = spark.Table(\"gold.segments\");\nvar sum = 1;");
        await CompletesAsync(notebook, "segments.Gro|", "GroupBy");
        await CompletesAsync(notebook, "segments.BarCh|", "BarChart");
        await CompletesAsync(notebook, "spark.Table(\"go|\")", "gold.segments");
        await CompletesAsync(notebook, "segments.Select(\"cu|\")", "customers");
        await CompletesAsync(notebook, "segments.Filter(Col(\"re|\") > 3)", "revenue");
        await CompletesAsync(notebook, "var x = spark.Table(\"gold.segments\").WithColumn(\"share\", Lit(1));\nx.OrderBy(Desc(\"s|\"))", "segment", "share");
        await CompletesAsync(notebook, "segments[\"seg|\"]", "segment");
        await CompletesAsync(notebook, "spark.Sql(\"SELECT cust| FROM gold.segments\")", "customers", only: false);
        await CompletesAsync(notebook, "%%sql\nSELECT s.rev| FROM gold.segments s", "revenue");
        await CompletesAsync(notebook, "%%sql\nSELECT 1 FROM gol|", "gold.segments");
        await CompletesAsync(notebook, "var text = \"😀\"; sum.CompareT|", "CompareTo");
    }

    [Fact]
    public async Task It_explains_code_tables_and_columns()
    {
        await using NotebookBench notebook = await NotebookBench.StartAsync();
        await notebook.ValueAsync("var segments = spark.Table(\"gold.segments\");");
        Assert.Contains(" |-- segment: string", await ExplainsAsync(notebook, "segm|ents"), StringComparison.Ordinal);
        Assert.Contains(" |-- customers: integer", await ExplainsAsync(notebook, "spark.Table(\"gold.seg|ments\")"), StringComparison.Ordinal);
        Assert.Contains("revenue: decimal", await ExplainsAsync(notebook, "segments.Select(Col(\"reve|nue\"))"), StringComparison.Ordinal);
        Assert.Contains("A table, a temporary view", await ExplainsAsync(notebook, "spark.Tab|le(\"gold.segments\")"), StringComparison.Ordinal);
        Assert.Null(await ExplainsAsync(notebook, "   |"));
    }

    [Theory]
    [InlineData("a😀b", 2, 3)]
    [InlineData("abc", 9, 3)]
    public void Positions_count_characters(string text, int characters, int index)
    {
        Assert.Equal(index, TextPosition.ToIndex(text, characters));
        Assert.Equal(Math.Min(characters, TextPosition.FromIndex(text, text.Length)), TextPosition.FromIndex(text, index));
    }

    private static async Task CompletesAsync(NotebookBench notebook, string marked, string first, string? second = null, bool only = true)
    {
        int position = marked.IndexOf('|', StringComparison.Ordinal);
        Suggestions found = await notebook.Session.Editor.CompleteAsync(marked.Remove(position, 1), position, TestContext.Current.CancellationToken);
        string[] texts = [.. found.Items.Select(item => item.Text)];
        Assert.Contains(first, texts);
        if (only && marked.Contains('"', StringComparison.Ordinal) && !marked.Contains("😀", StringComparison.Ordinal) && !marked.StartsWith("%%", StringComparison.Ordinal))
        {
            Assert.Equal(second is null ? [first] : [first, second], texts);
        }
    }

    private static Task<string?> ExplainsAsync(NotebookBench notebook, string marked)
    {
        int position = marked.IndexOf('|', StringComparison.Ordinal);
        return notebook.Session.Editor.InspectAsync(marked.Remove(position, 1), position, TestContext.Current.CancellationToken);
    }
}
