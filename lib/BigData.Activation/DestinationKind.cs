namespace BigData.Activation;

/// <summary>
/// A kind of destination that the configuration can name: <c>"kind": "files"</c>. A subclass with a public constructor without
/// parameters in an assembly of jobs is found by the command.
/// </summary>
public abstract class DestinationKind
{
    /// <summary>The word in the configuration.</summary>
    public abstract string Name { get; }

    /// <summary>The settings that a destination of this kind takes beside those of all destinations.</summary>
    public virtual IReadOnlyList<DestinationSetting> Settings => [];

    /// <summary>
    /// Whether destinations of this kind get audiences, hashed and gated by consent, and no tables: <see cref="Open"/> then gives an
    /// <see cref="Audiences.IAudienceDestination"/>.
    /// </summary>
    public virtual bool TakesAudiences => false;

    /// <summary>Opens a destination; the publisher disposes it. Nothing need be reached yet.</summary>
    /// <param name="options">Name and settings.</param>
    /// <returns>The destination.</returns>
    /// <exception cref="DestinationSettingException">A setting is missing or wrong.</exception>
    public abstract IDestination Open(DestinationOptions options);
}

/// <summary>What kind of value a setting of a destination takes.</summary>
public enum DestinationSettingType
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a decimal point.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A file or folder.</summary>
    Path,

    /// <summary>A password, token or connection string: only the environment may give it, no file of the configuration.</summary>
    Secret,
}

/// <summary>One setting of a kind of destination.</summary>
/// <param name="Name">The key below <c>destinations:NAME</c>.</param>
/// <param name="Type">The kind of value.</param>
/// <param name="Default">The value when nothing is configured; null when there is none.</param>
/// <param name="Description">What it does, with unit.</param>
public sealed record DestinationSetting(string Name, DestinationSettingType Type, string? Default, string Description);

/// <summary>A destination as it is configured.</summary>
/// <param name="kind">The kind that declares the settings.</param>
/// <param name="values">Configured values by the key below <c>destinations:NAME</c>; keys compare without case.</param>
public sealed class DestinationOptions(DestinationKind kind, IReadOnlyDictionary<string, string> values)
{
    private readonly Dictionary<string, string> _values = new(values, StringComparer.OrdinalIgnoreCase);

    /// <summary>The destination's name.</summary>
    public required string Name { get; init; }

    /// <summary>The folder of the destination below the lakehouse, <c>_published/NAME</c>; it need not exist.</summary>
    public required string Folder { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A value, else the default of its declaration.</summary>
    /// <param name="name">A declared setting.</param>
    /// <returns>The text or null.</returns>
    /// <exception cref="InvalidOperationException">The kind does not declare the setting.</exception>
    public string? Get(string name)
    {
        DestinationSetting setting = kind.Settings.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"The kind {kind.Name} reads the setting '{name}' without declaring it.");
        return _values.TryGetValue(name, out string? value) && value.Length > 0 ? value : setting.Default;
    }

    /// <summary>Everything below a key, by the rest of the key.</summary>
    /// <param name="name">A declared setting without its last part <c>*</c>.</param>
    /// <returns>Rest of the key and value; empty when nothing is configured.</returns>
    public IReadOnlyDictionary<string, string> Map(string name)
    {
        string prefix = name + ":";
        return _values.Where(pair => pair.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>A value that must be there.</summary>
    /// <param name="name">A declared setting.</param>
    /// <returns>The text.</returns>
    /// <exception cref="DestinationSettingException">Nothing is configured; the message says how to give it.</exception>
    public string Require(string name) => Get(name) ?? throw new DestinationSettingException(
        $"The destination {Name} needs the setting {name}, which has no value. Give it in the environment as BIGDATA__Destinations__{Name}__{name}"
        + (kind.Settings.First(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase)).Type == DestinationSettingType.Secret
            ? "; a secret has no place in a file of the configuration."
            : $", or in conf/destinations.json under destinations:{Name}:{name}."));
}
