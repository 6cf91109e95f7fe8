using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BigData.Notebooks.Tests.Display;

/// <summary>What values look like.</summary>
public sealed class DisplayTests
{
    [Fact]
    public async Task A_frame_is_a_table_with_types_and_a_limit_and_text_is_escaped()
    {
        await using NotebookBench notebook = await NotebookBench.StartAsync();
        IReadOnlyList<JsonObject> outputs = await notebook.RunAsync("RowLimit = 2;\nspark.Sql(\"SELECT '<b>&' AS `a<b`, CAST(NULL AS int) AS n UNION ALL SELECT 'x', 1 UNION ALL SELECT 'y', 2\")");
        JsonNode data = Assert.Single(outputs)["data"]!;
        string html = (string)data["text/html"]!;
        Assert.Contains("a&lt;b<br>", html, StringComparison.Ordinal);
        Assert.Contains("<td style=\"text-align:left\">&lt;b&gt;&amp;</td>", html, StringComparison.Ordinal);
        Assert.Contains("<i style=\"opacity:.6\">null</i>", html, StringComparison.Ordinal);
        Assert.Contains("the first 2 rows; there are more", html, StringComparison.Ordinal);
        Assert.Contains("the first 2 rows; there are more", (string)data["text/plain"]!, StringComparison.Ordinal);
        XDocument.Parse(html.Replace("<br>", "<br/>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_value_is_shown_by_its_kind()
    {
        (string Code, string Type, string Part)[] cases =
        [
            ("spark.Table(\"gold.segments\").Schema()", "text/html", "<b>revenue</b> <code>decimal(5,2)</code>"),
            ("spark.Table(\"gold.segments\").Plan()", "text/html", "<summary>"),
            ("new[] { new { Name = \"a\", Count = 2 } }", "text/html", "<td style=\"text-align:right\">2</td>"),
            ("new Dictionary<string, int> { [\"k\"] = 1 }", "text/html", "<td style=\"text-align:left\">k</td>"),
            ("spark.Table(\"gold.segments\").OrderBy(\"segment\").Collect()", "text/html", "champions"),
            ("new[] { 1.5, 2 }", "text/plain", "[1.5, 2]"),
            ("Html(\"<b>bold</b>\")", "text/html", "<b>bold</b>"),
            ("Markdown(\"# head\")", "text/markdown", "# head"),
            ("new DateOnly(2011, 12, 9)", "text/plain", "2011-12-09"),
        ];
        await using NotebookBench notebook = await NotebookBench.StartAsync();
        foreach ((string code, string type, string part) in cases)
        {
            JsonObject output = Assert.Single(await notebook.RunAsync(code));
            Assert.Contains(part, (string)output["data"]![type]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_chart_is_a_picture_without_script_and_the_same_in_words()
    {
        (string Call, string Word)[] cases =
        [
            ("BarChart(\"segment\", \"customers\", title: \"Customers <per> segment\")", "champions"),
            ("LineChart(\"customers\", \"revenue\")", "revenue"),
            ("LineChart(\"segment\", \"customers\")", "champions"),
            ("ScatterChart(\"customers\", \"revenue\", \"segment\")", "lost"),
            ("Histogram(\"customers\", 4)", "customers"),
            ("Heatmap(\"segment\", \"segment\", \"customers\")", "champions"),
        ];
        await using NotebookBench notebook = await NotebookBench.StartAsync();
        foreach ((string call, string word) in cases)
        {
            JsonObject output = Assert.Single(await notebook.RunAsync($"spark.Table(\"gold.segments\").OrderBy(\"segment\").{call}"));
            string html = (string)output["data"]!["text/html"]!;
            string svg = Encoding.UTF8.GetString(Convert.FromBase64String(html.Split("base64,")[1].Split('"')[0]));
            XElement root = XDocument.Parse(svg).Root!;
            Assert.DoesNotContain(root.Descendants(), element => element.Name.LocalName == "script");
            Assert.NotEmpty(root.Descendants().Where(element => element.Name.LocalName is "rect" or "path" or "circle").Skip(1));
            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
            Assert.Contains(word, svg, StringComparison.Ordinal);
            Assert.Contains(word, (string)output["data"]!["text/plain"]!, StringComparison.Ordinal);
        }

        Assert.Equal(
            "Distribution of v\n-5 to 0: 1\n0 to 5: 2\n5 to 10: 0\n10 to 15: 2",
            await notebook.ValueAsync("spark.Sql(\"SELECT * FROM VALUES (-3.7), (0), (4.99), (10), (15) AS t(v)\").Histogram(\"v\", 4)"));
        Assert.Equal("Distribution of v\n7 to 8: 2", await notebook.ValueAsync("spark.Sql(\"SELECT * FROM VALUES (7), (7) AS t(v)\").Histogram(\"v\")"));
    }

    [Fact]
    public async Task A_chart_says_what_it_cannot_draw()
    {
        await using NotebookBench notebook = await NotebookBench.StartAsync();
        Assert.Contains("segment holds no numbers", await notebook.ErrorAsync("spark.Table(\"gold.segments\").BarChart(\"customers\", \"segment\")"), StringComparison.Ordinal);
        Assert.Contains("9 series", await notebook.ErrorAsync("spark.Range(9).LineChart(\"id\", \"id\", \"id\")"), StringComparison.Ordinal);
        Assert.Equal("0 rows", (await notebook.ValueAsync("spark.Range(0)")).Split('\n')[^1]);
        Assert.NotEmpty(await notebook.ValueAsync("spark.Range(0).BarChart(\"id\", \"id\")"));
        Assert.NotEmpty(await notebook.ValueAsync("spark.Range(0).LineChart(\"id\", \"id\")"));
    }
}
