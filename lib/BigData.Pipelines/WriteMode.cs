namespace BigData.Pipelines;

/// <summary>How the frame that a job builds becomes the table's next version. Every mode is one Delta commit.</summary>
public enum WriteMode
{
    /// <summary>The rows are added. Default for tables that read files.</summary>
    Append,

    /// <summary>The rows become the whole table. Default for tables that read nothing but whole tables.</summary>
    Overwrite,

    /// <summary>
    /// Rows are inserted or updated by the contract's keys; rows of <see cref="TableJob.ReplacedKeys"/> that the frame does not
    /// hold any more are deleted. Rows that did not change are not written. Default for tables with a changes input.
    /// </summary>
    Merge,

    /// <summary>
    /// The frame is the whole table, and only the rows that differ are inserted, updated or deleted by the contract's keys:
    /// a build without a difference commits nothing. Such a table keeps Delta's change data feed, so that whoever follows it reads only what changed.
    /// </summary>
    Synchronize,
}
