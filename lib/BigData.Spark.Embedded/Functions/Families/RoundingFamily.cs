using System.Globalization;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Rounding.</summary>
internal static class RoundingFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        yield return Rows.Rewrite("round", BindRound, (call, _) => Lower(call, "round"));
        yield return Rows.Rewrite("bround", BindRound, (call, _) => Lower(call, "round_even"));
        foreach ((string name, string duck) in ((string, string)[])[("ceil", "ceil"), ("ceiling", "ceil"), ("floor", "floor")])
        {
            yield return Rows.Rewrite(name, BindEdge, (call, _) => LowerEdge(call, duck)) with { Pretty = PrettyEdge };
        }
    }

    private static string PrettyEdge(TypedCall call, Func<TypedExpression, string> print)
    {
        string name = call.DisplayName ?? call.Function;
        return call.Arguments.Count == 2
            ? $"{name}({print(call.Arguments[0])}, {print(call.Arguments[1])})"
            : $"{(name == "ceiling" ? name : name.ToUpperInvariant())}({print(call.Arguments[0])})";
    }

    private static int Digits(Invocation call)
    {
        if (call.Arguments.Count is < 1 or > 2)
        {
            throw AnalysisErrors.WrongNumArgs(call.Name, "[1, 2]", call.Arguments.Count, call.Syntax);
        }

        return call.Arguments.Count == 1 ? 0 : Fold(call.Arguments[1]) ?? throw AnalysisErrors.Make(
            "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
            call.Syntax,
            ("sqlExpr", $"\"{call.Sql(call.Arguments.Items)}\""),
            ("inputName", "`scale`"),
            ("inputType", "\"INT\""),
            ("inputExpr", AnalysisErrors.Sql(call.Arguments[1])));
    }

    private static int? Fold(TypedExpression expression) => expression switch
    {
        TypedLiteral { Value: sbyte or short or int or long } literal => Convert.ToInt32(literal.Value, CultureInfo.InvariantCulture),
        TypedCast cast => Fold(cast.Child),
        TypedCall { Function: "negative" } minus => -Fold(minus.Arguments[0]),
        _ => null,
    };

    private static TypedExpression Number(Invocation call)
    {
        TypedExpression value = call.Arguments[0];
        if (TypeRules.IsNumeric(value.Type))
        {
            return value;
        }

        return TypeRules.IsString(value.Type) || value.Type is NullType
            ? Coercion.To(value, DataTypes.Double, call.CastMode)
            : throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "\"NUMERIC\"", value, call.Syntax);
    }

    private static TypedCall BindRound(FunctionRow row, Invocation call)
    {
        int digits = Digits(call);
        TypedExpression value = Number(call);
        DataType type = value.Type is DecimalType d ? DecimalRules.Round(d, digits) : value.Type;
        return Rows.Make(row, call, [value, TypedLiteral.Of(digits)], type, true);
    }

    private static SqlExpression Lower(TypedCall call, string function)
    {
        int digits = (int)((TypedLiteral)call.Arguments[1]).Value!;
        string type = DuckTypes.Name(call.Type);
        string places = digits.ToString(CultureInfo.InvariantCulture);
        string text = call.Arguments[0].Type switch
        {
            FloatType => $"CAST({Kernel(function, digits)}(CAST({{0}} AS DOUBLE)) AS FLOAT)",
            DoubleType => $"{Kernel(function, digits)}({{0}})",
            DecimalType d when digits >= d.Scale => $"CAST({{0}} AS {type})",
            DecimalType when function == "round" => $"CAST(round({{0}}, {places}) AS {type})",
            DecimalType d => $"CAST({HalfEven(d, digits)} AS {type})",
            _ when digits >= 0 => "{0}",
            _ when function == "round" => $"CAST(round({{0}}, {places}) AS {type})",
            _ => $"CAST(round_even({{0}}, {places}) AS {type})",
        };
        return Rows.Of(text, call.Type, call.IsNullable, call.Arguments[0]);
    }

    private static string Kernel(string function, int digits) => KernelCatalog.Use(RoundKernels.Double(function == "round_even", digits));

    // Half to even by the parity of the digit before: DuckDB's round_even works on doubles only.
    private static string HalfEven(DecimalType type, int digits)
    {
        string unit = digits >= 0 ? "0." + new string('0', Math.Max(digits - 1, 0)) + (digits == 0 ? string.Empty : "1") : "1" + new string('0', -digits);
        unit = digits == 0 ? "1" : unit;
        string half = string.Create(CultureInfo.InvariantCulture, $"CAST({{0}} AS DECIMAL(38,{type.Scale}))");
        return $"CASE WHEN abs({half} % {unit}) * 2 = {unit} AND trunc(abs({half}) / {unit}) % 2 = 0 THEN {half} - {half} % {unit} ELSE round({half}, {digits.ToString(CultureInfo.InvariantCulture)}) END";
    }

    private static TypedCall BindEdge(FunctionRow row, Invocation call)
    {
        int digits = Digits(call);
        TypedExpression value = Number(call);
        if (call.Arguments.Count == 2)
        {
            DecimalType given = DecimalRules.ForType(value.Type);
            TypedExpression wide = Coercion.To(value, given, call.CastMode);
            return Rows.Make(row, call, [wide, TypedLiteral.Of(digits)], DecimalRules.Round(given, digits), true);
        }

        DataType type = value.Type is DecimalType d ? DecimalRules.Bounded(d.Precision - d.Scale + 1, 0) : DataTypes.Long;
        return Rows.Make(row, call, [value], type, value.IsNullable);
    }

    private static SqlExpression LowerEdge(TypedCall call, string function)
    {
        string type = DuckTypes.Name(call.Type);
        if (call.Arguments.Count == 1)
        {
            return Rows.Fill(call, TypeRules.IsIntegral(call.Arguments[0].Type) ? $"CAST({{0}} AS {type})" : $"CAST({function}({{0}}) AS {type})");
        }

        int digits = (int)((TypedLiteral)call.Arguments[1]).Value!;
        DecimalType from = (DecimalType)call.Arguments[0].Type;
        string scale = "1" + new string('0', Math.Abs(digits));
        string text = digits >= from.Scale ? $"CAST({{0}} AS {type})"
            : digits >= 0 ? $"CAST(CAST({function}(CAST({{0}} AS DECIMAL(38,{from.Scale})) * {scale}) AS DECIMAL(38,{from.Scale})) / {scale} AS {type})"
            : $"CAST({function}(CAST({{0}} AS DECIMAL(38,{from.Scale})) / {scale}) * {scale} AS {type})";
        return Rows.Of(text, call.Type, call.IsNullable, call.Arguments[0]);
    }
}
