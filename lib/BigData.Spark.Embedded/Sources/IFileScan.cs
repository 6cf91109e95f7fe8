namespace BigData.Spark.Embedded.Sources;

/// <summary>A scan that knows its files, for <c>inputFiles</c>.</summary>
internal interface IFileScan
{
    /// <summary>Absolute paths.</summary>
    IReadOnlyList<string> Files { get; }
}
