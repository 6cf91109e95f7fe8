namespace BigData.Spark.Embedded.Catalog;

/// <summary>Patterns of SHOW … LIKE and of <c>spark.Catalog</c>: the whole name, without regard to case; <c>*</c> is any text, <c>|</c> separates alternatives.</summary>
internal static class NamePattern
{
    internal static bool Matches(string? pattern, string name) =>
        pattern is null || pattern.Split('|').Any(alternative => Matches(alternative.Trim().ToLowerInvariant().AsSpan(), name.ToLowerInvariant().AsSpan()));

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.SequenceEqual(name);
        }

        if (!name.StartsWith(pattern[..star], StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> rest = pattern[(star + 1)..];
        for (int i = star; i <= name.Length; i++)
        {
            if (Matches(rest, name[i..]))
            {
                return true;
            }
        }

        return false;
    }
}
