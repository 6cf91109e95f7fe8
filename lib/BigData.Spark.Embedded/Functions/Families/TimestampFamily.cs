using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Functions that read, write and move timestamps.</summary>
internal static class TimestampFamily
{
    private const string DefaultPattern = "yyyy-MM-dd HH:mm:ss";

    public static IEnumerable<FunctionRow> All() => Reading().Concat(Writing()).Concat(Epoch()).Concat(Zones()).Concat(Units()).Concat(Making());

    private static IEnumerable<FunctionRow> Reading()
    {
        yield return Parse("to_date", DataTypes.Date, isTry: false);
        yield return Parse("try_to_date", DataTypes.Date, isTry: true);
        yield return Parse("to_timestamp", DataTypes.Timestamp, isTry: false);
        yield return Parse("try_to_timestamp", DataTypes.Timestamp, isTry: true);
        yield return Parse("to_timestamp_ltz", DataTypes.Timestamp, isTry: false);
        yield return Parse("to_timestamp_ntz", DataTypes.TimestampNtz, isTry: false);
    }

    // Without a pattern it is a cast.
    private static FunctionRow Parse(string name, DataType target, bool isTry) => new(
        name,
        FunctionKind.Scalar,
        EngineSupport.Native,
        (row, call) =>
        {
            if (call.Arguments.Count is < 1 or > 2)
            {
                throw AnalysisErrors.WrongNumArgs(name, "[1, 2]", call.Arguments.Count, call.Syntax);
            }

            bool quiet = isTry || !call.Options.Ansi;
            TypedExpression value = call.Arguments[0];
            if (call.Arguments.Count == 2 && !TypeRules.IsString(value.Type) && value.Type is not (DateType or TimestampType or TimestampNtzType or NullType))
            {
                throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "(\"STRING\" or \"DATE\" or \"TIMESTAMP\" or \"TIMESTAMP_NTZ\")", value, call.Syntax);
            }

            return Rows.Make(row, call, call.Arguments, target, quiet || value.IsNullable) with { IsTry = quiet };
        },
        (call, options) =>
        {
            TypedExpression value = call.Arguments[0];
            if (call.Arguments.Count == 1 || !TypeRules.IsString(value.Type))
            {
                Plans.CastMode mode = call.IsTry ? Plans.CastMode.Try : Plans.CastMode.Ansi;
                return Lowering.CastLowering.Lower(new TypedCast(value, target, mode, IsImplicit: true), options);
            }

            string pattern = Pattern(call, name);
            return Rows.Call(PatternKernels.Parse(pattern, target, call.IsTry, options), target, call.IsNullable, [value]);
        });

    private static string Pattern(TypedCall call, string name, int index = 1)
        => call.Arguments[index] is TypedLiteral { Value: string pattern }
            ? pattern
            : throw AnalysisErrors.UnsupportedFunction(name, "The pattern must be a constant.", null);

    private static IEnumerable<FunctionRow> Writing()
    {
        yield return Rows.Native("date_format", "timestamp|ntz, string -> string", (call, o) => Rows.Of(
            $"{KernelCatalog.Use(PatternKernels.Format(Pattern(call, "date_format"), o))}({DateFamily.Local(call, 0, o)})", DataTypes.String, call.IsNullable, call.Arguments[0]));
        yield return Rows.Native("from_unixtime", "long, [string] -> string", (call, o) => Rows.Of(
            $"{KernelCatalog.Use(PatternKernels.Format(call.Arguments.Count == 2 ? Pattern(call, "from_unixtime") : DefaultPattern, o))}({SessionTime.ToLocal("make_timestamptz({0} * 1000000)", o)})",
            DataTypes.String,
            call.IsNullable,
            call.Arguments[0])) with
        {
            Pretty = (c, p) => $"from_unixtime({p(c.Arguments[0])}, {(c.Arguments.Count == 2 ? p(c.Arguments[1]) : DefaultPattern)})",
        };
    }

    private static IEnumerable<FunctionRow> Epoch()
    {
        foreach (string name in (string[])["unix_timestamp", "to_unix_timestamp"])
        {
            yield return new FunctionRow(name, FunctionKind.Scalar, EngineSupport.Native, BindUnix, LowerUnix) with
            {
                Pretty = (c, p) => c.Arguments.Count == 2
                    ? $"{name}({p(c.Arguments[0])}, {p(c.Arguments[1])})"
                    : $"{name}({(c.Arguments.IsEmpty ? "current_timestamp()" : p(c.Arguments[0]))}, {DefaultPattern})",
            };
        }

        foreach ((string name, int factor) in ((string, int)[])[("timestamp_seconds", 1_000_000), ("timestamp_millis", 1_000), ("timestamp_micros", 1)])
        {
            yield return name == "timestamp_seconds"
                ? Rows.Rewrite(name, "numeric -> timestamp", (call, _) => Rows.Fill(call, TypeRules.IsIntegral(call.Arguments[0].Type)
                    ? $"make_timestamptz(CAST({{0}} AS BIGINT) * {factor})"
                    : $"make_timestamptz(CAST(trunc({{0}} * {factor}) AS BIGINT))"))
                : Rows.Sql(name, "long -> timestamp", $"make_timestamptz({{0}} * {factor})");
        }

        yield return Rows.Sql("unix_micros", "timestamp -> long", "epoch_us({0})");
        foreach ((string name, int factor) in ((string, int)[])[("unix_seconds", 1_000_000), ("unix_millis", 1_000)])
        {
            // Rounds down, also before 1970. Whole numbers are quicker, but name the argument more than once.
            yield return Rows.Rewrite(name, "timestamp -> long", (call, _) => Rows.Fill(call, ExpressionFacts.IsCheap(call.Arguments[0])
                ? $"((epoch_us({{0}}) - (epoch_us({{0}}) % {factor} + {factor}) % {factor}) // {factor})"
                : $"CAST(floor(CAST(epoch_us({{0}}) AS DECIMAL(38,6)) / {factor}) AS BIGINT)"));
        }
    }

    private static TypedExpression BindUnix(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count > 2 || (call.Arguments.IsEmpty && call.Name != "unix_timestamp"))
        {
            throw AnalysisErrors.WrongNumArgs(call.Name, "[1, 2]", call.Arguments.Count, call.Syntax);
        }

        bool isNullable = !call.Arguments.IsEmpty && (call.Arguments[0].IsNullable || !call.Options.Ansi);
        return Rows.Make(row, call, call.Arguments, DataTypes.Long, isNullable) with { IsTry = !call.Options.Ansi };
    }

    private static SqlExpression LowerUnix(TypedCall call, ResolveOptions options)
    {
        const string seconds = "CAST(floor(epoch_us(#) / 1000000.0::DOUBLE) AS BIGINT)";
        if (call.Arguments.IsEmpty)
        {
            return Rows.Of(options.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) + "::BIGINT", DataTypes.Long, false);
        }

        TypedExpression value = call.Arguments[0];
        TypedExpression instant = TypeRules.IsString(value.Type)
            ? Rows.Call(
                PatternKernels.Parse(call.Arguments.Count == 2 ? Pattern(call, call.Function) : DefaultPattern, DataTypes.Timestamp, call.IsTry, options), DataTypes.Timestamp, true, [value])
            : Lowering.CastLowering.Lower(new TypedCast(value, DataTypes.Timestamp, Plans.CastMode.Ansi, true), options);
        return Rows.Of(seconds.Replace("#", "{0}", StringComparison.Ordinal), DataTypes.Long, call.IsNullable, instant);
    }

    private static IEnumerable<FunctionRow> Zones()
    {
        yield return Rows.Native("from_utc_timestamp", "timestamp, string -> timestamp", (call, _) => Rows.Fill(
            call, $"make_timestamptz(epoch_us({ToLocal("{0}", call, 1)}))"));
        yield return Rows.Native("to_utc_timestamp", "timestamp, string -> timestamp", (call, _) => Rows.Fill(
            call, ToInstant("make_timestamp(epoch_us({0}))", call, 1)));
        yield return Rows.Native("convert_timezone", "string, [string], ntz -> ntz", LowerConvert) with { Bind = BindConvert };
    }

    private static string ToLocal(string instant, TypedCall call, int zone)
        => call.Arguments[zone] is TypedLiteral { Value: string name } ? SessionTime.ToLocal(instant, name) : $"{KernelCatalog.Use(ZoneKernels.ToLocal())}({instant}, {{{zone}}})";

    private static string ToInstant(string local, TypedCall call, int zone)
        => call.Arguments[zone] is TypedLiteral { Value: string name } ? SessionTime.ToInstant(local, name) : $"{KernelCatalog.Use(ZoneKernels.ToInstant())}({local}, {{{zone}}})";

    private static TypedExpression BindConvert(FunctionRow row, Invocation call)
    {
        Invocation whole = call.Arguments.Count == 2
            ? call with { Arguments = [TypedLiteral.Of(call.Options.TimeZone), call.Arguments[0], call.Arguments[1]] }
            : call;
        return Rows.Bound("string, string, ntz -> ntz")(row, whole);
    }

    private static SqlExpression LowerConvert(TypedCall call, ResolveOptions options)
        => Rows.Fill(call, ToLocal(ToInstant("{2}", call, 0), call, 1));

    private static IEnumerable<FunctionRow> Units()
    {
        yield return Rows.Rewrite("timestampadd", "string, int, timestamp|ntz|timestamp -> void", LowerAdd) with { Bind = Rows.Bound("string, int, timestamp|ntz|timestamp -> void", a => a[2].Type) };
        yield return Rows.Rewrite("timestampdiff", "string, timestamp, timestamp -> long", LowerDifference);
    }

    private static (bool IsMonths, long Factor) Unit(TypedCall call) => (call.Arguments[0] is TypedLiteral { Value: string unit } ? unit.ToUpperInvariant() : string.Empty) switch
    {
        "YEAR" => (true, 12),
        "QUARTER" => (true, 3),
        "MONTH" => (true, 1),
        "WEEK" => (false, 604_800_000_000),
        "DAY" or "DAYOFYEAR" => (false, 86_400_000_000),
        "HOUR" => (false, 3_600_000_000),
        "MINUTE" => (false, 60_000_000),
        "SECOND" => (false, 1_000_000),
        "MILLISECOND" => (false, 1_000),
        "MICROSECOND" => (false, 1),
        _ => throw AnalysisErrors.UnsupportedFunction(call.Function, "The unit is not known.", null),
    };

    private static SqlExpression LowerAdd(TypedCall call, ResolveOptions options)
    {
        (bool isMonths, long factor) = Unit(call);
        string local = DateFamily.Local(call, 2, options);
        string moved = isMonths ? FormattableString.Invariant($"({local} + to_months({{1}} * {factor}))")
            : factor >= 86_400_000_000 ? FormattableString.Invariant($"({local} + to_days({{1}} * {factor / 86_400_000_000}))")
            : string.Empty;
        if (moved.Length > 0)
        {
            return Rows.Fill(call, call.Type is TimestampType ? SessionTime.ToInstant(moved, options) : moved);
        }

        string make = call.Type is TimestampType ? "make_timestamptz" : "make_timestamp";
        return Rows.Fill(call, FormattableString.Invariant($"{make}(epoch_us({{2}}) + CAST({{1}} AS BIGINT) * {factor})"));
    }

    private static SqlExpression LowerDifference(TypedCall call, ResolveOptions options)
    {
        (bool isMonths, long factor) = Unit(call);
        return Rows.Fill(call, isMonths
            ? FormattableString.Invariant($"(datesub('month', {DateFamily.Local(call, 1, options)}, {DateFamily.Local(call, 2, options)}) // {factor})")
            : FormattableString.Invariant($"((epoch_us({{2}}) - epoch_us({{1}})) // {factor})"));
    }

    private static IEnumerable<FunctionRow> Making()
    {
        foreach ((string name, DataType type) in ((string, DataType)[])
            [("make_timestamp", DataTypes.Timestamp), ("make_timestamp_ltz", DataTypes.Timestamp), ("make_timestamp_ntz", DataTypes.TimestampNtz)])
        {
            yield return Rows.Native(name, "int, int, int, int, int, double -> void", (call, o) =>
            {
                string local = $"make_timestamp({KernelCatalog.Use(DateKernels.MakeMicros)}({{0}}, {{1}}, {{2}}, {{3}}, {{4}}, {{5}}))";
                return Rows.Fill(call, type is TimestampType ? SessionTime.ToInstant(local, o) : local);
            }) with
            {
                Bind = Rows.Bound("int, int, int, int, int, double -> void", _ => type),
            };
        }
    }
}
