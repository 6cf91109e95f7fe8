using BigData.Spark.Sql;

namespace BigData.Pipelines;

/// <summary>
/// One table of the lakehouse: what it promises, what it reads and how its rows are made. A subclass needs a public constructor
/// without parameters; it must not keep state between builds and must not ask the clock.
/// </summary>
public abstract class TableJob
{
    /// <summary>The contract of the table that this job fills.</summary>
    public abstract TableContract Table { get; }

    /// <summary>What the job reads. The order of tables in a run follows from it.</summary>
    public abstract IReadOnlyList<Input> Inputs { get; }

    /// <summary>How the built frame is written; the default follows from <see cref="Inputs"/>.</summary>
    public virtual WriteMode WriteMode => Inputs.Any(input => input is FilesInput)
        ? WriteMode.Append
        : Inputs.Any(input => input is TableInput { Mode: InputMode.Changes }) ? WriteMode.Merge : WriteMode.Overwrite;

    /// <summary>What must hold for the built rows before they are committed.</summary>
    public virtual IReadOnlyList<Expectation> Expectations => [];

    /// <summary>
    /// The configuration keys that the job reads. Reading another one is an error; a table that reads whole tables is stale
    /// when the value of one of these changes.
    /// </summary>
    public virtual IReadOnlyList<SettingKey> Settings => [];

    /// <summary>Whether the rows depend on the run's as-of date. Default: tables of the gold layer.</summary>
    public virtual bool UsesAsOf => string.Equals(Table.Layer, "gold", StringComparison.Ordinal);

    /// <summary>
    /// Whether the rows depend on earlier as-of dates too (valid-from, valid-to). A full refresh then replays every as-of date
    /// of the table's own history, in order, together with the as-of tables that it reads.
    /// </summary>
    public virtual bool KeepsHistory => false;

    /// <summary>Whether records that cannot be used go to the table's quarantine. The quarantine table then always exists.</summary>
    public virtual bool HasQuarantine => false;

    /// <summary>Makes the rows: a frame with exactly the contract's columns and types, in any order.</summary>
    /// <param name="job">Inputs, as-of date, settings and run of this build.</param>
    /// <returns>A lazy frame; the runner executes it.</returns>
    public abstract DataFrame Build(JobContext job);

    /// <summary>
    /// Makes the rows of the quarantine table, with the columns of <see cref="QuarantineColumns"/>. Called before
    /// <see cref="Build"/> with the same context, when <see cref="HasQuarantine"/> says so. A null result quarantines nothing
    /// beyond what expectations reject.
    /// </summary>
    /// <param name="job">Inputs, as-of date, settings and run of this build.</param>
    /// <returns>A lazy frame or null.</returns>
    public virtual DataFrame? BuildRejected(JobContext job) => null;

    /// <summary>
    /// The key values whose rows this build replaces, for <see cref="WriteMode.Merge"/>: a frame whose columns are some of the
    /// table's columns. Rows of the table with such values that <see cref="Build"/> does not give are deleted. Null deletes nothing.
    /// </summary>
    /// <param name="job">Inputs, as-of date, settings and run of this build.</param>
    /// <returns>A lazy frame or null.</returns>
    public virtual DataFrame? ReplacedKeys(JobContext job) => null;

    /// <summary>The same for the quarantine table: a frame whose columns are some of <see cref="QuarantineColumns"/>. Null deletes nothing.</summary>
    /// <param name="job">Inputs, as-of date, settings and run of this build.</param>
    /// <returns>A lazy frame or null.</returns>
    public virtual DataFrame? ReplacedRejects(JobContext job) => null;
}
