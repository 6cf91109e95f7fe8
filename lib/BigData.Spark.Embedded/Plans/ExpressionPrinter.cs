using System.Collections.Frozen;
using System.Text;

namespace BigData.Spark.Embedded.Plans;

/// <summary>
/// Prints expressions as Spark SQL text that the parser reads back to an equal tree. Kinds that SQL text cannot say
/// (subqueries by plan id, updated fields, merge actions) are printed in the same spirit.
/// </summary>
internal static class ExpressionPrinter
{
    private static readonly FrozenDictionary<string, string> Infix = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["+"] = "+",
        ["-"] = "-",
        ["*"] = "*",
        ["/"] = "/",
        ["%"] = "%",
        ["div"] = "DIV",
        ["&"] = "&",
        ["|"] = "|",
        ["^"] = "^",
        ["<<"] = "<<",
        [">>"] = ">>",
        [">>>"] = ">>>",
        ["=="] = "=",
        ["<=>"] = "<=>",
        ["<"] = "<",
        ["<="] = "<=",
        [">"] = ">",
        [">="] = ">=",
        ["and"] = "AND",
        ["or"] = "OR",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Print(Expression expression)
    {
        StringBuilder text = new();
        Write(text, expression);
        return text.ToString();
    }

    /// <summary>A name as SQL text, in back-ticks when it needs them.</summary>
    public static string Identifier(string name) => Quoted(name, Keywords.NeedsQuotes(name));

    /// <summary>A name of several parts as SQL text.</summary>
    public static string Identifiers(ValueArray<string> parts) => string.Join('.', parts.Select(Identifier));

    private static string FunctionName(ValueArray<string> parts)
        => parts.Count == 1 ? Quoted(parts[0], Keywords.NeedsQuotesAsFunction(parts[0])) : Identifiers(parts);

