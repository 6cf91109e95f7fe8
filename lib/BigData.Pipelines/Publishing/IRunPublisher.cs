namespace BigData.Pipelines.Publishing;

/// <summary>
/// What follows the tables of a run, under its lock and in its ledger: committed tables go to the places outside that want them.
/// The runner knows nothing of those places.
/// </summary>
public interface IRunPublisher
{
    /// <summary>Publishes. Called once, after the last table of the run, also when tables failed: those are as the last good run left them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>What was done, one record for each table of each destination; a destination that failed is a record, not an exception.</returns>
    Task<IReadOnlyList<PublicationRecord>> PublishAsync(PublishContext run, CancellationToken token);
}
