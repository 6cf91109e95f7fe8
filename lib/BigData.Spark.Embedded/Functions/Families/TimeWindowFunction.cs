using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Windows of time. The resolver gives a call of <c>window</c> a column of its own, since it may multiply rows.</summary>
internal static class TimeWindowFunction
{
    private const string Inner = "$window";

    public static IEnumerable<FunctionRow> All()
    {
        yield return Rows.Rewrite("window", Refuse, (_, _) => throw Errors.SparkErrors.Internal("A time window was not resolved."));
        yield return Rows.Rewrite(Inner, Refuse, (call, _) => Lower(call));
        yield return Rows.Rewrite("window_time", BindTime, (call, _) => Rows.Fill(call, $"{Maker(call.Type)}(epoch_us(struct_extract({{0}}, 'end')) - 1)"));
        yield return Rows.Unsupported("session_window", "Sessions are not part of this engine; number them with lag and a running sum.");
    }

    public static bool IsCall(FunctionCall call) => call.NameParts.Count == 1 && call.Name.Equals("window", StringComparison.OrdinalIgnoreCase) && call.Arguments.Count > 1;

    public static StructType Type(DataType time) => new(new StructField("start", time), new StructField("end", time));

    /// <summary>The time of a call, as a timestamp.</summary>
    public static TypedExpression Time(FunctionCall call, TypedExpression time, CastMode mode) => time.Type is TimestampType or TimestampNtzType
        ? time
        : Coercion.Implicit(time, DataTypes.Timestamp, mode) ?? throw AnalysisErrors.UnexpectedInput(
            call.ToString(), 0, "(\"TIMESTAMP\" or \"TIMESTAMP WITHOUT TIME ZONE\")", time, call);

    /// <summary>The window of a time, or the list of its windows when they overlap.</summary>
    public static TypedCall Make(TypedExpression time, WindowLengths lengths)
    {
        StructType window = Type(time.Type);
        return new TypedCall(
            Inner,
            [time, TypedLiteral.Of(lengths.Size), TypedLiteral.Of(lengths.Slide), TypedLiteral.Of(lengths.Start)],
            lengths.IsTumbling ? window : new ArrayType(window, false),
            false);
    }

    private static SqlExpression Lower(TypedCall call)
    {
        const string micros = "epoch_us({0})";
        const string last = $"({micros} - ((({micros} - {{3}}) % {{2}}) + {{2}}) % {{2}})";
        WindowLengths lengths = new(Value(call, 1), Value(call, 2), Value(call, 3));
        string maker = Maker(call.Arguments[0].Type);
        if (lengths.IsTumbling)
        {
            return Rows.Fill(call, $"struct_pack(\"start\" := {maker}({last}), \"end\" := {maker}({last} + {{1}}))");
        }

        string starts = FormattableString.Invariant($"list_transform(range({lengths.Overlap}), lambda n: {last} - n * {{2}})");
        starts = lengths.IsEven ? starts : $"list_filter({starts}, lambda s: s + {{1}} > {micros})";
        return Rows.Fill(call, $"list_transform({starts}, lambda s: struct_pack(\"start\" := {maker}(s), \"end\" := {maker}(s + {{1}})))");
    }

    private static long Value(TypedCall call, int index) => (long)((TypedLiteral)call.Arguments[index]).Value!;

    private static string Maker(DataType time) => time is TimestampType ? "make_timestamptz" : "make_timestamp";

    private static TypedExpression BindTime(FunctionRow row, Invocation call) => call.Arguments is [{ Type: StructType { Count: 2 } window } column]
        && window[0].Name == "start" && window[1].Name == "end" && window[1].DataType is TimestampType or TimestampNtzType
        ? Rows.Make(row, call, [column], window[1].DataType, column.IsNullable)
        : throw AnalysisErrors.UnsupportedFunction("window_time", "Its argument must be a column that window(…) has made.", call.Syntax);

    private static TypedExpression Refuse(FunctionRow row, Invocation call)
        => throw AnalysisErrors.UnsupportedExpression(call.Name, "A time window may stand in a select list, a filter or a grouping only.", call.Syntax);
}
