namespace BigData.Spark.Sql.Types;

/// <summary>The old interval of months, days and microseconds.</summary>
public sealed record CalendarIntervalType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "interval";
}

/// <summary>A unit of a year-month interval.</summary>
public enum YearMonthField
{
    /// <summary>Years.</summary>
    Year = 0,

    /// <summary>Months.</summary>
    Month = 1,
}

/// <summary>An interval of whole months.</summary>
/// <param name="Start">The greatest unit.</param>
/// <param name="End">The smallest unit.</param>
public sealed record YearMonthIntervalType(YearMonthField Start = YearMonthField.Year, YearMonthField End = YearMonthField.Month)
    : DataType
{
    /// <inheritdoc/>
    public override string TypeName => Start == End ? $"interval {Name(Start)}" : $"interval {Name(Start)} to {Name(End)}";

    private static string Name(YearMonthField field) => field == YearMonthField.Year ? "year" : "month";
}

/// <summary>A unit of a day-time interval.</summary>
public enum DayTimeField
{
    /// <summary>Days of 24 hours.</summary>
    Day = 0,

    /// <summary>Hours.</summary>
    Hour = 1,

    /// <summary>Minutes.</summary>
    Minute = 2,

    /// <summary>Seconds with a fraction to microseconds.</summary>
    Second = 3,
}

/// <summary>An interval of microseconds.</summary>
/// <param name="Start">The greatest unit.</param>
/// <param name="End">The smallest unit.</param>
public sealed record DayTimeIntervalType(DayTimeField Start = DayTimeField.Day, DayTimeField End = DayTimeField.Second) : DataType
{
    private static readonly string[] Names = ["day", "hour", "minute", "second"];

    /// <inheritdoc/>
    public override string TypeName => Start == End ? $"interval {Names[(int)Start]}" : $"interval {Names[(int)Start]} to {Names[(int)End]}";
}
