namespace BigData.Pipelines.Locking;

/// <summary>Who writes to a lakehouse, as written beside the lock for people.</summary>
/// <param name="Pid">Process id on <paramref name="Host"/>.</param>
/// <param name="Host">Name of the machine.</param>
/// <param name="Command">What it was asked to do.</param>
/// <param name="Since">When it took the lock, UTC.</param>
public sealed record LockHolder(int Pid, string Host, string Command, DateTimeOffset Since);
