using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace BigData.Benchmarks.Harness;

/// <summary>Runs baseline and ours in turn, each in a fresh process of this very program, and writes the report.</summary>
internal static class Comparison
{
    public const string ChildVerb = "child";
    public const int DefaultRounds = 5;

    private const string BaselineSide = "baseline";
    private const string OursSide = "ours";
    private const string Mark = "measured ";

    public static async Task<int> RunAsync(Benchmark benchmark, string folder, int rounds)
    {
        Directory.CreateDirectory(folder);
        await benchmark.PrepareAsync(folder);
        List<Measurement> baseline = [];
        List<Measurement> ours = [];
        string? facts = null;
        for (int round = 0; round < rounds; round++)
        {
            foreach ((string side, List<Measurement> results) in new[] { (BaselineSide, baseline), (OursSide, ours) })
            {
                (Measurement measured, string found) = await StartChildAsync(benchmark, side, folder);
                facts ??= found;
                if (found != facts)
                {
                    throw new InvalidOperationException($"{side} came to '{found}', the baseline to '{facts}': times of different work say nothing");
                }

                results.Add(measured);
                await Console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{side}: {measured.Seconds:0.00} s, {measured.CpuSeconds:0.00} s of processors, {measured.PeakMiB:0} MiB"));
            }
        }

        Console.WriteLine(Report(benchmark, baseline, ours, facts!));
        return 0;
    }

    public static async Task RunChildAsync(Benchmark benchmark, string side, string folder)
    {
        bool isOurs = side == OursSide;
        await (isOurs ? benchmark.OursAsync(folder) : benchmark.BaselineAsync(folder));
        Measurement measured = Measurement.Now();
        string facts = await (isOurs ? benchmark.OursFactsAsync(folder) : benchmark.BaselineFactsAsync(folder));
        Console.WriteLine(Mark + JsonSerializer.Serialize(new Result(measured, facts)));
    }

    private static async Task<(Measurement Measured, string Facts)> StartChildAsync(Benchmark benchmark, string side, string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [ChildVerb, benchmark.Name, side, folder])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process child = Process.Start(start)!;
        string output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        string? line = output.Split('\n').LastOrDefault(text => text.StartsWith(Mark, StringComparison.Ordinal));
        if (child.ExitCode != 0 || line is null)
        {
            throw new InvalidOperationException($"{side} of {benchmark.Name} ended with {child.ExitCode}:\n{output}");
        }

        Result result = JsonSerializer.Deserialize<Result>(line[Mark.Length..])!;
        return (result.Measured, result.Facts);
    }

    private static string Report(Benchmark benchmark, List<Measurement> baseline, List<Measurement> ours, string facts)
    {
        Spread Seconds(List<Measurement> side) => Spread.Of(side.Select(m => m.Seconds));
        Spread Cpu(List<Measurement> side) => Spread.Of(side.Select(m => m.CpuSeconds));
        Spread Peak(List<Measurement> side) => Spread.Of(side.Select(m => m.PeakMiB));
        string Row(string name, List<Measurement> side) =>
            $"| {name} | {Seconds(side).Text("0.00")} | {Cpu(side).Text("0.00")} | {Peak(side).Text("0")} |";
        double time = Seconds(ours).Median / Seconds(baseline).Median;
        double memory = Peak(ours).Median / Peak(baseline).Median;
        string memoryLimit = benchmark.MemoryLimit is { } limit ? string.Create(CultureInfo.InvariantCulture, $" (limit {limit:0.00})") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # {benchmark.Title}

            **Ratio of the medians: {time:0.00#} (limit {benchmark.TimeLimit:0.00#}); peak memory: {memory:0.00}{memoryLimit}**

            | minimum / median / maximum | seconds | seconds of processors | peak memory, MiB |
            |---|---|---|---|
            {Row("baseline", baseline)}
            {Row("ours", ours)}

            Both came to: {facts}.

            {baseline.Count} rounds, in turn, each in a fresh process of the same build, from the start of the process to the end of the work.
            Machine: {Machine.Describe()}; {DateTime.UtcNow:yyyy-MM-dd}.

            ```
            dotnet publish tests/BigData.Benchmarks -c Release -r linux-x64 --no-self-contained -p:PublishReadyToRun=true -o artifacts/benchmarks
            artifacts/benchmarks/BigData.Benchmarks compare {benchmark.Name} FOLDER {baseline.Count}
            ```
            """);
    }

    private sealed record Result(Measurement Measured, string Facts);
}
