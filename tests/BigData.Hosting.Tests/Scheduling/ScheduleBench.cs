using System.Diagnostics;
using System.Globalization;
using BigData.Hosting.TestHost;
using BigData.Spark.Sql;
using Microsoft.Extensions.Time.Testing;

namespace BigData.Hosting.Tests.Scheduling;

/// <summary>A shop with daily files, its lakehouse, and the command over it: in this process by a clock that the test moves, or in one of its own.</summary>
internal sealed class ScheduleBench : IDisposable
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private readonly TempFolder _folder = new();

    public ScheduleBench(string now, string schedules)
        : this(At(now))
    {
        Directory.CreateDirectory(_folder.File("conf"));
        Directory.CreateDirectory(Landing);
        File.WriteAllText(_folder.File("conf", "bigdata.json"), """{ "sources": { "sales": { "folder": "../landing", "time_zone": "Europe/London" } } }""");
        WriteSchedules(schedules);
    }

    private ScheduleBench(DateTimeOffset now) => Time = new FakeTimeProvider(now) { AutoAdvanceAmount = TimeSpan.FromTicks(TimeSpan.TicksPerMillisecond) };

    public FakeTimeProvider Time { get; }

    public string Landing => _folder.File("landing");

    public string Lakehouse => _folder.File("lakehouse");

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>A local time in London.</summary>
    public static DateTimeOffset At(string local)
    {
        DateTime time = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new DateTimeOffset(time, London.GetUtcOffset(time)).ToUniversalTime();
    }

    public void WriteSchedules(string json) => File.WriteAllText(_folder.File("conf", "schedules.json"), json);

    public void Deliver(string name, string text) => File.WriteAllText(Path.Combine(Landing, name), text);

    public void Deliver(DateOnly day) => Deliver(SalesFiles.Name(day), SalesFiles.Text(day));

    /// <summary>The same shop once more: its files and all that was done so far, at the same time. Nothing may be running.</summary>
    public ScheduleBench Copy()
    {
        ScheduleBench copy = new(Time.GetUtcNow());
        TempFolder.Copy(_folder.FullPath, copy._folder.FullPath);
        return copy;
    }

    /// <summary>Starts a command that lives until the token is cancelled.</summary>
    public Task<int> StartAsync(LineReader output, CancellationToken token, params string[] args) =>
        BigDataApp.RunAsync(args, [typeof(Sales).Assembly], Host(output, output), token);

    /// <summary>Runs a command to its end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = await BigDataApp.RunAsync(args, [typeof(Sales).Assembly], Host(output, error), TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that must exit so; the failure tells what it said.</summary>
    public async Task<string> ExpectAsync(int exitCode, params string[] args)
    {
        (int actual, string output, string error) = await RunAsync(args);
        Assert.True(exitCode == actual, $"'{string.Join(' ', args)}' exited with {actual}, expected {exitCode}:\n{output}\n{error}");
        return output + error;
    }

    /// <summary>Starts the command in a process of its own, whose clock begins at the bench's.</summary>
    public Process StartProcess(params string[] args)
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "BigData.Hosting.TestHost.exe" : "BigData.Hosting.TestHost");
        ProcessStartInfo start = new(program, [Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = _folder.FullPath,
        };
        return Process.Start(start)!;
    }

    /// <summary>Rows of a table of a lakehouse as text, in a fixed order, without the columns that begin with <c>_</c>.</summary>
    public static string[] Rows(string lakehouse, string table)
    {
        using SparkSession spark = SparkSession.Builder().AppName("tests").Embedded(lakehouse).GetOrCreate();
        DataFrame frame = spark.Read().Format("delta").Load(Path.Combine([lakehouse, .. table.Split('.')]));
        string[] columns = [.. frame.Columns().Where(column => !column.StartsWith('_'))];
        return [.. frame.Select([.. columns.Select(Functions.Col)]).Collect()
            .Select(row => string.Join('|', row.Values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)))).Order(StringComparer.Ordinal)];
    }

    /// <summary>What the ledger says of a schedule: as-of date and status of each run, oldest first.</summary>
    public string[] Ledger(string schedule)
    {
        using SparkSession spark = SparkSession.Builder().AppName("tests").Embedded(Lakehouse).GetOrCreate();
        return [.. spark.Read().Format("delta").Load(Path.Combine(Lakehouse, "ops", "runs"))
            .Filter($"schedule = '{schedule}'").OrderBy("started_at", "run_id").Collect()
            .Select(row => $"{row.GetAs<DateOnly>("as_of").ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {row.GetAs<string>("status")}")];
    }

    /// <summary>Runs everything once, into a lakehouse of its own, and gives that lakehouse.</summary>
    public async Task<string> FullRunAsync(DateOnly asOf)
    {
        string lakehouse = _folder.File("full");
        await ExpectAsync(0, "run", "--lakehouse", lakehouse, "--as-of", asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return lakehouse;
    }

    public void Dispose() => _folder.Dispose();

    private HostEnvironment Host(TextWriter output, TextWriter error) => new()
    {
        Output = output,
        Error = error,
        IsTerminal = false,
        WorkingFolder = _folder.FullPath,
        ApplicationFolder = _folder.FullPath,
        Variables = Variables,
        Time = Time,
    };
}
