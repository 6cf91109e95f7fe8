namespace BigData.Hosting.Configuration;

/// <summary>The configuration of one command: every value by its full key.</summary>
internal sealed class Conf(IReadOnlyDictionary<string, string> values, string? file, string environment)
{
    /// <summary>Values by full key; keys compare without case.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>The main configuration file; null when there is none.</summary>
    public string? File => file;

    /// <summary>The environment whose file was read; empty for none.</summary>
    public string Environment => environment;

    public string? Get(string key) => values.TryGetValue(key, out string? value) && value.Length > 0 ? value : Default(key);

    public string Require(string key) => Get(key) ?? throw new InvalidOperationException($"The key {key} has no default.");

    private static string? Default(string key) =>
        ConfKeys.All.FirstOrDefault(declared => string.Equals(declared.Name, key, StringComparison.OrdinalIgnoreCase))?.Default;
}
