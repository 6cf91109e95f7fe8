using System.Text.Json;
using BigData.Benchmarks.Harness;
using BigData.Hosting;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Benchmarks.Job;

/// <summary>The whole main job on twenty times the sample, against the same work in hand-written SQL.</summary>
internal sealed class JobBenchmark : Benchmark
{
    private const string Source = "online_retail";

    public override string Name => "job";

    public override string Title => "The main job: 305 files, 10.8 million invoice lines, from CSV to segments";

    public override double TimeLimit => 1.5;

    public override Task PrepareAsync(string folder)
    {
        if (!Directory.Exists(Landing(folder)))
        {
            string unfinished = Fresh(Landing(folder) + ".unfinished");
            TwentyfoldShop.Write(Repository("data-samples/online-retail"), unfinished);
            Directory.Move(unfinished, Landing(folder));
        }

        return Task.CompletedTask;
    }

    public override Task BaselineAsync(string folder) =>
        HandWrittenJob.RunAsync(Landing(folder), Fresh(ByHand(folder)), Countries());

    public override async Task OursAsync(string folder)
    {
        string[] args =
        [
            "run", "--conf", Repository("conf"), "--lakehouse", Fresh(Lakehouse(folder)), "--source", $"{Source}={Landing(folder)}",
            "--source", $"shop={Directory.CreateDirectory(Path.Combine(folder, "no-shop")).FullName}", "--json",
        ];
        int code = await BigDataApp.RunAsync(args, System.Reflection.Assembly.Load("bigdata"));
        if (code != 0)
        {
            throw new InvalidOperationException($"the job ended with {code}");
        }
    }

    public override Task<string> BaselineFactsAsync(string folder) => HandWrittenJob.FactsAsync(ByHand(folder));

    public override Task<string> OursFactsAsync(string folder)
    {
        using SparkSession spark = SparkSession.Builder().Embedded(Lakehouse(folder)).GetOrCreate();
        Row lines = spark.Table("silver.order_lines").Agg(Count(Lit(1)), Sum("amount")).Collect()[0];
        long rejected = spark.Table("silver.order_lines_quarantine").Count();
        Row customers = spark.Table("gold.customer_rfm")
            .Agg(Count(Lit(1)), Sum("monetary"), Sum("r_score"), Sum("f_score"), Sum("m_score")).Collect()[0];
        long stays = spark.Table("gold.customer_segments").Count();
        return Task.FromResult(FormattableString.Invariant(
            $"silver {lines.Get(0)} lines, {lines.Get(1)}, quarantine {rejected}, customers {customers.Get(0)}, {customers.Get(1)}, scores {customers.Get(2)} {customers.Get(3)} {customers.Get(4)}, stays {stays}"));
    }

    private static string Landing(string folder) => Path.Combine(folder, "landing");

    private static string ByHand(string folder) => Path.Combine(folder, "by-hand");

    private static string Lakehouse(string folder) => Path.Combine(folder, "lakehouse");

    private static Dictionary<string, string> Countries()
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        using JsonDocument conf = JsonDocument.Parse(File.ReadAllText(Repository("conf/bigdata.json")), options);
        return conf.RootElement.GetProperty("countries").EnumerateObject()
            .ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal);
    }

    private static string Repository(string path)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "BigData.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder ?? throw new InvalidOperationException("not inside a checkout"), path);
    }
}
