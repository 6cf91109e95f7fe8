using BigData.Benchmarks.Als;
using BigData.Benchmarks.Attribution;
using BigData.Benchmarks.Fetch;
using BigData.Benchmarks.Harness;
using BigData.Benchmarks.Job;
using BigData.Benchmarks.Neighbours;
using BigData.Benchmarks.Publish;
using BigData.Benchmarks.Rfm;
using BigData.Benchmarks.Show;

Benchmark[] benchmarks =
[
    new JobBenchmark(), new RfmBenchmark(), new AttributionBenchmark(), new ShapleyBenchmark(), new NeighboursBenchmark(), new FetchBenchmark(),
    new AlsBenchmark("als", 200_000, 10_000, 6_500_000), new AlsBenchmark("als-small", 4_000, 1_000, 120_000),
];

switch (args)
{
    case [Comparison.ChildVerb, string name, string side, string folder]:
        await Comparison.RunChildAsync(Find(name), side, folder);
        return 0;
    case ["compare", ShowStart.Name, string folder, .. string[] rest]:
        return await ShowStart.RunAsync(folder, Rounds(rest, ShowStart.DefaultRounds));
    case ["compare", PublishBenchmark.Name, string folder, .. string[] rest]:
        return await PublishBenchmark.RunAsync(folder, Rounds(rest, PublishBenchmark.DefaultRounds));
    case ["compare", string name, string folder, .. string[] rest]:
        return await Comparison.RunAsync(Find(name), folder, Rounds(rest, Comparison.DefaultRounds));
    default:
        Console.Error.WriteLine(
            $"""
            usage: BigData.Benchmarks compare NAME FOLDER [ROUNDS]

            NAME is one of {string.Join(", ", benchmarks.Select(b => b.Name))}, {ShowStart.Name}, {PublishBenchmark.Name}. FOLDER takes the data (kept and used again) and the results
            of the runs; it should be on a disk with 20 GB free. Baseline and ours run in turn, each in a fresh process; the report is
            Markdown on standard output.
            """);
        return 2;
}

Benchmark Find(string name) => Array.Find(benchmarks, benchmark => benchmark.Name == name)
    ?? throw new ArgumentException($"no benchmark '{name}'; expected one of {string.Join(", ", benchmarks.Select(b => b.Name))}, {ShowStart.Name}, {PublishBenchmark.Name}", nameof(name));

static int Rounds(string[] rest, int otherwise) =>
    rest is [string rounds] ? int.Parse(rounds, System.Globalization.CultureInfo.InvariantCulture) : otherwise;
