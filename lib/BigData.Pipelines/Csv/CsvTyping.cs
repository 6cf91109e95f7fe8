using BigData.Pipelines.Running;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Csv;

/// <summary>From records as received to typed columns; a record that cannot be typed says why in <see cref="Rule"/>.</summary>
internal static class CsvTyping
{
    internal const string Rule = "_rule";
    internal const string Reason = "_reason";

    private const string SecondsOfADay = "86400";

    /// <summary>
    /// Adds the silver columns, <see cref="Rule"/> (null for a good record) and <see cref="Reason"/> to records that have
    /// <see cref="CsvRecords.FirstSeen"/>.
    /// </summary>
    public static DataFrame Typed(DataFrame records, CsvSource source, string zone)
    {
        // Names compare without case: a typed column would replace the source column of the same name.
        DataFrame raw = source.Columns.Select((column, i) => (column, i))
            .Aggregate(records, (frame, item) => frame.WithColumnRenamed(item.column.Header, RawName(item.i)));
        Dictionary<string, Column> typed = new(StringComparer.Ordinal) { ["source"] = Lit(source.SourceName) };
        for (int i = 0; i < source.Columns.Count; i++)
        {
            typed[source.Columns[i].Name] = Value(source.Columns[i], Text(source.Columns[i], i), zone);
        }

        List<(string Name, Column Breaks, Column Reason)> rules = [.. Rules(source)];
        return raw.WithColumns(typed)
            .WithColumn(Rule, First(rules, rule => Lit(rule.Name)))
            .WithColumn(Reason, First(rules, rule => rule.Reason));
    }

    /// <summary>The record as received, as JSON.</summary>
    public static Column Record(CsvSource source) => ToJson(Struct(
    [
        .. source.Columns.Select((column, i) => Col(RawName(i)).As(column.Header)),
        Col(FileColumns.Rescued),
        Col(FileColumns.CorruptRecord),
    ]));

    private static string RawName(int index) => FormattableString.Invariant($"_raw_{index}");

    // Trimmed; null when nothing is left.
    private static Column Raw(int index)
    {
        Column text = Trim(Col(RawName(index)));
        return When(text.NotEqual(Lit("")), text);
    }

    private static Column Text(CsvColumn column, int index) => column.Normalize is { } normalize ? normalize(Raw(index)) : Raw(index);

    private static Column Value(CsvColumn column, Column text, string zone) => TypeNames.Normal(column.Type) switch
    {
        "string" => text,
        "timestamp" => ToUtcTimestamp(TryToTimestamp(text, Lit(Format(column))), zone),
        "timestamp_ntz" => TryToTimestamp(text, Lit(Format(column))).Cast("timestamp_ntz"),
        "date" => TryToTimestamp(text, Lit(Format(column))).Cast("date"),
        string type => text.TryCast(type),
    };

    private static string Format(CsvColumn column) =>
        column.Format ?? (TypeNames.Normal(column.Type) == "date" ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss");

    private static string Expected(CsvColumn column) => TypeNames.Normal(column.Type) switch
    {
        "date" or "timestamp" or "timestamp_ntz" => Format(column),
        string type => type,
    };

    // In the order in which they are asked.
    private static IEnumerable<(string Name, Column Breaks, Column Reason)> Rules(CsvSource source)
    {
        yield return ("corrupt_record", Col(FileColumns.CorruptRecord).IsNotNull(), Lit("the record does not have the fields of the header"));
        for (int i = 0; i < source.Columns.Count; i++)
        {
            CsvColumn column = source.Columns[i];
            Column isEmpty = Raw(i).IsNull();
            if (column.IsRequired || source.Keys.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
            {
                yield return ($"missing_{column.Name}", isEmpty, Lit($"{column.Header} is empty"));
            }

            if (TypeNames.Normal(column.Type) != "string")
            {
                yield return (
                    $"unreadable_{column.Name}",
                    Col(column.Name).IsNull().And(isEmpty.EqualTo(Lit(false))),
                    Concat(Lit($"{column.Header} is '"), Coalesce(Raw(i), Lit("")), Lit($"'; expected {Expected(column)}")));
            }

            if (column.Accepts.Count > 0)
            {
                yield return (
                    $"unknown_{column.Name}",
                    Col(column.Name).IsNotNull().And(!Col(column.Name).IsIn([.. column.Accepts])),
                    Concat(Lit($"{column.Header} is '"), Coalesce(Raw(i), Lit("")), Lit($"'; expected {string.Join(", ", column.Accepts)}")));
            }

            // A clock that goes wrong would move the default as-of date.
            if (string.Equals(column.Name, source.EventTime, StringComparison.OrdinalIgnoreCase) && TypeNames.Normal(column.Type) == "timestamp")
            {
                yield return (
                    "future_time",
                    UnixSeconds(Col(column.Name)).Minus(UnixSeconds(Col(CsvRecords.FirstSeen))).Gt(Expr(SecondsOfADay)),
                    Concat(Lit($"{column.Header} is '"), Coalesce(Raw(i), Lit("")), Lit("', more than one day after the file was first seen")));
            }
        }
    }

    private static Column First(
        List<(string Name, Column Breaks, Column Reason)> rules, Func<(string Name, Column Breaks, Column Reason), Column> value) =>
        rules.Skip(1).Aggregate(When(rules[0].Breaks, value(rules[0])), (first, rule) => first.When(rule.Breaks, value(rule)));
}
