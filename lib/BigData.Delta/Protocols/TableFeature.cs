using BigData.Delta.Actions;

namespace BigData.Delta.Protocols;

/// <summary>What this library can do with a feature of the protocol.</summary>
internal enum FeatureSupport
{
    /// <summary>It is honoured.</summary>
    Full,

    /// <summary>A table may list it; a table that uses it is refused.</summary>
    Unused,

    /// <summary>A table that lists it is refused.</summary>
    None,
}

/// <summary>A feature of the protocol as data.</summary>
/// <param name="Name">Its name in the protocol action.</param>
/// <param name="Read">What can be done when reading.</param>
/// <param name="Write">What can be done when writing.</param>
internal sealed record TableFeature(string Name, FeatureSupport Read, FeatureSupport Write)
{
    /// <summary>Whether readers must know it too.</summary>
    public bool IsReaderFeature { get; init; }

    /// <summary>The reader version before 3 that implies it; 0 when none does.</summary>
    public int LegacyReaderVersion { get; init; }

    /// <summary>The writer version before 7 that implies it; 0 when none does.</summary>
    public int LegacyWriterVersion { get; init; }

    /// <summary>Whether the metadata of a table uses it.</summary>
    public Func<Metadata, bool> IsUsed { get; init; } = _ => false;

    /// <summary>Whether the feature must be listed as soon as metadata uses it, before writer version 7 included.</summary>
    public bool IsLegacy => LegacyWriterVersion > 0;
}
