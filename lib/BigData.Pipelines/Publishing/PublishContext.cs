using BigData.Pipelines.Running;
using BigData.Pipelines.Writing;
using BigData.Spark.Sql;

namespace BigData.Pipelines.Publishing;

/// <summary>What a publisher may know of the run that it ends.</summary>
public sealed class PublishContext
{
    private readonly TableStore _store;
    private readonly IRunObserver _observer;

    internal PublishContext(string runId, TableStore store, IRunObserver observer, TimeProvider time)
    {
        RunId = runId;
        Time = time;
        _store = store;
        _observer = observer;
    }

    /// <summary>A context to look at what would be published, outside any run: no lock is taken and nothing is written down.</summary>
    /// <param name="spark">The session of either engine.</param>
    /// <param name="lakehouse">The lakehouse folder.</param>
    /// <param name="observer">Hears of each table.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The context.</returns>
    public static PublishContext ForPreview(SparkSession spark, string lakehouse, IRunObserver observer, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(spark);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(time);
        return new PublishContext(RunIds.Next(time), new TableStore(spark, Path.GetFullPath(lakehouse)), observer, time);
    }

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The session.</summary>
    public SparkSession Spark => _store.Spark;

    /// <summary>Full path of the lakehouse.</summary>
    public string Lakehouse => _store.Lakehouse;

    /// <summary>The newest commit of a table.</summary>
    /// <param name="table">The full name.</param>
    /// <param name="token">Stops the query.</param>
    /// <returns>The commit, or null when the table does not exist.</returns>
    public async Task<CommittedTable?> FindAsync(string table, CancellationToken token)
    {
        TableState state = await _store.StateAsync(table, token).ConfigureAwait(false);
        if (!state.Exists)
        {
            return null;
        }

        DataFrame detail = await Spark.SqlAsync("DESCRIBE DETAIL " + _store.Identifier(table), token).ConfigureAwait(false);
        string id = (await detail.Select("id").CollectAsync(token).ConfigureAwait(false))[0].GetAs<string>(0);
        return new CommittedTable(table, id, state.Version, state.Facts?.AsOf);
    }

    /// <summary>The rows of a version of a table.</summary>
    /// <param name="table">The full name.</param>
    /// <param name="version">The version.</param>
    /// <returns>A lazy frame.</returns>
    public DataFrame Read(string table, long version) => _store.Read(table, version);

    /// <summary>The row changes of some versions of a table that keeps a change data feed, with the column <c>_change_type</c>.</summary>
    /// <param name="table">The full name.</param>
    /// <param name="from">The first version.</param>
    /// <param name="to">The last version.</param>
    /// <returns>A lazy frame; reading it fails when a version did not record its changes.</returns>
    public DataFrame ReadChanges(string table, long from, long to) => _store.ReadChanges(table, from, to);

    /// <summary>Tells that a table is being published.</summary>
    /// <param name="destination">The destination's name.</param>
    /// <param name="table">The table's full name.</param>
    public void Started(string destination, string table) => _observer.On(new PublicationStarted(destination, table));

    /// <summary>Tells how it came out.</summary>
    /// <param name="record">What was done.</param>
    public void Finished(PublicationRecord record) => _observer.On(new PublicationFinished(record));
}

/// <summary>The newest commit of a table.</summary>
/// <param name="Table">The full name.</param>
/// <param name="Id">The id in the table's Delta metadata; a table made anew has another one.</param>
/// <param name="Version">The version.</param>
/// <param name="AsOf">The as-of date of the content; null when it has none.</param>
public sealed record CommittedTable(string Table, string Id, long Version, DateOnly? AsOf);