    private static string Quoted(string name, bool isWord)
    {
        bool plain = name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] == '_')
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !isWord;
        return plain ? name : "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`";
    }

    private static void Write(StringBuilder text, Expression expression)
    {
        switch (expression)
        {
            case Literal literal:
                LiteralPrinter.Write(text, literal);
                break;
            case FunctionCall call:
                WriteCall(text, call);
                break;
            case UnresolvedAttribute a:
                text.Append(Identifiers(a.NameParts));
                break;
            case LambdaVariable v:
                text.Append(Identifiers(v.NameParts));
                break;
            case Star star:
                text.Append(star.Target.IsEmpty ? "*" : Identifiers(star.Target) + ".*");
                text.Append(star.Except.IsEmpty ? "" : $" EXCEPT ({string.Join(", ", star.Except.Select(Identifiers))})");
                break;
            case RegexColumn r:
                text.Append(r.Target.IsEmpty ? "" : Identifiers(r.Target) + ".").Append('`').Append(r.Pattern).Append('`');
                break;
            case ParameterMarker p:
                text.Append(p.Name is null ? "?" : ":" + p.Name);
                break;
            default:
                WriteNested(text, expression);
                break;
        }
    }

    private static void WriteNested(StringBuilder text, Expression expression)
    {
        switch (expression)
        {
            case Alias a:
                WriteOperand(text, a.Child);
                text.Append(" AS ").Append(a.Names.Count == 1 ? Identifier(a.Names[0]) : "(" + string.Join(", ", a.Names.Select(Identifier)) + ")");
                break;
            case Cast c:
                text.Append(c.Mode == CastMode.Try ? "TRY_CAST(" : "CAST(");
                Write(text, c.Child);
                text.Append(" AS ").Append(c.Type.Sql).Append(')');
                break;
            case SortOrder s:
                WriteOperand(text, s.Child);
                text.Append(s.Direction == SortDirection.Ascending ? " ASC" : " DESC")
                    .Append(s.Nulls == NullOrdering.First ? " NULLS FIRST" : " NULLS LAST");
                break;
            case ExtractValue { Extraction: Literal { Value: string field } } e:
                WriteOperand(text, e.Child, forDot: true);
                text.Append('.').Append(Identifier(field));
                break;
            case ExtractValue e:
                WriteOperand(text, e.Child, forDot: true);
                text.Append('[');
                WriteOperand(text, e.Extraction);
                text.Append(']');
                break;
            case Lambda l:
                text.Append(l.Variables.Count == 1 ? Identifiers(l.Variables[0].NameParts) : "(" + string.Join(", ", l.Variables) + ")");
                text.Append(" -> ");
                WriteOperand(text, l.Body);
                break;
            case InnerProduct p:
                text.Append("inner_product(");
                Write(text, p.Left);
                text.Append(", ");
                Write(text, p.Right);
                text.Append(')');
                break;
            case NamedArgument n:
                text.Append(Identifier(n.Name)).Append(" => ");
                Write(text, n.Value);
                break;
            case Window w:
                WindowPrinter.Write(text, w);
                break;
            case SubqueryExpression { Query: { } query } s:
                WriteSubquery(text, s, query);
                break;
            case Ordinal o:
                text.Append(o.Position);
                break;
            case EveryColumn:
                text.Append("ALL");
                break;
            case RowValues r:
                text.Append('(').Append(string.Join(", ", r.Values)).Append(')');
                break;
            default:
                WriteConnectOnly(text, expression);
                break;
        }
    }

    private static void WriteSubquery(StringBuilder text, SubqueryExpression subquery, Relation query)
    {
        if (subquery.Kind == SubqueryKind.In)
        {
            text.Append(subquery.Values.Count == 1 ? "" : "(");
            foreach ((int i, Expression value) in subquery.Values.Index())
            {
                text.Append(i == 0 ? "" : ", ");
                WriteOperand(text, value);
            }

            text.Append(subquery.Values.Count == 1 ? " IN " : ") IN ");
        }

        text.Append(subquery.Kind == SubqueryKind.Exists ? "EXISTS (" : "(").Append(QueryPrinter.Print(query)).Append(')');
    }

    private static void WriteConnectOnly(StringBuilder text, Expression expression)
    {
        switch (expression)
        {
            case UpdateFields u:
                text.Append("update_fields(").Append(u.Struct).Append(", ").Append(Identifier(u.FieldName));
                text.Append(u.Value is null ? " DROP)" : $" = {u.Value})");
                break;
            case SubqueryExpression s:
                text.Append(s.Kind).Append("_subquery#").Append(s.PlanId).Append('(').Append(string.Join(", ", s.Values)).Append(')');
                break;
            case MergeAction m:
                text.Append(m.Kind).Append(m.Condition is null ? "" : $" IF {m.Condition}");
                text.Append(m.Assignments.IsEmpty ? "" : $" SET {string.Join(", ", m.Assignments)}");
                break;
            case MergeAssignment a:
                text.Append(a.Key).Append(" = ").Append(a.Value);
                break;
            case Pivot p:
                text.Append("PIVOT(").Append(p.Column).Append(" IN (").Append(string.Join(", ", p.Values)).Append("))");
                break;
            case ResolvedColumn c:
                text.Append("column#").Append(c.Id);
                break;
            case GroupingSet g:
                text.Append('(').Append(string.Join(", ", g.Expressions)).Append(')');
                break;
            default:
                throw new InvalidOperationException($"Internal error, please report: no printed form for {expression.GetType().Name}.");
        }
    }

    private static void WriteCall(StringBuilder text, FunctionCall call)
    {
        bool simple = call is { IsDistinct: false, Filter: null, IgnoreNulls: null, WithinGroup.IsEmpty: true, NameParts.Count: 1 };
        if (simple && OperatorPrinter.TryWrite(text, call, Infix, WriteOperand))
        {
            return;
        }

        text.Append(FunctionName(call.NameParts)).Append('(').Append(call.IsDistinct ? "DISTINCT " : "");
        WriteList(text, call.Arguments.Map(a => (PlanNode)a));
        text.Append(')');
        if (!call.WithinGroup.IsEmpty)
        {
            text.Append(" WITHIN GROUP (ORDER BY ");
            WriteList(text, call.WithinGroup.Map(a => (PlanNode)a));
            text.Append(')');
        }

        text.Append(call.Filter is null ? "" : $" FILTER (WHERE {call.Filter})");
        text.Append(call.IgnoreNulls switch { true => " IGNORE NULLS", false => " RESPECT NULLS", null => "" });
    }

    internal static void WriteList(StringBuilder text, ValueArray<PlanNode> items)
    {
        for (int i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(text, (Expression)items[i]);
        }
    }

    private static void WriteOperand(StringBuilder text, Expression operand) => WriteOperand(text, operand, forDot: false);

    private static void WriteOperand(StringBuilder text, Expression operand, bool forDot)
    {
        bool closed = operand is UnresolvedAttribute or LambdaVariable or Cast or Star or RegexColumn or ParameterMarker or ExtractValue
            || operand is SubqueryExpression { Kind: not SubqueryKind.In, Query: not null }
            || (operand is Literal && !forDot)
            || (operand is FunctionCall call && !OperatorPrinter.IsOperator(call, Infix) && call.Filter is null && call.WithinGroup.IsEmpty);
        text.Append(closed ? "" : "(");
        Write(text, operand);
        text.Append(closed ? "" : ")");
    }
}
