namespace BigData.Pipelines;

/// <summary>The kind of value that a configuration key takes.</summary>
public enum SettingType
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a decimal point.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A size such as <c>512MB</c> or <c>8GB</c>.</summary>
    Size,

    /// <summary>A file or folder; a relative path in a configuration file is relative to that file.</summary>
    Path,

    /// <summary>The name of an IANA time zone, for example <c>Europe/London</c>.</summary>
    TimeZone,

    /// <summary>A password, token or connection string: the environment may give it, a configuration file may not.</summary>
    Secret,
}

/// <summary>The one declaration of a configuration key: documentation and errors about unknown keys come from it.</summary>
/// <param name="Name">
/// The key with <c>:</c> between its parts; the part <c>*</c> stands for any one part and a last part <c>**</c> for one or more,
/// for example <c>sources:*:folder</c> and <c>countries:**</c>.
/// </param>
/// <param name="Type">The kind of value.</param>
/// <param name="Default">The value when nothing is configured, as text; null when there is none.</param>
/// <param name="Description">What the value does, with unit.</param>
public sealed record SettingKey(string Name, SettingType Type, string? Default, string Description);
