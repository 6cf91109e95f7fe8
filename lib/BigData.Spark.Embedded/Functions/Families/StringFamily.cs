using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Functions of text and bytes.</summary>
internal static class StringFamily
{
    public static IEnumerable<FunctionRow> All() => Case().Concat(Lengths()).Concat(Parts()).Concat(Joins()).Concat(Search()).Concat(Codes());

    private static IEnumerable<FunctionRow> Case()
    {
        foreach (string name in (string[])["upper", "ucase"])
        {
            yield return Rows.Native(name, "string -> string", (_, _) => StringKernels.Upper);
        }

        foreach (string name in (string[])["lower", "lcase"])
        {
            yield return Rows.Native(name, "string -> string", (_, _) => StringKernels.Lower);
        }

        yield return Rows.Native("initcap", "string -> string", (_, _) => StringKernels.InitCap);
        yield return Rows.Rewrite("reverse", BindReverse, (call, _) => Rows.Fill(call, call.Type is ArrayType ? "list_reverse({0})" : "reverse({0})"));
        yield return Trim("trim", "TRIM(BOTH ");
        yield return Trim("btrim", null);
        yield return Trim("ltrim", "TRIM(LEADING ");
        yield return Trim("rtrim", "TRIM(TRAILING ");
        yield return Rows.Native("soundex", "string -> string", (_, _) => StringKernels.Soundex);
    }

    // What is cut off comes first, as in TRIM(x FROM y); only btrim has it behind.
    private static FunctionRow Trim(string name, string? sql)
    {
        string duck = name == "btrim" ? "trim" : name;
        string two = sql is null ? $"{duck}({{0}}, {{1}})" : $"{duck}({{1}}, {{0}})";
        return Rows.Rewrite(name, "string, [string] -> string", (call, _) => Rows.Fill(call, call.Arguments.Count == 1 ? $"{duck}({{0}}, ' ')" : two)) with
        {
            Pretty = (c, p) => c.Arguments.Count == 1 ? $"{name}({p(c.Arguments[0])})"
                : sql is null ? $"{name}({p(c.Arguments[0])}, {p(c.Arguments[1])})"
                : $"{sql}{p(c.Arguments[0])} FROM {p(c.Arguments[1])})",
        };
    }

    private static TypedExpression BindReverse(FunctionRow row, Invocation call)
        => Rows.Bound(call.Arguments.Count == 1 && call.Arguments[0].Type is ArrayType ? "array<T> -> array<T>" : "string -> string")(row, call);

    private static IEnumerable<FunctionRow> Lengths()
    {
        foreach (string name in (string[])["length", "len", "char_length", "character_length"])
        {
            yield return Rows.Rewrite(name, "string|binary -> int", (call, _) => Rows.Fill(
                call, call.Arguments[0].Type is BinaryType ? "CAST(octet_length({0}) AS INTEGER)" : "CAST(length({0}) AS INTEGER)"));
        }

        yield return Rows.Rewrite("octet_length", "string|binary -> int", (call, _) => Rows.Fill(call, $"CAST(octet_length({Bytes(call)}) AS INTEGER)"));
        yield return Rows.Rewrite("bit_length", "string|binary -> int", (call, _) => Rows.Fill(call, $"CAST(octet_length({Bytes(call)}) * 8 AS INTEGER)"));
        yield return Rows.Sql("ascii", "string -> int", "coalesce(CASE WHEN {0} = '' THEN 0 ELSE unicode({0}) END, CAST(NULL AS INTEGER))");
        foreach (string name in (string[])["char", "chr"])
        {
            yield return Rows.Sql(name, "long -> string", "CASE WHEN {0} < 0 THEN '' ELSE chr(CAST({0} % 256 AS INTEGER)) END");
        }

        yield return Rows.Sql("space", "int -> string", "repeat(' ', greatest({0}, 0))");
        yield return Rows.Rewrite("levenshtein", "string, string, [int] -> int", (call, _) => Rows.Fill(call, call.Arguments.Count == 2
            ? "CAST(levenshtein({0}, {1}) AS INTEGER)"
            : "CASE WHEN levenshtein({0}, {1}) > {2} THEN -1 ELSE CAST(levenshtein({0}, {1}) AS INTEGER) END"));
    }

    private static string Bytes(TypedCall call) => call.Arguments[0].Type is BinaryType ? "{0}" : "encode({0})";

