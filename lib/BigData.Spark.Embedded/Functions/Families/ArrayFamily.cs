using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Functions of arrays.</summary>
internal static class ArrayFamily
{
    public static IEnumerable<FunctionRow> All() => Making().Concat(Reading()).Concat(Sets()).Concat(Changing());

    private static IEnumerable<FunctionRow> Making()
    {
        yield return Rows.Rewrite("array", BindArray, (call, _) => Rows.Fill(call, $"CAST([{{*}}] AS {DuckTypes.Template(call.Type)})"));
        yield return Rows.Rewrite("array_repeat", Rows.Bound("any, int -> void", a => new ArrayType(a[0].Type, a[0].IsNullable)), (call, _) => Rows.Fill(
            call, $"CAST(list_transform(range(CAST(greatest({{1}}, 0) AS BIGINT)), lambda e: {{0}}) AS {DuckTypes.Template(call.Type)})"));
        yield return Rows.Rewrite("sequence", BindSequence, LowerSequence);
        yield return Rows.Rewrite("arrays_zip", BindZip, (call, _) => Rows.Fill(call, $"CASE WHEN {string.Join(" AND ", Enumerable.Range(0, call.Arguments.Count).Select(i => $"{{{i}}} IS NOT NULL"))} THEN CAST(list_zip({{*}}) AS {DuckTypes.Template(call.Type)}) END"));
    }

    private static TypedExpression BindArray(FunctionRow row, Invocation call)
    {
        if (call.Arguments.IsEmpty)
        {
            return Rows.Make(row, call, default, new ArrayType(DataTypes.Null, false), false);
        }

        TypedCall bound = (TypedCall)Rows.Bound("T, T... -> T")(row, call);
        return bound with { ResultType = new ArrayType(bound.Type, bound.Arguments.Items.Any(a => a.IsNullable)), MayBeNull = false };
    }

    private static TypedExpression BindSequence(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count is < 2 or > 3)
        {
            throw AnalysisErrors.WrongNumArgs("sequence", "[2, 3]", call.Arguments.Count, call.Syntax);
        }

