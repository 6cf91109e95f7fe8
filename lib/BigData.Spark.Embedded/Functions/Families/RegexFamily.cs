using System.Buffers;
using BigData.DuckDb;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Regular expressions: by DuckDB where its RE2 surely gives Java's answer, else by .NET.</summary>
internal static class RegexFamily
{
    private static readonly SearchValues<char> Special = SearchValues.Create(@"\.[]{}()*+?^$|");

    public static IEnumerable<FunctionRow> All()
    {
        foreach (string name in (string[])["rlike", "regexp", "regexp_like"])
        {
            yield return Rows.Native(name, "string, string -> boolean", (call, _) => LowerLike(call)) with
            {
                Pretty = (c, p) => $"{(name == "rlike" ? "RLIKE" : name.ToUpperInvariant())}({p(c.Arguments[0])}, {p(c.Arguments[1])})",
            };
        }

        yield return Rows.Native("regexp_replace", "string, string, string, [int] -> string", (call, _) => LowerReplace(call)) with
        {
            Pretty = (c, p) => $"regexp_replace({p(c.Arguments[0])}, {p(c.Arguments[1])}, {p(c.Arguments[2])}, {(c.Arguments.Count == 4 ? p(c.Arguments[3]) : "1")})",
        };
        yield return Rows.Native("regexp_extract", "string, string, [int] -> string", (call, _) => WithGroup(call, RegexKernels.Extract)) with { Pretty = Grouped("regexp_extract") };
        yield return Rows.Native("regexp_extract_all", "string, string, [int] -> array<string>", LowerExtractAll) with { Pretty = Grouped("regexp_extract_all"), Bind = Rows.Bound("string, string, [int] -> void", _ => new ArrayType(DataTypes.String)) };
        yield return Rows.Native("regexp_count", "string, string -> int", (_, _) => RegexKernels.Count);
        yield return Rows.Native("regexp_substr", "string, string -> string?", (_, _) => RegexKernels.Substr);
        yield return Rows.Native("regexp_instr", "string, string, [int] -> int", (call, _) => Rows.Of($"{KernelCatalog.Use(RegexKernels.Instr)}({{0}}, {{1}})", DataTypes.Integer, call.IsNullable, call.Arguments[0], call.Arguments[1])) with
        {
            Pretty = (c, p) => $"regexp_instr({p(c.Arguments[0])}, {p(c.Arguments[1])}, {(c.Arguments.Count == 3 ? p(c.Arguments[2]) : "0")})",
        };
        yield return Rows.Native("split", "string, string, [int] -> array<string>", LowerSplit) with
        {
            Bind = Rows.Bound("string, string, [int] -> void", _ => new ArrayType(DataTypes.String, false)),
            Pretty = (c, p) => $"split({p(c.Arguments[0])}, {p(c.Arguments[1])}, {(c.Arguments.Count == 3 ? p(c.Arguments[2]) : "-1")})",
        };
    }

    private static Func<TypedCall, Func<TypedExpression, string>, string> Grouped(string name)
        => (c, p) => $"{name}({p(c.Arguments[0])}, {p(c.Arguments[1])}, {(c.Arguments.Count == 3 ? p(c.Arguments[2]) : "1")})";

    private static SqlExpression LowerLike(TypedCall call)
    {
        if (call.Arguments[1] is TypedLiteral { Value: string pattern } && Re2(pattern) is { } simple)
        {
            return Rows.Of($"regexp_matches({{0}}, {simple})", call.Type, call.IsNullable, call.Arguments[0]);
        }

        return Rows.Call(RegexKernels.Matches, call.Type, call.IsNullable, call.Arguments);
    }

    // A $ at the very end differs only on text that ends in a line break, which is tested beside it.
    private static string? Re2(string pattern)
    {
        string body = pattern.EndsWith('$') && !pattern.EndsWith("\\$", StringComparison.Ordinal) ? pattern[..^1] : pattern;
        return JavaRegex.ForRe2(body) is null || body.Length != pattern.Length ? null : SqlTemplate.Escape(DuckDbSql.Literal(pattern));
    }

    private static SqlExpression LowerReplace(TypedCall call)
    {
        if (call.Arguments.Count == 4 && call.Arguments[3] is not TypedLiteral { Value: 1 })
        {
            throw AnalysisErrors.UnsupportedFunction("regexp_replace", "A start position other than 1 is not part of this engine.", null);
        }

        ValueArray<TypedExpression> arguments = new(call.Arguments.Items[..3]);
        if (arguments[1] is TypedLiteral { Value: string pattern } && Re2(pattern) is { } simple
            && arguments[2] is TypedLiteral { Value: string replacement } && replacement.AsSpan().IndexOfAny('$', '\\') < 0)
        {
            return Rows.Of($"regexp_replace({{0}}, {simple}, {{1}}, 'g')", call.Type, call.IsNullable, arguments[0], arguments[2]);
        }

        return Rows.Call(RegexKernels.Replace, call.Type, call.IsNullable, arguments);
    }

    private static SqlExpression WithGroup(TypedCall call, NativeKernel kernel)
    {
        TypedExpression group = call.Arguments.Count == 3 ? call.Arguments[2] : TypedLiteral.Of(1);
        return Rows.Call(kernel, call.Type, call.IsNullable, [call.Arguments[0], call.Arguments[1], group]);
    }

    // Kernels give no lists; the parts come as JSON.
    private static SqlExpression LowerExtractAll(TypedCall call, ResolveOptions options)
    {
        TypedExpression group = call.Arguments.Count == 3 ? call.Arguments[2] : TypedLiteral.Of(1);
        string kernel = KernelCatalog.Use(RegexKernels.ExtractAll);
        return Rows.Of($"CAST(CAST({kernel}({{0}}, {{1}}, {{2}}) AS JSON) AS VARCHAR[])", call.Type, call.IsNullable, call.Arguments[0], call.Arguments[1], group);
    }

    private static SqlExpression LowerSplit(TypedCall call, ResolveOptions options)
    {
        bool isUnlimited = call.Arguments.Count == 2 || call.Arguments[2] is TypedLiteral { Value: int and <= 0 };
        if (isUnlimited && call.Arguments[1] is TypedLiteral { Value: string pattern } && IsPlain(pattern))
        {
            string separator = SqlTemplate.Escape(DuckDbSql.Literal(pattern.Replace("\\", string.Empty, StringComparison.Ordinal)));
            return Rows.Of($"string_split({{0}}, {separator})", call.Type, call.IsNullable, call.Arguments[0]);
        }

        TypedExpression limit = call.Arguments.Count == 3 ? call.Arguments[2] : TypedLiteral.Of(-1);
        string kernel = KernelCatalog.Use(RegexKernels.Split);
        return Rows.Of($"CAST(CAST({kernel}({{0}}, {{1}}, {{2}}) AS JSON) AS VARCHAR[])", call.Type, call.IsNullable, call.Arguments[0], call.Arguments[1], limit);
    }

    private static bool IsPlain(string pattern)
        => pattern.Length > 0 && (pattern.AsSpan().IndexOfAny(Special) < 0 || (pattern.Length == 2 && pattern[0] == '\\' && !char.IsAsciiLetterOrDigit(pattern[1])));
}
