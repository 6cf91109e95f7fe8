using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources;

/// <summary>A format whose files the engine can read. Formats have no state; what a read needs is in its request.</summary>
internal interface IFileFormat
{
    /// <summary>The names after <c>Format(…)</c> that mean this format, in lower case.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Finds the files and the schema of a read.</summary>
    /// <param name="request">What is read.</param>
    /// <param name="token">Cancels the look at the files.</param>
    /// <returns>The scan, its columns and its metadata columns.</returns>
    /// <exception cref="Sql.SparkException">A path does not exist, an option or the schema is wrong, or the schema cannot be inferred.</exception>
    ValueTask<ScanSource> OpenAsync(ReadRequest request, CancellationToken token);
}

/// <summary>A read of files.</summary>
/// <param name="Session">The session that reads: settings and the DuckDB instance.</param>
/// <param name="Scope">Owns what must live until the query has ended.</param>
/// <param name="Paths">Files, folders or globs as the user gave them; at least one.</param>
/// <param name="Schema">The user's schema, or null to infer it.</param>
/// <param name="Options">The reader's options.</param>
internal sealed record ReadRequest(
    EmbeddedSession Session, QueryScope Scope, IReadOnlyList<string> Paths, StructType? Schema, OptionMap Options);
