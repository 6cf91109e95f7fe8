using BigData.Delta.Actions;
using BigData.Delta.Schemas;

namespace BigData.Delta.DataFiles;

/// <summary>Port: reads data files of a table.</summary>
/// <typeparam name="TResult">What the engine gives rows as, for example a relation to query.</typeparam>
public interface IDataFileReader<TResult>
{
    /// <summary>Reads the rows of the files, partition columns included.</summary>
    /// <param name="request">Which files and columns.</param>
    /// <param name="token">Cancels the work.</param>
    /// <returns>The rows; an empty result with the right columns when there are no files.</returns>
    Task<TResult> ReadAsync(DataFileReadRequest request, CancellationToken token);
}

/// <summary>Which data files are read, and as what.</summary>
public sealed record DataFileReadRequest
{
    /// <summary>Absolute folder of the table.</summary>
    public required string TablePath { get; init; }

    /// <summary>Schema of the table; a column that a file lacks is null there.</summary>
    public required DeltaStructType Schema { get; init; }

    /// <summary>Partition columns; their values come from the actions, never from paths or files.</summary>
    public required IReadOnlyList<string> PartitionColumns { get; init; }

    /// <summary>The files.</summary>
    public required IReadOnlyList<AddFile> Files { get; init; }

    /// <summary>Top-level columns wanted; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }
}
