using System.Collections.Frozen;
using System.Text;

namespace BigData.Spark.Embedded.Plans;

/// <summary>Prints the calls that SQL writes as operators.</summary>
internal static class OperatorPrinter
{
    public static bool IsOperator(FunctionCall call, FrozenDictionary<string, string> infix)
        => TryWrite(new StringBuilder(), call, infix, static (_, _) => { });

    public static bool TryWrite(
        StringBuilder text,
        FunctionCall call,
        FrozenDictionary<string, string> infix,
        Action<StringBuilder, Expression> operand)
    {
        ValueArray<Expression> args = call.Arguments;
        if (args.Count == 2 && infix.TryGetValue(call.Name, out string? symbol))
        {
            operand(text, args[0]);
            text.Append(' ').Append(symbol).Append(' ');
            operand(text, args[1]);
            return true;
        }

        switch (call.Name, args.Count)
        {
            case ("not", 1):
                text.Append("NOT ");
                operand(text, args[0]);
                return true;
            case ("negative", 1) or ("positive", 1) or ("~", 1):
                text.Append(call.Name switch { "negative" => "-(", "positive" => "+(", _ => "~(" }).Append(args[0]).Append(')');
                return true;
            case ("isNull", 1) or ("isNotNull", 1):
                operand(text, args[0]);
                text.Append(call.Name == "isNull" ? " IS NULL" : " IS NOT NULL");
                return true;
            case ("like", 2 or 3) or ("ilike", 2 or 3) or ("rlike", 2):
                WriteLike(text, call, operand);
                return true;
            case ("between", 3):
                operand(text, args[0]);
                text.Append(" BETWEEN ");
                operand(text, args[1]);
                text.Append(" AND ");
                operand(text, args[2]);
                return true;
            case ("in", > 1):
                operand(text, args[0]);
                text.Append(" IN (").Append(string.Join(", ", args.Skip(1))).Append(')');
                return true;
            case ("when", > 1):
                WriteCase(text, args);
                return true;
            default:
                return false;
        }
    }

    private static void WriteLike(StringBuilder text, FunctionCall call, Action<StringBuilder, Expression> operand)
    {
        operand(text, call.Arguments[0]);
        text.Append(' ').Append(call.Name.ToUpperInvariant()).Append(' ');
        operand(text, call.Arguments[1]);
        if (call.Arguments.Count == 3)
        {
            text.Append(" ESCAPE ").Append(call.Arguments[2]);
        }
    }

    private static void WriteCase(StringBuilder text, ValueArray<Expression> args)
    {
        text.Append("CASE");
        for (int i = 0; i + 1 < args.Count; i += 2)
        {
            text.Append(" WHEN ").Append(args[i]).Append(" THEN ").Append(args[i + 1]);
        }

        text.Append(args.Count % 2 == 1 ? $" ELSE {args[^1]}" : "").Append(" END");
    }
}
