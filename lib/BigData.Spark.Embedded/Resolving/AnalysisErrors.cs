using System.Globalization;
using System.Text;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Errors;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>The analysis errors of the resolver, with Spark's classes and parameters.</summary>
internal static class AnalysisErrors
{
    private const int MaxSuggestions = 5;

    public static string QuoteParts(IEnumerable<string> parts) => string.Join('.', parts.Select(SqlNames.Quote));

    /// <summary>A type between quotation marks, as Spark's messages show it.</summary>
    public static string Type(DataType type) => $"\"{type.Sql}\"";

    /// <summary>An expression between quotation marks, as Spark's messages show it.</summary>
    public static string Sql(TypedExpression expression) => $"\"{PrettyName.Of(expression)}\"";

    public static SparkException Make(string errorClass, Expression? at, params (string Name, string Value)[] parameters)
        => SparkErrors.Create(errorClass, Context(at?.Origin), null, parameters);

    public static SparkException At(string errorClass, SqlOrigin? at, params (string Name, string Value)[] parameters)
        => SparkErrors.Create(errorClass, Context(at), null, parameters);

    public static SparkException UnresolvedColumn(ValueArray<string> nameParts, IEnumerable<ScopeColumn> candidates, Expression? at)
    {
        string name = QuoteParts(nameParts);
        List<ScopeColumn> known = [.. candidates.DistinctBy(c => c.Column.Id).OrderBy(c => c.Column.Name, StringComparer.Ordinal).ThenBy(c => c.Column.Id)];
        if (known.Count == 0)
        {
            return Make("UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", at, ("objectName", name));
        }

        IEnumerable<string> proposal = Suggestions.Order(name, nameParts.Count, known.ConvertAll(c => c.Qualifier.Add(c.Column.Name))).Take(MaxSuggestions);
        return Make("UNRESOLVED_COLUMN.WITH_SUGGESTION", at, ("objectName", name), ("proposal", string.Join(", ", proposal)));
    }

    public static SparkException Ambiguous(ValueArray<string> nameParts, IEnumerable<ScopeColumn> candidates, Expression? at)
        => Make("AMBIGUOUS_REFERENCE", at, ("name", QuoteParts(nameParts)), ("referenceNames", $"[{string.Join(", ", candidates.Select(c => c.QualifiedName))}]"));

    public static SparkException UnknownFunction(string name, Expression? at)
        => Make(
            "UNRESOLVED_ROUTINE",
            at,
            ("routineName", QuoteParts(name.Split('.'))),
            ("searchPath", "[`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`]"));

    public static SparkException WrongNumArgs(string function, string expected, int actual, Expression? at)
        => Make(
            "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
            at,
            ("functionName", SqlNames.Quote(function)),
            ("expectedNum", expected),
            ("actualNum", actual.ToString(CultureInfo.InvariantCulture)),
            ("docroot", "https://spark.apache.org/docs/latest"));

    public static SparkException UnexpectedInput(string sql, int index, string required, TypedExpression argument, Expression? at)
        => Make(
            "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
            at,
            ("sqlExpr", $"\"{sql}\""),
            ("paramIndex", Ordinal(index)),
            ("requiredType", required),
            ("inputSql", Sql(argument)),
            ("inputType", Type(argument.Type)));

    /// <summary>A function that the embedded engine does not have.</summary>
    public static SparkException UnsupportedFunction(string name, string reason, Expression? at) => Unsupported("FUNCTION", name, reason, at);

    /// <summary>An expression that the embedded engine does not do.</summary>
    public static SparkException UnsupportedExpression(string name, string reason, Expression? at = null) => Unsupported("EXPRESSION", name, reason, at);

    /// <summary>An operation on rows that the embedded engine does not do.</summary>
    public static SparkException UnsupportedRelation(string name, string reason) => Unsupported("RELATION", name, reason, null);

    /// <summary>A type that the embedded engine does not have.</summary>
    public static SparkException UnsupportedType(string name, string reason) => Unsupported("TYPE", name, reason, null);

    public static string Ordinal(int index) => index switch
    {
        0 => "first",
        1 => "second",
        2 => "third",
        3 => "fourth",
        4 => "fifth",
        5 => "sixth",
        6 => "seventh",
        7 => "eighth",
        8 => "ninth",
        9 => "tenth",
        _ => (index + 1).ToString(CultureInfo.InvariantCulture) + "th",
    };

    private static SparkException Unsupported(string kind, string name, string reason, Expression? at)
        => Make("EMBEDDED_UNSUPPORTED." + kind, at, ("name", name), ("reason", reason), ("remedy", "Run the job on Spark (Remote(url)) instead."));

    private static IReadOnlyList<QueryContext> Context(SqlOrigin? at)
        => at is { } origin ? [new QueryContext { StartIndex = origin.Start, StopIndex = origin.End - 1, Fragment = origin.Fragment, Summary = Summary(origin) }] : [];

    // The lines of the text that hold the fragment, with marks below it.
    private static string Summary(SqlOrigin at)
    {
        string text = at.Text;
        int first = at.Start == 0 ? 0 : text.LastIndexOf('\n', at.Start - 1) + 1;
        int line = text.AsSpan(0, first).Count('\n') + 1;
        StringBuilder summary = new(string.Create(CultureInfo.InvariantCulture, $"== SQL (line {line}, position {at.Start - first + 1}) ==\n"));
        for (int start = first; start < Math.Max(at.End, first + 1);)
        {
            int next = text.IndexOf('\n', start);
            int end = next < 0 ? text.Length : next;
            int from = Math.Max(at.Start, start);
            summary.Append(text, start, end - start).Append('\n');
            summary.Append(' ', from - start).Append('^', Math.Max(1, Math.Min(at.End, end) - from)).Append('\n');
            start = end + 1;
        }

        return summary.ToString();
    }
}
