using System.Diagnostics;
using System.Globalization;
using BigData.Benchmarks.Harness;

namespace BigData.Benchmarks.Show;

/// <summary>
/// From the start of the process to the first row of <c>bigdata show</c>, against the first line of an empty console program; both published
/// the same way. FOLDER holds <c>bigdata/bigdata</c>, <c>empty/empty</c> and <c>lakehouse</c>; see results/show.md for the commands that make them.
/// </summary>
internal static class ShowStart
{
    public const string Name = "show";
    public const int DefaultRounds = 21;

    private const double Limit = 0.5;

    public static async Task<int> RunAsync(string folder, int rounds)
    {
        string[] show = ["show", "gold.customer_rfm", "--lakehouse", Path.Combine(folder, "lakehouse")];
        List<double> empty = [];
        List<double> ours = [];
        for (int round = -1; round < rounds; round++)
        {
            double baseline = await FirstLineAsync(Path.Combine(folder, "empty", "empty"), [], _ => true);
            double first = await FirstLineAsync(Path.Combine(folder, "bigdata", "bigdata"), show, IsRow);
            if (round >= 0)
            {
                empty.Add(baseline);
                ours.Add(first);
            }
        }

        Console.WriteLine(Report(Spread.Of(empty), Spread.Of(ours), rounds));
        return 0;
    }

    // Rows hold the name of their source.
    private static bool IsRow(string line) => line.Contains("online_retail", StringComparison.Ordinal);

    private static async Task<double> FirstLineAsync(string program, string[] args, Predicate<string> isFirst)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, UseShellExecute = false })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (isFirst(line))
            {
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                await process.StandardOutput.ReadToEndAsync();
                await process.WaitForExitAsync();
                return seconds;
            }
        }

        throw new InvalidOperationException($"{program} printed no row");
    }

    private static string Report(Spread empty, Spread ours, int rounds) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # `bigdata show`: from the start of the process to the first row

        **{ours.Median - empty.Median:0.000} s above an empty console program (limit {Limit:0.000}; medians)**

        | minimum / median / maximum | seconds |
        |---|---|
        | empty console program | {empty.Text("0.000")} |
        | `bigdata show gold.customer_rfm` | {ours.Text("0.000")} |

        {rounds} rounds, in turn, after one that does not count; both published for this system, framework-dependent, ReadyToRun.
        Machine: {Machine.Describe()}; {DateTime.UtcNow:yyyy-MM-dd}.

        ```
        dotnet publish jobs/BigData.Jobs -c Release -r linux-x64 --no-self-contained -p:PublishReadyToRun=true -o FOLDER/bigdata
        dotnet new console -n empty -o FOLDER/src && dotnet publish FOLDER/src -c Release -r linux-x64 --no-self-contained -p:PublishReadyToRun=true -o FOLDER/empty
        ./bigdata run --lakehouse FOLDER/lakehouse
        dotnet run --project tests/BigData.Benchmarks -c Release -- compare show FOLDER {rounds}
        ```
        """);
}
