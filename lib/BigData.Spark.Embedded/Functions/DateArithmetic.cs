using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Plus and minus on dates, timestamps and intervals.</summary>
internal static class DateArithmetic
{
    /// <summary>The typed call; null when no operand is a time or interval.</summary>
    public static TypedExpression? TryBind(string function, Invocation call)
    {
        TypedExpression left = call.Arguments[0];
        TypedExpression right = call.Arguments[1];
        bool plus = function is "+" or "try_add";
        if (function is not ("+" or "-"))
        {
            return null;
        }

        if (plus && TypeRules.IsInterval(left.Type) && TypeRules.IsDateTime(right.Type))
        {
            (left, right) = (right, left);
        }

        return (left.Type, right.Type) switch
        {
            (DateType, IntegerType or ShortType or ByteType) => Days(plus, left, right),
            (IntegerType or ShortType or ByteType, DateType) when plus => Days(true, right, left),
            (DateType, DateType) when !plus => Typed("$datediff", [left, right], new DayTimeIntervalType(DayTimeField.Day, DayTimeField.Day)),
            (DateType, YearMonthIntervalType) => Typed(plus ? "$dateplus" : "$dateminus", [left, right], DataTypes.Date),
            (DateType, DayTimeIntervalType { End: DayTimeField.Day }) => Typed(plus ? "$dateplus" : "$dateminus", [left, right], DataTypes.Date),
            (DateType, DayTimeIntervalType or CalendarIntervalType) => Shift(plus, Coercion.To(left, DataTypes.Timestamp, call.CastMode), right),
            (TimestampType or TimestampNtzType, DayTimeIntervalType or YearMonthIntervalType or CalendarIntervalType) => Shift(plus, left, right),
            (TimestampType or TimestampNtzType or DateType, TimestampType or TimestampNtzType or DateType) when !plus => Difference(left, right, call),
            (DayTimeIntervalType, DayTimeIntervalType) or (YearMonthIntervalType, YearMonthIntervalType)
                => Typed(plus ? "$intervalplus" : "$intervalminus", [left, right], TypeRules.Common(left.Type, right.Type)!),
            _ => null,
        };
    }

    /// <summary>The internal rows of the calls that are bound here.</summary>
    public static IEnumerable<FunctionRow> All()
    {
        yield return Internal("$dateplus", "CAST({0} + {1} AS DATE)", " + ");
        yield return Internal("$dateminus", "CAST({0} - {1} AS DATE)", " - ");
        yield return Internal("$datediff", "to_days(CAST({0} - {1} AS INTEGER))", " - ");
        yield return Internal("$timedifference", "to_microseconds(epoch_us({0}) - epoch_us({1}))", " - ");
        yield return Internal("$intervalplus", "({0} + {1})", " + ");
        yield return Internal("$intervalminus", "({0} - {1})", " - ");
        yield return Rows.Rewrite("$timeplus", Never, (call, options) => LowerShift(call, "+", options)) with { Pretty = Spaced(" + ") };
        yield return Rows.Rewrite("$timeminus", Never, (call, options) => LowerShift(call, "-", options)) with { Pretty = Spaced(" - ") };
    }

    private static FunctionRow Internal(string name, string template, string symbol)
        => Rows.Rewrite(name, Never, (call, _) => Rows.Fill(call, template)) with { Pretty = Spaced(symbol) };

    private static Func<TypedCall, Func<TypedExpression, string>, string> Spaced(string symbol)
        => (call, print) => symbol == " - " && call.Function is "$datediff" or "$timedifference" or "$intervalplus" or "$intervalminus"
            ? $"({print(call.Arguments[0])}{symbol}{print(call.Arguments[1])})"
            : print(call.Arguments[0]) + symbol + print(call.Arguments[1]);

    private static TypedExpression Never(FunctionRow row, Invocation call) => throw AnalysisErrors.UnknownFunction(call.Name, call.Syntax);

    private static TypedCall Days(bool plus, TypedExpression date, TypedExpression days)
        => new(plus ? "date_add" : "date_sub", [date, Coercion.To(days, DataTypes.Integer, Plans.CastMode.Ansi)], DataTypes.Date, date.IsNullable || days.IsNullable);

    private static TypedCall Shift(bool plus, TypedExpression time, TypedExpression interval) => Typed(plus ? "$timeplus" : "$timeminus", [time, interval], time.Type);

    private static TypedCall Difference(TypedExpression left, TypedExpression right, Invocation call)
    {
        DataType common = TypeRules.Common(left.Type, right.Type)!;
        return Typed(
            "$timedifference", [Coercion.To(left, common, call.CastMode), Coercion.To(right, common, call.CastMode)], new DayTimeIntervalType());
    }

    private static TypedCall Typed(string function, ValueArray<TypedExpression> arguments, DataType type)
    {
        return new TypedCall(function, arguments, type, arguments.Items.Any(a => a.IsNullable));
    }

    // Months and days move the local time of an instant; hours and less move the instant.
    private static SqlExpression LowerShift(TypedCall call, string symbol, ResolveOptions options)
    {
        if (call.Type is TimestampNtzType)
        {
            return Rows.Fill(call, $"({{0}} {symbol} {{1}})");
        }

        return call.Arguments[1].Type is DayTimeIntervalType
            ? Rows.Fill(call, $"make_timestamptz(epoch_us(make_timestamp(epoch_us({{0}})) {symbol} {{1}}))")
            : Rows.Fill(call, SessionTime.ToInstant($"({SessionTime.ToLocal("{0}", options)} {symbol} {{1}})", options));
    }
}
