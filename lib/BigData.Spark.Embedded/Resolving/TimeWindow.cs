using System.Globalization;
using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Errors;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>A call of <c>window</c> and the column that holds its windows.</summary>
internal sealed record TimeWindow(FunctionCall Syntax, OutputColumn Column);

/// <summary>The lengths of time windows, in microseconds.</summary>
/// <param name="Size">How long a window is.</param>
/// <param name="Slide">From the start of one window to that of the next.</param>
/// <param name="Start">The start of the windows after 1970-01-01 00:00:00 UTC.</param>
internal sealed record WindowLengths(long Size, long Slide, long Start)
{
    /// <summary>In how many windows a time may lie.</summary>
    public long Overlap => (Size + Slide - 1) / Slide;

    public bool IsTumbling => Size == Slide;

    /// <summary>Whether a time lies in just <see cref="Overlap"/> windows.</summary>
    public bool IsEven => Size % Slide == 0;

    /// <summary>The lengths of a call.</summary>
    /// <exception cref="AnalysisException">One of them is no constant, no length, or does not fit the others.</exception>
    public static WindowLengths Of(FunctionCall call, IReadOnlyList<TypedExpression> arguments)
    {
        if (arguments.Count is < 2 or > 4)
        {
            throw AnalysisErrors.WrongNumArgs("window", "[2, 3, 4]", arguments.Count, call);
        }

        long size = Length(call, arguments[1]);
        long slide = arguments.Count > 2 ? Length(call, arguments[2]) : size;
        long start = arguments.Count > 3 ? Length(call, arguments[3]) : 0;
        if (size <= 0)
        {
            throw OutOfRange(call, "window_duration", size);
        }

        if (slide <= 0)
        {
            throw OutOfRange(call, "slide_duration", slide);
        }

        return slide > size ? throw Constraint(call, "slide_duration", "<=", "window_duration", slide, size)
            : Math.Abs(start) >= slide ? throw Constraint(call, "abs(start_time)", "<", "slide_duration", Math.Abs(start), slide)
            : new WindowLengths(size, slide, start);
    }

    private static long Length(FunctionCall call, TypedExpression argument)
    {
        if (argument is not TypedLiteral { Value: string text })
        {
            throw AnalysisErrors.UnsupportedFunction("window", "Its lengths must be constant texts such as '5 minutes'.", call);
        }

        string plain = text.Trim();
        string interval = plain.StartsWith("interval ", StringComparison.OrdinalIgnoreCase) ? plain : "INTERVAL " + plain;
        try
        {
            return SqlParser.ParseExpression(interval) switch
            {
                Literal { Type: DayTimeIntervalType, Value: long micros } => micros,
                Literal { Type: YearMonthIntervalType } => throw AnalysisErrors.UnsupportedFunction("window", $"The length {text} has months, which are not all equally long.", call),
                _ => throw NoLength(text),
            };
        }
        catch (ParseException)
        {
            throw NoLength(text);
        }
    }

    private static SparkException NoLength(string text)
        => SparkErrors.CreateAs(nameof(AnalysisException), "CANNOT_PARSE_INTERVAL", [], null, ("intervalString", $"'{text}'"));

    private static SparkException OutOfRange(FunctionCall call, string name, long value) => AnalysisErrors.Make(
        "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
        call,
        ("sqlExpr", $"\"{call}\""),
        ("exprName", $"`{name}`"),
        ("valueRange", "(0, 9223372036854775807]"),
        ("currentValue", value.ToString(CultureInfo.InvariantCulture) + "L"));

    private static SparkException Constraint(FunctionCall call, string left, string operation, string right, long leftValue, long rightValue) => AnalysisErrors.Make(
        "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION",
        call,
        ("sqlExpr", $"\"{call}\""),
        ("leftExprName", $"`{left}`"),
        ("leftExprValue", leftValue.ToString(CultureInfo.InvariantCulture) + "L"),
        ("constraint", operation),
        ("rightExprName", $"`{right}`"),
        ("rightExprValue", rightValue.ToString(CultureInfo.InvariantCulture) + "L"));
}
