using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Functions of numbers.</summary>
internal static class MathFamily
{
    private const string NaN = "CAST('NaN' AS DOUBLE)";

    public static IEnumerable<FunctionRow> All()
    {
        foreach (string name in (string[])["sin", "cos", "tan", "cot", "asinh", "sinh", "cosh", "tanh", "atan", "degrees", "radians", "exp"])
        {
            yield return Rows.Direct(name, "double -> double") with { Pretty = Upper(name) };
        }

        yield return Rows.Native("cbrt", "double -> double", (_, _) => RoundKernels.CubeRoot) with { Pretty = Upper("cbrt") };
        yield return Rows.Sql("sqrt", "double -> double", $"CASE WHEN {{0}} < 0 THEN {NaN} ELSE sqrt({{0}}) END") with { Pretty = Upper("sqrt") };
        yield return Rows.Sql("asin", "double -> double", $"CASE WHEN abs({{0}}) > 1 THEN {NaN} ELSE asin({{0}}) END") with { Pretty = Upper("asin") };
        yield return Rows.Sql("acos", "double -> double", $"CASE WHEN abs({{0}}) > 1 THEN {NaN} ELSE acos({{0}}) END") with { Pretty = Upper("acos") };
        yield return Rows.Sql("acosh", "double -> double", $"CASE WHEN {{0}} < 1 THEN {NaN} ELSE acosh({{0}}) END") with { Pretty = Upper("acosh") };
        yield return Rows.Sql("atanh", "double -> double", $"CASE WHEN abs({{0}}) > 1 THEN {NaN} ELSE atanh({{0}}) END") with { Pretty = Upper("atanh") };
        yield return Rows.Direct("atan2", "double, double -> double") with { Pretty = Upper("atan2") };
        yield return Rows.Sql("sec", "double -> double", "(1 / cos({0}))");
        yield return Rows.Sql("csc", "double -> double", "(1 / sin({0}))");
        yield return Rows.Sql("expm1", "double -> double", "CASE WHEN abs({0}) < 1e-5 THEN {0} + {0} * {0} / 2 ELSE exp({0}) - 1 END") with { Pretty = Upper("expm1") };
        yield return Rows.Sql("log1p", "double -> double?", "CASE WHEN {0} > -1 THEN CASE WHEN abs({0}) < 1e-5 THEN {0} - {0} * {0} / 2 ELSE ln(1 + {0}) END END") with { Pretty = Upper("log1p") };
        foreach (string name in (string[])["ln", "log10", "log2"])
        {
            yield return Rows.Sql(name, "double -> double?", $"CASE WHEN {{0}} > 0 THEN {name}({{0}}) END") with { Pretty = name == "ln" ? null : Upper(name) };
        }

        yield return Rows.Rewrite("log", "double, [double] -> double?", (call, _) => Rows.Fill(call, call.Arguments.Count == 1
            ? "CASE WHEN {0} > 0 THEN ln({0}) END"
            : "CASE WHEN {0} > 0 AND {1} > 0 THEN ln({1}) / ln({0}) END")) with
        {
            Pretty = (c, p) => c.Arguments.Count == 1 ? $"ln({p(c.Arguments[0])})" : $"LOG({p(c.Arguments[0])}, {p(c.Arguments[1])})",
        };
        FunctionRow power = Rows.Rewrite("power", "double, double -> double", (call, _) => Rows.Fill(call, "pow({0}, {1})"));
        yield return power with { Pretty = (c, p) => $"{(c.DisplayName == "pow" ? "pow" : "POWER")}({p(c.Arguments[0])}, {p(c.Arguments[1])})" };
        yield return power with { Name = "pow" };
        yield return Rows.Sql("hypot", "double, double -> double", "sqrt({0} * {0} + {1} * {1})") with { Pretty = Upper("hypot") };
        FunctionRow sign = Rows.Sql("sign", "double -> double", "CASE WHEN isnan({0}) THEN {0} ELSE CAST(sign({0}) AS DOUBLE) END");
        yield return sign;
        yield return sign with { Name = "signum", Pretty = Upper("signum") };
        yield return Rows.Sql("pi", " -> double!", "pi()") with { Pretty = Upper("pi") };
        yield return Rows.Sql("e", " -> double!", "exp(CAST(1 AS DOUBLE))") with { Pretty = Upper("e") };
        yield return Rows.Sql("rint", "double -> double", "round_even({0}, 0)");
        yield return Rows.Sql("factorial", "int -> long?", "CASE WHEN {0} BETWEEN 0 AND 20 THEN CAST(factorial({0}) AS BIGINT) END");
        foreach (FunctionRow row in RoundingFamily.All().Concat(Bits()).Concat(Random()))
        {
            yield return row;
        }

        yield return Rows.Sql("width_bucket", "double, double, double, long -> long?", "CASE WHEN {3} > 0 AND {1} <> {2} THEN CASE WHEN {1} < {2} THEN CASE WHEN {0} < {1} THEN 0 WHEN {0} >= {2} THEN {3} + 1 ELSE CAST(floor({3} * ({0} - {1}) / ({2} - {1})) AS BIGINT) + 1 END ELSE CASE WHEN {0} > {1} THEN 0 WHEN {0} <= {2} THEN {3} + 1 ELSE CAST(floor({3} * ({1} - {0}) / ({1} - {2})) AS BIGINT) + 1 END END END");
        yield return Rows.Native("conv", "string, int, int -> string?", (_, _) => HashKernels.Conv);
        yield return Rows.Sql("bin", "long -> string", "CASE WHEN {0} = 0 THEN '0' ELSE ltrim(bin({0}), '0') END");
    }

