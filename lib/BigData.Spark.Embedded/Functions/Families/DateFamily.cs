using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Functions of dates and of the fields of dates and times.</summary>
internal static class DateFamily
{
    private static readonly Dictionary<string, string> DateFields = new(StringComparer.Ordinal)
    {
        ["year"] = "CAST(year(#) AS INTEGER)",
        ["quarter"] = "CAST(quarter(#) AS INTEGER)",
        ["month"] = "CAST(month(#) AS INTEGER)",
        ["day"] = "CAST(day(#) AS INTEGER)",
        ["dayofmonth"] = "CAST(day(#) AS INTEGER)",
        ["dayofyear"] = "CAST(dayofyear(#) AS INTEGER)",
        ["dayofweek"] = "CAST(dayofweek(#) + 1 AS INTEGER)",
        ["weekday"] = "CAST(isodow(#) - 1 AS INTEGER)",
        ["weekofyear"] = "CAST(weekofyear(#) AS INTEGER)",
    };

    private static readonly Dictionary<string, string> TimeFields = new(StringComparer.Ordinal)
    {
        ["hour"] = "CAST(hour(#) AS INTEGER)",
        ["minute"] = "CAST(minute(#) AS INTEGER)",
        ["second"] = "CAST(second(#) AS INTEGER)",
    };

    public static IEnumerable<FunctionRow> All()
    {
        foreach ((string name, string template) in DateFields)
        {
            yield return Rows.Sql(name, "date -> int", template.Replace("#", "{0}", StringComparison.Ordinal));
        }

        foreach ((string name, string template) in TimeFields)
        {
            yield return Rows.Rewrite(name, "timestamp|ntz -> int", (call, o) => Rows.Fill(call, template.Replace("#", Local(call, 0, o), StringComparison.Ordinal)));
        }

        yield return Rows.Sql("dayname", "date -> string", "strftime({0}, '%a')");
        yield return Rows.Sql("monthname", "date -> string", "strftime({0}, '%b')");
        foreach (FunctionRow row in DateArithmetic.All().Concat(Moves()).Concat(Differences()).Concat(Truncation()).Concat(Extraction()).Concat(Today()))
        {
            yield return row;
        }
    }

    /// <summary>SQL of the local time of an argument that is an instant, a local time or a date.</summary>
    public static string Local(TypedCall call, int argument, ResolveOptions options)
        => call.Arguments[argument].Type is TimestampType ? SessionTime.ToLocal($"{{{argument}}}", options) : $"{{{argument}}}";

    private static IEnumerable<FunctionRow> Moves()
    {
        foreach ((string name, string symbol) in ((string, string)[])[("date_add", "+"), ("dateadd", "+"), ("date_sub", "-")])
        {
            yield return Rows.Rewrite(name, BindDays, (call, _) => Rows.Fill(call, $"({{0}} {symbol} {{1}})"));
        }

        yield return Rows.Sql("add_months", "date, int -> date", "CAST({0} + to_months({1}) AS DATE)");
        yield return Rows.Sql("last_day", "date -> date", "last_day({0})");
        yield return Rows.Native("next_day", "date, string -> date?", (_, _) => DateKernels.NextDay);
        yield return Rows.Native("make_date", "int, int, int -> date", (_, _) => DateKernels.MakeDate);
        yield return Rows.Sql("date_from_unix_date", "int -> date", "make_date({0})");
        yield return Rows.Sql("unix_date", "date -> int", "CAST({0} - DATE '1970-01-01' AS INTEGER)");
    }

