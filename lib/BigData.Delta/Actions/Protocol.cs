namespace BigData.Delta.Actions;

/// <summary>The <c>protocol</c> action: what a program must know to read or write the table.</summary>
public sealed record Protocol : DeltaAction
{
    /// <summary>Reader version of the table.</summary>
    public required int MinReaderVersion { get; init; }

    /// <summary>Writer version of the table.</summary>
    public required int MinWriterVersion { get; init; }

    /// <summary>Reader features; not null exactly when the reader version is 3.</summary>
    public IReadOnlyList<string>? ReaderFeatures { get; init; }

    /// <summary>Writer features; not null exactly when the writer version is 7.</summary>
    public IReadOnlyList<string>? WriterFeatures { get; init; }
}