        DataType? type = TypeRules.Common(call.Arguments[0].Type, call.Arguments[1].Type);
        if (type is null || !(TypeRules.IsIntegral(type) || TypeRules.IsDateTime(type)))
        {
            throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "(\"INTEGRAL\" or \"DATE\" or \"TIMESTAMP\")", call.Arguments[0], call.Syntax);
        }

        List<TypedExpression> arguments = [Coercion.To(call.Arguments[0], type, call.CastMode), Coercion.To(call.Arguments[1], type, call.CastMode)];
        if (call.Arguments.Count == 3)
        {
            arguments.Add(TypeRules.IsIntegral(type) ? Coercion.To(call.Arguments[2], type, call.CastMode) : call.Arguments[2]);
        }

        return Rows.Make(row, call, arguments.ToValueArray(), new ArrayType(type, false), arguments.Exists(a => a.IsNullable));
    }

    private static SqlExpression LowerSequence(TypedCall call, ResolveOptions options)
    {
        DataType element = ((ArrayType)call.Type).ElementType;
        string type = DuckTypes.Name(call.Type);
        if (TypeRules.IsIntegral(element))
        {
            string step = call.Arguments.Count == 3 ? "{2}" : "CASE WHEN {0} <= {1} THEN 1 ELSE -1 END";
            return Rows.Fill(call, $"CAST(generate_series(CAST({{0}} AS BIGINT), CAST({{1}} AS BIGINT), CAST({step} AS BIGINT)) AS {type})");
        }

        string interval = call.Arguments.Count == 3 ? "{2}" : "CASE WHEN {0} <= {1} THEN INTERVAL 1 DAY ELSE -INTERVAL 1 DAY END";
        return Rows.Fill(call, $"CAST(generate_series({{0}}, {{1}}, {interval}) AS {type})");
    }

    private static TypedExpression BindZip(FunctionRow row, Invocation call)
    {
        StructType fields = new(call.Arguments.Items.Select((a, i) => new StructField(
            a is ColumnReference reference ? reference.Column.Name : i.ToString(System.Globalization.CultureInfo.InvariantCulture),
            a.Type is ArrayType array ? array.ElementType : throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), i, "\"ARRAY\"", a, call.Syntax))));
        return Rows.Make(row, call, call.Arguments, new ArrayType(fields, false), call.Arguments.Items.Any(a => a.IsNullable));
    }

    private static IEnumerable<FunctionRow> Reading()
    {
        foreach (string name in (string[])["size", "cardinality"])
        {
            yield return Rows.Rewrite(name, "array|map -> int", (call, o) => Rows.Fill(call, Size(call, o)));
        }

        yield return Rows.Sql("array_size", "array -> int", "CAST(len({0}) AS INTEGER)");
        yield return Rows.Sql("array_contains", "array<T>, T -> boolean?", "CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN list_contains({0}, {1}) THEN true WHEN list_count({0}) < len({0}) THEN NULL ELSE false END") with { Bind = BindContains };
        yield return Rows.Sql("array_position", "array<T>, T -> long", "CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL ELSE CAST(coalesce(list_position({0}, {1}), 0) AS BIGINT) END");
        yield return Rows.Rewrite("element_at", BindElementAt, (call, o) => Rows.Fill(call, ElementAt(call, o.Ansi && !call.IsTry)));
        FunctionRow elementAt = Rows.Rewrite("element_at", BindElementAt, (call, o) => Rows.Fill(call, ElementAt(call, false)));
        yield return elementAt with { Name = "try_element_at", Bind = (row, call) => ((TypedCall)BindElementAt(row, call)) with { IsTry = true, MayBeNull = true } };
        yield return Rows.Sql("array_max", "array<T> -> T?", "list_max({0})");
        yield return Rows.Sql("array_min", "array<T> -> T?", "list_min({0})");
        yield return Rows.Rewrite("array_join", "array<string>, string, [string] -> string", (call, _) => Rows.Fill(call, call.Arguments.Count == 2
            ? "array_to_string({0}, {1})"
            : "array_to_string(list_transform({0}, lambda e: coalesce(e, {2})), {1})"));
        yield return Rows.Sql("arrays_overlap", "array<T>, array<T> -> boolean?", "CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN list_has_any(list_filter({0}, lambda e: e IS NOT NULL), list_filter({1}, lambda e: e IS NOT NULL)) THEN true WHEN len({0}) > 0 AND len({1}) > 0 AND (list_count({0}) < len({0}) OR list_count({1}) < len({1})) THEN NULL ELSE false END");
    }

    private static TypedExpression BindContains(FunctionRow row, Invocation call)
        => call.Arguments is [_, { Type: NullType }]
            ? throw AnalysisErrors.Make("DATATYPE_MISMATCH.NULL_TYPE", call.Syntax, ("sqlExpr", $"\"{call.Sql(call.Arguments.Items)}\""), ("functionName", "`array_contains`"))
            : Rows.Bound("array<T>, T -> boolean?")(row, call);

    private static string Size(TypedCall call, ResolveOptions options)
    {
        string count = call.Arguments[0].Type is NullType ? "CAST(NULL AS INTEGER)" : call.Arguments[0].Type is MapType ? "CAST(cardinality({0}) AS INTEGER)" : "CAST(len({0}) AS INTEGER)";
        return options.Ansi ? count : $"coalesce({count}, -1)";
    }

    private static TypedExpression BindElementAt(FunctionRow row, Invocation call)
    {
        OperatorFamily.Two(call);
        return call.Arguments[0].Type is MapType
            ? Rows.Bound("map<K, V>, K -> V?")(row, call)
            : Rows.Bound("array<T>, int -> T?")(row, call);
    }

    private static string ElementAt(TypedCall call, bool raises)
    {
        if (call.Arguments[0].Type is MapType)
        {
            return "({0})[{1}]";
        }

        string zero = RuntimeErrors.Raise("INVALID_INDEX_OF_ZERO");
        string outside = RuntimeErrors.Raise("INVALID_ARRAY_INDEX_IN_ELEMENT_AT", ("indexValue", "=({1} || '|arraySize=' || len({0}))"));
        return raises
            ? $"CASE WHEN {{1}} = 0 THEN {zero} WHEN abs({{1}}) > len({{0}}) THEN {outside} ELSE ({{0}})[{{1}}] END"
            : $"CASE WHEN {{1}} = 0 THEN {zero} WHEN abs({{1}}) <= len({{0}}) THEN ({{0}})[{{1}}] END";
    }

    // The first of equal elements stays, nulls are equal, the order is that of the first appearance.
    private const string DistinctOf = "list_filter(#, lambda e, i: CASE WHEN e IS NULL THEN len(list_filter((#)[1:i - 1], lambda n: n IS NULL)) = 0 ELSE NOT list_contains((#)[1:i - 1], e) END)";

    private static string Distinct(string list) => DistinctOf.Replace("#", list, StringComparison.Ordinal);

    private static string HasIn(string list) => $"CASE WHEN e IS NULL THEN list_count({list}) < len({list}) ELSE list_contains({list}, e) END";

    private static IEnumerable<FunctionRow> Sets()
    {
        yield return Rows.Sql("array_distinct", "array<T> -> array<T>", Distinct("{0}"));
        yield return Rows.Sql("array_union", "array<T>, array<T> -> array<T>", $"CASE WHEN {{0}} IS NOT NULL AND {{1}} IS NOT NULL THEN {Distinct("list_concat({0}, {1})")} END");
        yield return Rows.Sql("array_intersect", "array<T>, array<T> -> array<T>", $"CASE WHEN {{1}} IS NOT NULL THEN list_filter({Distinct("{0}")}, lambda e: {HasIn("{1}")}) END");
        yield return Rows.Sql("array_except", "array<T>, array<T> -> array<T>", $"CASE WHEN {{1}} IS NOT NULL THEN list_filter({Distinct("{0}")}, lambda e: NOT ({HasIn("{1}")})) END");
    }

    private static IEnumerable<FunctionRow> Changing()
    {
        yield return Rows.Sql("array_remove", "array<T>, T -> array<T>", "CASE WHEN {1} IS NOT NULL THEN list_filter({0}, lambda e: e IS DISTINCT FROM {1}) END");
        yield return Rows.Sql("array_compact", "array<T> -> array<T>", "list_filter({0}, lambda e: e IS NOT NULL)");
        yield return Rows.Sql("array_append", "array<T>, T -> array<T>", "CASE WHEN {0} IS NOT NULL THEN list_append({0}, {1}) END");
        yield return Rows.Sql("array_prepend", "array<T>, T -> array<T>", "CASE WHEN {0} IS NOT NULL THEN list_prepend({1}, {0}) END");
        yield return Rows.Rewrite("sort_array", "array<T>, [boolean] -> array<T>", LowerSort) with
        {
            Pretty = (c, p) => $"sort_array({p(c.Arguments[0])}, {(c.Arguments.Count == 2 ? p(c.Arguments[1]) : "true")})",
        };
        yield return Rows.Rewrite("slice", "array<T>, int, int -> array<T>", LowerSlice);
        yield return Rows.Rewrite("flatten", "array<array<T>> -> array<T>", (call, _) => Rows.Fill(call, "CASE WHEN list_count({0}) = len({0}) THEN flatten({0}) END"));
        yield return Rows.Rewrite("array_insert", "array<T>, int, T -> array<T>", LowerInsert);
        yield return Rows.Unsupported("shuffle", "A random order cannot be repeated; sort by rand(seed) instead.");
    }

    private static SqlExpression LowerSort(TypedCall call, ResolveOptions options)
    {
        const string up = "list_sort({0}, 'ASC', 'NULLS FIRST')";
        const string down = "list_sort({0}, 'DESC', 'NULLS LAST')";
        bool? ascending = call.Arguments.Count == 1 ? true : call.Arguments[1] is TypedLiteral { Value: bool value } ? value : null;
        return Rows.Fill(call, ascending switch
        {
            true => up,
            false => down,
            _ => $"CASE WHEN {{1}} THEN {up} ELSE {down} END",
        });
    }

    private static SqlExpression LowerSlice(TypedCall call, ResolveOptions options)
    {
        string zero = RuntimeErrors.Raise("INVALID_PARAMETER_VALUE.START", ("parameter", "`start`"), ("functionName", "`slice`"));
        const string from = "CASE WHEN {1} > 0 THEN {1} ELSE len({0}) + {1} + 1 END";
        return Rows.Fill(call, $"CASE WHEN {{1}} = 0 THEN {zero} WHEN {from} < 1 THEN ({{0}})[1:0] ELSE ({{0}})[({from}):({from}) + {{2}} - 1] END");
    }

    private static SqlExpression LowerInsert(TypedCall call, ResolveOptions options)
    {
        string zero = RuntimeErrors.Raise("INVALID_INDEX_OF_ZERO");
        string type = DuckTypes.Template(((ArrayType)call.Type).ElementType);
        string nulls = $"list_transform(range(CAST(greatest(#, 0) AS BIGINT)), lambda e: CAST(NULL AS {type}))";
        string front = "list_concat(list_concat(list_concat(({0})[1:{1} - 1], @), [{2}]), ({0})[{1}:])".Replace("@", nulls.Replace("#", "{1} - 1 - len({0})", StringComparison.Ordinal), StringComparison.Ordinal);
        string back = "CASE WHEN -{1} - 1 <= len({0}) THEN list_concat(list_append(({0})[1:len({0}) + {1} + 1], {2}), ({0})[len({0}) + {1} + 2:]) ELSE list_concat(list_prepend({2}, @), {0}) END"
            .Replace("@", nulls.Replace("#", "-{1} - 1 - len({0})", StringComparison.Ordinal), StringComparison.Ordinal);
        return Rows.Fill(call, $"CASE WHEN {{0}} IS NULL OR {{1}} IS NULL THEN NULL WHEN {{1}} = 0 THEN {zero} WHEN {{1}} > 0 THEN {front} ELSE {back} END");
    }
}
