namespace BigData.Delta.Actions;

/// <summary>Where the deleted row numbers of a data file are stored.</summary>
/// <param name="StorageType"><c>u</c> (file named by uuid), <c>i</c> (inline) or <c>p</c> (absolute path).</param>
/// <param name="PathOrInlineDv">The file or the inline bytes, in the form that the storage type says.</param>
/// <param name="Offset">Position in the file in bytes; null when inline or at the start.</param>
/// <param name="SizeInBytes">Size of the vector in bytes.</param>
/// <param name="Cardinality">Number of deleted rows.</param>
public sealed record DeletionVector(string StorageType, string PathOrInlineDv, int? Offset, int SizeInBytes, long Cardinality)
{
    /// <summary>Identity of the vector, part of the key under which a file is replayed.</summary>
    public string UniqueId => Offset is { } offset ? $"{StorageType}{PathOrInlineDv}@{offset}" : $"{StorageType}{PathOrInlineDv}";
}
