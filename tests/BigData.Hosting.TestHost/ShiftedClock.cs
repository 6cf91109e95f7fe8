namespace BigData.Hosting.TestHost;

/// <summary>A clock that begins at an instant and then goes at the usual speed.</summary>
internal sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _stamp = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_stamp);
}
