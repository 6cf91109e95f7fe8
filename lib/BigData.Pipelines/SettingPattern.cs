namespace BigData.Pipelines;

/// <summary>Compares full configuration keys with declared names that may hold <c>*</c> and a last <c>**</c>.</summary>
public static class SettingPattern
{
    /// <summary>Whether a key is covered by a declared name. Letters compare without case.</summary>
    /// <param name="pattern">The declared name, for example <c>sources:*:folder</c>.</param>
    /// <param name="key">The full key, for example <c>sources:shop:folder</c>.</param>
    /// <returns>True when the name covers the key.</returns>
    public static bool Matches(string pattern, string key)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(key);
        string[] wanted = pattern.Split(':');
        string[] given = key.Split(':');
        for (int i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == "**" && i == wanted.Length - 1)
            {
                return given.Length > i;
            }

            if (i >= given.Length || (wanted[i] != "*" && !string.Equals(wanted[i], given[i], StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        return given.Length == wanted.Length;
    }
}
