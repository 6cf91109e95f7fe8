using System.Numerics;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Binary and unary arithmetic, with Spark's result types and errors.</summary>
internal static class ArithmeticFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        foreach ((string symbol, string attempt) in ((string, string)[])[("+", "try_add"), ("-", "try_subtract"), ("*", "try_multiply"), ("/", "try_divide"), ("%", "try_mod")])
        {
            FunctionRow row = Rows.Rewrite(symbol, Bind, ArithmeticLowering.Lower) with { Pretty = Written(symbol) };
            yield return row;
            yield return row with { Name = attempt, Bind = (_, call) => Try(row, call) };
        }

        yield return Rows.Rewrite("div", Bind, ArithmeticLowering.Lower) with { Pretty = OperatorFamily.Infix("div") };
        FunctionRow remainder = Rows.Rewrite("%", Bind, ArithmeticLowering.Lower);
        yield return remainder with { Name = "mod", Bind = (_, call) => Bind(remainder, call) };
        yield return Rows.Rewrite("pmod", Bind, ArithmeticLowering.Lower);
        FunctionRow negative = Rows.Rewrite("negative", BindUnary, (call, _) => Rows.Fill(call, "(-({0}))")) with
        {
            Pretty = (c, p) => c.DisplayName == "negative" ? $"negative({p(c.Arguments[0])})" : $"(- {p(c.Arguments[0])})",
        };
        yield return negative;
        yield return Rows.Rewrite("positive", BindUnary, (call, _) => call.Arguments[0]) with { Pretty = (c, p) => $"(+ {p(c.Arguments[0])})" };
        yield return Rows.Rewrite("abs", BindUnary, (call, _) => Rows.Fill(call, "abs({0})"));
    }

    // The operator between its operands, or the name of the function that was called instead.
    private static Func<TypedCall, Func<TypedExpression, string>, string> Written(string symbol)
        => (call, print) => call.DisplayName is { } name && char.IsAsciiLetter(name[0]) && name != "div"
            ? $"{name}({print(call.Arguments[0])}, {print(call.Arguments[1])})"
            : $"({print(call.Arguments[0])} {symbol} {print(call.Arguments[1])})";

    private static TypedExpression Try(FunctionRow row, Invocation call)
    {
        TypedExpression bound = Bind(row, call);
        return bound is TypedCall typed ? typed with { IsTry = true, MayBeNull = true } : bound;
    }

    private static TypedCall BindUnary(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count != 1)
        {
            throw AnalysisErrors.WrongNumArgs(call.Name, "1", call.Arguments.Count, call.Syntax);
        }

        TypedExpression argument = call.Arguments[0];
        if (TypeRules.IsString(argument.Type) || argument.Type is NullType)
        {
            argument = Coercion.To(argument, DataTypes.Double, call.CastMode);
        }

        if (!TypeRules.IsNumeric(argument.Type) && argument.Type is not (DayTimeIntervalType or YearMonthIntervalType))
        {
            throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "(\"NUMERIC\" or \"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL\")", argument, call.Syntax);
        }

        TypedCall bound = Rows.Make(row, call, [argument], argument.Type, argument.IsNullable);
        return call.Syntax.Origin?.Fragment.StartsWith('-') == true ? bound with { DisplayName = "-" } : bound;
    }

    private static TypedExpression Bind(FunctionRow row, Invocation call)
    {
        OperatorFamily.Two(call);
        if (DateArithmetic.TryBind(row.Name, call) is { } dates)
        {
            return dates;
        }

        if (TypeRules.IsString(call.Arguments[0].Type) && TypeRules.IsString(call.Arguments[1].Type))
        {
            throw OperatorFamily.BinaryMismatch(call, row.Name, "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE", "\"NUMERIC\"", call.Arguments[0].Type);
        }

        (TypedExpression left, TypedExpression right) = Promote(call);
        DataType? type = ResultType(row.Name, ref left, ref right, call.CastMode);
        if (type is null)
        {
            throw OperatorFamily.DifferentTypes(call, row.Name);
        }

        bool isNullable = left.IsNullable || right.IsNullable || row.Name is "/" or "%" or "div" or "pmod" || type is DecimalType || !call.Options.Ansi;
        return Rows.Make(row, call, [left, right], type, isNullable);
    }

    // Strings become bigint beside integers and double beside all else; a bare null takes the other's type.
    private static (TypedExpression Left, TypedExpression Right) Promote(Invocation call)
    {
        TypedExpression left = call.Arguments[0];
        TypedExpression right = call.Arguments[1];
        return (Promote(left, right, call), Promote(right, left, call));
    }

    private static TypedExpression Promote(TypedExpression operand, TypedExpression other, Invocation call)
    {
        if (operand.Type is NullType)
        {
            return Coercion.To(operand, TypeRules.IsNumeric(other.Type) ? other.Type : DataTypes.Double, call.CastMode);
        }

        return TypeRules.IsString(operand.Type)
            ? Coercion.To(operand, TypeRules.IsIntegral(other.Type) ? DataTypes.Long : DataTypes.Double, call.CastMode)
            : operand;
    }

    private static DataType? ResultType(string name, ref TypedExpression left, ref TypedExpression right, CastMode mode)
    {
        if (!TypeRules.IsNumeric(left.Type) || !TypeRules.IsNumeric(right.Type))
        {
            return null;
        }

        bool isDecimal = (left.Type is DecimalType || right.Type is DecimalType)
            && left.Type is not (FloatType or DoubleType) && right.Type is not (FloatType or DoubleType);
        if (isDecimal)
        {
            DecimalType a = Coercion.AsDecimal(left);
            DecimalType b = Coercion.AsDecimal(right);
            left = Coercion.To(left, a, mode);
            right = Coercion.To(right, b, mode);
            return DecimalResult(name, a, b);
        }

        DataType common = name switch
        {
            "/" => DataTypes.Double,
            "div" => DataTypes.Long,
            _ => TypeRules.Common(left.Type, right.Type)!,
        };
        left = Coercion.To(left, common, mode);
        right = Coercion.To(right, common, mode);
        return common;
    }

    private static DataType DecimalResult(string name, DecimalType a, DecimalType b) => name switch
    {
        "+" or "-" => DecimalRules.Add(a, b),
        "*" => DecimalRules.Multiply(a, b),
        "/" => DecimalRules.Divide(a, b),
        "div" => DataTypes.Long,
        _ => DecimalRules.Remainder(a, b),
    };
}

