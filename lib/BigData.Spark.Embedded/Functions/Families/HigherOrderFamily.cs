using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Functions that take functions.</summary>
internal static class HigherOrderFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        yield return Over("transform", Element, BindTransform, (call, _) => LowerList(call, keepsElements: false));
        yield return Over("filter", Element, BindFilter, (call, _) => LowerList(call, keepsElements: true));
        yield return Over("exists", Element, BindTest, (call, _) => LowerTest(call, isAll: false));
        yield return Over("forall", Element, BindTest, (call, _) => LowerTest(call, isAll: true));
        foreach (string name in (string[])["aggregate", "reduce"])
        {
            yield return Over(name, AggregateVariables, BindAggregate, (call, _) => LowerAggregate(call)) with
            {
                Pretty = (c, p) => $"{name}({string.Join(", ", c.Arguments.Items.Select(p))}"
                    + (c.Arguments.Count == 3 ? ", lambdafunction(namedlambdavariable(), namedlambdavariable()))" : ")"),
            };
        }

        yield return Over("zip_with", ZipVariables, BindZip, (call, _) => LowerZip(call));
        yield return Over("array_sort", ComparedSort.Variables, ComparedSort.Bind, (call, _) => ComparedSort.Lower(call));
        yield return Over("map_filter", Entry, BindMapFilter, (call, _) => Entries(call, "map_from_entries(list_filter(map_entries({0}), lambda #: {1}))"));
        yield return Over("transform_keys", Entry, (row, call) => BindMapChange(row, call, keys: true), (call, _) => Entries(
            call, "map(list_transform(map_entries({0}), lambda #: {1}), map_values({0}))"));
        yield return Over("transform_values", Entry, (row, call) => BindMapChange(row, call, keys: false), (call, _) => Entries(
            call, "map(map_keys({0}), list_transform(map_entries({0}), lambda #: {1}))"));
        yield return Over("map_zip_with", MapZip.Variables, MapZip.Bind, (call, _) => MapZip.Lower(call));
    }

    private static FunctionRow Over(string name, LambdaTypes types, FunctionBinder bind, FunctionLowering lower)
        => new(name, FunctionKind.Scalar, EngineSupport.Rewrite, bind, lower) { Lambdas = types };

    private static IReadOnlyList<(DataType, bool)> Element(IReadOnlyList<TypedExpression?> arguments, int index, int variables)
        => arguments[0]?.Type is ArrayType array ? [(array.ElementType, array.ContainsNull), (DataTypes.Integer, false)] : [];

    private static IReadOnlyList<(DataType, bool)> Entry(IReadOnlyList<TypedExpression?> arguments, int index, int variables)
        => arguments[0]?.Type is MapType map ? [(map.KeyType, false), (map.ValueType, map.ValueContainsNull)] : [];

    private static IReadOnlyList<(DataType, bool)> AggregateVariables(IReadOnlyList<TypedExpression?> arguments, int index, int variables)
        => index == 2 && arguments[0]?.Type is ArrayType array && arguments[1] is { } start
            ? [(start.Type, true), (array.ElementType, array.ContainsNull)]
            : index == 3 && arguments[1] is { } first ? [(first.Type, true)] : [];

    private static IReadOnlyList<(DataType, bool)> ZipVariables(IReadOnlyList<TypedExpression?> arguments, int index, int variables)
        => arguments[0]?.Type is ArrayType a && arguments[1]?.Type is ArrayType b ? [(a.ElementType, true), (b.ElementType, true)] : [];

    internal static TypedLambda Function(Invocation call, int index)
        => call.Arguments.Count > index && call.Arguments[index] is TypedLambda lambda
            ? lambda
            : throw AnalysisErrors.WrongNumArgs(call.Name, (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), call.Arguments.Count, call.Syntax);

    internal static T Shape<T>(Invocation call, string required)
        where T : DataType
        => call.Arguments[0].Type as T ?? throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, required, call.Arguments[0], call.Syntax);

    private static TypedExpression BindTransform(FunctionRow row, Invocation call)
    {
        Shape<ArrayType>(call, "\"ARRAY\"");
        TypedLambda body = Function(call, 1);
        return Rows.Make(row, call, call.Arguments, new ArrayType(body.Type, body.IsNullable), call.Arguments[0].IsNullable);
    }

    private static TypedExpression BindFilter(FunctionRow row, Invocation call)
    {
        ArrayType type = Shape<ArrayType>(call, "\"ARRAY\"");
        return Rows.Make(row, call, [call.Arguments[0], Test(call, 1)], type, call.Arguments[0].IsNullable);
    }

    private static TypedExpression BindTest(FunctionRow row, Invocation call)
    {
        Shape<ArrayType>(call, "\"ARRAY\"");
        return Rows.Make(row, call, [call.Arguments[0], Test(call, 1)], DataTypes.Boolean, true);
    }

    private static TypedLambda Test(Invocation call, int index)
    {
        TypedLambda lambda = Function(call, index);
        return lambda.Type is BooleanType or NullType
            ? lambda with { Body = Coercion.To(lambda.Body, DataTypes.Boolean, call.CastMode) }
            : throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), index, "\"BOOLEAN\"", lambda, call.Syntax);
    }

    // Spark counts the second variable from 0, DuckDB from 1.
    private static SqlExpression LowerList(TypedCall call, bool keepsElements)
    {
        TypedLambda lambda = (TypedLambda)call.Arguments[1];
        if (lambda.Variables.Count < 2)
        {
            return Rows.Fill(call, keepsElements ? "list_filter({0}, {1})" : "list_transform({0}, {1})");
        }

        string e = Name("e", lambda);
        string n = Name("n", lambda);
        string text = $"{(keepsElements ? "list_filter" : "list_transform")}({{0}}, lambda {e}, {n}: {{1}})";
        return new SqlExpression(text, [call.Arguments[0], Packed(lambda, e, $"CAST({n} - 1 AS INTEGER)")], call.Type, call.IsNullable);
    }

    private static SqlExpression LowerTest(TypedCall call, bool isAll)
    {
        // Three-valued: true or false decide, else null when one test gave null.
        const string tests = "list_transform({0}, {1})";
        string hit = $"list_contains({tests}, {(isAll ? "false" : "true")})";
        string result = isAll ? "false" : "true";
        string other = isAll ? "true" : "false";
        return Rows.Fill(call, $"CASE WHEN {{0}} IS NULL THEN NULL WHEN {hit} THEN {result} WHEN list_count({tests}) < len({tests}) THEN NULL ELSE {other} END");
    }

    private static TypedExpression BindAggregate(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count is < 3 or > 4)
        {
            throw AnalysisErrors.WrongNumArgs(call.Name, "[3, 4]", call.Arguments.Count, call.Syntax);
        }

        Shape<ArrayType>(call, "\"ARRAY\"");
        TypedLambda merge = Function(call, 2);
        DataType type = call.Arguments[1].Type;
        if (!TypeRules.SameType(merge.Type, type) && merge.Type is not NullType)
        {
            throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 2, AnalysisErrors.Type(type), merge, call.Syntax);
        }

        DataType result = call.Arguments.Count == 4 ? Function(call, 3).Type : type;
        return Rows.Make(row, call, call.Arguments, result, true);
    }

    // The start goes before the list as a value of the accumulator's type; each element is packed beside it.
    private static SqlExpression LowerAggregate(TypedCall call)
    {
        TypedLambda merge = (TypedLambda)call.Arguments[2];
        DataType accumulator = call.Arguments[1].Type;
        DataType element = ((ArrayType)call.Arguments[0].Type).ElementType;
        string a = DuckTypes.Template(accumulator);
        string e = DuckTypes.Template(element);
        TypedVariable left = merge.Variables[0];
        TypedVariable right = merge.Variables[1];
        string acc = Name("acc", merge);
        string cur = Name("cur", merge);
        TypedExpression body = ExpressionFacts.TransformUp(merge.Body, x => x is TypedVariable v
            ? v.Id == left.Id ? new SqlExpression($"{acc}.a", default, left.Type, true)
            : v.Id == right.Id ? new SqlExpression($"{cur}.e", default, right.Type, true) : v
            : x);
        string items = $"list_prepend(struct_pack(a := CAST({{1}} AS {a}), e := CAST(NULL AS {e})), list_transform({{0}}, lambda x: struct_pack(a := CAST(NULL AS {a}), e := x)))";
        string reduced = $"list_reduce({items}, lambda {acc}, {cur}: struct_pack(a := CAST({{2}} AS {a}), e := CAST(NULL AS {e}))).a";
        if (call.Arguments.Count == 3 && accumulator is DoubleType && element is DoubleType && IsSum(merge) && call.Arguments[1] is TypedLiteral { Value: 0.0 })
        {
            // The sum of a list adds in its order, as the fold does; a null in it makes the fold null.
            return new SqlExpression("CASE WHEN list_count({0}) = len({0}) THEN coalesce(list_sum({0}), 0.0) END", [call.Arguments[0]], call.Type, true);
        }

        ValueArray<TypedExpression> arguments = [call.Arguments[0], call.Arguments[1], body];
        if (call.Arguments.Count == 4 && call.Arguments[3] is TypedLambda finish)
        {
            return new SqlExpression($"CASE WHEN {{0}} IS NOT NULL THEN list_transform([{reduced}], {{3}})[1] END", arguments.Add(finish), call.Type, true);
        }

        return new SqlExpression($"CASE WHEN {{0}} IS NOT NULL THEN {reduced} END", arguments, call.Type, true);
    }

    private static bool IsSum(TypedLambda merge) =>
        merge.Body is TypedCall { Function: "+", Arguments: [TypedVariable left, TypedVariable right] } && left.Id == merge.Variables[0].Id && right.Id == merge.Variables[1].Id;

    private static TypedExpression BindZip(FunctionRow row, Invocation call)
    {
        Shape<ArrayType>(call, "\"ARRAY\"");
        TypedLambda body = Function(call, 2);
        return Rows.Make(row, call, call.Arguments, new ArrayType(body.Type, body.IsNullable), call.Arguments[0].IsNullable || call.Arguments[1].IsNullable);
    }

    private static SqlExpression LowerZip(TypedCall call)
    {
        TypedLambda merge = (TypedLambda)call.Arguments[2];
        string z = Name("z", merge);
        TypedExpression body = Packed(merge, $"{z}[1]", $"{z}[2]");
        return new SqlExpression(
            $"CASE WHEN {{0}} IS NOT NULL AND {{1}} IS NOT NULL THEN list_transform(list_zip({{0}}, {{1}}), lambda {z}: {{2}}) END",
            [call.Arguments[0], call.Arguments[1], body],
            call.Type,
            call.IsNullable);
    }

    internal static TypedExpression Packed(TypedLambda lambda, string first, string second) => ExpressionFacts.TransformUp(lambda.Body, x => x is TypedVariable v
        ? v.Id == lambda.Variables[0].Id ? new SqlExpression(first, default, v.Type, true)
        : lambda.Variables.Count > 1 && v.Id == lambda.Variables[1].Id ? new SqlExpression(second, default, v.Type, true) : v
        : x);

    private static TypedExpression BindMapFilter(FunctionRow row, Invocation call)
    {
        MapType type = Shape<MapType>(call, "\"MAP\"");
        return Rows.Make(row, call, [call.Arguments[0], Test(call, 1)], type, call.Arguments[0].IsNullable);
    }

    private static TypedCall BindMapChange(FunctionRow row, Invocation call, bool keys)
    {
        MapType type = Shape<MapType>(call, "\"MAP\"");
        TypedLambda body = Function(call, 1);
        DataType result = keys ? new MapType(body.Type, type.ValueType, type.ValueContainsNull) : new MapType(type.KeyType, body.Type, body.IsNullable);
        return Rows.Make(row, call, call.Arguments, result, call.Arguments[0].IsNullable);
    }

    // The place of the lambda's variable is #.
    private static SqlExpression Entries(TypedCall call, string template)
    {
        TypedLambda lambda = (TypedLambda)call.Arguments[1];
        string e = Name("e", lambda);
        return new SqlExpression(
            $"CASE WHEN {{0}} IS NOT NULL THEN {template.Replace("#", e, StringComparison.Ordinal)} END",
            [call.Arguments[0], Packed(lambda, $"{e}.key", $"{e}.value")],
            call.Type,
            call.IsNullable);
    }

    /// <summary>A name that no other lambda of the plan has, so that lambdas inside of one another never meet.</summary>
    internal static string Name(string prefix, TypedLambda lambda) => FormattableString.Invariant($"{prefix}{lambda.Variables[0].Id}");
}
