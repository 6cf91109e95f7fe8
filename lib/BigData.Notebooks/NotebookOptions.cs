using System.Reflection;

namespace BigData.Notebooks;

/// <summary>What a notebook works with.</summary>
public sealed record NotebookOptions
{
    /// <summary>Opens the session that cells have as <c>spark</c>, and knows the tables.</summary>
    public required INotebookEngine Engine { get; init; }

    /// <summary>Where <c>#r</c>, <c>#load</c> and relative paths of a notebook begin.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Assemblies that cells may use without <c>#r</c>, beside those of BigData that lie in the program's folder; none by default.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; init; } = [];
}
