using System.Collections.Frozen;

namespace BigData.Spark.Embedded.Plans;

/// <summary>
/// Words that begin or continue an expression. Spark lets every word be a name where no other reading exists; a printed
/// name that is one of these is put in back-ticks so that no second reading exists.
/// </summary>
internal static class Keywords
{
    private static readonly FrozenSet<string> Words = new[]
    {
        "ALL", "AND", "ANY", "ARRAY", "AS", "ASC", "BETWEEN", "BOTH", "CASE", "CAST", "COLLATE", "CURRENT", "DATE", "DATEADD", "DATEDIFF",
        "DATE_ADD", "DATE_DIFF", "DESC", "DISTINCT", "DIV", "ELSE", "END", "ESCAPE", "EXCEPT", "EXISTS", "EXTRACT", "FALSE", "FILTER",
        "FIRST", "FOLLOWING", "FOR", "FROM", "IDENTIFIER", "IGNORE", "ILIKE", "IN", "INTERVAL", "IS", "LAST", "LEADING", "LIKE", "NOT",
        "NULL", "NULLS", "ON", "OR", "ORDER", "OVER", "OVERLAY", "PARTITION", "PLACING", "POSITION", "PRECEDING", "RANGE", "REGEXP",
        "REPLACE", "RESPECT", "RLIKE", "ROWS", "SELECT", "SOME", "STRUCT", "SUBSTR", "SUBSTRING", "THEN", "TIME", "TIMESTAMP",
        "TIMESTAMPADD", "TIMESTAMPDIFF", "TIMESTAMP_LTZ", "TIMESTAMP_NTZ", "TO", "TRAILING", "TRIM", "TRUE", "TRY_CAST", "UNBOUNDED",
        "UNKNOWN", "WHEN", "WITH", "WITHIN",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Words that mean something else before a parenthesis.
    private static readonly FrozenSet<string> NotFunctions = new[] { "CASE", "CAST", "DISTINCT", "INTERVAL", "NOT", "TRY_CAST" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool NeedsQuotes(string name) => Words.Contains(name);

    /// <summary>Whether the name of a function needs back-ticks.</summary>
    public static bool NeedsQuotesAsFunction(string name) => NotFunctions.Contains(name);
}
