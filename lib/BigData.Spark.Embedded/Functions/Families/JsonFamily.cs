using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Functions of JSON.</summary>
internal static class JsonFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        yield return Rows.Native("get_json_object", "string, string -> string?", (_, _) => JsonKernels.GetObject);
        yield return Rows.Native("json_array_length", "string -> int?", (_, _) => JsonKernels.ArrayLength);
        yield return Rows.Rewrite("to_json", BindToJson, (call, o) => Rows.Fill(call, JsonText.Write("{0}", call.Arguments[0].Type, o, 0)));
        yield return Rows.Unsupported("from_json", "It is not part of this engine yet; use get_json_object for single values.");
        yield return Rows.Unsupported("schema_of_json", "It is not part of this engine.");
        yield return Rows.Unsupported("json_tuple", "Use get_json_object for each value.", FunctionKind.Generator);
        yield return Rows.Unsupported("json_object_keys", "It is not part of this engine yet.");
        foreach (string name in (string[])["from_csv", "to_csv", "schema_of_csv", "from_xml", "to_xml", "schema_of_xml", "parse_json", "variant_get", "xpath"])
        {
            yield return Rows.Unsupported(name, "DuckDB has no such format.");
        }
    }

    private static TypedExpression BindToJson(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count is < 1 or > 2)
        {
            throw AnalysisErrors.WrongNumArgs("to_json", "[1, 2]", call.Arguments.Count, call.Syntax);
        }

        TypedExpression value = call.Arguments[0];
        if (call.Arguments.Count == 2)
        {
            throw AnalysisErrors.UnsupportedFunction("to_json", "Options are not part of this engine.", call.Syntax);
        }

        return value.Type is StructType or ArrayType or MapType
            ? Rows.Make(row, call, [value], DataTypes.String, value.IsNullable)
            : throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "\"STRUCT\" or \"ARRAY\" or \"MAP\" or \"VARIANT\"", value, call.Syntax);
    }
}

/// <summary>JSON as Spark writes it: fields that are null are left out, times carry their offset.</summary>
internal static class JsonText
{
    public static string Write(string value, DataType type, ResolveOptions options, int depth)
    {
        string e = $"j{depth}";
        return type switch
        {
            StringType or CharType or VarcharType => $"CAST(to_json({value}) AS VARCHAR)",
            BooleanType or ByteType or ShortType or IntegerType or LongType or DecimalType => $"CAST({value} AS VARCHAR)",
            FloatType or DoubleType => Number(value, type),
            DateType => $"('\"' || CAST({value} AS VARCHAR) || '\"')",
            TimestampType => $"('\"' || {KernelCatalog.Use(PatternKernels.Format("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", options))}({SessionTime.ToLocal(value, options)}) || '\"')",
            TimestampNtzType => $"('\"' || {KernelCatalog.Use(PatternKernels.Format("yyyy-MM-dd'T'HH:mm:ss.SSS", options))}({value}) || '\"')",
            BinaryType => $"('\"' || to_base64({value}) || '\"')",
            ArrayType array => $"('[' || array_to_string(list_transform({value}, lambda {e}: coalesce({Write(e, array.ElementType, options, depth + 1)}, 'null')), ',') || ']')",
            MapType map => Map(value, map, options, depth),
            StructType fields => Fields(value, fields, options, depth),
            _ => "CAST(NULL AS VARCHAR)",
        };
    }

    private static string Number(string value, DataType type)
    {
        string text = $"{KernelCatalog.Use(type is FloatType ? TextKernels.Float : TextKernels.Double)}({value})";
        return $"CASE WHEN isfinite({value}) THEN {text} ELSE '\"' || {text} || '\"' END";
    }

    private static string Map(string value, MapType map, ResolveOptions options, int depth)
    {
        string e = $"j{depth}";
        string key = map.KeyType is StringType ? $"{e}.key" : $"CAST({e}.key AS VARCHAR)";
        string entry = $"CAST(to_json({key}) AS VARCHAR) || ':' || coalesce({Write(e + ".value", map.ValueType, options, depth + 1)}, 'null')";
        return $"('{{{{' || array_to_string(list_transform(map_entries({value}), lambda {e}: {entry}), ',') || '}}}}')";
    }

    private static string Fields(string value, StructType fields, ResolveOptions options, int depth)
    {
        IEnumerable<string> parts = fields.Fields.Select(f =>
        {
            string name = Resolved.SqlTemplate.Escape(BigData.DuckDb.DuckDbSql.Literal(f.Name));
            string label = Resolved.SqlTemplate.Escape(BigData.DuckDb.DuckDbSql.Literal(System.Text.Json.JsonSerializer.Serialize(f.Name) + ":"));
            return $"({label} || {Write($"struct_extract({value}, {name})", f.DataType, options, depth + 1)})";
        });
        return $"CASE WHEN {value} IS NOT NULL THEN '{{{{' || concat_ws(',', {string.Join(", ", parts)}) || '}}}}' END";
    }
}
