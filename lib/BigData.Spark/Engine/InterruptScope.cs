namespace BigData.Spark.Engine;

/// <summary>Which executions of a session an interrupt stops.</summary>
internal abstract record InterruptScope
{
    private protected InterruptScope()
    {
    }

    /// <summary>Every execution of the session.</summary>
    public sealed record All : InterruptScope;

    /// <summary>Every execution that carries the tag.</summary>
    public sealed record ByTag(string Tag) : InterruptScope;

    /// <summary>The one execution with this operation id.</summary>
    public sealed record ByOperation(string OperationId) : InterruptScope;
}
