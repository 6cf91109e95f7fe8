using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary><c>map_zip_with</c>: a function over the values that two maps have for each key, the keys of the first map first.</summary>
internal static class MapZip
{
    public static IReadOnlyList<(DataType Type, bool IsNullable)> Variables(IReadOnlyList<TypedExpression?> arguments, int index, int variables)
        => arguments[0]?.Type is MapType a && arguments[1]?.Type is MapType b && TypeRules.Common(a.KeyType, b.KeyType) is { } key
            ? [(key, false), (a.ValueType, true), (b.ValueType, true)]
            : [];

    public static TypedExpression Bind(FunctionRow row, Invocation call)
    {
        TypedLambda merge = HigherOrderFamily.Function(call, 2);
        MapType left = HigherOrderFamily.Shape<MapType>(call, "\"MAP\"");
        MapType right = call.Arguments[1].Type as MapType
            ?? throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 1, "\"MAP\"", call.Arguments[1], call.Syntax);
        DataType key = TypeRules.Common(left.KeyType, right.KeyType) ?? throw AnalysisErrors.Make(
            "DATATYPE_MISMATCH.MAP_ZIP_WITH_DIFF_TYPES",
            call.Syntax,
            ("sqlExpr", $"\"{call.Sql(call.Arguments.Items)}\""),
            ("functionName", "`map_zip_with`"),
            ("leftType", AnalysisErrors.Type(left.KeyType)),
            ("rightType", AnalysisErrors.Type(right.KeyType)));
        TypedExpression a = Coercion.To(call.Arguments[0], new MapType(key, left.ValueType, left.ValueContainsNull), call.CastMode);
        TypedExpression b = Coercion.To(call.Arguments[1], new MapType(key, right.ValueType, right.ValueContainsNull), call.CastMode);
        return Rows.Make(row, call, [a, b, merge], new MapType(key, merge.Type, merge.IsNullable), a.IsNullable || b.IsNullable);
    }

    public static SqlExpression Lower(TypedCall call)
    {
        TypedLambda merge = (TypedLambda)call.Arguments[2];
        string pair = HigherOrderFamily.Name("pair", merge);
        string key = HigherOrderFamily.Name("key", merge);
        string keys = $"list_concat(map_keys({pair}.a), list_filter(map_keys({pair}.b), lambda {key}: NOT list_contains(map_keys({pair}.a), {key})))";
        TypedExpression body = ExpressionFacts.TransformUp(merge.Body, x => x is not TypedVariable v ? x
            : Place(merge, v) switch
            {
                0 => new SqlExpression(key, default, v.Type, false),
                1 => new SqlExpression($"({pair}.a)[{key}]", default, v.Type, true),
                2 => new SqlExpression($"({pair}.b)[{key}]", default, v.Type, true),
                _ => v,
            });
        string zipped = $"map({keys}, list_transform({keys}, lambda {key}: {{2}}))";
        return new SqlExpression(
            $"CASE WHEN {{0}} IS NOT NULL AND {{1}} IS NOT NULL THEN list_transform([struct_pack(a := {{0}}, b := {{1}})], lambda {pair}: {zipped})[1] END",
            [call.Arguments[0], call.Arguments[1], body],
            call.Type,
            call.IsNullable);
    }

    private static int Place(TypedLambda lambda, TypedVariable variable) => lambda.Variables.Items.Select(v => v.Id).ToList().IndexOf(variable.Id);
}
