using Quartz;

namespace BigData.Hosting.Scheduling;

/// <summary>What Quartz starts: it passes the firing on and decides nothing.</summary>
[DisallowConcurrentExecution]
internal sealed class IntervalJob : IJob
{
    /// <summary>Key of the <see cref="FireHandler"/> in the scheduler's context.</summary>
    public const string Handler = "handler";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        FireHandler fire = (FireHandler)context.Scheduler.Context[Handler]!;
        bool isForced = context.Trigger.Key.Group == ScheduleStore.ByHand;
        await fire(context.JobDetail.Key.Name, context.ScheduledFireTimeUtc ?? context.FireTimeUtc, isForced).ConfigureAwait(false);
    }
}

/// <summary>Handles a firing.</summary>
/// <param name="name">The schedule.</param>
/// <param name="at">When it fired, UTC.</param>
/// <param name="isForced">Whether somebody asked for it.</param>
internal delegate Task FireHandler(string name, DateTimeOffset at, bool isForced);
