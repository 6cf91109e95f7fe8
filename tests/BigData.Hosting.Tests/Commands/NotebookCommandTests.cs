using System.Text.Json.Nodes;

namespace BigData.Hosting.Tests.Commands;

/// <summary><c>notebook install</c>, and what <c>notebook run</c> refuses before it runs anything.</summary>
public sealed class NotebookCommandTests
{
    [Fact]
    public async Task Install_writes_a_kernelspec_that_starts_this_program_with_what_was_said()
    {
        using AppBench bench = new();
        await bench.ExpectAsync(0, "notebook", "install", "--prefix", "place", "--lakehouse", "lake", "--engine", "embedded", "--json");
        string folder = Path.Combine(bench.Folder, "place", "share", "jupyter", "kernels", "bigdata-csharp");
        Assert.Equal(folder, (string?)bench.Json()["folder"]);
        JsonNode spec = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "kernel.json"), TestContext.Current.CancellationToken))!;
        string[] argv = [.. spec["argv"]!.AsArray().Select(word => (string)word!)];
        Assert.Equal(Environment.ProcessPath, argv[0]);
        Assert.Equal(["notebook", "kernel", "--engine", "embedded", "--lakehouse", Path.Combine(bench.Folder, "lake"), "{connection_file}"], argv[^7..]);
        Assert.Equal("message", (string?)spec["interrupt_mode"]);
    }

    [Fact]
    public async Task Install_goes_to_the_Jupyter_folder_of_the_user()
    {
        using AppBench bench = new();
        bench.Variables["JUPYTER_DATA_DIR"] = Path.Combine(bench.Folder, "jupyter");
        await bench.ExpectAsync(0, "notebook", "install");
        Assert.True(File.Exists(Path.Combine(bench.Folder, "jupyter", "kernels", "bigdata-csharp", "kernel.json")));
    }

    [Theory]
    [InlineData("There is no notebook", "missing.ipynb")]
    [InlineData("expected NAME=VALUE", "a.ipynb", "--set", "window")]
    [InlineData("would both be written to", "a.ipynb", "b/a.ipynb")]
    [InlineData("it is not JSON", "a.ipynb")]
    public async Task Run_says_what_is_wrong(string part, params string[] args)
    {
        using AppBench bench = new();
        Directory.CreateDirectory(Path.Combine(bench.Folder, "b"));
        File.WriteAllText(Path.Combine(bench.Folder, "a.ipynb"), "no notebook");
        File.WriteAllText(Path.Combine(bench.Folder, "b", "a.ipynb"), "no notebook");
        await bench.ExpectAsync(2, ["notebook", "run", .. args]);
        Assert.Contains(part, bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_file_that_is_none_is_said()
    {
        using AppBench bench = new();
        await bench.ExpectAsync(2, "notebook", "kernel", "connection.json");
        Assert.Contains("The connection file", bench.Error, StringComparison.Ordinal);
    }
}
