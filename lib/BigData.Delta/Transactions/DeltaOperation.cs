using BigData.Delta.Actions;

namespace BigData.Delta.Transactions;

/// <summary>What a commit does, as the history shows it. The factories use the names and keys that delta-spark writes.</summary>
/// <param name="Name">For example <c>WRITE</c>.</param>
public sealed record DeltaOperation(string Name)
{
    /// <summary>Parameters; values that Spark expects as JSON are JSON text, for example <c>[]</c> for <c>partitionBy</c>.</summary>
    public IReadOnlyDictionary<string, string?> Parameters { get; init; } = FileAction.NoValues;

    /// <summary>Counts as text. The transaction adds files, rows and bytes where the operation does not give them.</summary>
    public IReadOnlyDictionary<string, string?> Metrics { get; init; } = FileAction.NoValues;

    /// <summary>Free text for the history (<c>commitInfo.userMetadata</c>); null for none.</summary>
    public string? UserMetadata { get; init; }

    /// <summary>A write of rows.</summary>
    /// <param name="mode"><c>Append</c>, <c>Overwrite</c>, <c>ErrorIfExists</c> or <c>Ignore</c>.</param>
    /// <param name="partitionColumns">Partition columns of the table.</param>
    /// <param name="predicate">Text of the replaced range; null for none.</param>
    public static DeltaOperation Write(string mode, IReadOnlyList<string> partitionColumns, string? predicate = null) =>
        OperationFactory.Write(mode, partitionColumns, predicate);

    /// <summary>The creation of an empty table.</summary>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="isManaged">False when the table was created at a given path.</param>
    public static DeltaOperation CreateTable(Metadata metadata, bool isManaged = false) =>
        OperationFactory.CreateTable("CREATE TABLE", metadata, isManaged);

    /// <summary>The creation of a table together with its first rows, or its replacement.</summary>
    /// <param name="name"><c>CREATE TABLE AS SELECT</c>, <c>REPLACE TABLE AS SELECT</c>, <c>CREATE OR REPLACE TABLE AS SELECT</c> …</param>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="isManaged">False when the table was created at a given path.</param>
    public static DeltaOperation CreateTable(string name, Metadata metadata, bool isManaged) =>
        OperationFactory.CreateTable(name, metadata, isManaged);

    /// <summary>A merge.</summary>
    /// <param name="condition">Text of the join condition.</param>
    /// <param name="matched">Clauses for rows found in both, in order.</param>
    /// <param name="notMatched">Clauses for rows of the source alone.</param>
    /// <param name="notMatchedBySource">Clauses for rows of the target alone.</param>
    public static DeltaOperation Merge(
        string condition,
        IReadOnlyList<MergeClause> matched,
        IReadOnlyList<MergeClause> notMatched,
        IReadOnlyList<MergeClause> notMatchedBySource) => OperationFactory.Merge(condition, matched, notMatched, notMatchedBySource);

    /// <summary>A delete.</summary>
    /// <param name="predicate">Text of the condition; null for all rows.</param>
    public static DeltaOperation Delete(string? predicate) => OperationFactory.Filtered("DELETE", predicate);

    /// <summary>An update.</summary>
    /// <param name="predicate">Text of the condition; null for all rows.</param>
    public static DeltaOperation Update(string? predicate) => OperationFactory.Filtered("UPDATE", predicate);
}

/// <summary>A clause of a merge as the history shows it.</summary>
/// <param name="ActionType"><c>update</c>, <c>delete</c> or <c>insert</c>.</param>
/// <param name="Predicate">Text of its own condition; null for none.</param>
public sealed record MergeClause(string ActionType, string? Predicate = null);
