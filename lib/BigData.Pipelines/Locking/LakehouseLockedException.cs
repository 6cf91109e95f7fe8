using System.Globalization;

namespace BigData.Pipelines.Locking;

/// <summary>Another process writes to the lakehouse.</summary>
public sealed class LakehouseLockedException : PipelineException
{
    /// <summary>An error without text; prefer the constructor with folder and holder.</summary>
    public LakehouseLockedException()
    {
    }

    /// <summary>An error with a message for people.</summary>
    /// <param name="message">Which lakehouse, who holds it.</param>
    public LakehouseLockedException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message for people and its cause.</summary>
    /// <param name="message">Which lakehouse, who holds it.</param>
    /// <param name="innerException">The cause.</param>
    public LakehouseLockedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Names the lakehouse and who holds it.</summary>
    /// <param name="folder">The lakehouse.</param>
    /// <param name="holder">Who holds the lock; null when that cannot be read.</param>
    public LakehouseLockedException(string folder, LockHolder? holder)
        : base(Text(folder, holder)) => Holder = holder;

    internal LakehouseLockedException(string folder, LockHolder? holder, LockPurpose purpose)
        : base(purpose == LockPurpose.Write ? Text(folder, holder) : SchedulerText(folder, holder)) => Holder = holder;

    /// <summary>Who holds the lock; null when that cannot be read.</summary>
    public LockHolder? Holder { get; }

    private static string SchedulerText(string folder, LockHolder? holder) => holder is null
        ? $"The lakehouse {folder} has another scheduler already. Stop it first, or leave the schedules to it."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The lakehouse {folder} has a scheduler already: process {holder.Pid} on {holder.Host} ({holder.Command}) since {holder.Since:yyyy-MM-dd HH:mm:ss} UTC. Stop it first, or leave the schedules to it.");

    private static string Text(string folder, LockHolder? holder) => holder is null
        ? $"The lakehouse {folder} is being written to by another process. Wait until it is done."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The lakehouse {folder} is being written to by process {holder.Pid} on {holder.Host} ({holder.Command}) since {holder.Since:yyyy-MM-dd HH:mm:ss} UTC. Wait until it is done.");
}
