using System.Globalization;
using BigData.DuckDb.Functions;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Calendar arithmetic that DuckDB does otherwise.</summary>
internal static class DateKernels
{
    private const long PerDay = 86_400_000_000;

    public static NativeKernel NextDay { get; } = new("spark_next_day", static () => new DuckDbFunction
    {
        Name = "spark_next_day",
        Parameters = ["DATE", "VARCHAR"],
        Result = "DATE",
        Body = static (arguments, output, rows) =>
        {
            for (int row = 0; row < rows; row++)
            {
                if (arguments.AnyNull(row))
                {
                    output.SetNull(row);
                    continue;
                }

                int day = arguments.Values<int>(0)[row];
                string name = arguments.Text(1, row);
                int wanted = DayOfWeek(name) ?? throw SparkErrors.Create("ILLEGAL_DAY_OF_WEEK", ("string", name));
                int ahead = ((wanted - 1 - day) % 7 + 7) % 7;
                output.Values<int>()[row] = day + (ahead == 0 ? 7 : ahead);
            }
        },
    });

    public static NativeKernel MakeDate { get; } = new("spark_make_date", static () => new DuckDbFunction
    {
        Name = "spark_make_date",
        Parameters = ["INTEGER", "INTEGER", "INTEGER"],
        Result = "DATE",
        Body = static (arguments, output, rows) =>
        {
            for (int row = 0; row < rows; row++)
            {
                if (arguments.AnyNull(row))
                {
                    output.SetNull(row);
                    continue;
                }

                output.Values<int>()[row] = Days(arguments.Values<int>(0)[row], arguments.Values<int>(1)[row], arguments.Values<int>(2)[row]);
            }
        },
    });

    public static NativeKernel MonthsBetween { get; } = new("spark_months_between", static () => DuckDbFunction.Create<long, long, bool, double>("spark_months_between", Months));

    public static NativeKernel MakeMicros { get; } = new("spark_make_micros", static () => new DuckDbFunction
    {
        Name = "spark_make_micros",
        Parameters = ["INTEGER", "INTEGER", "INTEGER", "INTEGER", "INTEGER", "DOUBLE"],
        Result = "BIGINT",
        Body = static (arguments, output, rows) =>
        {
            for (int row = 0; row < rows; row++)
            {
                if (arguments.AnyNull(row))
                {
                    output.SetNull(row);
                    continue;
                }

                long days = Days(arguments.Values<int>(0)[row], arguments.Values<int>(1)[row], arguments.Values<int>(2)[row]);
                int hour = arguments.Values<int>(3)[row];
                int minute = arguments.Values<int>(4)[row];
                double second = arguments.Values<double>(5)[row];
                if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60)
                {
                    throw OutOfBounds(string.Create(CultureInfo.InvariantCulture, $"Invalid value for the time {hour}:{minute}:{second}"));
                }

                output.Values<long>()[row] = (days * PerDay) + (((hour * 60L) + minute) * 60_000_000) + (long)Math.Round(second * 1e6);
            }
        },
    });

    private static int Days(int year, int month, int day)
        => CivilCalendar.TryDays(year, month, day, out int days)
            ? days
            : throw OutOfBounds(month is < 1 or > 12
                ? string.Create(CultureInfo.InvariantCulture, $"Invalid value for MonthOfYear (valid values 1 - 12): {month}")
                : string.Create(CultureInfo.InvariantCulture, $"Invalid date with year {year}, month {month}, day {day}"));

    private static Sql.SparkException OutOfBounds(string message)
        => SparkErrors.Create("DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION", ("rangeMessage", message), ("suggestedFunc", "`try_make_timestamp`"), ("ansiConfig", "\"spark.sql.ansi.enabled\""));

    private static int? DayOfWeek(string name) => name.ToUpperInvariant() switch
    {
        "THURSDAY" or "THU" or "TH" => 1,
        "FRIDAY" or "FRI" or "FR" => 2,
        "SATURDAY" or "SAT" or "SA" => 3,
        "SUNDAY" or "SUN" or "SU" => 4,
        "MONDAY" or "MON" or "MO" => 5,
        "TUESDAY" or "TUE" or "TU" => 6,
        "WEDNESDAY" or "WED" or "WE" => 7,
        _ => null,
    };

    private static double Months(long first, long second, bool rounds)
    {
        (long day1, long time1) = Split(first);
        (long day2, long time2) = Split(second);
        (int year1, int month1, int dayOf1) = CivilCalendar.Of(day1);
        (int year2, int month2, int dayOf2) = CivilCalendar.Of(day2);
        int months = ((year1 - year2) * 12) + month1 - month2;
        bool bothLast = dayOf1 == CivilCalendar.DaysIn(year1, month1) && dayOf2 == CivilCalendar.DaysIn(year2, month2);
        if (dayOf1 == dayOf2 || bothLast)
        {
            return months;
        }

        double seconds = ((dayOf1 - dayOf2) * 86_400d) + ((time1 / 1_000_000) - (time2 / 1_000_000));
        double difference = months + (seconds / (31 * 86_400d));
        return rounds ? Math.Round(difference * 1e8, MidpointRounding.AwayFromZero) / 1e8 : difference;
    }

    private static (long Day, long Time) Split(long micros)
    {
        long day = Math.DivRem(micros, PerDay, out long time);
        return time < 0 ? (day - 1, time + PerDay) : (day, time);
    }
}
