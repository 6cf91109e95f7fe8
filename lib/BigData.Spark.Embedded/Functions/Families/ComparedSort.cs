using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>
/// <c>array_sort</c>. DuckDB cannot sort by a comparing function: the place of an element is the number of those that go before it, and equal ones keep
/// their order.
/// </summary>
internal static class ComparedSort
{
    public static IReadOnlyList<(DataType Type, bool IsNullable)> Variables(IReadOnlyList<TypedExpression?> arguments, int index, int variables)
        => arguments[0]?.Type is ArrayType array ? [(array.ElementType, array.ContainsNull), (array.ElementType, array.ContainsNull)] : [];

    public static TypedExpression Bind(FunctionRow row, Invocation call)
    {
        ArrayType type = HigherOrderFamily.Shape<ArrayType>(call, "\"ARRAY\"");
        if (call.Arguments.Count == 1)
        {
            return Rows.Make(row, call, call.Arguments, type, call.Arguments[0].IsNullable);
        }

        TypedLambda comparator = HigherOrderFamily.Function(call, 1);
        if (comparator.Variables.Count != 2)
        {
            throw AnalysisErrors.Make("INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH", call.Syntax, ("expectedNumArgs", "1"), ("actualNumArgs", "2"));
        }

        return comparator.Type is IntegerType
            ? Rows.Make(row, call, call.Arguments, type, call.Arguments[0].IsNullable)
            : throw AnalysisErrors.Make(
                "DATATYPE_MISMATCH.UNEXPECTED_RETURN_TYPE",
                call.Syntax,
                ("sqlExpr", $"\"{call.Sql(call.Arguments.Items)}\""),
                ("functionName", "`lambdafunction`"),
                ("expectedType", "\"INT\""),
                ("actualType", AnalysisErrors.Type(comparator.Type)));
    }

    public static SqlExpression Lower(TypedCall call)
    {
        if (call.Arguments.Count == 1)
        {
            return Rows.Fill(call, "list_sort({0}, 'ASC', 'NULLS LAST')");
        }

        TypedLambda comparator = (TypedLambda)call.Arguments[1];
        string items = HigherOrderFamily.Name("items", comparator);
        string one = HigherOrderFamily.Name("one", comparator);
        string other = HigherOrderFamily.Name("other", comparator);
        string order = HigherOrderFamily.Name("order", comparator);
        string numbered = $"list_zip({items}, range(CAST(len({items}) AS BIGINT)))";
        string goesBefore =
            $"CASE WHEN {order} IS NULL THEN {RuntimeErrors.Raise("COMPARATOR_RETURNS_NULL", ("firstValue", "a value"), ("secondValue", $"=coalesce(CAST({one}[1] AS VARCHAR), 'NULL')"))} "
            + $"WHEN {order} < 0 OR ({order} = 0 AND {other}[2] < {one}[2]) THEN 1 ELSE 0 END";
        string before = $"CASE WHEN {other}[2] = {one}[2] THEN 0 ELSE list_transform([{{1}}], lambda {order}: {goesBefore})[1] END";
        string placed = $"list_transform({numbered}, lambda {one}: struct_pack(place := list_sum(list_transform({numbered}, lambda {other}: {before})), item := {one}[1]))";
        string sorted = $"list_transform(list_sort({placed}), lambda {one}: {one}.item)";
        return new SqlExpression(
            $"CASE WHEN {{0}} IS NOT NULL THEN list_transform([{{0}}], lambda {items}: {sorted})[1] END",
            [call.Arguments[0], HigherOrderFamily.Packed(comparator, $"{other}[1]", $"{one}[1]")],
            call.Type,
            call.IsNullable);
    }
}