    // The count of days must be an integer already: Spark takes no bigint or decimal here.
    private static TypedExpression BindDays(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count == 2 && call.Arguments[1].Type is LongType or FloatType or DoubleType or DecimalType)
        {
            throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 1, "(\"INT\" or \"SMALLINT\" or \"TINYINT\")", call.Arguments[1], call.Syntax);
        }

        return Rows.Bound("date, int -> date")(row, call);
    }

    private static IEnumerable<FunctionRow> Differences()
    {
        foreach (string name in (string[])["datediff", "date_diff"])
        {
            yield return Rows.Sql(name, "date, date -> int", "CAST({0} - {1} AS INTEGER)");
        }

        yield return Rows.Native("months_between", "timestamp, timestamp, [boolean] -> double", (call, o) => Rows.Of(
            $"{KernelCatalog.Use(DateKernels.MonthsBetween)}(epoch_us({Local(call, 0, o)}), epoch_us({Local(call, 1, o)}), {(call.Arguments.Count == 3 ? "{2}" : "true")})",
            call.Type,
            call.IsNullable,
            [.. call.Arguments])) with
        {
            Pretty = (c, p) => $"months_between({p(c.Arguments[0])}, {p(c.Arguments[1])}, {(c.Arguments.Count == 3 ? p(c.Arguments[2]) : "true")})",
        };
    }

    private static IEnumerable<FunctionRow> Truncation()
    {
        yield return Rows.Rewrite("trunc", "date, string -> date?", LowerTrunc);
        yield return Rows.Rewrite("date_trunc", "string, timestamp|ntz -> timestamp?", LowerDateTrunc) with { Bind = BindDateTrunc };
    }

    private static string? Unit(string name) => name.ToUpperInvariant() switch
    {
        "YEAR" or "YYYY" or "YY" => "year",
        "QUARTER" => "quarter",
        "MONTH" or "MM" or "MON" => "month",
        "WEEK" => "week",
        "DAY" or "DD" => "day",
        "HOUR" => "hour",
        "MINUTE" => "minute",
        "SECOND" => "second",
        "MILLISECOND" => "milliseconds",
        "MICROSECOND" => "microseconds",
        _ => null,
    };

    private static SqlExpression LowerTrunc(TypedCall call, ResolveOptions options)
    {
        if (call.Arguments[1] is not TypedLiteral literal)
        {
            throw AnalysisErrors.UnsupportedFunction("trunc", "The unit must be a constant.", null);
        }

        string? unit = literal.Value is string text ? Unit(text) : null;
        return Rows.Of(
            unit is "year" or "quarter" or "month" or "week" ? $"CAST(date_trunc('{unit}', {{0}}) AS DATE)" : "CAST(NULL AS DATE)", DataTypes.Date, true, call.Arguments[0]);
    }

    private static TypedExpression BindDateTrunc(FunctionRow row, Invocation call)
    {
        bool isDate = call.Arguments is [_, { Type: DateType }];
        TypedCall bound = (TypedCall)Rows.Bound(isDate ? "string, timestamp -> timestamp?" : "string, timestamp|ntz -> timestamp?")(row, call);
        return bound with { ResultType = bound.Arguments[1].Type };
    }

    private static SqlExpression LowerDateTrunc(TypedCall call, ResolveOptions options)
    {
        if (call.Arguments[0] is not TypedLiteral literal)
        {
            throw AnalysisErrors.UnsupportedFunction("date_trunc", "The unit must be a constant.", null);
        }

        string? unit = literal.Value is string text ? Unit(text) : null;
        if (unit is null)
        {
            return Rows.Of($"CAST(NULL AS {DuckTypes.Name(call.Type)})", call.Type, true);
        }

        // date_trunc gives a date for units of a day and more.
        string local = $"CAST(date_trunc('{unit}', {Local(call, 1, options)}) AS TIMESTAMP)";
        return Rows.Fill(call, call.Type is TimestampType ? SessionTime.ToInstant(local, options) : local);
    }

    private static IEnumerable<FunctionRow> Extraction()
    {
        foreach (string name in (string[])["extract", "date_part", "datepart"])
        {
            yield return new FunctionRow(name, FunctionKind.Scalar, EngineSupport.Rewrite, BindExtract, (call, _) => Rows.Of("{0}", call.Type, call.IsNullable, call.Arguments[0])) with
            {
                Pretty = (c, p) => c.Function == "extract"
                    ? $"extract({p(c.Arguments[1])} FROM {p(c.Arguments[2])})"
                    : $"{c.Function}({p(c.Arguments[1])}, {p(c.Arguments[2])})",
            };
        }

        yield return Rows.Rewrite("$seconds", (_, call) => throw AnalysisErrors.UnknownFunction(call.Name, call.Syntax), (call, o) => Rows.Fill(
            call, $"CAST(CAST(epoch_us({Local(call, 0, o)}) % 60000000 + 60000000 AS DECIMAL(18,0)) % 60000000 / 1000000 AS DECIMAL(8,6))"));
    }

    private static TypedCall BindExtract(FunctionRow row, Invocation call)
    {
        OperatorFamily.Two(call);
        string field = (call.Arguments[0] is TypedLiteral { Value: string text } ? text : PrettyName.Of(call.Arguments[0])).ToUpperInvariant();
        string? function = field switch
        {
            "YEAR" or "Y" or "YEARS" or "YR" or "YRS" => "year",
            "QUARTER" or "QTR" => "quarter",
            "MONTH" or "MON" or "MONS" or "MONTHS" => "month",
            "WEEK" or "W" or "WEEKS" => "weekofyear",
            "DAY" or "D" or "DAYS" => "day",
            "DAYOFWEEK" or "DOW" => "dayofweek",
            "DAYOFWEEK_ISO" or "DOW_ISO" => "weekday",
            "DOY" => "dayofyear",
            "HOUR" or "H" or "HOURS" or "HR" or "HRS" => "hour",
            "MINUTE" or "M" or "MIN" or "MINS" or "MINUTES" => "minute",
            "SECOND" or "S" or "SEC" or "SECONDS" or "SECS" => "second",
            _ => null,
        };
        if (function is null)
        {
            throw AnalysisErrors.UnsupportedFunction(call.Name, $"The field {field} is not part of this engine.", call.Syntax);
        }

        if (function == "second")
        {
            TypedExpression time = Coercion.Implicit(call.Arguments[1], DataTypes.Timestamp, call.CastMode) ?? call.Arguments[1];
            return Shown(row, call, new TypedCall("$seconds", [time], new DecimalType(8, 6), time.IsNullable));
        }

        FunctionRow field2 = FunctionTable.Get(function);
        TypedExpression value = field2.Bind(field2, call with { Name = function, Arguments = [call.Arguments[1]] });
        bool isIso = field.EndsWith("_ISO", StringComparison.Ordinal);
        return Shown(row, call, isIso ? new TypedCall("+", [value, TypedLiteral.Of(1)], DataTypes.Integer, value.IsNullable) : value);
    }

    // The field and the source are kept for the column's name.
    private static TypedCall Shown(FunctionRow row, Invocation call, TypedExpression value)
        => Rows.Make(row, call, [value, call.Arguments[0], call.Arguments[1]], value.Type, value.IsNullable);

    private static IEnumerable<FunctionRow> Today()
    {
        foreach (string name in (string[])["current_date", "curdate"])
        {
            yield return Constant(name, DataTypes.Date, o => (int)Math.Floor(LocalNow(o) / 86_400_000_000d));
        }

        foreach (string name in (string[])["current_timestamp", "now"])
        {
            yield return Constant(name, DataTypes.Timestamp, Micros);
        }

        yield return Constant("localtimestamp", DataTypes.TimestampNtz, o => LocalNow(o));
        yield return Constant("current_timezone", DataTypes.String, o => o.TimeZone);
    }

    private static FunctionRow Constant(string name, DataType type, Func<ResolveOptions, object> value) => new(
        name,
        FunctionKind.Scalar,
        EngineSupport.Rewrite,
        (row, call) => call.Arguments.IsEmpty ? Rows.Make(row, call, default, type, false) : throw AnalysisErrors.WrongNumArgs(name, "0", call.Arguments.Count, call.Syntax),
        (_, options) => new TypedLiteral(type, value(options)));

    private static object Micros(ResolveOptions options) => (options.Now - DateTimeOffset.UnixEpoch).Ticks / 10;

    private static long LocalNow(ResolveOptions options) => ZoneRules.Get(options.TimeZone).ToLocal((long)Micros(options));
}
