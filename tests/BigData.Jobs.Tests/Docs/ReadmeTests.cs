using BigData.Pipelines.Graph;
using BigData.Spark.Sql;
using BigData.Testing;
using static BigData.Spark.Sql.Functions;

namespace BigData.Jobs.Tests.Docs;

/// <summary>The C# of README is what this project compiles, and it works.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Every_snippet_stands_in_a_compiled_file()
    {
        string folder = Path.Combine(RepositoryFiles.Root, "tests", "BigData.Jobs.Tests", "Docs");
        string compiled = string.Join('\n', Directory.EnumerateFiles(folder, "*.cs").Select(file => Squeezed(File.ReadAllText(file))));
        string[] blocks = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md")).Split("```csharp\n")[1..];
        Assert.Equal(2, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(Squeezed(block[..block.IndexOf("```", StringComparison.Ordinal)]), compiled, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_example_job_fits_into_the_graph_and_the_session_shows_segments()
    {
        Assert.Equal("gold.best_sellers", PipelineGraph.Create([new BestSellers(), new SilverOrderLines(), new BronzeOnlineRetail(), .. new ShopOrders().Jobs()]).Jobs[^1].Table.Name);
        using Running.Shop shop = new Running.Shop().WithTinyShop();
        (await shop.RunAsync()).ShouldExit(0);
        string before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = Path.GetDirectoryName(shop.LakehouseFolder)!;
        try
        {
            Example();
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private static void Example()
    {
        using SparkSession spark = SparkSession.Builder().AppName("segments").Embedded("./lakehouse").GetOrCreate();
        spark.Table("gold.customer_rfm")
            .GroupBy("segment")
            .Agg(Count("customer_id").As("customers"), Round(Avg("monetary"), 2).As("average_spend"))
            .OrderBy(Desc("customers"))
            .Show();
    }

    private static string Squeezed(string text) => string.Join(' ', text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
