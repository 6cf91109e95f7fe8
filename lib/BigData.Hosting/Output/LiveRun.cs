using BigData.Hosting.Commands;
using BigData.Pipelines.Ledger;
using BigData.Pipelines.Running;
using BigData.Spark.Sql;
using Spectre.Console;

namespace BigData.Hosting.Output;

/// <summary>A run on a terminal: a table that is redrawn while it lasts, then the report.</summary>
internal sealed class LiveRun(HostEnvironment host) : IRunObserver
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly RunningExecutions _executions = new();
    private readonly List<string> _tables = [];
    private readonly Dictionary<string, (string State, string Rows, double? Seconds, long Started)> _lines = new(StringComparer.Ordinal);

    public static async Task<int> RunAsync(CommandScope scope, SparkSession spark, Func<IRunObserver, Task<RunResult>> run)
    {
        LiveRun live = new(scope.Host);
        spark.RegisterProgressHandler(live._executions.Take);
        IAnsiConsole console = TextTable.Console(scope.Host);
        RunResult result = await console.Live(live.Draw()).AutoClear(true).StartAsync(context => live.FollowAsync(context, run)).ConfigureAwait(false);
        RunReport.Write(scope.Host, result);
        return result.ExitCode;
    }

    public void On(RunEvent happened)
    {
        lock (_gate)
        {
            Take(happened);
        }
    }

    private async Task<RunResult> FollowAsync(LiveDisplayContext context, Func<IRunObserver, Task<RunResult>> run)
    {
        Task<RunResult> running = Task.Run(() => run(this));
        using PeriodicTimer timer = new(Redraw, host.Time);
        while (!running.IsCompleted)
        {
            context.UpdateTarget(Draw());
            await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask()).ConfigureAwait(false);
        }

        return await running.ConfigureAwait(false);
    }

    private void Take(RunEvent happened)
    {
        switch (happened)
        {
            case RunStarted started:
                _tables.AddRange(started.Tables);
                break;
            case TableStarted started:
                _lines[started.Table] = ("starting", string.Empty, null, host.Time.GetTimestamp());
                break;
            case TableStep step when _lines.TryGetValue(step.Table, out var line):
                _lines[step.Table] = line with { State = step.Step, Rows = step.Rows is { } rows ? Values.Number(rows) : line.Rows };
                break;
            case PublicationStarted started:
                string publication = Line(started.Destination, started.Table);
                _tables.Add(publication);
                _lines[publication] = ("publishing", string.Empty, null, host.Time.GetTimestamp());
                break;
            case PublicationFinished { Record: { } record }:
                _lines[Line(record.Destination, record.Table)] = (
                    Names.Of(record.Status), Values.Number(record.Added + record.Changed + record.Removed), (record.EndedAt - record.StartedAt).TotalSeconds, 0);
                break;
            case TableFinished { Result: { } result }:
                _lines[result.Table] = (Names.Of(result.Status), Values.Number(result.RowsOut), result.Seconds, 0);
                break;
            default:
                break;
        }
    }

    private static string Line(string destination, string table) => $"{destination}: {table}";

    private Table Draw()
    {
        Table table = TextTable.Create("table", "now", ">rows", ">seconds");
        lock (_gate)
        {
            foreach (string name in _tables)
            {
                if (_lines.TryGetValue(name, out var line))
                {
                    double seconds = line.Seconds ?? host.Time.GetElapsedTime(line.Started).TotalSeconds;
                    TextTable.Add(table, name, line.State, line.Rows, Values.Seconds(seconds));
                }
                else
                {
                    TextTable.Add(table, name, "waiting", string.Empty, string.Empty);
                }
            }
        }

        return _executions.Line() is { } now ? table.Caption(now) : table;
    }
}
