using BigData.Hosting.Commands;
using BigData.Pipelines.Locking;

namespace BigData.Hosting.Scheduling;

/// <summary>The life of a scheduler: one on each lakehouse, from the catch-up at its start to the signal that ends it.</summary>
internal sealed class SchedulerHost
{
    private readonly CommandScope _scope;
    private readonly IReadOnlyList<Schedule> _schedules;
    private readonly ScheduleStore _store;
    private readonly ScheduleOutput _output;
    private readonly IntervalRunner _runner;
    private readonly CancellationToken _token;
    private int _exitCode = ExitCodes.Ok;

    private SchedulerHost(
        CommandScope scope, IReadOnlyList<Schedule> schedules, ScheduleStore store, ScheduleOutput output, IntervalRunner runner, CancellationToken token)
    {
        _scope = scope;
        _schedules = schedules;
        _store = store;
        _output = output;
        _runner = runner;
        _token = token;
    }

    /// <summary>Schedules until the token is cancelled, or only catches up.</summary>
    /// <param name="scope">The command.</param>
    /// <param name="command">The command as typed, for lock and ledger.</param>
    /// <param name="isOnce">Whether to end when nothing is due any more.</param>
    /// <param name="token">Ctrl-C or SIGTERM: ends the running table cleanly.</param>
    /// <returns>The exit code: with <paramref name="isOnce"/> that of the first run that did not go well; else 0, or 130 when a run was cut short.</returns>
    /// <exception cref="LakehouseLockedException">The lakehouse has a scheduler already.</exception>
    /// <exception cref="BigData.Pipelines.PipelineUsageException">A schedule is wrong.</exception>
    public static async Task<int> RunAsync(CommandScope scope, string command, bool isOnce, CancellationToken token)
    {
        IReadOnlyList<Schedule> schedules = Schedule.All(scope);
        foreach (Schedule schedule in schedules)
        {
            await schedule.CheckAsync(scope).ConfigureAwait(false);
        }

        using LakehouseLock held = LakehouseLock.Acquire(scope.Lakehouse, command, scope.Host.Time, LockPurpose.Schedule);
        ScheduleOutput output = new(scope);
        ScheduleStore store = await ScheduleStore.OpenAsync(scope, token).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            IntervalRunner runner = new(scope, output, command, waits: !isOnce);
            SchedulerHost host = new(scope, schedules, store, output, runner, token);
            output.Started(schedules, await store.SynchronizeAsync(schedules, scope.Host.Time.GetUtcNow(), token).ConfigureAwait(false));
            await host.CatchUpAsync().ConfigureAwait(false);
            if (isOnce)
            {
                await host.TellNextAsync().ConfigureAwait(false);
                return token.IsCancellationRequested ? ExitCodes.Cancelled : host._exitCode;
            }

            return await host.LiveAsync().ConfigureAwait(false);
        }
    }

    private async Task<int> LiveAsync()
    {
        if (!_token.IsCancellationRequested)
        {
            await _store.StartAsync(FireAsync, _output.Broken, _token).ConfigureAwait(false);
            await TellNextAsync().ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, _scope.Host.Time, _token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _store.DisposeAsync().ConfigureAwait(false);
        }

        _output.Stopped();
        return _exitCode == ExitCodes.Cancelled ? ExitCodes.Cancelled : ExitCodes.Ok;
    }

    // What was missed, or failed or was lost before, of every schedule that is not paused; and what was triggered while none was there.
    private async Task CatchUpAsync()
    {
        List<Firing> firings = [];
        DateTimeOffset now = _scope.Host.Time.GetUtcNow();
        foreach (Schedule schedule in _schedules)
        {
            ScheduleEntry entry = await _store.EntryAsync(schedule.Name, _token).ConfigureAwait(false);
            if (entry.IsTriggered || !entry.IsPaused)
            {
                firings.Add(new Firing(schedule, entry.Since, now, entry.IsTriggered));
            }
        }

        await RunAsync(firings).ConfigureAwait(false);
        foreach (Firing firing in firings)
        {
            await _store.ForgetOnceAsync(firing.Schedule.Name, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task FireAsync(string name, DateTimeOffset at, bool isForced)
    {
        if (_token.IsCancellationRequested)
        {
            return;
        }

        if (_schedules.FirstOrDefault(known => known.Name == name) is not { } schedule)
        {
            _output.Unknown(name);
            return;
        }

        // Whatever happens to one firing, the next one comes.
        try
        {
            ScheduleEntry entry = await _store.EntryAsync(name, CancellationToken.None).ConfigureAwait(false);
            await RunAsync([new Firing(schedule, entry.Since, at, isForced)]).ConfigureAwait(false);
            await TellNextAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _output.Broken(name, e);
        }
    }

    private async Task RunAsync(IReadOnlyList<Firing> firings)
    {
        try
        {
            int code = await _runner.RunAsync(firings, _token).ConfigureAwait(false);
            _exitCode = _exitCode == ExitCodes.Ok || code == ExitCodes.Cancelled ? code : _exitCode;
        }
        catch (OperationCanceledException) when (_token.IsCancellationRequested)
        {
            // Between two runs: nothing was cut short, what is due stays due.
        }
    }

    private async Task TellNextAsync()
    {
        if (_token.IsCancellationRequested)
        {
            return;
        }

        List<(Schedule Schedule, DateTimeOffset At)> next = [];
        foreach (Schedule schedule in _schedules)
        {
            if (await _store.EntryAsync(schedule.Name, CancellationToken.None).ConfigureAwait(false) is { IsPaused: false, NextAt: { } at })
            {
                next.Add((schedule, at));
            }
        }

        _output.Next([.. next.OrderBy(one => one.At)]);
    }
}
