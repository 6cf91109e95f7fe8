using System.Text.Json.Nodes;

namespace BigData.Hosting.Tests.Scheduling;

/// <summary><c>bigdata schedule --json</c> in this process, until it is stopped or the test ends.</summary>
internal sealed class RunningScheduler : IAsyncDisposable
{
    private readonly LineReader _output = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _running;

    public RunningScheduler(ScheduleBench bench) =>
        _running = Task.Run(() => bench.StartAsync(_output, _stop.Token, "schedule", "--json"), CancellationToken.None);

    /// <summary>The events until one of a kind, that one included; fails when it does not come.</summary>
    public Task<IReadOnlyList<JsonNode>> UntilAsync(string kind) => _output.UntilAsync(kind, _running);

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
