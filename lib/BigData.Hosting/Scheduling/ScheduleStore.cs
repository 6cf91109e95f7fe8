using System.Data.Common;
using System.Globalization;
using BigData.Hosting.Commands;
using BigData.Pipelines;
using Quartz;

namespace BigData.Hosting.Scheduling;

/// <summary>What the scheduler's state says of a schedule.</summary>
/// <param name="Since">When a scheduler, or a command about it, first saw it, UTC; null when none did.</param>
/// <param name="IsPaused">Whether it rests.</param>
/// <param name="IsTriggered">Whether somebody asked for it and no scheduler has taken notice yet.</param>
/// <param name="NextAt">When it fires next, UTC; null when it does not.</param>
internal sealed record ScheduleEntry(DateTimeOffset? Since, bool IsPaused, bool IsTriggered, DateTimeOffset? NextAt)
{
    /// <summary>Nothing is known.</summary>
    public static ScheduleEntry Unknown { get; } = new(null, false, false, null);
}

/// <summary>
/// The state of the scheduler in Quartz's job store: a job with a cron trigger for each schedule. Several processes may open it at once; the one
/// that holds the lock of the scheduler fires.
/// </summary>
internal sealed class ScheduleStore : IAsyncDisposable
{
    /// <summary>Group of the triggers of people who do not wait for the time.</summary>
    public const string ByHand = "by_hand";

    private const string Group = "schedules";
    private const string Resumed = "resumed";
    private const string SinceKey = "since";

    private readonly StandaloneSchedulerFactory _factory;
    private readonly IScheduler _scheduler;
    private readonly string _place;

    private ScheduleStore(StandaloneSchedulerFactory factory, IScheduler scheduler, string place)
    {
        _factory = factory;
        _scheduler = scheduler;
        _place = place;
    }

    /// <summary>Opens the state, and makes it when it is not there.</summary>
    /// <exception cref="PipelineException">It cannot be opened.</exception>
    public static async Task<ScheduleStore> OpenAsync(CommandScope scope, CancellationToken token)
    {
        SchedulerDatabase database = SchedulerDatabase.Of(scope);
        StandaloneSchedulerFactory factory = database.Factory(scope.Host.Time);
        try
        {
            await database.ReachAsync(token).ConfigureAwait(false);
            return new ScheduleStore(factory, await factory.GetScheduler(token).ConfigureAwait(false), database.Place);
        }
        catch (Exception e)
        {
            await factory.DisposeAsync().ConfigureAwait(false);
            if (e is SchedulerException or DbException)
            {
                throw Broken(database.Place, e);
            }

            throw;
        }
    }

    /// <summary>What is known of schedules, by name; makes nothing.</summary>
    public static async Task<IReadOnlyDictionary<string, ScheduleEntry>> ReadAsync(
        CommandScope scope, IReadOnlyList<Schedule> schedules, CancellationToken token)
    {
        Dictionary<string, ScheduleEntry> entries = new(StringComparer.Ordinal);
        if (SchedulerDatabase.Of(scope).MayExist)
        {
            ScheduleStore store = await OpenAsync(scope, token).ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
            {
                foreach (Schedule schedule in schedules)
                {
                    entries[schedule.Name] = await store.EntryAsync(schedule.Name, token).ConfigureAwait(false);
                }
            }
        }

        return entries;
    }

    /// <summary>What is known of a schedule.</summary>
    public Task<ScheduleEntry> EntryAsync(string name, CancellationToken token) => DoAsync(async () =>
    {
        if (await _scheduler.GetJobDetail(Job(name), token).ConfigureAwait(false) is not { } job)
        {
            return ScheduleEntry.Unknown;
        }

        DateTimeOffset since = DateTimeOffset.Parse((string)job.JobDataMap[SinceKey]!, CultureInfo.InvariantCulture);
        ITrigger? cron = await _scheduler.GetTrigger(Cron(name), token).ConfigureAwait(false);
        return new ScheduleEntry(
            since,
            await IsPausedAsync(name, token).ConfigureAwait(false),
            await _scheduler.Exists(new TriggerKey(name, ByHand), token).ConfigureAwait(false),
            cron?.NextFireTimeUtc);
    });

    /// <summary>Makes the state that of the configuration: schedules that are new are noted, those that are gone are forgotten, times are set anew.</summary>
    /// <param name="schedules">All schedules.</param>
    /// <param name="now">Now, UTC: what fires before was missed, and is not the store's business.</param>
    /// <param name="token">Cancels.</param>
    /// <returns>The names of those that are gone.</returns>
    public Task<IReadOnlyList<string>> SynchronizeAsync(IReadOnlyList<Schedule> schedules, DateTimeOffset now, CancellationToken token) => DoAsync(async () =>
    {
        foreach (Schedule schedule in schedules)
        {
            await PutAsync(schedule, now, await IsPausedAsync(schedule.Name, token).ConfigureAwait(false), token).ConfigureAwait(false);
        }

        HashSet<string> names = [.. schedules.Select(schedule => schedule.Name)];
        PagedResult<JobHeader> jobs = await _scheduler.QueryJobs(new JobQuery { Group = GroupMatcher<JobKey>.GroupEquals(Group) }, token).ConfigureAwait(false);
        string[] gone = [.. jobs.Items.Select(job => job.Key.Name).Where(name => !names.Contains(name)).Order(StringComparer.Ordinal)];
        foreach (string name in gone)
        {
            await _scheduler.DeleteJob(Job(name), token).ConfigureAwait(false);
        }

        return (IReadOnlyList<string>)gone;
    });

