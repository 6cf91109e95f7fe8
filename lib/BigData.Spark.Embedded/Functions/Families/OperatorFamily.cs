using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Comparisons, boolean operators, null tests and choices.</summary>
internal static class OperatorFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        foreach (string name in (string[])["==", "<", "<=", ">", ">="])
        {
            string symbol = name == "==" ? "=" : name;
            yield return Rows.Rewrite(name, BindComparison, (call, _) => Rows.Fill(call, $"({{0}} {symbol} {{1}})")) with { Pretty = Infix(symbol) };
        }

        yield return Rows.Alias("=", Rows.Rewrite("==", BindComparison, (call, _) => Rows.Fill(call, "({0} = {1})")) with { Pretty = Infix("=") });
        FunctionRow nullSafe = Rows.Rewrite("<=>", BindNullSafe, (call, _) => Rows.Fill(call, "({0} IS NOT DISTINCT FROM {1})")) with { Pretty = Infix("<=>") };
        yield return nullSafe;
        yield return nullSafe with { Name = "equal_null", Pretty = null };
        yield return Logical("and", "AND");
        yield return Logical("or", "OR");
        FunctionRow not = Rows.Sql("not", "boolean -> boolean", "(NOT {0})") with { Pretty = (c, p) => $"(NOT {p(c.Arguments[0])})" };
        yield return not;
        yield return Rows.Alias("!", not);
        FunctionRow isNull = Rows.Sql("isnull", "any -> boolean!", "({0} IS NULL)") with { Pretty = (c, p) => $"({p(c.Arguments[0])} IS NULL)" };
        FunctionRow isNotNull = Rows.Sql("isnotnull", "any -> boolean!", "({0} IS NOT NULL)") with { Pretty = (c, p) => $"({p(c.Arguments[0])} IS NOT NULL)" };
        yield return isNull;
        yield return isNotNull;
        yield return Rows.Sql("isnan", "double -> boolean!", "coalesce(isnan({0}), false)");
        yield return Rows.Rewrite("in", BindIn, LowerIn) with { Pretty = (c, p) => $"({p(c.Arguments[0])} IN ({string.Join(", ", c.Arguments.Items.Skip(1).Select(p))}))" };
        yield return Rows.Rewrite("between", BindBetween, (call, _) => Rows.Fill(call, "({0} BETWEEN {1} AND {2})")) with
        {
            Pretty = (c, p) => $"between({p(c.Arguments[0])}, {p(c.Arguments[1])}, {p(c.Arguments[2])})",
        };
        yield return Rows.Rewrite("when", BindWhen, LowerWhen) with { Pretty = PrettyWhen };
        yield return Rows.Rewrite("if", BindIf, (call, _) => Rows.Fill(call, "CASE WHEN {0} THEN {1} ELSE {2} END")) with
        {
            Pretty = (c, p) => $"(IF({p(c.Arguments[0])}, {p(c.Arguments[1])}, {p(c.Arguments[2])}))",
        };
        yield return Rows.Rewrite("coalesce", BindCoalesce, (call, _) => Rows.Fill(call, "coalesce({*})"));
        FunctionRow nvl = Rows.Rewrite("nvl", BindCoalesce, (call, _) => Rows.Fill(call, "coalesce({*})"));
        yield return nvl;
        yield return nvl with { Name = "ifnull" };
        yield return Rows.Sql("nvl2", "any, T, T -> T?", "CASE WHEN {0} IS NOT NULL THEN {1} ELSE {2} END");
        yield return Rows.Sql("nullif", "T, T -> T?", "nullif({0}, {1})");
        yield return Rows.Sql("nullifzero", "numeric -> numeric?", "nullif({0}, 0)") with { Bind = Rows.Bound("numeric -> void?", a => a[0].Type) };
        yield return Rows.Sql("zeroifnull", "numeric -> numeric!", "coalesce({0}, 0)") with { Bind = (row, call) => Rows.Bound("numeric -> void!", a => a[0].Type)(row, call.Arguments is [{ Type: NullType }] ? call with { Arguments = [TypedLiteral.Null(DataTypes.Integer)] } : call) };
        yield return Rows.Sql("nanvl", "double, double -> double", "CASE WHEN isnan({0}) THEN {1} ELSE {0} END");
        yield return Rows.Rewrite("greatest", BindExtreme, (call, _) => Rows.Fill(call, "greatest({*})"));
        yield return Rows.Rewrite("least", BindExtreme, (call, _) => Rows.Fill(call, "least({*})"));
    }

    public static Func<TypedCall, Func<TypedExpression, string>, string> Infix(string symbol)
        => (call, print) => $"({print(call.Arguments[0])} {symbol} {print(call.Arguments[1])})";

    private static FunctionRow Logical(string name, string symbol)
        => Rows.Rewrite(
            name,
            (row, call) =>
            {
                Two(call);
                foreach (TypedExpression argument in call.Arguments)
                {
                    if (argument.Type is not (BooleanType or NullType) && !TypeRules.IsString(argument.Type))
                    {
                        throw BinaryMismatch(call, symbol, "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE", "\"BOOLEAN\"", argument.Type);
                    }
                }

                ValueArray<TypedExpression> arguments = call.Arguments.Map(a => Coercion.To(a, DataTypes.Boolean, call.CastMode));
                return Rows.Make(row, call, arguments, DataTypes.Boolean, arguments[0].IsNullable || arguments[1].IsNullable);
            },
            (call, _) => Rows.Fill(call, $"({{0}} {symbol} {{1}})")) with
        {
            Pretty = Infix(symbol),
        };

    public static void Two(Invocation call)
    {
        if (call.Arguments.Count != 2)
        {
            throw AnalysisErrors.WrongNumArgs(call.Name, "2", call.Arguments.Count, call.Syntax);
        }
    }

    /// <summary>The error of an operator whose operands do not go together.</summary>
    public static Spark.Sql.SparkException DifferentTypes(Invocation call, string symbol)
        => AnalysisErrors.Make(
            "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
            call.Syntax,
            ("sqlExpr", $"\"({PrettyName.Of(call.Arguments[0])} {symbol} {PrettyName.Of(call.Arguments[1])})\""),
            ("left", AnalysisErrors.Type(call.Arguments[0].Type)),
            ("right", AnalysisErrors.Type(call.Arguments[1].Type)));

    public static Spark.Sql.SparkException BinaryMismatch(Invocation call, string symbol, string errorClass, string required, DataType actual)
        => AnalysisErrors.Make(
            errorClass,
            call.Syntax,
            ("sqlExpr", $"\"({PrettyName.Of(call.Arguments[0])} {symbol} {PrettyName.Of(call.Arguments[1])})\""),
            ("inputType", required),
            ("actualType", AnalysisErrors.Type(actual)));

    private static TypedCall BindComparison(FunctionRow row, Invocation call)
    {
        ValueArray<TypedExpression> arguments = Comparable(call, row.Name == "==" ? "=" : row.Name);
        return Rows.Make(row, call, arguments, DataTypes.Boolean, arguments[0].IsNullable || arguments[1].IsNullable);
    }

    private static TypedCall BindNullSafe(FunctionRow row, Invocation call) => Rows.Make(row, call, Comparable(call, "<=>"), DataTypes.Boolean, false);

    private static ValueArray<TypedExpression> Comparable(Invocation call, string symbol)
    {
        Two(call);
        TypedExpression left = call.Arguments[0];
        TypedExpression right = call.Arguments[1];
        DataType type = TypeRules.Common(Narrow(left, right), Narrow(right, left)) ?? throw DifferentTypes(call, symbol);
        if (!TypeRules.IsOrderable(type))
        {
            throw AnalysisErrors.Make(
                "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
                call.Syntax,
                ("sqlExpr", $"\"({PrettyName.Of(left)} {symbol} {PrettyName.Of(right)})\""),
                ("functionName", SqlNames.Quote(symbol)),
                ("dataType", AnalysisErrors.Type(type)));
        }

        return [Coercion.To(left, type, call.CastMode), Coercion.To(right, type, call.CastMode)];
    }

    // An integer constant beside a decimal takes no more digits than it has.
    private static DataType Narrow(TypedExpression expression, TypedExpression other)
        => other.Type is DecimalType && expression is TypedLiteral && TypeRules.IsIntegral(expression.Type) ? Coercion.AsDecimal(expression) : expression.Type;

    private static TypedCall BindIn(FunctionRow row, Invocation call)
    {
        DataType type = TypeRules.Common(call.Arguments.Items.Select(a => a.Type)) ?? throw AnalysisErrors.Make(
            "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
            call.Syntax,
            ("sqlExpr", $"\"({PrettyName.Of(call.Arguments[0])} IN ({string.Join(", ", call.Arguments.Items.Skip(1).Select(PrettyName.Of))}))\""),
            ("functionName", "`in`"),
            ("dataType", $"[{string.Join(", ", call.Arguments.Items.Select(a => AnalysisErrors.Type(a.Type)))}]"));
        ValueArray<TypedExpression> arguments = call.Arguments.Map(a => Coercion.To(a, type, call.CastMode));
        return Rows.Make(row, call, arguments, DataTypes.Boolean, arguments.Items.Any(a => a.IsNullable));
    }

    private static SqlExpression LowerIn(TypedCall call, ResolveOptions options)
        => call.Arguments.Count == 1
            ? Rows.Of("CASE WHEN {0} IS NULL THEN NULL ELSE false END", DataTypes.Boolean, true, call.Arguments[0])
            : Rows.Fill(call, "({0} IN ({1*}))");

    private static TypedCall BindBetween(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count != 3)
        {
            throw AnalysisErrors.WrongNumArgs(call.Name, "3", call.Arguments.Count, call.Syntax);
        }

        DataType type = TypeRules.Common(call.Arguments.Items.Select(a => a.Type)) ?? throw DifferentTypes(call, ">=");
        ValueArray<TypedExpression> arguments = call.Arguments.Map(a => Coercion.To(a, type, call.CastMode));
        return Rows.Make(row, call, arguments, DataTypes.Boolean, arguments.Items.Any(a => a.IsNullable));
    }

    private static TypedCall BindWhen(FunctionRow row, Invocation call)
    {
        int branches = call.Arguments.Count / 2;
        List<DataType> types = [];
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            bool isCondition = i % 2 == 0 && i / 2 < branches;
            if (isCondition && call.Arguments[i].Type is not BooleanType)
            {
                string sql = PrettyWhen(Rows.Make(row, call, call.Arguments, DataTypes.Null, true), PrettyName.Of);
                throw AnalysisErrors.UnexpectedInput(sql, 0, "\"BOOLEAN\"", call.Arguments[i], call.Syntax);
            }

            if (!isCondition)
            {
                types.Add(call.Arguments[i].Type);
            }
        }

        DataType type = TypeRules.Common(types) ?? throw BranchesDiffer(call, types);
        bool hasElse = call.Arguments.Count % 2 == 1;
        List<TypedExpression> arguments = [];
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            bool isCondition = i % 2 == 0 && i / 2 < branches;
            arguments.Add(Coercion.To(call.Arguments[i], isCondition ? DataTypes.Boolean : type, call.CastMode));
        }

        bool isNullable = !hasElse || arguments.Where((_, i) => i % 2 == 1 || i / 2 >= branches).Any(a => a.IsNullable);
        return Rows.Make(row, call, arguments.ToValueArray(), type, isNullable);
    }

    private static Spark.Sql.SparkException BranchesDiffer(Invocation call, List<DataType> types)
        => AnalysisErrors.Make(
            "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
            call.Syntax,
            ("sqlExpr", $"\"{call.Sql(call.Arguments.Items)}\""),
            ("functionName", "`casewhen`"),
            ("dataType", $"[{string.Join(", ", types.Select(AnalysisErrors.Type))}]"));

    private static string PrettyWhen(TypedCall call, Func<TypedExpression, string> print)
    {
        int branches = call.Arguments.Count / 2;
        IEnumerable<string> parts = Enumerable.Range(0, branches).Select(i => $"WHEN {print(call.Arguments[2 * i])} THEN {print(call.Arguments[(2 * i) + 1])}");
        string otherwise = call.Arguments.Count % 2 == 1 ? $" ELSE {print(call.Arguments[^1])}" : string.Empty;
        return $"CASE {string.Join(' ', parts)}{otherwise} END";
    }

    private static SqlExpression LowerWhen(TypedCall call, ResolveOptions options)
    {
        int branches = call.Arguments.Count / 2;
        IEnumerable<string> parts = Enumerable.Range(0, branches).Select(i => $"WHEN {{{2 * i}}} THEN {{{(2 * i) + 1}}}");
        string otherwise = call.Arguments.Count % 2 == 1 ? $" ELSE {{{call.Arguments.Count - 1}}}" : string.Empty;
        return Rows.Fill(call, $"CASE {string.Join(' ', parts)}{otherwise} END");
    }

    private static TypedCall BindIf(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count != 3)
        {
            throw AnalysisErrors.WrongNumArgs(call.Name, "3", call.Arguments.Count, call.Syntax);
        }

        if (call.Arguments[0].Type is not (BooleanType or NullType))
        {
            string sql = $"(IF({string.Join(", ", call.Arguments.Items.Select(PrettyName.Of))}))";
            throw AnalysisErrors.UnexpectedInput(sql, 0, "\"BOOLEAN\"", call.Arguments[0], call.Syntax);
        }

        DataType[] types = [call.Arguments[1].Type, call.Arguments[2].Type];
        DataType type = TypeRules.Common(types) ?? throw BranchesDiffer(call, [.. types]);
        ValueArray<TypedExpression> arguments =
            [Coercion.To(call.Arguments[0], DataTypes.Boolean, call.CastMode), Coercion.To(call.Arguments[1], type, call.CastMode), Coercion.To(call.Arguments[2], type, call.CastMode)];
        return Rows.Make(row, call, arguments, type, arguments[1].IsNullable || arguments[2].IsNullable);
    }

    private static readonly FunctionBinder CommonOfOne = Rows.Bound("T, T... -> T");

    private static readonly FunctionBinder CommonOfTwo = Rows.Bound("T, T, T... -> T");

    private static TypedExpression BindCoalesce(FunctionRow row, Invocation call)
    {
        TypedCall bound = (TypedCall)CommonOfOne(row, call);
        return bound with { MayBeNull = bound.Arguments.Items.All(a => a.IsNullable) };
    }

    private static TypedExpression BindExtreme(FunctionRow row, Invocation call)
    {
        TypedCall bound = (TypedCall)CommonOfTwo(row, call);
        return bound with { MayBeNull = bound.Arguments.Items.All(a => a.IsNullable) };
    }
}
