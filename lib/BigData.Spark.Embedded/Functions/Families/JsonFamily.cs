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
        yield return Rows.Rewrite("to_json", BindToJson, LowerToJson) with { Pretty = (call, print) => $"{call.DisplayName ?? call.Function}({print(call.Arguments[0])})" };
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
        TypedExpression options = TypedLiteral.Of(call.Arguments.Count == 2 ? JsonTextOptions.Pack(call) : string.Empty);
        return value.Type is StructType or ArrayType or MapType
            ? Rows.Make(row, call, [value, options], DataTypes.String, value.IsNullable)
            : throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "\"STRUCT\" or \"ARRAY\" or \"MAP\" or \"VARIANT\"", value, call.Syntax);
    }

    private static SqlExpression LowerToJson(TypedCall call, ResolveOptions options)
    {
        JsonTextOptions text = JsonTextOptions.Read((string)((TypedLiteral)call.Arguments[1]).Value!);
        TypedCall value = call with { Arguments = [call.Arguments[0]] };
        return Rows.Fill(value, new JsonText(text, options).Write("{0}", value.Arguments[0].Type, 0));
    }
}
