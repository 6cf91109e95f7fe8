using BigData.DuckDb;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Functions of maps and structs.</summary>
internal static class MapFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        yield return Rows.Rewrite("map", BindMap, LowerMap);
        yield return Rows.Rewrite("map_from_arrays", BindFromArrays, (call, _) => Rows.Fill(call, Checked("{0}", "map({0}, {1})")));
        yield return Rows.Rewrite("map_from_entries", BindFromEntries, LowerFromEntries);
        yield return Rows.Rewrite("map_keys", Rows.Bound("map<K, V> -> K", a => new ArrayType(((MapType)a[0].Type).KeyType, false)), (call, _) => Rows.Fill(call, "map_keys({0})"));
        yield return Rows.Rewrite("map_values", Rows.Bound("map<K, V> -> V", a => new ArrayType(((MapType)a[0].Type).ValueType, ((MapType)a[0].Type).ValueContainsNull)), (call, _) => Rows.Fill(call, "map_values({0})"));
        yield return Rows.Rewrite("map_entries", Rows.Bound("map<K, V> -> V", a => EntriesType((MapType)a[0].Type)), (call, _) => Rows.Fill(call, "map_entries({0})"));
        yield return Rows.Sql("map_contains_key", "map<K, V>, K -> boolean", "list_contains(map_keys({0}), {1})");
        yield return Rows.Rewrite("map_concat", BindConcat, LowerConcat);
        yield return Rows.Rewrite("str_to_map", Rows.Bound("string, [string], [string] -> string", _ => new MapType(DataTypes.String, DataTypes.String)), LowerStringToMap) with
        {
            Pretty = (c, p) => $"str_to_map({p(c.Arguments[0])}, {(c.Arguments.Count > 1 ? p(c.Arguments[1]) : ",")}, {(c.Arguments.Count > 2 ? p(c.Arguments[2]) : ":")})",
        };
        yield return Rows.Rewrite("named_struct", BindNamed, LowerNamed) with { Pretty = PrettyStruct };
        yield return Rows.Rewrite("struct", BindStruct, LowerNamed);
    }

    private static ArrayType EntriesType(MapType map)
        => new(new StructType(new StructField("key", map.KeyType, false), new StructField("value", map.ValueType, map.ValueContainsNull)), false);

    private static TypedExpression BindMap(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count % 2 != 0)
        {
            throw AnalysisErrors.WrongNumArgs("map", "2n (n > 0)", call.Arguments.Count, call.Syntax);
        }

        if (call.Arguments.IsEmpty)
        {
            return Rows.Make(row, call, default, new MapType(DataTypes.Null, DataTypes.Null, false), false);
        }

        DataType key = Common(call, 0, "DATATYPE_MISMATCH.CREATE_MAP_KEY_DIFF_TYPES");
        DataType value = Common(call, 1, "DATATYPE_MISMATCH.CREATE_MAP_VALUE_DIFF_TYPES");
        ValueArray<TypedExpression> arguments = call.Arguments.Items.Select((a, i) => Coercion.To(a, i % 2 == 0 ? key : value, call.CastMode)).ToValueArray();
        return Rows.Make(row, call, arguments, new MapType(key, value, arguments.Items.Where((_, i) => i % 2 == 1).Any(a => a.IsNullable)), false);
    }

    private static DataType Common(Invocation call, int part, string errorClass)
    {
        DataType[] types = [.. call.Arguments.Items.Where((_, i) => i % 2 == part).Select(a => a.Type)];
        return TypeRules.Common(types) ?? throw AnalysisErrors.Make(
            errorClass,
            call.Syntax,
            ("sqlExpr", $"\"{call.Sql(call.Arguments.Items)}\""),
            ("functionName", "`map`"),
            ("dataType", $"[{string.Join(", ", types.Select(AnalysisErrors.Type))}]"));
    }

    private static SqlExpression LowerMap(TypedCall call, ResolveOptions options)
    {
        string keys = $"[{string.Join(", ", Enumerable.Range(0, call.Arguments.Count / 2).Select(i => $"{{{2 * i}}}"))}]";
        string values = $"[{string.Join(", ", Enumerable.Range(0, call.Arguments.Count / 2).Select(i => $"{{{(2 * i) + 1}}}"))}]";
        string map = $"CAST(map({keys}, {values}) AS {DuckTypes.Template(call.Type)})";
        return Rows.Fill(call, call.Arguments.Count <= 2 ? map : Checked(keys, map));
    }

    // A key that comes twice is named in Spark's error.
    private static string Checked(string keys, string map)
    {
        string twice = $"(list_filter({keys}, lambda e, i: list_contains(({keys})[1:i - 1], e)))[1]";
        string error = RuntimeErrors.Raise("DUPLICATED_MAP_KEY", ("mapKeyDedupPolicy", "\"spark.sql.mapKeyDedupPolicy\""), ("key", $"=CAST({twice} AS VARCHAR)"));
        return $"CASE WHEN len({keys}) > len(list_distinct({keys})) THEN {error} ELSE {map} END";
    }

    private static TypedExpression BindFromArrays(FunctionRow row, Invocation call)
    {
        OperatorFamily.Two(call);
        return call.Arguments[0].Type is ArrayType keys && call.Arguments[1].Type is ArrayType values
            ? Rows.Make(row, call, call.Arguments, new MapType(keys.ElementType, values.ElementType, values.ContainsNull), call.Arguments.Items.Any(a => a.IsNullable))
            : throw AnalysisErrors.UnexpectedInput(
                call.Sql(call.Arguments.Items), call.Arguments[0].Type is ArrayType ? 1 : 0, "\"ARRAY\"", call.Arguments[call.Arguments[0].Type is ArrayType ? 1 : 0], call.Syntax);
    }

    private static TypedExpression BindFromEntries(FunctionRow row, Invocation call)
        => call.Arguments is [{ Type: ArrayType { ElementType: StructType { Count: 2 } pair } }]
            ? Rows.Make(row, call, call.Arguments, new MapType(pair[0].DataType, pair[1].DataType, pair[1].IsNullable), call.Arguments[0].IsNullable)
            : throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "\"ARRAY\" of pair \"STRUCT\"", call.Arguments[0], call.Syntax);

    private static SqlExpression LowerFromEntries(TypedCall call, ResolveOptions options)
    {
        StructType pair = (StructType)((ArrayType)call.Arguments[0].Type).ElementType;
        string Part(int i) => $"list_transform({{0}}, lambda e: struct_extract(e, {SqlTemplate.Escape(DuckDbSql.Literal(pair[i].Name))}))";
        return Rows.Fill(call, Checked(Part(0), $"map({Part(0)}, {Part(1)})"));
    }

    private static TypedExpression BindConcat(FunctionRow row, Invocation call)
    {
        DataType type = TypeRules.Common(call.Arguments.Items.Select(a => a.Type)) ?? DataTypes.Null;
        return type is MapType map
            ? Rows.Make(row, call, call.Arguments.Map(a => Coercion.To(a, map, call.CastMode)), map, call.Arguments.Items.Any(a => a.IsNullable))
            : throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "\"MAP\"", call.Arguments.IsEmpty ? TypedLiteral.Null(DataTypes.Null) : call.Arguments[0], call.Syntax);
    }

    private static SqlExpression LowerConcat(TypedCall call, ResolveOptions options)
    {
        string Join(string function) => Enumerable.Range(0, call.Arguments.Count).Select(i => $"{function}({{{i}}})").Aggregate((a, b) => $"list_concat({a}, {b})");
        string nulls = string.Join(" OR ", Enumerable.Range(0, call.Arguments.Count).Select(i => $"{{{i}}} IS NULL"));
        return Rows.Fill(call, $"CASE WHEN {nulls} THEN NULL ELSE {Checked(Join("map_keys"), $"map({Join("map_keys")}, {Join("map_values")})")} END");
    }

    private static SqlExpression LowerStringToMap(TypedCall call, ResolveOptions options)
    {
        string pairs = call.Arguments.Count > 1 ? "{1}" : "','";
        string inner = call.Arguments.Count > 2 ? "{2}" : "':'";
        string list = $"string_split_regex({{0}}, {pairs})";
        string keys = $"list_transform({list}, lambda e: string_split_regex(e, {inner})[1])";
        string values = $"list_transform({list}, lambda e: CASE WHEN len(string_split_regex(e, {inner})) > 1 THEN substring(e, length(string_split_regex(e, {inner})[1]) + 2) END)";
        return Rows.Fill(call, Checked(keys, $"map({keys}, {values})"));
    }

    private static TypedExpression BindNamed(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count == 0 || call.Arguments.Count % 2 != 0)
        {
            throw AnalysisErrors.WrongNumArgs("named_struct", "2n (n > 0)", call.Arguments.Count, call.Syntax);
        }

        List<StructField> fields = [];
        for (int i = 0; i < call.Arguments.Count; i += 2)
        {
            string name = call.Arguments[i] is TypedLiteral { Value: string text } ? text : throw AnalysisErrors.Make(
                "DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING",
                call.Syntax,
                ("sqlExpr", $"\"{call.Sql(call.Arguments.Items)}\""),
                ("inputExprs", $"[{AnalysisErrors.Sql(call.Arguments[i])}]"));
            fields.Add(new StructField(name, call.Arguments[i + 1].Type, call.Arguments[i + 1].IsNullable));
        }

        return Rows.Make(row, call, call.Arguments, new StructType(fields), false);
    }

    private static TypedExpression BindStruct(FunctionRow row, Invocation call)
    {
        List<TypedExpression> arguments = [];
        List<StructField> fields = [];
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            TypedExpression argument = call.Arguments[i];
            string name = FieldName(call.Syntax.Arguments.Count == call.Arguments.Count ? call.Syntax.Arguments[i] : null, argument, i);
            arguments.Add(TypedLiteral.Of(name));
            arguments.Add(argument);
            fields.Add(new StructField(name, argument.Type, argument.IsNullable));
        }

        return new TypedCall("named_struct", arguments.ToValueArray(), new StructType(fields), false) { DisplayName = "struct" };
    }

    private static string PrettyStruct(TypedCall call, Func<TypedExpression, string> print)
        => call.DisplayName == "struct"
            ? $"struct({string.Join(", ", call.Arguments.Items.Where((_, i) => i % 2 == 1).Select(print))})"
            : $"{call.DisplayName ?? "named_struct"}({string.Join(", ", call.Arguments.Items.Select(print))})";

    private static string FieldName(Plans.Expression? syntax, TypedExpression argument, int index) => (syntax, argument) switch
    {
        (Plans.Alias alias, _) => alias.Names[0],
        (_, ColumnReference reference) => reference.Column.Name,
        (_, TypedCall { Function: AccessFamily.Field } field) => field.DisplayName ?? $"col{index + 1}",
        _ => $"col{index + 1}",
    };

    private static SqlExpression LowerNamed(TypedCall call, ResolveOptions options)
    {
        StructType fields = (StructType)call.Type;
        string parts = string.Join(", ", fields.Fields.Select((f, i) => $"{SqlTemplate.Escape(DuckDbSql.Identifier(f.Name))} := {{{(2 * i) + 1}}}"));
        return Rows.Fill(call, $"struct_pack({parts})");
    }
}