    private static IEnumerable<FunctionRow> Parts()
    {
        FunctionRow substring = Rows.Native("substring", "string|binary, int, [int] -> void", LowerSubstring) with { Bind = BindSubstring };
        yield return substring;
        yield return substring with { Name = "substr" };
        yield return Rows.Sql("left", "string, int -> string", "left({0}, greatest({1}, 0))");
        yield return Rows.Sql("right", "string, int -> string", "CASE WHEN {1} <= 0 THEN CASE WHEN {0} IS NOT NULL THEN '' END ELSE right({0}, {1}) END");
        yield return Rows.Sql("repeat", "string, int -> string", "repeat({0}, greatest({1}, 0))");
        yield return Pad("lpad");
        yield return Pad("rpad");
        yield return Rows.Rewrite("replace", "string, string, [string] -> string", (call, _) => Rows.Fill(
            call, $"CASE WHEN {{1}} = '' THEN {{0}} ELSE replace({{0}}, {{1}}, {(call.Arguments.Count == 3 ? "{2}" : "''")}) END")) with
        {
            Pretty = (c, p) => $"replace({p(c.Arguments[0])}, {p(c.Arguments[1])}, {(c.Arguments.Count == 3 ? p(c.Arguments[2]) : string.Empty)})",
        };
        yield return Rows.Native("translate", "string, string, string -> string", (_, _) => StringKernels.Translate);
        yield return Rows.Sql("split_part", "string, string, int -> string", "CASE WHEN {2} = 0 THEN " + RuntimeErrors.Raise("INVALID_INDEX_OF_ZERO") + " WHEN {1} = '' THEN CASE WHEN {2} IN (1, -1) THEN {0} ELSE '' END ELSE split_part({0}, {1}, {2}) END");
        yield return Rows.Native("substring_index", "string, string, int -> string", (_, _) => StringKernels.SubstringIndex);
        yield return Rows.Native("overlay", "string, string, int, [int] -> string", LowerOverlay) with
        {
            Pretty = (c, p) => $"overlay({p(c.Arguments[0])}, {p(c.Arguments[1])}, {p(c.Arguments[2])}, {(c.Arguments.Count == 4 ? p(c.Arguments[3]) : "-1")})",
        };
    }

    private static TypedCall BindSubstring(FunctionRow row, Invocation call)
    {
        TypedCall bound = (TypedCall)Rows.Bound("string|binary, int, [int] -> void", a => a[0].Type is BinaryType ? DataTypes.Binary : DataTypes.String)(row, call);
        return bound.Arguments.Count == 3 ? bound : bound with { Arguments = bound.Arguments.Add(TypedLiteral.Of(int.MaxValue)) };
    }

    // Zero is taken for the first place; a negative start counts from the end, and what lies before the text is cut from the length.
    private static SqlExpression LowerSubstring(TypedCall call, ResolveOptions options)
    {
        if (call.Arguments[0].Type is BinaryType)
        {
            return Rows.Call(StringKernels.SubstringBytes, call.Type, call.IsNullable, call.Arguments);
        }

        if (call.Arguments[1] is TypedLiteral { Value: int start and >= 0 } && call.Arguments[2] is TypedLiteral { Value: int count and >= 0 })
        {
            string from = Math.Max(start, 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Rows.Of(
                count == int.MaxValue ? $"substring({{0}}, {from})" : $"substring({{0}}, {from}, {count.ToString(System.Globalization.CultureInfo.InvariantCulture)})",
                call.Type,
                call.IsNullable,
                call.Arguments[0]);
        }

        return Rows.Call(StringKernels.Substring, call.Type, call.IsNullable, call.Arguments);
    }

    private static FunctionRow Pad(string name) => Rows.Native(name, "string, int, [string] -> string", (call, _) => Rows.Fill(
        call, $"CASE WHEN {{1}} <= 0 THEN CASE WHEN {{0}} IS NOT NULL THEN '' END WHEN {Fill(call)} = '' THEN left({{0}}, {{1}}) ELSE {name}({{0}}, {{1}}, {Fill(call)}) END")) with
    {
        Pretty = (c, p) => $"{name}({p(c.Arguments[0])}, {p(c.Arguments[1])}, {(c.Arguments.Count == 3 ? p(c.Arguments[2]) : " ")})",
    };

    private static string Fill(TypedCall call) => call.Arguments.Count == 3 ? "{2}" : "' '";

    private static SqlExpression LowerOverlay(TypedCall call, ResolveOptions options)
    {
        string length = call.Arguments.Count == 4 ? "CASE WHEN {3} >= 0 THEN {3} ELSE length({1}) END" : "length({1})";
        return Rows.Fill(call, $"(left({{0}}, greatest({{2}} - 1, 0)) || {{1}} || substring({{0}}, {{2}} + {length}))");
    }

    private static IEnumerable<FunctionRow> Joins()
    {
        FunctionRow concat = Rows.Rewrite("concat", BindConcat, LowerConcat);
        yield return concat;
        yield return concat with { Name = "||", Bind = (_, call) => (BindConcat(concat, call) as TypedCall)! with { DisplayName = "concat" } };
        yield return Rows.Rewrite("concat_ws", BindConcatWs, LowerConcatWs);
        FunctionRow format = new("format_string", FunctionKind.Scalar, EngineSupport.Native, BindFormat, (call, _) => LowerFormat(call));
        yield return format;
        yield return format with { Name = "printf" };
        yield return Rows.Native("format_number", "double|decimal, int -> string?", (call, _) => Rows.Of(
            $"{KernelCatalog.Use(StringKernels.FormatNumber)}({(call.Arguments[0].Type is DecimalType ? "CAST({0} AS VARCHAR)" : $"{KernelCatalog.Use(TextKernels.Double)}({{0}})")}, {{1}})", call.Type, true, call.Arguments[0], call.Arguments[1]));
        yield return Rows.Rewrite("elt", BindElt, LowerElt);
    }

    private static TypedExpression BindConcat(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Items.Any(a => a.Type is ArrayType))
        {
            if (call.Arguments.Items.Any(a => a.Type is not ArrayType))
            {
                throw AnalysisErrors.Make(
                    "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
                    call.Syntax,
                    ("sqlExpr", $"\"{call.Sql(call.Arguments.Items)}\""),
                    ("functionName", "`concat`"),
                    ("dataType", "(" + string.Join(" or ", call.Arguments.Items.Select(a => AnalysisErrors.Type(a.Type))) + ")"));
            }

            return Rows.Bound("array<T>, array<T>... -> array<T>")(row, call);
        }

        bool isBinary = call.Arguments.Count > 0 && call.Arguments.Items.All(a => a.Type is BinaryType);
        return isBinary ? Rows.Bound("binary, binary... -> binary")(row, call)
            : call.Arguments.IsEmpty ? TypedLiteral.Of(string.Empty)
            : Rows.Bound("string, string... -> string")(row, call);
    }

