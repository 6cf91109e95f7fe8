using System.Text;
using BigData.DuckDb;
using BigData.Spark.Embedded.Resolved;

namespace BigData.Spark.Embedded.Rendering;

/// <summary>How a column of an open select may be used by what is put on top of it.</summary>
internal enum ColumnUse
{
    /// <summary>A bare column: may be repeated anywhere.</summary>
    Plain,

    /// <summary>An expression: may take the place of one reference.</summary>
    Once,

    /// <summary>A window, an unnested list or a value that changes: must be computed where it stands.</summary>
    Fixed,
}

/// <summary>A column's text within a select.</summary>
internal sealed record ColumnText(string Sql, ColumnUse Use);

/// <summary>A SELECT statement that is being built; relations are put on top of it as long as one statement can say it.</summary>
internal sealed record Select(string From, ValueArray<OutputColumn> Columns, IReadOnlyDictionary<long, ColumnText> Texts)
{
    // A longer list of columns takes a line for each.
    private const int Width = 140;

    public ValueArray<string> Where { get; init; }

    /// <summary>Text of DISTINCT with what follows it, or null.</summary>
    public string? Distinct { get; init; }

    public ValueArray<string> OrderBy { get; init; }

    public long? Limit { get; init; }

    public long Offset { get; init; }

    /// <summary>Text behind WHERE: GROUP BY with its keys.</summary>
    public string? GroupBy { get; init; }

    public bool IsLimited => Limit is not null || Offset > 0;

    /// <summary>Whether nothing but FROM and bare columns is there, so that it can be joined as it is.</summary>
    public bool IsBare => Where.IsEmpty && OrderBy.IsEmpty && !IsLimited && Distinct is null && GroupBy is null && Texts.Values.All(t => t.Use == ColumnUse.Plain);

    /// <summary>The statement with each column under the name given for it.</summary>
    public string ToSql(Func<OutputColumn, int, string> name)
    {
        StringBuilder text = new("SELECT ");
        text.Append(Distinct is null ? string.Empty : Distinct + " ");
        string[] columns = [.. Columns.Items.Select((c, i) => $"{Texts[c.Id].Sql} AS {name(c, i)}")];
        text.AppendJoin(columns.Sum(c => c.Length) > Width ? ",\n  " : ", ", columns);
        text.Append(Columns.IsEmpty ? "1 AS c0" : string.Empty);
        text.Append(From.Length == 0 ? string.Empty : "\nFROM " + From);
        text.Append(Where.IsEmpty ? string.Empty : "\nWHERE " + string.Join(" AND ", Where));
        text.Append(GroupBy is null ? string.Empty : "\n" + GroupBy);
        text.Append(OrderBy.IsEmpty ? string.Empty : "\nORDER BY " + string.Join(", ", OrderBy));
        text.Append(Limit is { } limit ? FormattableString.Invariant($"\nLIMIT {limit}") : string.Empty);
        return text.Append(Offset > 0 ? FormattableString.Invariant($"\nOFFSET {Offset}") : string.Empty).ToString();
    }

    /// <summary>The statement with internal names.</summary>
    public string ToInnerSql() => ToSql((c, _) => c.SqlName);

    /// <summary>The statement with the schema's names.</summary>
    public string ToOuterSql() => (this with { Texts = Columns.Items.DistinctBy(c => c.Id).ToDictionary(c => c.Id, Typed) }).ToSql((c, _) => DuckDbSql.Identifier(c.Name));

    // What is computed is stated with its type, so that a folded NULL keeps it.
    private ColumnText Typed(OutputColumn column)
    {
        ColumnText text = Texts[column.Id];
        return text.Use == ColumnUse.Plain ? text : text with { Sql = $"CAST({text.Sql} AS {Functions.DuckTypes.Name(column.Type)})" };
    }

    /// <summary>Indents the lines of a nested statement; line breaks inside of names and strings stay as they are.</summary>
    public static string Indent(string sql)
    {
        StringBuilder text = new(sql.Length + 64);
        char quote = '\0';
        foreach (char c in sql)
        {
            quote = quote == '\0' ? (c is '\'' or '"' ? c : quote) : c == quote ? '\0' : quote;
            text.Append(c);
            if (c == '\n' && quote == '\0')
            {
                text.Append("  ");
            }
        }

        return text.ToString();
    }
}
