using Quartz;

namespace BigData.Hosting.Scheduling;

/// <summary>Hears when Quartz has trouble, such as with its store; it tries again by itself.</summary>
internal sealed class TroubleListener(Action<string, Exception> trouble) : ISchedulerListener
{
    public ValueTask SchedulerError(IScheduler scheduler, SchedulerErrorContext context, CancellationToken cancellationToken = default)
    {
        trouble(context.Message, context.Exception);
        return ValueTask.CompletedTask;
    }
}