    private static SqlExpression LowerConcat(TypedCall call, ResolveOptions options)
        => Rows.Fill(call, $"({string.Join(" || ", Enumerable.Range(0, call.Arguments.Count).Select(i => $"{{{i}}}"))})");

    private static TypedExpression BindConcatWs(FunctionRow row, Invocation call)
    {
        if (call.Arguments.IsEmpty)
        {
            throw AnalysisErrors.WrongNumArgs("concat_ws", "> 0", 0, call.Syntax);
        }

        ArrayType strings = new(DataTypes.String);
        List<TypedExpression> arguments = [];
        foreach (TypedExpression argument in call.Arguments)
        {
            DataType target = argument.Type is ArrayType && arguments.Count > 0 ? strings : DataTypes.String;
            arguments.Add(Coercion.Implicit(argument, target, call.CastMode)
                ?? throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), arguments.Count, "(\"ARRAY<STRING>\" or \"STRING\")", argument, call.Syntax));
        }

        return Rows.Make(row, call, arguments.ToValueArray(), DataTypes.String, arguments[0].IsNullable);
    }

    private static SqlExpression LowerConcatWs(TypedCall call, ResolveOptions options)
    {
        if (call.Arguments.Count == 1)
        {
            return Rows.Fill(call, "CASE WHEN {0} IS NOT NULL THEN '' END");
        }

        bool hasLists = call.Arguments.Items.Any(a => a.Type is ArrayType);
        string items = string.Join(", ", Enumerable.Range(1, call.Arguments.Count - 1)
            .Select(i => call.Arguments[i].Type is ArrayType ? $"array_to_string({{{i}}}, {{0}})" : $"{{{i}}}"));
        if (!hasLists)
        {
            return Rows.Fill(call, $"concat_ws({{0}}, {items})");
        }

        // A list without values adds nothing, not an empty part.
        items = string.Join(", ", Enumerable.Range(1, call.Arguments.Count - 1).Select(i => call.Arguments[i].Type is ArrayType
            ? $"CASE WHEN len(list_filter({{{i}}}, lambda e: e IS NOT NULL)) > 0 THEN array_to_string({{{i}}}, {{0}}) END"
            : $"{{{i}}}"));
        return Rows.Fill(call, $"concat_ws({{0}}, {items})");
    }

    private static TypedExpression BindElt(FunctionRow row, Invocation call)
        => ((TypedCall)Rows.Bound("int, string, string... -> string?")(row, call)) with { MayBeNull = true };

    private static SqlExpression LowerElt(TypedCall call, ResolveOptions options)
    {
        int count = call.Arguments.Count - 1;
        string choices = string.Join(' ', Enumerable.Range(1, count).Select(i => $"WHEN {{0}} = {i} THEN {{{i}}}"));
        string error = RuntimeErrors.Raise("INVALID_ARRAY_INDEX", ("arraySize", count.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("indexValue", "=CAST({0} AS VARCHAR)"));
        return Rows.Fill(call, $"CASE WHEN {{0}} IS NULL THEN NULL {choices}{(options.Ansi ? $" ELSE {error}" : string.Empty)} END");
    }

    private static TypedCall BindFormat(FunctionRow row, Invocation call)
        => call.Arguments.IsEmpty
            ? throw AnalysisErrors.WrongNumArgs(call.Name, "> 0", 0, call.Syntax)
            : Rows.Make(row, call, new([Coercion.To(call.Arguments[0], DataTypes.String, call.CastMode), .. call.Arguments.Items.Skip(1)]), DataTypes.String, call.Arguments[0].IsNullable);

    private static SqlExpression LowerFormat(TypedCall call)
    {
        IEnumerable<string> values = Enumerable.Range(1, call.Arguments.Count - 1).Select(i => call.Arguments[i].Type is DoubleType
            ? $"{KernelCatalog.Use(TextKernels.Double)}({{{i}}})"
            : $"CAST({{{i}}} AS VARCHAR)");
        string kinds = string.Concat(call.Arguments.Items.Skip(1).Select(a => TypeRules.IsIntegral(a.Type) ? 'i' : TypeRules.IsFractional(a.Type) ? 'f' : 's'));
        string list = call.Arguments.Count == 1 ? "CAST([] AS VARCHAR[])" : $"[{string.Join(", ", values)}]";
        return Rows.Fill(call, $"{KernelCatalog.Use(StringKernels.Format)}({{0}}, '{kinds}', CAST(to_json({list}) AS VARCHAR))");
    }

    private static IEnumerable<FunctionRow> Search()
    {
        yield return Rows.Sql("instr", "string, string -> int", "CAST(instr({0}, {1}) AS INTEGER)");
        FunctionRow locate = Rows.Rewrite("locate", "string, string, [int] -> int", LowerLocate) with
        {
            Pretty = (c, p) => $"{c.DisplayName ?? "locate"}({p(c.Arguments[0])}, {p(c.Arguments[1])}, {(c.Arguments.Count == 3 ? p(c.Arguments[2]) : "1")})",
        };
        yield return locate;
        yield return locate with { Name = "position" };
        yield return Rows.Sql("contains", "string, string -> boolean", "contains({0}, {1})");
        yield return Rows.Sql("startswith", "string, string -> boolean", "starts_with({0}, {1})");
        yield return Rows.Sql("endswith", "string, string -> boolean", "ends_with({0}, {1})");
        yield return Like("like", "LIKE");
        yield return Like("ilike", "ILIKE");
        yield return Rows.Sql("find_in_set", "string, string -> int", "CASE WHEN contains({0}, ',') THEN 0 ELSE CAST(coalesce(list_position(string_split({1}, ','), {0}), 0) AS INTEGER) END");
    }

    private static SqlExpression LowerLocate(TypedCall call, ResolveOptions options) => Rows.Fill(call, call.Arguments.Count == 2
        ? "CAST(instr({1}, {0}) AS INTEGER)"
        : "CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN {2} IS NULL OR {2} < 1 THEN 0 WHEN instr(substring({1}, {2}), {0}) = 0 THEN 0 ELSE CAST(instr(substring({1}, {2}), {0}) + {2} - 1 AS INTEGER) END");

    private static FunctionRow Like(string name, string word) => Rows.Rewrite(name, "string, string, [string] -> boolean", (call, _) => Rows.Fill(
        call, $"({{0}} {word} {{1}} ESCAPE {(call.Arguments.Count == 3 ? "{2}" : "'\\'")})")) with
    {
        Pretty = (c, p) => name == "like"
            ? $"{p(c.Arguments[0])} LIKE {p(c.Arguments[1])}{(c.Arguments.Count == 3 ? $" ESCAPE '{p(c.Arguments[2])}'" : string.Empty)}"
            : $"ilike({p(c.Arguments[0])}, {p(c.Arguments[1])})",
    };

    private static IEnumerable<FunctionRow> Codes()
    {
        yield return Rows.Sql("base64", "binary -> string", "to_base64({0})");
        yield return Rows.Sql("unbase64", "string -> binary", "from_base64({0})");
        yield return Rows.Rewrite("hex", "long|binary|string -> string", (call, _) => Rows.Fill(call, call.Arguments[0].Type is LongType
            ? "CASE WHEN {0} >= 0 THEN to_hex({0}) ELSE to_hex(CAST(CAST({0} AS HUGEINT) + 18446744073709551616 AS UBIGINT)) END"
            : "hex({0})"));
        yield return Rows.Native("unhex", "string -> binary?", (_, _) => HashKernels.Unhex);
        yield return Rows.Native("encode", "string, string -> binary", (_, _) => StringKernels.Encode);
        yield return Rows.Native("decode", "binary, string -> string", (_, _) => StringKernels.Decode);
        yield return Rows.Native("url_encode", "string -> string", (_, _) => StringKernels.UrlEncode);
        yield return Rows.Native("url_decode", "string -> string", (_, _) => StringKernels.UrlDecode);
    }
}
