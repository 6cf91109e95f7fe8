using BigData.Spark.Embedded.Functions.Json;
using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Functions of JSON.</summary>
internal static class JsonFamily
{
    private const string Field = "$jsonfield";

    public static IEnumerable<FunctionRow> All()
    {
        yield return Rows.Native("get_json_object", "string, string -> string?", (_, _) => JsonKernels.GetObject);
        yield return Rows.Native("json_array_length", "string -> int?", (_, _) => JsonKernels.ArrayLength);
        yield return Rows.Native("json_object_keys", "string -> array<string>?", (_, _) => JsonKernels.ObjectKeys) with
        {
            Bind = Rows.Bound("string -> void?", _ => new ArrayType(DataTypes.String)),
        };
        yield return Rows.Native(Field, "string, string -> string?", (_, _) => JsonKernels.Field);
        yield return Rows.Generator("json_tuple", BindTuple);
        yield return Rows.Rewrite("to_json", BindToJson, (call, o) => Rows.Fill(call, JsonText.Write("{0}", call.Arguments[0].Type, JsonWriteOptions.Read(ConstantOptions.Of(call, 1), o), 0))) with
        {
            Pretty = (c, p) => $"{c.DisplayName ?? c.Function}({p(c.Arguments[0])})",
        };
        yield return new FunctionRow("from_json", FunctionKind.Scalar, EngineSupport.Native, BindFromJson, LowerFromJson)
        {
            Pretty = (c, p) => c.Type is MapType ? "entries" : $"from_json({p(c.Arguments[0])})",
        };
        yield return new FunctionRow("schema_of_json", FunctionKind.Scalar, EngineSupport.Native, BindSchema, LowerSchema)
        {
            Pretty = (c, p) => $"schema_of_json({p(c.Arguments[0])})",
        };
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
        ValueArray<TypedExpression> options = ConstantOptions.Bind(call, 1);
        return value.Type is StructType or ArrayType or MapType
            ? Rows.Make(row, call, new([value, .. options]), DataTypes.String, value.IsNullable)
            : throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "\"STRUCT\" or \"ARRAY\" or \"MAP\" or \"VARIANT\"", value, call.Syntax);
    }

    // One row, whose columns are the texts of the fields.
    private static TypedCall BindTuple(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count < 2)
        {
            throw AnalysisErrors.WrongNumArgs(call.Name, "> 1", call.Arguments.Count, call.Syntax);
        }

        TypedExpression[] texts =
        [
            .. call.Arguments.Items.Select((a, i) => Coercion.Implicit(a, DataTypes.String, call.CastMode)
                ?? throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), i, "\"STRING\"", a, call.Syntax)),
        ];
        StructType shape = new(texts.Skip(1).Select((_, i) => new StructField(FormattableString.Invariant($"c{i}"), DataTypes.String)));
        IEnumerable<TypedExpression> fields = texts.Skip(1).SelectMany((name, i) => new TypedExpression[]
        {
            TypedLiteral.Of(shape[i].Name), new TypedCall(Field, [texts[0], name], DataTypes.String, true),
        });
        ArrayType rows = new(shape, false);
        TypedCall list = new("array", [new TypedCall("named_struct", fields.ToValueArray(), shape, false)], rows, false);
        return new TypedCall("inline", [list], rows, false) { DisplayName = call.Name };
    }

    private static TypedCall BindFromJson(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count is < 2 or > 3)
        {
            throw AnalysisErrors.WrongNumArgs("from_json", "[2, 3]", call.Arguments.Count, call.Syntax);
        }

        TypedExpression text = call.Arguments[0].Type is StringType or NullType
            ? Coercion.To(call.Arguments[0], DataTypes.String, call.CastMode)
            : throw AnalysisErrors.UnexpectedInput(call.Sql([call.Arguments[0]]), 0, "\"STRING\"", call.Arguments[0], call.Syntax);
        DataType schema = Nullable(Schema(call));
        if (schema is not (StructType or ArrayType or MapType { KeyType: StringType }))
        {
            throw AnalysisErrors.Make("DATATYPE_MISMATCH.INVALID_JSON_SCHEMA", call.Syntax, ("sqlExpr", $"\"{call.Sql([text])}\""), ("schema", AnalysisErrors.Type(schema)));
        }

        ValueArray<TypedExpression> options = ConstantOptions.Bind(call, 2);
        TypedCall bound = Rows.Make(row, call, new([text, .. options]), schema, true);
        JsonReadOptions.Read(ConstantOptions.Of(bound, 1), call.Options, call.Syntax);
        return bound;
    }

    private static SqlExpression LowerFromJson(TypedCall call, ResolveOptions options)
    {
        JsonReadOptions read = JsonReadOptions.Read(ConstantOptions.Of(call, 1), options, new Plans.FunctionCall("from_json"));
        return Rows.Call(JsonKernels.Read(call.Type, read), call.Type, true, [call.Arguments[0]]);
    }

    private static DataType Schema(Invocation call)
    {
        switch (call.Arguments[1])
        {
            case TypedLiteral { Value: string ddl }:
                return ReadSchema(ddl);
            case TypedCall { Function: "schema_of_json", Arguments: [TypedLiteral { Value: string sample }] }:
                return Inferred(sample);
            case TypedLiteral other:
                throw AnalysisErrors.Make("INVALID_SCHEMA.NON_STRING_LITERAL", call.Syntax, ("inputSchema", AnalysisErrors.Sql(other)));
            default:
                throw AnalysisErrors.UnsupportedFunction("from_json", "Its schema must be a constant text or schema_of_json of one.", call.Syntax);
        }
    }

    // Text that is no schema is a mistake of the analysis in Spark, of the class that the parser gave.
    private static DataType ReadSchema(string ddl)
    {
        try
        {
            return ParseSchema(ddl);
        }
        catch (ParseException e) when (e.ErrorClass is not null)
        {
            (string, string)[] parameters = [.. e.MessageParameters.Select(p => (p.Key, p.Value))];
            throw SparkErrors.CreateAs(nameof(AnalysisException), e.ErrorClass, e.QueryContext, e, parameters);
        }
    }

    // A type, or the columns of a struct; when it is neither, the first error tells more.
    private static DataType ParseSchema(string ddl)
    {
        try
        {
            return SqlParser.ParseType(ddl);
        }
        catch (SparkException)
        {
            if (!ddl.Trim().Contains(' ', StringComparison.Ordinal))
            {
                throw;
            }
        }

        return SqlParser.ParseSchema(ddl);
    }

    private static DataType Nullable(DataType type) => type switch
    {
        ArrayType array => new ArrayType(Nullable(array.ElementType)),
        MapType map => new MapType(map.KeyType, Nullable(map.ValueType)),
        StructType fields => new StructType(fields.Fields.Select(f => new StructField(f.Name, Nullable(f.DataType)))),
        _ => type,
    };

    private static TypedCall BindSchema(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count is < 1 or > 2)
        {
            throw AnalysisErrors.WrongNumArgs("schema_of_json", "[1, 2]", call.Arguments.Count, call.Syntax);
        }

        if (call.Arguments.Count == 2)
        {
            throw AnalysisErrors.UnsupportedFunction("schema_of_json", "Options are not part of this engine.", call.Syntax);
        }

        return call.Arguments[0] switch
        {
            TypedLiteral { Value: string } sample => Rows.Make(row, call, [sample], DataTypes.String, false),
            { IsNullable: true } nothing when nothing is TypedLiteral or TypedCast { Child: TypedLiteral } => throw AnalysisErrors.Make(
                "DATATYPE_MISMATCH.UNEXPECTED_NULL", call.Syntax, ("exprName", "json"), ("sqlExpr", $"\"{call.Sql([nothing])}\"")),
            var other => throw AnalysisErrors.Make(
                "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
                call.Syntax,
                ("sqlExpr", $"\"{call.Sql([other])}\""),
                ("inputName", "`json`"),
                ("inputType", "\"STRING\""),
                ("inputExpr", AnalysisErrors.Sql(other))),
        };
    }

    private static TypedLiteral LowerSchema(TypedCall call, ResolveOptions options) => TypedLiteral.Of(Inferred((string)((TypedLiteral)call.Arguments[0]).Value!).Sql);

    private static DataType Inferred(string sample) => JsonParser.TryParse(sample, out JsonNode? node)
        ? JsonSchemas.Of(node ?? JsonNode.Null)
        : throw SparkErrors.Create("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", ("badRecord", sample), ("failFastMode", "FAILFAST"));
}
