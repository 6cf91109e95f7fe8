namespace BigData.Hosting;

/// <summary>What a command sees of the world around it; tests give their own.</summary>
internal sealed record HostEnvironment
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Whether <see cref="Output"/> is a terminal: only then is anything redrawn.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>Width of the terminal in characters.</summary>
    public int Width { get; init; } = 120;

    public required string WorkingFolder { get; init; }

    public required string ApplicationFolder { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public required TimeProvider Time { get; init; }

    public string? Variable(string name) => Variables.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
}
