using System.Text.Json.Nodes;
using BigData.Hosting.Scheduling;

namespace BigData.Hosting.Tests.Scheduling;

/// <summary><c>bigdata schedule --json</c> in this process, until it is stopped or the test ends.</summary>
internal sealed class RunningScheduler : IAsyncDisposable
{
    private readonly LineReader _output = new();
    private readonly CancellationTokenSource _stop = new();
    private static readonly TimeSpan Nudge = TimeSpan.FromMilliseconds(50);

    private readonly ScheduleBench _bench;
    private readonly Task<int> _running;

    public RunningScheduler(ScheduleBench bench)
    {
        _bench = bench;
        _running = Task.Run(() => bench.StartAsync(_output, _stop.Token, "schedule", "--json"), CancellationToken.None);
    }

    /// <summary>The events until one of a kind, that one included; while nothing is run the clock goes on by seconds. Fails when it does not come.</summary>
    public async Task<IReadOnlyList<JsonNode>> UntilAsync(string kind)
    {
        Task<IReadOnlyList<JsonNode>> events = _output.UntilAsync(kind, _running);
        while (await Task.WhenAny(events, Task.Delay(Nudge)) != events)
        {
            if (!_output.IsRunning)
            {
                _bench.Time.Advance(SchedulerDatabase.Poll);
            }
        }

        return await events;
    }

    /// <summary>Ctrl-C.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        await _output.DisposeAsync();
    }
}
