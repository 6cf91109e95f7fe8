using BigData.DuckDb.Functions;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>DuckDB's one type of intervals taken as Spark's two: microseconds, or months.</summary>
internal static class IntervalSql
{
    /// <summary>The microseconds of a day-time interval, as bigint.</summary>
    public static string Micros(string value) => $"epoch_us({value})";

    /// <summary>The months of a year-month interval, as integer.</summary>
    public static string Months(string value) => $"CAST(date_part('year', {value}) * 12 + date_part('month', {value}) AS INTEGER)";

    /// <summary>The interval without what is less than the type's last field.</summary>
    public static string Truncated(string value, DayTimeIntervalType type)
    {
        long unit = type.End switch
        {
            DayTimeField.Day => 86_400_000_000,
            DayTimeField.Hour => 3_600_000_000,
            DayTimeField.Minute => 60_000_000,
            _ => 1,
        };
        return FormattableString.Invariant($"to_microseconds({Micros(value)} - {Micros(value)} % {unit})");
    }

    /// <summary>The interval in whole years.</summary>
    public static string Truncated(string value, YearMonthIntervalType type)
        => type.End == YearMonthField.Year ? $"to_months({Months(value)} - {Months(value)} % 12)" : value;

    /// <summary>The interval as Spark's cast writes it.</summary>
    public static string Text(string value, DataType type)
    {
        if (type is YearMonthIntervalType months)
        {
            string name = FormattableString.Invariant($"spark_interval_months_{(int)months.Start}_{(int)months.End}");
            return $"{KernelCatalog.Use(name, n => DuckDbFunction.Create<int, string>(n, v => IntervalText.Print(months, v)))}({Months(value)})";
        }

        DayTimeIntervalType time = (DayTimeIntervalType)type;
        string kernel = FormattableString.Invariant($"spark_interval_micros_{(int)time.Start}_{(int)time.End}");
        return $"{KernelCatalog.Use(kernel, n => DuckDbFunction.Create<long, string>(n, v => IntervalText.Print(time, v)))}({Micros(value)})";
    }
}
