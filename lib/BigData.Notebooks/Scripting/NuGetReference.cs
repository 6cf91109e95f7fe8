using System.Text.RegularExpressions;

namespace BigData.Notebooks.Scripting;

/// <summary>A package that a cell refers to by <c>#r "nuget: Id, Version"</c>.</summary>
/// <param name="Id">The package.</param>
/// <param name="Version">Its version or range; null for the newest stable.</param>
internal sealed partial record NuGetReference(string Id, string? Version)
{
    /// <exception cref="NotebookException">The text is not an id, or an id and a version.</exception>
    public static NuGetReference Parse(string text)
    {
        string[] parts = text.Split(',', 2, StringSplitOptions.TrimEntries);
        bool isWell = IdPattern().IsMatch(parts[0]) && (parts.Length == 1 || VersionPattern().IsMatch(parts[1]));
        return isWell
            ? new NuGetReference(parts[0], parts.Length == 1 ? null : parts[1])
            : throw new NotebookException($"#r \"nuget:{text}\" is not understood; expected a package and its version, such as #r \"nuget: NodaTime, 3.3.7\".");
    }

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.\-]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[0-9A-Za-z.\-+*,\[\]() ]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex VersionPattern();
}
