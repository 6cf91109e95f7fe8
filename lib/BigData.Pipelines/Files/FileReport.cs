namespace BigData.Pipelines.Files;

internal enum FileVerdict
{
    /// <summary>Same size and content as the newest version that was taken.</summary>
    Unchanged,

    /// <summary>Can be taken.</summary>
    Accepted,

    /// <summary>A good header and no record.</summary>
    HeaderOnly,

    /// <summary>Cannot be taken; the reason says why.</summary>
    SetAside,
}

/// <summary>What one pass over a file found.</summary>
internal sealed record FileReport
{
    public required LandingFile File { get; init; }

    public required FileVerdict Verdict { get; init; }

    /// <summary>Size in bytes; null when the file cannot be read.</summary>
    public long? Size { get; init; }

    /// <summary>SHA-256 in lower-case hex; null when the file cannot be read.</summary>
    public string? Hash { get; init; }

    /// <summary>When the file was last written to, as the pass began; the commit checks that it still is.</summary>
    public DateTime WrittenAt { get; init; }

    /// <summary>Why the file is set aside or holds nothing; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The columns in the order of the file; empty unless accepted.</summary>
    public IReadOnlyList<HeaderColumn> Header { get; init; } = [];
}

/// <summary>One column of a file.</summary>
/// <param name="Name">The contract's spelling when it knows the column, else the file's.</param>
/// <param name="IsKnown">Whether the contract knows it; others are rescued.</param>
internal sealed record HeaderColumn(string Name, bool IsKnown);
