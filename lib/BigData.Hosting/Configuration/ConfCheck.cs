using System.Globalization;
using BigData.Pipelines;

namespace BigData.Hosting.Configuration;

/// <summary>Holds configured values against the declared keys.</summary>
internal static class ConfCheck
{
    public static void Check(
        IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> origins, IReadOnlyList<SettingKey> declared)
    {
        List<string> errors = [];
        foreach ((string key, string value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            SettingKey? known = declared.FirstOrDefault(candidate => SettingPattern.Matches(candidate.Name, key));
            if (known is null)
            {
                errors.Add($"The key '{key}' from {origins[key]} is unknown. Known keys: {string.Join(", ", declared.Select(candidate => candidate.Name).Order(StringComparer.Ordinal))}.");
            }
            else if (known.Type == SettingType.Secret && value.Length > 0 && origins[key] != ConfLoader.Environment)
            {
                errors.Add($"The key '{key}' stands in {origins[key]}. A secret has no place there; take it out and give it in the environment as {ConfLoader.Variable(key)}.");
            }
            else if (value.Length > 0 && Problem(known.Type, value) is { } problem)
            {
                errors.Add($"The key '{key}' from {origins[key]} has the value '{value}': {problem}");
            }
        }

        if (errors.Count > 0)
        {
            throw new PipelineUsageException(string.Join(Environment.NewLine, errors));
        }
    }

    /// <summary>Reads a size such as <c>512MB</c>; units are powers of 1024.</summary>
    public static bool TryReadSize(string text, out long bytes)
    {
        string trimmed = text.Trim();
        int digits = trimmed.Length;
        while (digits > 0 && !char.IsAsciiDigit(trimmed[digits - 1]))
        {
            digits--;
        }

        long unit = trimmed[digits..].Trim().ToUpperInvariant() switch
        {
            "" or "B" => 1L,
            "KB" or "KIB" or "K" => 1L << 10,
            "MB" or "MIB" or "M" => 1L << 20,
            "GB" or "GIB" or "G" => 1L << 30,
            "TB" or "TIB" or "T" => 1L << 40,
            _ => 0L,
        };
        bytes = 0;
        if (unit == 0 || !long.TryParse(trimmed[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out long count) || count > long.MaxValue / unit)
        {
            return false;
        }

        bytes = count * unit;
        return true;
    }

    private static string? Problem(SettingType type, string value) => type switch
    {
        SettingType.Text or SettingType.Path or SettingType.Secret => null,
        SettingType.Integer => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : "expected a whole number.",
        SettingType.Number => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : "expected a number.",
        SettingType.Boolean => bool.TryParse(value, out _) ? null : "expected true or false.",
        SettingType.Size => TryReadSize(value, out _) ? null : "expected a size such as 512MB or 8GB.",
        SettingType.TimeZone => TimeZoneInfo.TryFindSystemTimeZoneById(value, out _) ? null : "expected an IANA time zone such as Europe/London.",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "unknown type of setting"),
    };
}
