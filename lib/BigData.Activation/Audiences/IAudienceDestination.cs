namespace BigData.Activation.Audiences;

/// <summary>A destination that gets people, not tables: who they are is hashed, and who has not agreed is left out.</summary>
public interface IAudienceDestination : IDestination
{
    /// <summary>The platform whose normal forms and hashes are used: <c>google</c>, <c>meta</c>, <c>tiktok</c>, <c>ocean_engine</c>, <c>tencent</c> or <c>baidu</c>.</summary>
    string Platform { get; }

    /// <summary>Who may be in.</summary>
    AudienceOptions Rules { get; }

    /// <summary>Each audience by name, as a condition in SQL on current rows of <c>gold.customer_segments</c>.</summary>
    IReadOnlyDictionary<string, string> Audiences { get; }
}