    private static Func<TypedCall, Func<TypedExpression, string>, string> Upper(string name)
        => (call, print) => $"{name.ToUpperInvariant()}({string.Join(", ", call.Arguments.Items.Select(print))})";

    private static IEnumerable<FunctionRow> Bits()
    {
        foreach ((string symbol, string template) in ((string, string)[])[("&", "({0} & {1})"), ("|", "({0} | {1})"), ("^", "xor({0}, {1})")])
        {
            yield return Rows.Rewrite(symbol, Rows.Bound("T, T -> T"), (call, _) => Rows.Fill(call, template)) with { Pretty = OperatorFamily.Infix(symbol) };
        }

        FunctionRow not = Rows.Sql("~", "integral -> void", "(~{0})") with { Bind = Rows.Bound("integral -> void", a => a[0].Type), Pretty = (c, p) => $"~{p(c.Arguments[0])}" };
        yield return not;
        yield return not with { Name = "bitwise_not" };
        foreach (string name in (string[])["bit_get", "getbit"])
        {
            yield return Rows.Sql(name, "long, int -> byte", "CAST(({0} >> {1}) & 1 AS TINYINT)");
        }

        yield return Rows.Sql("bit_count", "long -> int", "CAST(bit_count({0}) AS INTEGER)");
        foreach ((string name, string symbol) in ((string, string)[])[("shiftleft", "<<"), ("shiftright", ">>"), ("shiftrightunsigned", ">>>")])
        {
            FunctionRow shift = Shift(name, symbol);
            yield return shift;
            yield return Rows.Alias(symbol, shift);
        }
    }

    // A shift keeps the width of its operand: bits that fall out at the top are lost, the sign comes from the top bit.
    private static FunctionRow Shift(string name, string symbol)
    {
        return Rows.Rewrite(name, Rows.Bound("int|long, int -> void", a => a[0].Type), (call, _) =>
        {
            bool isLong = call.Type is LongType;
            string count = isLong ? "({1} & 63)" : "({1} & 31)";
            string half = isLong ? "9223372036854775808" : "2147483648";
            string full = isLong ? "18446744073709551616" : "4294967296";
            string type = DuckTypes.Name(call.Type);
            if (symbol == ">>>")
            {
                string unsigned = $"(CASE WHEN {{0}} < 0 THEN CAST({{0}} AS HUGEINT) + {full} ELSE CAST({{0}} AS HUGEINT) END // CAST(pow(2, {count}) AS HUGEINT))";
                return Rows.Fill(call, $"CAST(CASE WHEN {unsigned} >= {half} THEN {unsigned} - {full} ELSE {unsigned} END AS {type})");
            }

            return Rows.Fill(call, symbol == "<<"
                ? $"CAST(((((CAST({{0}} AS HUGEINT) + {full}) % {half} * CAST(pow(2, {count}) AS HUGEINT)) + {half}) % {full} - {half}) AS {type})"
                : $"({{0}} >> {count})");
        }) with
        {
            Pretty = (c, p) => c.DisplayName == symbol
                ? $"({p(c.Arguments[0])} {symbol} {p(c.Arguments[1])})"
                : $"{name}({p(c.Arguments[0])}, {p(c.Arguments[1])})",
        };
    }

    private static IEnumerable<FunctionRow> Random()
    {
        FunctionRow rand = Rows.Native("rand", "[long] -> double!", (call, _) => RandomLowering.Uniform(call)) with { IsVolatile = true };
        yield return rand;
        yield return Rows.Alias("random", rand);
        yield return Rows.Native("randn", "[long] -> double!", (call, _) => RandomLowering.Normal(call)) with { IsVolatile = true };
        yield return Rows.Sql("uuid", " -> string!", "CAST(uuid() AS VARCHAR)") with { IsVolatile = true };
    }
}

/// <summary>Random numbers: seeded ones depend on the row's place only, so that a run repeats itself; they are not Spark's numbers.</summary>
internal static class RandomLowering
{
    public static SqlExpression Uniform(TypedCall call) => Rows.Fill(call, Uniform(call, 0));

    public static SqlExpression Normal(TypedCall call)
        => Rows.Fill(call, $"(sqrt(-2 * ln(1 - {Uniform(call, 1)})) * cos(2 * pi() * {Uniform(call, 2)}))");

    private static string Uniform(TypedCall call, int stream)
        => call.Arguments.IsEmpty ? "random()" : FormattableString.Invariant($"(hash(row_number() OVER (), {{0}}, {stream}) / 18446744073709551616.0::DOUBLE)");
}
