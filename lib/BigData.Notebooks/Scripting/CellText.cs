using System.Text.RegularExpressions;

namespace BigData.Notebooks.Scripting;

/// <summary>
/// The text of a cell, taken apart: what is for the notebook (<c>%%sql</c>, <c>#!engine</c>, <c>#r "nuget: …"</c>) and what is C#. Lines taken out are left
/// empty, so that places in errors stay right.
/// </summary>
internal sealed partial record CellText
{
    public required string Code { get; init; }

    /// <summary>The word after <c>%%</c>; null for C#.</summary>
    public string? Magic { get; private init; }

    /// <summary>What follows the magic word on its line.</summary>
    public string MagicArgument { get; private init; } = string.Empty;

    public IReadOnlyList<NuGetReference> Packages { get; private init; } = [];

    /// <summary>The engine to switch to; null to stay.</summary>
    public EngineChoice? Engine { get; private init; }

    /// <exception cref="NotebookException">A line for the notebook is not understood.</exception>
    public static CellText Parse(string text)
    {
        string code = text.ReplaceLineEndings("\n");
        if (MagicLine().Match(code) is { Success: true } magic)
        {
            return new CellText { Code = code[magic.Length..].TrimStart('\n'), Magic = magic.Groups["word"].Value, MagicArgument = magic.Groups["rest"].Value.Trim() };
        }

        List<NuGetReference> packages = [];
        EngineChoice? engine = null;
        string[] lines = code.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (PackageLine().Match(lines[i]) is { Success: true } package)
            {
                packages.Add(NuGetReference.Parse(package.Groups["text"].Value));
                lines[i] = string.Empty;
            }
            else if (CommandLine().Match(lines[i]) is { Success: true } command)
            {
                engine = ParseEngine(command.Groups["text"].Value.Trim());
                lines[i] = string.Empty;
            }
        }

        return new CellText { Code = string.Join('\n', lines), Packages = packages, Engine = engine };
    }

    private static EngineChoice ParseEngine(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["engine", "embedded"] => new EngineChoice("embedded"),
        ["engine", "spark"] => new EngineChoice("spark"),
        ["engine", "spark", string remote] => new EngineChoice("spark", remote),
        _ => throw new NotebookException($"#!{text} is not understood; there are '#!engine embedded', '#!engine spark' and '#!engine spark sc://HOST:PORT'."),
    };

    [GeneratedRegex(@"^\s*%%(?<word>\w*)(?<rest>[^\n]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex MagicLine();

    [GeneratedRegex(@"^\s*#r\s+""\s*nuget\s*:(?<text>[^""]*)""\s*;?\s*$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex PackageLine();

    [GeneratedRegex(@"^#!(?<text>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CommandLine();
}
