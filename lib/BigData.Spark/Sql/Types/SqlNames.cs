namespace BigData.Spark.Sql.Types;

/// <summary>Writes names and strings as Spark's SQL reads them.</summary>
internal static class SqlNames
{
    /// <summary>The name between back-ticks, with back-ticks inside doubled.</summary>
    public static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>The name as it is if it is plain, else between back-ticks.</summary>
    public static string QuoteIfNeeded(string name) => IsPlain(name) ? name : Quote(name);

    /// <summary>A string literal between apostrophes.</summary>
    public static string Literal(string value) =>
        $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static bool IsPlain(string name)
    {
        bool onlyDigits = true;
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }

            onlyDigits &= char.IsAsciiDigit(c);
        }

        return name.Length > 0 && !onlyDigits;
    }
}
