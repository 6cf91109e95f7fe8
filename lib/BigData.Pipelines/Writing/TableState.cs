namespace BigData.Pipelines.Writing;

/// <summary>What is committed of a table.</summary>
/// <param name="Version">The newest version; -1 when the table does not exist.</param>
/// <param name="Facts">The metadata of the runner's newest commit whose content still stands; null without one.</param>
/// <param name="Metrics">Operation metrics of the newest commit; empty when the engine gives none.</param>
internal sealed record TableState(long Version, CommitFacts? Facts, IReadOnlyDictionary<string, string> Metrics)
{
    public static TableState Missing { get; } = new(-1, null, new Dictionary<string, string>());

    public bool Exists => Version >= 0;
}
