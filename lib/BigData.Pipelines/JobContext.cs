using BigData.Spark.Sql;

namespace BigData.Pipelines;

/// <summary>What a job may know while it builds its table. Everything is fixed for the build, so a repeated build gives equal rows.</summary>
public sealed class JobContext
{
    private readonly IJobScope _scope;

    internal JobContext(IJobScope scope) => _scope = scope;

    /// <summary>The session that runs the job.</summary>
    public SparkSession Spark => _scope.Spark;

    /// <summary>The run's id; ids sort by the time their run started.</summary>
    public string RunId => _scope.RunId;

    /// <summary>The run's as-of date: what happened before its start, in each source's time zone, counts.</summary>
    /// <exception cref="InvalidOperationException">The job does not use the as-of date (<see cref="TableJob.UsesAsOf"/>).</exception>
    public DateOnly AsOf => _scope.AsOf
        ?? throw new InvalidOperationException($"{_scope.Job.Table.Name} asks for the as-of date, but its UsesAsOf is false.");

    /// <summary>The business time zone of each source that has one configured, by source name (IANA names).</summary>
    public IReadOnlyDictionary<string, string> TimeZones => _scope.TimeZones;

    /// <summary>The configuration that the job declares.</summary>
    public JobSettings Settings => _scope.Settings;

    /// <summary>
    /// True when the table is built from nothing: first build, or full refresh. <see cref="Changes"/> then gives all rows
    /// and <see cref="Current"/> is null.
    /// </summary>
    public bool IsRebuild => _scope.IsRebuild;

    /// <summary>All rows of an input table, at the version that was current when the build started.</summary>
    /// <param name="table">A table among the job's inputs, with either mode.</param>
    /// <returns>A lazy frame.</returns>
    /// <exception cref="InvalidOperationException">The table is not among the inputs.</exception>
    public DataFrame Read(TableContract table) => _scope.Read(table);

    /// <summary>
    /// The records of the files that this build takes, as received: the contract's source columns as strings, then
    /// <see cref="FileColumns"/>. Files that were set aside are not in it.
    /// </summary>
    /// <param name="files">The files input of the job.</param>
    /// <returns>A lazy frame.</returns>
    /// <exception cref="InvalidOperationException">The files are not among the inputs.</exception>
    public DataFrame Read(FilesInput files) => _scope.Read(files);

    /// <summary>The rows of an input that are new since this table's last commit; all rows when <see cref="IsRebuild"/>.</summary>
    /// <param name="table">A table among the job's inputs with <see cref="TableContract.Changes"/>.</param>
    /// <returns>A lazy frame.</returns>
    /// <exception cref="InvalidOperationException">The table is not a changes input of the job.</exception>
    public DataFrame Changes(TableContract table) => _scope.Changes(table);

    /// <summary>The job's own table as last committed; null when <see cref="IsRebuild"/>.</summary>
    /// <returns>A lazy frame or null.</returns>
    public DataFrame? Current() => _scope.Current();

    /// <summary>The as-of date of the table's last commit; null when there is none or <see cref="IsRebuild"/>.</summary>
    public DateOnly? CurrentAsOf => _scope.CurrentAsOf;

    /// <summary>
    /// Persists a frame for the time of this build, so that several results are taken from one computation. A job that keeps or
    /// shares the frame behind its result spares the runner its own copy.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <returns>The persisted frame; the runner releases it.</returns>
    public DataFrame Keep(DataFrame frame) => _scope.Keep(frame);

    /// <summary>
    /// One computation for several tables of a run: made for the first job that asks, given to every other one with equal inputs, as-of date
    /// and settings, and disposed when all tables are done. A run that builds only one of the tables makes it for that one.
    /// </summary>
    /// <typeparam name="T">Its type, by which it is known beside what it is made from.</typeparam>
    /// <param name="make">
    /// Makes it from <see cref="Read(TableContract)"/>, <see cref="AsOf"/>, <see cref="TimeZones"/> and <see cref="Settings"/> and nothing else, so
    /// that it is the same whoever asks first. What it warns of is said once, in the name of that table.
    /// </param>
    /// <returns>The thing; the runner disposes it.</returns>
    /// <exception cref="InvalidOperationException">The job reads changes or files, which are its own and nobody else's.</exception>
    public T Share<T>(Func<T> make)
        where T : IAsyncDisposable
    {
        ArgumentNullException.ThrowIfNull(make);
        return _scope.Share(make);
    }

    /// <summary>Hands something to the runner that the result still needs, such as a fitted model with frames of its own.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="resource">The thing; the runner disposes it when the table is committed or has failed.</param>
    /// <returns>The same thing.</returns>
    public T Own<T>(T resource)
        where T : IAsyncDisposable
    {
        _scope.Own(resource);
        return resource;
    }

    /// <summary>Puts a fact about this build (cut-offs, parameters) into the commit's metadata, the run's report and <c>table history</c>.</summary>
    /// <param name="name">A short name such as <c>cut_offs</c>.</param>
    /// <param name="value">A value that System.Text.Json can write, or a <see cref="System.Text.Json.Nodes.JsonNode"/>.</param>
    public void Fact(string name, object value) => _scope.Fact(name, value);

    /// <summary>Says something that people should know; it does not change the outcome.</summary>
    /// <param name="message">What is odd, where, and what helps.</param>
    public void Warn(string message) => _scope.Warn(message);
}
