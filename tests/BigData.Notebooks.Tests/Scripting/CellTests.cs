using System.Text.Json.Nodes;

namespace BigData.Notebooks.Tests.Scripting;

/// <summary>What cells can do.</summary>
public sealed class CellTests
{
    [Fact]
    public async Task A_cell_has_what_those_before_it_declared_also_when_one_failed_half_way()
    {
        await using NotebookBench notebook = await NotebookBench.StartAsync();
        Assert.Equal("7", await notebook.ValueAsync("int Twice(int x) => 2 * x;\nrecord Pair(int A, int B);\nvar a = 3;\nTwice(a) + 1"));
        string error = await notebook.ErrorAsync("var b = new Pair(a, 4);\nvar list = new[] { 1, 2 };\n\n    Console.Write(list[b.B]);");
        Assert.Contains("IndexOutOfRangeException", error, StringComparison.Ordinal);
        Assert.Contains("   at cell 2, line 4, column 5\n  4 |     Console.Write(list[b.B]);\n    |     ^", error, StringComparison.Ordinal);
        Assert.Equal("Pair { A = 3, B = 4 }", await notebook.ValueAsync("await Task.FromResult(b.ToString())"));
        Assert.Equal("later", await notebook.ValueAsync("var a = \"later\";\na"));
    }

    [Fact]
    public async Task An_error_of_the_compiler_points_to_line_and_column()
    {
        await using NotebookBench notebook = await NotebookBench.StartAsync();
        string error = await notebook.ErrorAsync("%%sql\nSELECT * FROM gold.missing");
        Assert.Contains("TABLE_OR_VIEW_NOT_FOUND", error, StringComparison.Ordinal);
        error = await notebook.ErrorAsync("#!engine embedded\nvar x = 1;\nvar y = x + z;");
        Assert.Equal("cell 2 (3,13): error CS0103: The name 'z' does not exist in the current context\n  3 | var y = x + z;\n    |             ^", error);
    }

