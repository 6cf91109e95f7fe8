namespace BigData.Pipelines.Locking;

/// <summary>What a lock of a lakehouse is for. The purposes do not exclude each other.</summary>
public enum LockPurpose
{
    /// <summary>To write tables: <c>.bigdata.lock</c>.</summary>
    Write,

    /// <summary>To be the one scheduler: <c>.bigdata.schedule.lock</c>, held for its life.</summary>
    Schedule,
}
