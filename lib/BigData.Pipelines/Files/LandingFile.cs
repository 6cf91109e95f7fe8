namespace BigData.Pipelines.Files;

/// <summary>A file in a landing folder.</summary>
/// <param name="Name">Path below the landing folder, with <c>/</c>.</param>
/// <param name="FullPath">Where it is.</param>
internal sealed record LandingFile(string Name, string FullPath);

/// <summary>What a look into a landing folder gave: files, and folders that cannot be read.</summary>
/// <param name="Files">In ordinal order of their names.</param>
/// <param name="Unreadable">Names of folders below the landing folder and why they cannot be read.</param>
internal sealed record LandingListing(IReadOnlyList<LandingFile> Files, IReadOnlyList<(string Name, string Reason)> Unreadable);
