using BigData.DuckDb;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>What fits nowhere else.</summary>
internal static class MiscFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        yield return Rows.Sql("monotonically_increasing_id", " -> long!", "(row_number() OVER () - 1)") with { IsVolatile = true };
        yield return Rows.Sql("spark_partition_id", " -> int!", "0") with { Pretty = (_, _) => "SPARK_PARTITION_ID()" };
        yield return Rows.Unsupported("input_file_name", "Use the column _metadata.file_path of the files that are read.");
        yield return Rows.Unsupported("input_file_block_start", "Files are read whole.");
        yield return Rows.Unsupported("input_file_block_length", "Files are read whole.");
        yield return new FunctionRow("raise_error", FunctionKind.Scalar, EngineSupport.Rewrite, BindRaise, LowerRaise) with { IsVolatile = true };
        yield return new FunctionRow("assert_true", FunctionKind.Scalar, EngineSupport.Rewrite, BindAssert, LowerAssert) with { IsVolatile = true };
        yield return Rows.Rewrite("typeof", "any -> string!", (call, _) => Rows.Of(SqlTemplate.Escape(DuckDbSql.Literal(call.Arguments[0].Type.CatalogString)), DataTypes.String, false));
        foreach (string name in (string[])["current_user", "user", "session_user"])
        {
            yield return Constant(name, o => o.User);
        }

        foreach (string name in (string[])["current_database", "current_schema"])
        {
            yield return Constant(name, o => o.CurrentSchema) with { Pretty = (_, _) => "current_schema()" };
        }

        yield return Constant("current_catalog", _ => "spark_catalog");
        yield return Constant("version", _ => "4.2.0 embedded");
        foreach ((string name, DataType type) in ((string, DataType)[])
            [("string", DataTypes.String), ("int", DataTypes.Integer), ("bigint", DataTypes.Long), ("smallint", DataTypes.Short), ("tinyint", DataTypes.Byte), ("double", DataTypes.Double),
                ("float", DataTypes.Float), ("boolean", DataTypes.Boolean), ("date", DataTypes.Date), ("timestamp", DataTypes.Timestamp), ("binary", DataTypes.Binary), ("decimal", new DecimalType(10, 0))])
        {
            yield return CastTo(name, type);
        }
    }

    private static FunctionRow Constant(string name, Func<ResolveOptions, string> value) => new(
        name,
        FunctionKind.Scalar,
        EngineSupport.Rewrite,
        (row, call) => call.Arguments.IsEmpty ? Rows.Make(row, call, default, DataTypes.String, false) : throw AnalysisErrors.WrongNumArgs(name, "0", call.Arguments.Count, call.Syntax),
        (_, options) => TypedLiteral.Of(value(options)));

    // int(x) and its like are casts.
    private static FunctionRow CastTo(string name, DataType type) => new(
        name,
        FunctionKind.Scalar,
        EngineSupport.Rewrite,
        (_, call) =>
        {
            if (call.Arguments.Count != 1)
            {
                throw AnalysisErrors.WrongNumArgs(name, "1", call.Arguments.Count, call.Syntax);
            }

            return CastRules.CanCast(call.Arguments[0].Type, type, call.CastMode)
                ? new TypedCast(call.Arguments[0], type, call.CastMode, IsImplicit: true)
                : throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, AnalysisErrors.Type(type), call.Arguments[0], call.Syntax);
        },
        (call, _) => Rows.Fill(call, "{0}"));

    private static TypedExpression BindRaise(FunctionRow row, Invocation call)
    {
        TypedCall bound = (TypedCall)Rows.Bound("string -> void?")(row, call);
        return bound with { ResultType = DataTypes.Null };
    }

    private static SqlExpression LowerRaise(TypedCall call, ResolveOptions options)
        => Rows.Fill(call, $"CAST({RuntimeErrors.Raise("USER_RAISED_EXCEPTION", ("errorMessage", "=coalesce({0}, 'null')"))} AS INTEGER)");

    private static TypedCall BindAssert(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count is < 1 or > 2)
        {
            throw AnalysisErrors.WrongNumArgs("assert_true", "[1, 2]", call.Arguments.Count, call.Syntax);
        }

        TypedExpression message = call.Arguments.Count == 2 ? call.Arguments[1] : TypedLiteral.Of($"'{PrettyName.Of(call.Arguments[0])}' is not true!");
        return Rows.Make(row, call, [Coercion.To(call.Arguments[0], DataTypes.Boolean, call.CastMode), Coercion.To(message, DataTypes.String, call.CastMode)], DataTypes.Null, true);
    }

    private static SqlExpression LowerAssert(TypedCall call, ResolveOptions options)
        => Rows.Fill(call, $"CASE WHEN {{0}} THEN CAST(NULL AS INTEGER) ELSE {RuntimeErrors.Raise("USER_RAISED_EXCEPTION", ("errorMessage", "=coalesce({1}, 'null')"))} END");
}

/// <summary>Functions of Spark that this engine does not have.</summary>
internal static class UnsupportedFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        foreach (string name in (string[])["aes_encrypt", "aes_decrypt", "try_aes_decrypt", "sentences", "make_interval", "make_dt_interval", "make_ym_interval", "uniform", "randstr", "java_method", "reflect", "collate", "collation"])
        {
            yield return Rows.Unsupported(name, "It is not part of this engine yet.");
        }
    }
}
