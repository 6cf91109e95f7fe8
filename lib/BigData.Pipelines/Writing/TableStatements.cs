using System.Globalization;
using System.Text;

namespace BigData.Pipelines.Writing;

/// <summary>The SQL statements of the runner; the only place of this library that quotes names.</summary>
internal static class TableStatements
{
    public static string Quote(string name) => "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`";

    public static string ByPath(string path) => "delta." + Quote(path);

    public static string ByName(string table) => string.Join('.', table.Split('.').Select(Quote));

    /// <summary>CREATE TABLE IF NOT EXISTS by path, with the comments of the contract.</summary>
    /// <param name="table">The contract.</param>
    /// <param name="path">The folder.</param>
    /// <param name="recordsChanges">Whether the table keeps a change data feed.</param>
    public static string Create(TableContract table, string path, bool recordsChanges)
    {
        StringBuilder sql = new();
        sql.Append(CultureInfo.InvariantCulture, $"CREATE TABLE IF NOT EXISTS {ByPath(path)} (");
        sql.AppendJoin(", ", table.Columns.Select(column => $"{Quote(column.Name)} {column.Type} COMMENT {Text(Comment(column))}"));
        sql.Append(CultureInfo.InvariantCulture, $") USING delta COMMENT {Text(Comment(table))}");
        sql.Append(recordsChanges ? " TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true')" : string.Empty);
        return sql.ToString();
    }

    public static string Register(string table, string path) =>
        $"CREATE TABLE IF NOT EXISTS {ByName(table)} USING delta LOCATION {Text(path)}";

    /// <summary>Grain, keys, owner, freshness and PII class in words: Delta has no fields of its own for them.</summary>
    public static string Comment(TableContract table)
    {
        List<string> parts = [];
        if (table.Comment is not null)
        {
            parts.Add(table.Comment.TrimEnd('.'));
        }

        parts.Add("One row: " + table.Grain);
        parts.Add(table.Keys.Count == 0 ? "No key" : "Key: " + string.Join(", ", table.Keys));
        if (table.Owner is not null)
        {
            parts.Add("Owner: " + table.Owner);
        }

        if (table.Freshness is { } freshness)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"Fresh within {freshness.TotalHours:0.##} hours"));
        }

        parts.Add("PII: " + Class(table.Pii));
        return string.Join(". ", parts) + ".";
    }

    /// <summary>The comment with the class of personal data.</summary>
    public static string Comment(TableColumn column) =>
        column.Pii == PiiClass.None ? column.Comment : $"{column.Comment} (PII: {Class(column.Pii)})";

    private static string Class(PiiClass pii) => pii switch
    {
        PiiClass.None => "none",
        PiiClass.Pseudonym => "pseudonym",
        PiiClass.Direct => "direct",
        PiiClass.Sensitive => "sensitive",
        _ => throw new ArgumentOutOfRangeException(nameof(pii), pii, "unknown class of personal data"),
    };

    // Spark's string literals take a backslash as an escape.
    private static string Text(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