    /// <summary>Notes a schedule that is not known yet.</summary>
    public Task EnsureAsync(Schedule schedule, DateTimeOffset now, CancellationToken token) => DoAsync(async () =>
    {
        if (!await _scheduler.Exists(Cron(schedule.Name), token).ConfigureAwait(false))
        {
            await PutAsync(schedule, now, isPaused: false, token).ConfigureAwait(false);
        }

        return true;
    });

    /// <summary>Lets a schedule rest.</summary>
    public Task PauseAsync(string name, CancellationToken token) => DoAsync(async () =>
    {
        await _scheduler.PauseTrigger(Cron(name), token).ConfigureAwait(false);
        return true;
    });

    /// <summary>Lets a paused schedule go on; a scheduler that is running looks at once what is due of it.</summary>
    public Task ResumeAsync(Schedule schedule, DateTimeOffset now, CancellationToken token) => DoAsync(async () =>
    {
        if (await IsPausedAsync(schedule.Name, token).ConfigureAwait(false))
        {
            await PutAsync(schedule, now, isPaused: false, token).ConfigureAwait(false);
            await OnceAsync(new TriggerKey(schedule.Name, Resumed), now, token).ConfigureAwait(false);
        }

        return true;
    });

    /// <summary>Asks a scheduler to run a schedule now, whatever the time; asking twice is asking once.</summary>
    public Task TriggerAsync(string name, DateTimeOffset now, CancellationToken token) => DoAsync(async () =>
    {
        await OnceAsync(new TriggerKey(name, ByHand), now, token).ConfigureAwait(false);
        return true;
    });

    /// <summary>Takes back what <see cref="TriggerAsync"/> and <see cref="ResumeAsync"/> have asked for, since it is being done.</summary>
    public Task ForgetOnceAsync(string name, CancellationToken token) => DoAsync(async () =>
    {
        await _scheduler.UnscheduleJob(new TriggerKey(name, ByHand), token).ConfigureAwait(false);
        return await _scheduler.UnscheduleJob(new TriggerKey(name, Resumed), token).ConfigureAwait(false);
    });

    /// <summary>Begins to fire.</summary>
    /// <param name="fire">Handles a firing; one at a time.</param>
    /// <param name="trouble">Hears of troubles with the store; firing goes on when they are over.</param>
    /// <param name="token">Cancels the start.</param>
    public Task StartAsync(FireHandler fire, Action<string, Exception> trouble, CancellationToken token) => DoAsync(async () =>
    {
        _scheduler.Context[IntervalJob.Handler] = fire;
        _scheduler.ListenerManager.AddSchedulerListener(new TroubleListener(trouble));
        await _scheduler.Start(token).ConfigureAwait(false);
        return true;
    });

    /// <summary>Ends firing, after what is being handled.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_scheduler.Status != SchedulerStatus.Shutdown)
        {
            await _scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None).ConfigureAwait(false);
            await _factory.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static JobKey Job(string name) => new(name, Group);

    private static TriggerKey Cron(string name) => new(name, Group);

    private async Task<bool> IsPausedAsync(string name, CancellationToken token) =>
        await _scheduler.GetTriggerState(Cron(name), token).ConfigureAwait(false) == TriggerState.Paused;

    private async Task PutAsync(Schedule schedule, DateTimeOffset now, bool isPaused, CancellationToken token)
    {
        if (!await _scheduler.Exists(Job(schedule.Name), token).ConfigureAwait(false))
        {
            IJobDetail job = JobBuilder.Create<IntervalJob>()
                .WithIdentity(Job(schedule.Name))
                .UsingJobData(SinceKey, now.ToString("O", CultureInfo.InvariantCulture))
                .StoreDurably()
                .Build();
            await _scheduler.AddJob(job, cancellationToken: token).ConfigureAwait(false);
        }

        if (schedule.Clock.Next(now) is null)
        {
            await _scheduler.UnscheduleJob(Cron(schedule.Name), token).ConfigureAwait(false);
            return;
        }

        ITrigger cron = TriggerBuilder.Create(_scheduler.TimeProvider)
            .WithIdentity(Cron(schedule.Name))
            .ForJob(Job(schedule.Name))
            .StartAt(now)
            .WithCronSchedule(schedule.Clock.Cron, builder => builder
                .InTimeZone(schedule.Clock.Zone)
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        await _scheduler.ScheduleJob(cron, new ScheduleJobOptions { Replace = true, Paused = isPaused }, token).ConfigureAwait(false);
    }

    private async Task OnceAsync(TriggerKey key, DateTimeOffset now, CancellationToken token)
    {
        ITrigger once = TriggerBuilder.Create(_scheduler.TimeProvider).WithIdentity(key).ForJob(Job(key.Name)).StartAt(now).Build();
        await _scheduler.ScheduleTrigger(once, TriggerConflict.Keep, token).ConfigureAwait(false);
    }

    private async Task<T> DoAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is SchedulerException or DbException)
        {
            throw Broken(_place, e);
        }
    }

    private static PipelineException Broken(string place, Exception error) => new(
        $"The state of the scheduler in {place} cannot be used: {error.Message} It knows only what is paused and triggered; what was run is in ops.runs.", error);
}
