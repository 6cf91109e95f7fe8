using System.Diagnostics;
using System.Text.Json.Nodes;
using BigData.Spark.Sql;

namespace BigData.Notebooks.Tests.Jupyter;

/// <summary>A notebook that one line takes to a real Spark.</summary>
public sealed class SparkNotebookTests
{
    [Fact]
    public async Task One_line_takes_a_notebook_to_Spark_with_the_tables_of_the_lakehouse()
    {
        string remote = SparkRemote.UrlOrSkip();
        using TempFolder folder = new();
        string schema = $"notebook_{Guid.NewGuid():N}";
        await using (SparkSession spark = await SparkSession.Builder().Embedded(folder.File("lakehouse")).GetOrCreateAsync(TestContext.Current.CancellationToken))
        {
            await spark.SqlAsync($"CREATE SCHEMA {schema}", TestContext.Current.CancellationToken);
            await spark.Range(5).Write().Format("delta").SaveAsTableAsync($"{schema}.numbers", TestContext.Current.CancellationToken);
        }

        string[] cells =
        [
            $"var here = spark.Table(\"{schema}.numbers\").Count();",
            $"#!engine spark {remote}\nvar there = spark.Table(\"{schema}.numbers\").Count();\n(here, there, spark.Sql(\"SELECT java_method('java.lang.Integer', 'valueOf', '7')\").First().Get(0))",
            $"%%sql\nSELECT sum(id) AS total FROM {schema}.numbers WHERE id >= :there - 5",
            $"%%sql\nDROP SCHEMA {schema} CASCADE",
        ];
        JsonObject notebook = new()
        {
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
            ["metadata"] = new JsonObject(),
            ["cells"] = new JsonArray([.. cells.Select(cell => new JsonObject { ["cell_type"] = "code", ["metadata"] = new JsonObject(), ["outputs"] = new JsonArray(), ["source"] = cell })]),
        };
        await File.WriteAllTextAsync(folder.File("spark.ipynb"), notebook.ToJsonString(), TestContext.Current.CancellationToken);
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "bigdata"), ["notebook", "run", folder.File("spark.ipynb"), "--output", folder.File("out"), "--lakehouse", folder.File("lakehouse")])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, error);
        JsonArray written = JsonNode.Parse(await File.ReadAllTextAsync(folder.File("out", "spark.ipynb"), TestContext.Current.CancellationToken))!["cells"]!.AsArray();
        Assert.Equal("(5, 5, 7)", (string?)written[1]!["outputs"]![0]!["data"]!["text/plain"]);
        Assert.Contains("10", (string?)written[2]!["outputs"]![0]!["data"]!["text/plain"], StringComparison.Ordinal);
    }
}
