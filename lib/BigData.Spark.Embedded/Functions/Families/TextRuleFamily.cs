using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Functions that check, hide, quote and take apart text.</summary>
internal static class TextRuleFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        yield return Rows.Native("mask", "string, [string], [string], [string], [string] -> string?", LowerMask) with
        {
            Bind = BindMask,
            Pretty = (c, p) => $"mask({string.Join(", ", c.Arguments.Items.Select(p).Concat(MaskDefaults.Skip(c.Arguments.Count - 1)))})",
        };
        yield return Rows.Native("luhn_check", "string -> boolean?", (_, _) => TextRuleKernels.Luhn);
        yield return Rows.Sql("quote", "string -> string?", "('''' || replace({0}, '''', '\\''') || '''')");
        yield return Rows.Native("is_valid_utf8", "string|binary -> boolean?", (call, _) => Bytes(call, TextRuleKernels.IsUtf8));
        yield return Rows.Native("make_valid_utf8", "string|binary -> string?", (call, _) => Bytes(call, TextRuleKernels.ToUtf8));
        foreach (string name in (string[])["parse_url", "try_parse_url"])
        {
            yield return Rows.Native(name, "string, string, [string] -> string?", (call, _) => LowerUrl(call, name == "try_parse_url"));
        }

        foreach (string name in (string[])["to_binary", "try_to_binary"])
        {
            yield return new FunctionRow(name, FunctionKind.Scalar, EngineSupport.Native, BindToBinary, (call, _) => LowerToBinary(call, name == "try_to_binary"));
        }

        yield return Rows.Sql("bitmap_bucket_number", "long -> long", "(CASE WHEN {0} > 0 THEN 1 + ({0} - 1) // 32768 ELSE {0} // 32768 END)");
        yield return Rows.Sql("bitmap_bit_position", "long -> long", "(CASE WHEN {0} > 0 THEN ({0} - 1) % 32768 ELSE (-{0}) % 32768 END)");
        yield return Rows.Native("bitmap_count", "binary -> long", (_, _) => TextRuleKernels.BitCount);
    }

    private static readonly string[] MaskDefaults = ["X", "x", "n", "NULL"];

    private static readonly string[] MaskNames = ["upperChar", "lowerChar", "digitChar", "otherChar"];

    private static TypedExpression BindMask(FunctionRow row, Invocation call)
    {
        TypedExpression bound = Rows.Bound("string, [string], [string], [string], [string] -> string?")(row, call);
        for (int i = 1; i < call.Arguments.Count; i++)
        {
            if (call.Arguments[i] is TypedLiteral { Value: string { Length: not 1 } })
            {
                throw AnalysisErrors.Make(
                    "DATATYPE_MISMATCH.INPUT_SIZE_NOT_ONE", call.Syntax, ("exprName", MaskNames[i - 1]), ("sqlExpr", AnalysisErrors.Sql(bound)));
            }
        }

        return bound;
    }

    // A character that is not given is the default; one that is null keeps what it stands for.
    private static SqlExpression LowerMask(TypedCall call, ResolveOptions options)
    {
        IEnumerable<TypedExpression> missing = MaskDefaults.Skip(call.Arguments.Count - 1).Select(d => new TypedLiteral(DataTypes.String, d == "NULL" ? null : d));
        return Rows.Call(TextRuleKernels.Mask, call.Type, call.IsNullable, new([.. call.Arguments, .. missing]));
    }

    private static SqlExpression Bytes(TypedCall call, NativeKernel kernel)
        => Rows.Fill(call, $"{KernelCatalog.Use(kernel)}({(call.Arguments[0].Type is BinaryType ? "{0}" : "encode({0})")})");

    private static SqlExpression LowerUrl(TypedCall call, bool quiet)
    {
        NativeKernel kernel = (quiet, call.Arguments.Count) switch
        {
            (false, 2) => UrlKernels.Part,
            (true, 2) => UrlKernels.TryPart,
            (false, _) => UrlKernels.QueryValue,
            _ => UrlKernels.TryQueryValue,
        };
        return Rows.Call(kernel, call.Type, true, call.Arguments);
    }

    private static TypedCall BindToBinary(FunctionRow row, Invocation call)
    {
        TypedCall bound = (TypedCall)Rows.Bound("string, [string] -> binary?")(row, call);
        if (bound.Arguments.Count == 1)
        {
            return bound;
        }

        return bound.Arguments[1] is TypedLiteral { Value: null or string } format
            ? format.Value is null || Encoding((string)format.Value) is not null
                ? bound
                : throw AnalysisErrors.Make(
                    "DATATYPE_MISMATCH.INVALID_ARG_VALUE",
                    call.Syntax,
                    ("sqlExpr", $"\"{call.Sql(call.Arguments.Items)}\""),
                    ("inputName", "fmt"),
                    ("requireType", "case-insensitive \"STRING\""),
                    ("validValues", "'hex', 'utf-8', 'utf8', or 'base64'"),
                    ("inputValue", $"'{format.Value}'"))
            : throw AnalysisErrors.Make(
                "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
                call.Syntax,
                ("sqlExpr", $"\"{call.Sql(call.Arguments.Items)}\""),
                ("inputName", "`fmt`"),
                ("inputType", "\"STRING\""),
                ("inputExpr", AnalysisErrors.Sql(bound.Arguments[1])));
    }

    private static string? Encoding(string format) => format.ToLowerInvariant() switch
    {
        "hex" => "hex",
        "utf-8" or "utf8" => "utf8",
        "base64" => "base64",
        _ => null,
    };

    private static TypedExpression LowerToBinary(TypedCall call, bool quiet)
    {
        string? format = call.Arguments.Count == 1 ? "hex" : ((TypedLiteral)call.Arguments[1]).Value as string;
        return format is null ? TypedLiteral.Null(DataTypes.Binary) : Encoding(format) switch
        {
            "utf8" => Rows.Of("encode({0})", DataTypes.Binary, true, call.Arguments[0]),
            "base64" => Rows.Call(TextRuleKernels.FromBase64(quiet), DataTypes.Binary, true, [call.Arguments[0]]),
            _ => Rows.Call(TextRuleKernels.FromHex(quiet), DataTypes.Binary, true, [call.Arguments[0]]),
        };
    }
}