    [Fact]
    public async Task Sql_writes_a_frame_into_a_variable_and_takes_variables_as_parameters()
    {
        await using NotebookBench notebook = await NotebookBench.StartAsync();
        await notebook.ValueAsync("var least = 10;");
        string shown = await notebook.ValueAsync("%%sql large\nSELECT segment, customers FROM gold.segments -- not a :parameter\nWHERE customers >= :least AND segment <> ':x' ORDER BY segment;");
        Assert.Equal("segment    customers\n---------  ---------\nchampions         12\nlost              30\n2 rows", shown);
        Assert.Equal("2 2", await notebook.ValueAsync("$\"{large.Count()} {_.Count()}\""));
        await notebook.ValueAsync("var quoted = \"it's \\\\ :x\"; var minus = -3; var price = 1.50m; var day = new DateOnly(2011, 12, 9); var big = 5L; var share = 0.25; var thing = new object();");
        await notebook.ValueAsync("%%sql values\nSELECT :quoted, 0-:minus, :price, :day, :big, :share");
        Assert.Equal("[it's \\ :x, 3, 1.50, 2011-12-09, 5, 0.25]", await notebook.ValueAsync("values.First().Values"));
        Assert.Contains("The parameter :thing is a Object", await notebook.ErrorAsync("%%sql\nSELECT :thing"), StringComparison.Ordinal);
        Assert.Contains("parameter :nothing", await notebook.ErrorAsync("%%sql\nSELECT :nothing"), StringComparison.Ordinal);
        Assert.Contains("%%sql 2x", await notebook.ErrorAsync("%%sql 2x\nSELECT 1"), StringComparison.Ordinal);
        Assert.Contains("%%sqll is unknown", await notebook.ErrorAsync("%%sqll\nSELECT 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_and_packages_come_in_by_directives()
    {
        await using NotebookBench notebook = await NotebookBench.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(notebook.Folder, "helper.csx"), "int FromFile() => 5;", TestContext.Current.CancellationToken);
        Assert.Equal("5", await notebook.ValueAsync("#load \"helper.csx\"\nFromFile()"));
        string assembly = typeof(Assert).Assembly.Location;
        Assert.Equal("xunit.v3.assert", await notebook.ValueAsync($"#r \"{assembly}\"\ntypeof(Xunit.Assert).Assembly.GetName().Name"));
        Assert.Contains("expected a package and its version", await notebook.ErrorAsync("#r \"nuget: a b, ,\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_comes_from_the_sources_of_the_notebooks_folder()
    {
        await using NotebookBench notebook = await NotebookBench.StartAsync();
        PackageFeed.Write(notebook.Folder, "Tiny.Package", "1.2.3", "from a package");
        Assert.Equal("from a package", await notebook.ValueAsync("#r \"nuget: Tiny.Package, 1.2.3\"\nTiny.Greeting.Text"));
        Assert.Equal("14", await notebook.ValueAsync("Tiny.Greeting.Text.Length"));
        string error = await notebook.ErrorAsync("#r \"nuget: Tiny.Missing, 1.0.0\"");
        Assert.StartsWith("The packages Tiny.Package, Tiny.Missing could not be restored: error NU1101", error, StringComparison.Ordinal);
        Assert.Equal("f", await notebook.ValueAsync("Tiny.Greeting.Text.Substring(0, 1)"));
    }

    [Fact]
    public async Task Using_holds_a_value_until_it_is_declared_again_or_the_notebook_ends()
    {
        using TempFolder folder = new();
        string log = folder.File("log.txt");
        await using (NotebookBench notebook = await NotebookBench.StartAsync())
        {
            await notebook.ValueAsync($"sealed class Held(string name) : IDisposable {{ public string Name => name; public void Dispose() => File.AppendAllText(@\"{log}\", name + \" \"); }}\n"
                + "sealed class Later : IAsyncDisposable { public ValueTask DisposeAsync() { File.AppendAllText(@\"" + log + "\", \"later \"); return default; } }");
            await notebook.ValueAsync("using System.Text;\nusing var a = new Held(\"first\");\nawait using Later later = new();\nusing (var inner = new Held(\"inner\")) { }");
            Assert.Equal("first", await notebook.ValueAsync("a.Name"));
            await notebook.ValueAsync("using Held a = new(\"second\"), b = new(\"third\");\na.Name");
            Assert.Equal("cell 5 (2,11): error CS1674: 'int': type used in a using statement must implement 'System.IDisposable' or 'System.IAsyncDisposable'\n  2 | using var c = 3;\n    |           ^",
                await notebook.ErrorAsync("\nusing var c = 3;"));
            Assert.Contains("CS0103", await notebook.ErrorAsync("c"), StringComparison.Ordinal);
            Assert.Equal("inner first ", await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
            Assert.Equal("complete", BigData.Notebooks.Completion.CodeModel.Completeness("using var d = new Held(\"d\");"));
            const string Cell = "using var d = new Held(\"d\");\nd.Na";
            Assert.Contains((await notebook.Session.Editor.CompleteAsync(Cell, Cell.Length, TestContext.Current.CancellationToken)).Items, item => item.Text == "Name");
        }

        Assert.Equal("inner first third second later ", await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_interrupt_stops_a_query_and_a_loop_that_looks_at_the_token()
    {
        await using NotebookBench notebook = await NotebookBench.StartAsync();
        foreach (string code in new[]
        {
            "Console.WriteLine(\"begun\"); spark.Range(3_000_000_000L).CrossJoin(spark.Range(1_000L).WithColumnRenamed(\"id\", \"o\")).Agg(Sum(Col(\"id\") * Col(\"o\"))).Collect()",
            "Console.WriteLine(\"begun\"); while (true) { Cancellation.ThrowIfCancellationRequested(); }",
        })
        {
            InterruptingOutput output = new(notebook.Session.Interrupt);
            BigData.Notebooks.Scripting.CellError? error = await notebook.Session.RunAsync(code, 1, output, TestContext.Current.CancellationToken);
            Assert.Equal("The cell was interrupted.", error?.Value);
        }

        Assert.Equal("3", await notebook.ValueAsync("spark.Table(\"gold.segments\").Count()"));
    }

    private sealed class InterruptingOutput(Action interrupt) : BigData.Notebooks.Scripting.IOutputSink
    {
        public bool WantsProgress => false;

        public void Send(string type, JsonObject content)
        {
            if (type == "stream")
            {
                interrupt();
            }
        }
    }
}