/// <summary>Arithmetic in DuckDB's terms.</summary>
internal static class ArithmeticLowering
{
    public static TypedExpression Lower(TypedCall call, ResolveOptions options)
    {
        bool quiet = call.IsTry || !options.Ansi;
        if (!options.Ansi && !call.IsTry && TypeRules.IsIntegral(call.Type) && call.Function is "+" or "-" or "*")
        {
            return options.Ansi ? Plain(call, quiet: false) : Wrapping(call);
        }

        return call.Function switch
        {
            "+" or "-" or "*" when call.Type is DecimalType => DecimalLowering.AddOrMultiply(call, quiet),
            "/" when call.Type is DecimalType => DecimalLowering.Divide(call, quiet),
            "+" or "-" or "*" => Plain(call, quiet && TypeRules.IsIntegral(call.Type)),
            "/" => Guard(call, "({0} / {1})", RuntimeErrors.DivideByZero, quiet),
            "div" => Guard(call, call.Arguments[0].Type is DecimalType ? "CAST(trunc({0} / {1}) AS BIGINT)" : "({0} // {1})", RuntimeErrors.DivideByZero, quiet),
            "%" => Guard(call, Cast(call, "({0} % {1})"), RuntimeErrors.RemainderByZero, quiet),
            _ => Guard(call, Cast(call, "(CASE WHEN {0} % {1} < 0 THEN (({0} % {1}) + {1}) % {1} ELSE {0} % {1} END)"), RuntimeErrors.RemainderByZero, quiet),
        };
    }

    private static string Cast(TypedCall call, string template)
        => call.Type is DecimalType ? $"CAST({template} AS {DuckTypes.Name(call.Type)})" : template;

    private static SqlExpression Plain(TypedCall call, bool quiet)
    {
        string template = $"({{0}} {call.Function} {{1}})";
        return Rows.Fill(call, quiet ? $"TRY({template})" : template);
    }

    // Without ANSI an integer wraps around: the exact result in 128 bits, brought back into range.
    private static SqlExpression Wrapping(TypedCall call)
    {
        string exact = $"(CAST({{0}} AS HUGEINT) {call.Function} CAST({{1}} AS HUGEINT))";
        BigInteger half = call.Type switch
        {
            ByteType => 1 << 7,
            ShortType => 1 << 15,
            IntegerType => BigInteger.One << 31,
            _ => BigInteger.One << 63,
        };
        BigInteger full = half * 2;
        return Rows.Fill(call, $"CAST((((({exact} + {half}) % {full}) + {full}) % {full} - {half}) AS {DuckTypes.Name(call.Type)})");
    }

    // The divisor is tested before the row is computed; a constant that is not zero needs no test.
    private static SqlExpression Guard(TypedCall call, string template, string error, bool quiet)
    {
        if (call.Arguments[1] is TypedLiteral { Value: not null } divisor && !IsZero(divisor))
        {
            return Rows.Fill(call, template);
        }

        return Rows.Fill(call, quiet ? $"CASE WHEN {{1}} = 0 THEN NULL ELSE {template} END" : $"CASE WHEN {{1}} = 0 THEN CASE WHEN {{0}} IS NOT NULL THEN {error} END ELSE {template} END");
    }

    public static bool IsZero(TypedLiteral literal) => literal.Value switch
    {
        double value => value == 0,
        float value => value == 0,
        BigInteger value => value.IsZero,
        sbyte or short or int or long => Convert.ToInt64(literal.Value, System.Globalization.CultureInfo.InvariantCulture) == 0,
        _ => true,
    };
}
