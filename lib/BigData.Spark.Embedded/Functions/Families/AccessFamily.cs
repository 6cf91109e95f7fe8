using BigData.DuckDb;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Fields of structs, elements of arrays and entries of maps; the rows are internal, users write <c>a.b</c> and <c>a[i]</c>.</summary>
internal static class AccessFamily
{
    public const string Field = "$field";
    public const string ArrayField = "$arrayfield";
    public const string Element = "$element";
    public const string Entry = "$entry";

    public static IEnumerable<FunctionRow> All()
    {
        yield return Rows.Rewrite(Field, Never, (call, _) => LowerField(call)) with { Pretty = Dotted };
        yield return Rows.Rewrite(ArrayField, Never, (call, _) => LowerArrayField(call)) with { Pretty = Dotted };
        yield return Rows.Rewrite(Element, Never, LowerElement) with { Pretty = Bracketed };
        yield return Rows.Rewrite(Entry, Never, (call, _) => Rows.Fill(call, "({0})[{1}]")) with { Pretty = Bracketed };
        yield return Rows.Sql("get", "array<T>, int -> T?", "CASE WHEN {1} >= 0 THEN ({0})[{1} + 1] END");
    }

    /// <summary>A value taken out of a nested one, chosen by its type.</summary>
    /// <exception cref="Spark.Sql.AnalysisException">There is no such field, or the value is not nested.</exception>
    public static TypedExpression Extract(TypedExpression child, TypedExpression key, ResolveOptions options, Plans.Expression? syntax)
    {
        Plans.CastMode mode = options.Ansi ? Plans.CastMode.Ansi : Plans.CastMode.Legacy;
        switch (child.Type)
        {
            case StructType fields when key is TypedLiteral { Value: string name }:
                int index = FindField(fields, name, options, syntax);
                StructField field = fields[index];
                return new TypedCall(Field, [child, TypedLiteral.Of(field.Name)], field.DataType, child.IsNullable || field.IsNullable) { DisplayName = name };
            case ArrayType { ElementType: StructType inner } array when key is TypedLiteral { Value: string name }:
                StructField part = inner[FindField(inner, name, options, syntax)];
                return new TypedCall(
                    ArrayField,
                    [child, TypedLiteral.Of(part.Name)],
                    new ArrayType(part.DataType, array.ContainsNull || part.IsNullable),
                    child.IsNullable)
                {
                    DisplayName = name,
                };
            case ArrayType array when Coercion.Implicit(key, DataTypes.Integer, mode) is { } position && TypeRules.IsIntegral(key.Type):
                return new TypedCall(Element, [child, position], array.ElementType, true);
            case MapType map when Coercion.Implicit(key, map.KeyType, mode) is { } converted:
                return new TypedCall(Entry, [child, converted], map.ValueType, true);
            case StructType:
                throw AnalysisErrors.Make("INVALID_EXTRACT_FIELD", syntax, ("field", AnalysisErrors.Sql(key)), ("expr", AnalysisErrors.Sql(child)));
            case ArrayType or MapType:
                throw AnalysisErrors.UnexpectedInput(
                    $"{PrettyName.Of(child)}[{PrettyName.Of(key)}]", 1, child.Type is MapType m ? AnalysisErrors.Type(m.KeyType) : "\"INTEGRAL\"", key, syntax);
            default:
                throw AnalysisErrors.Make("INVALID_EXTRACT_BASE_FIELD_TYPE", syntax, ("base", AnalysisErrors.Sql(child)), ("other", AnalysisErrors.Type(child.Type)));
        }
    }

    private static int FindField(StructType fields, string name, ResolveOptions options, Plans.Expression? syntax)
    {
        StringComparison comparison = options.CaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        int[] matches = [.. Enumerable.Range(0, fields.Count).Where(i => string.Equals(fields[i].Name, name, comparison))];
        return matches.Length switch
        {
            1 => matches[0],
            0 => throw AnalysisErrors.Make(
                "FIELD_NOT_FOUND", syntax, ("fieldName", SqlNames.Quote(name)), ("fields", string.Join(", ", fields.FieldNames.Select(SqlNames.Quote)))),
            _ => throw AnalysisErrors.Make(
                "AMBIGUOUS_REFERENCE_TO_FIELDS", syntax, ("field", SqlNames.Quote(name)), ("count", matches.Length.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        };
    }

    private static TypedExpression Never(FunctionRow row, Invocation call) => throw AnalysisErrors.UnknownFunction(call.Name, call.Syntax);

    private static SqlExpression LowerField(TypedCall call)
        => Rows.Of($"struct_extract({{0}}, {Name(call)})", call.Type, call.IsNullable, call.Arguments[0]);

    private static SqlExpression LowerArrayField(TypedCall call)
        => Rows.Of($"list_transform({{0}}, lambda e: struct_extract(e, {Name(call)}))", call.Type, call.IsNullable, call.Arguments[0]);

    private static string Name(TypedCall call) => SqlTemplate.Escape(DuckDbSql.Literal((string)((TypedLiteral)call.Arguments[1]).Value!));

    private static SqlExpression LowerElement(TypedCall call, ResolveOptions options)
    {
        if (!options.Ansi)
        {
            return Rows.Fill(call, "CASE WHEN {1} >= 0 THEN ({0})[{1} + 1] END");
        }

        string error = RuntimeErrors.Raise("INVALID_ARRAY_INDEX", ("indexValue", "=({1} || '|arraySize=' || len({0}))"));
        return Rows.Fill(call, $"CASE WHEN {{1}} < 0 OR {{1}} >= len({{0}}) THEN {error} ELSE ({{0}})[{{1}} + 1] END");
    }

    private static string Dotted(TypedCall call, Func<TypedExpression, string> print)
        => $"{print(call.Arguments[0])}.{call.DisplayName ?? (string)((TypedLiteral)call.Arguments[1]).Value!}";

    private static string Bracketed(TypedCall call, Func<TypedExpression, string> print) => $"{print(call.Arguments[0])}[{print(call.Arguments[1])}]";
}
