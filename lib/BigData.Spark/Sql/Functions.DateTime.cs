using BigData.Spark.Plans;

namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group DateTime; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>A date some months later; the last day of a shorter month.</summary>
    /// <remarks>Spark's <c>add_months</c>, since 1.5.0.</remarks>
    /// <param name="start">A column, or its name.</param>
    /// <param name="numMonths">A value, or a column.</param>
    /// <returns>A column of type date; NULL if an argument is NULL.</returns>
    public static Column AddMonths(ColumnOrName start, ColumnOrValue numMonths) =>
        Call("add_months", start.Expression, numMonths.Expression);

    /// <summary>A time of day of one zone in another.</summary>
    /// <remarks>Spark's <c>convert_timezone</c>, since 3.4.0.</remarks>
    /// <param name="targetTz">A value, or a column.</param>
    /// <param name="sourceTs">A column, or its name.</param>
    /// <returns>A column of type timestamp_ntz; NULL if an argument is NULL.</returns>
    public static Column ConvertTimezone(ColumnOrValue targetTz, ColumnOrName sourceTs) =>
        Call("convert_timezone", targetTz.Expression, sourceTs.Expression);

    /// <summary>A time of day of one zone in another.</summary>
    /// <remarks>Spark's <c>convert_timezone</c>, since 3.4.0.</remarks>
    /// <param name="sourceTz">A value, or a column.</param>
    /// <param name="targetTz">A value, or a column.</param>
    /// <param name="sourceTs">A column, or its name.</param>
    /// <returns>A column of type timestamp_ntz; NULL if an argument is NULL.</returns>
    public static Column ConvertTimezone(ColumnOrValue sourceTz, ColumnOrValue targetTz, ColumnOrName sourceTs) =>
        Call("convert_timezone", sourceTz.Expression, targetTz.Expression, sourceTs.Expression);

    /// <summary>Today in the session's time zone, the same for the whole query.</summary>
    /// <remarks>Spark's <c>curdate</c>, since 3.4.0.</remarks>
    /// <returns>A column of type date; never NULL.</returns>
    public static Column CurDate() =>
        Call("curdate");

    /// <summary>Today in the session's time zone, the same for the whole query.</summary>
    /// <remarks>Spark's <c>current_date</c>, since 1.5.0.</remarks>
    /// <returns>A column of type date; never NULL.</returns>
    public static Column CurrentDate() =>
        Call("current_date");

    /// <summary>Now, the same for the whole query.</summary>
    /// <remarks>Spark's <c>current_timestamp</c>, since 1.5.0.</remarks>
    /// <returns>A column of type timestamp; never NULL.</returns>
    public static Column CurrentTimestamp() =>
        Call("current_timestamp");

    /// <summary>The session's time zone.</summary>
    /// <remarks>Spark's <c>current_timezone</c>, since 3.1.0.</remarks>
    /// <returns>A column of type string; never NULL.</returns>
    public static Column CurrentTimezone() =>
        Call("current_timezone");

    /// <summary>A date some days later.</summary>
    /// <remarks>Spark's <c>date_add</c>, since 1.5.0.</remarks>
    /// <param name="start">A column, or its name.</param>
    /// <param name="days">A value, or a column.</param>
    /// <returns>A column of type date; NULL if an argument is NULL.</returns>
    public static Column DateAdd(ColumnOrName start, ColumnOrValue days) =>
        Call("date_add", start.Expression, days.Expression);

    /// <summary>A date or time in a pattern of Java, such as yyyy-MM-dd.</summary>
    /// <remarks>Spark's <c>date_format</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column DateFormat(ColumnOrName e, ColumnOrValue format) =>
        Call("date_format", e.Expression, format.Expression);

    /// <summary>The date some days after 1970-01-01.</summary>
    /// <remarks>Spark's <c>date_from_unix_date</c>, since 3.1.0.</remarks>
    /// <param name="days">A column, or its name.</param>
    /// <returns>A column of type date; NULL if an argument is NULL.</returns>
    public static Column DateFromUnixDate(ColumnOrName days) =>
        Call("date_from_unix_date", days.Expression);

    /// <summary>A part of a date, time or interval, such as YEAR.</summary>
    /// <remarks>Spark's <c>date_part</c>, since 3.0.0.</remarks>
    /// <param name="field">A value, or a column.</param>
    /// <param name="source">A column, or its name.</param>
    /// <returns>A column: int, or decimal(8,6) for seconds; NULL if an argument is NULL.</returns>
    public static Column DatePart(ColumnOrValue field, ColumnOrName source) =>
        Call("date_part", field.Expression, source.Expression);

    /// <summary>A date some days earlier.</summary>
    /// <remarks>Spark's <c>date_sub</c>, since 1.5.0.</remarks>
    /// <param name="start">A column, or its name.</param>
    /// <param name="days">A value, or a column.</param>
    /// <returns>A column of type date; NULL if an argument is NULL.</returns>
    public static Column DateSub(ColumnOrName start, ColumnOrValue days) =>
        Call("date_sub", start.Expression, days.Expression);

    /// <summary>A time cut to a unit, such as month.</summary>
    /// <remarks>Spark's <c>date_trunc</c>, since 2.3.0.</remarks>
    /// <param name="format">A value, or a column.</param>
    /// <param name="timestamp">A column, or its name.</param>
    /// <returns>A column of type timestamp.</returns>
    public static Column DateTrunc(ColumnOrValue format, ColumnOrName timestamp) =>
        Call("date_trunc", format.Expression, timestamp.Expression);

    /// <summary>The days from one date to another.</summary>
    /// <remarks>Spark's <c>datediff</c>, since 1.5.0.</remarks>
    /// <param name="end">A column, or its name.</param>
    /// <param name="start">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column DateDiff(ColumnOrName end, ColumnOrName start) =>
        Call("datediff", end.Expression, start.Expression);

    /// <summary>The day of the month.</summary>
    /// <remarks>Spark's <c>day</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Day(ColumnOrName e) =>
        Call("day", e.Expression);

    /// <summary>The day of the week in three letters, such as Mon.</summary>
    /// <remarks>Spark's <c>dayname</c>, since 4.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column DayName(ColumnOrName e) =>
        Call("dayname", e.Expression);

    /// <summary>The day of the month.</summary>
    /// <remarks>Spark's <c>dayofmonth</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column DayOfMonth(ColumnOrName e) =>
        Call("dayofmonth", e.Expression);

    /// <summary>The day of the week, 1 for Sunday to 7.</summary>
    /// <remarks>Spark's <c>dayofweek</c>, since 2.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column DayOfWeek(ColumnOrName e) =>
        Call("dayofweek", e.Expression);

    /// <summary>The day of the year.</summary>
    /// <remarks>Spark's <c>dayofyear</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column DayOfYear(ColumnOrName e) =>
        Call("dayofyear", e.Expression);

    /// <summary>A part of a date, time or interval, such as YEAR.</summary>
    /// <remarks>Spark's <c>extract</c>, since 3.0.0.</remarks>
    /// <param name="field">A value, or a column.</param>
    /// <param name="source">A column, or its name.</param>
    /// <returns>A column: int, or decimal(8,6) for seconds; NULL if an argument is NULL.</returns>
    public static Column Extract(ColumnOrValue field, ColumnOrName source) =>
        Call("extract", field.Expression, source.Expression);

    /// <summary>Seconds since 1970 as text in the session's time zone.</summary>
    /// <remarks>Spark's <c>from_unixtime</c>, since 1.5.0.</remarks>
    /// <param name="ut">A column, or its name.</param>
    /// <param name="format">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column FromUnixTime(ColumnOrName ut, ColumnOrValue? format = null) =>
        Call("from_unixtime", ut.Expression, format?.Expression);

    /// <summary>A time of UTC as the time of day of a zone.</summary>
    /// <remarks>Spark's <c>from_utc_timestamp</c>, since 1.5.0.</remarks>
    /// <param name="ts">A column, or its name.</param>
    /// <param name="tz">A value, or a column.</param>
    /// <returns>A column of type timestamp; NULL if an argument is NULL.</returns>
    public static Column FromUtcTimestamp(ColumnOrName ts, ColumnOrValue tz) =>
        Call("from_utc_timestamp", ts.Expression, tz.Expression);

    /// <summary>The hour.</summary>
    /// <remarks>Spark's <c>hour</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Hour(ColumnOrName e) =>
        Call("hour", e.Expression);

    /// <summary>The last day of the month.</summary>
    /// <remarks>Spark's <c>last_day</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type date; NULL if an argument is NULL.</returns>
    public static Column LastDay(ColumnOrName e) =>
        Call("last_day", e.Expression);

    /// <summary>Now in the session's time zone, without a zone.</summary>
    /// <remarks>Spark's <c>localtimestamp</c>, since 3.4.0.</remarks>
    /// <returns>A column of type timestamp_ntz; never NULL.</returns>
    public static Column LocalTimestamp() =>
        Call("localtimestamp");

    /// <summary>The date of year, month and day.</summary>
    /// <remarks>Spark's <c>make_date</c>, since 3.0.0.</remarks>
    /// <param name="year">A column, or its name.</param>
    /// <param name="month">A column, or its name.</param>
    /// <param name="day">A column, or its name.</param>
    /// <returns>A column of type date; NULL if an argument is NULL.</returns>
    public static Column MakeDate(ColumnOrName year, ColumnOrName month, ColumnOrName day) =>
        Call("make_date", year.Expression, month.Expression, day.Expression);

    /// <summary>An interval of days, hours, minutes and seconds.</summary>
    /// <remarks>Spark's <c>make_dt_interval</c>, since 3.2.0.</remarks>
    /// <param name="days">A value, or a column; 0 if null.</param>
    /// <param name="hours">A value, or a column; 0 if null.</param>
    /// <param name="mins">A value, or a column; 0 if null.</param>
    /// <param name="secs">A value, or a column; 0 if null.</param>
    /// <returns>A column: interval day to second; NULL if an argument is NULL.</returns>
    public static Column MakeDTInterval(ColumnOrValue? days = null, ColumnOrValue? hours = null, ColumnOrValue? mins = null, ColumnOrValue? secs = null) =>
        Call("make_dt_interval", days?.Expression ?? PlanExpressions.Literal(0), hours?.Expression ?? PlanExpressions.Literal(0), mins?.Expression ?? PlanExpressions.Literal(0), secs?.Expression ?? PlanExpressions.Literal(0));

    /// <summary>An interval of all units.</summary>
    /// <remarks>Spark's <c>make_interval</c>, since 3.0.0.</remarks>
    /// <param name="years">A value, or a column; 0 if null.</param>
    /// <param name="months">A value, or a column; 0 if null.</param>
    /// <param name="weeks">A value, or a column; 0 if null.</param>
    /// <param name="days">A value, or a column; 0 if null.</param>
    /// <param name="hours">A value, or a column; 0 if null.</param>
    /// <param name="mins">A value, or a column; 0 if null.</param>
    /// <param name="secs">A value, or a column; 0 if null.</param>
    /// <returns>A column: interval; NULL if an argument is NULL.</returns>
    public static Column MakeInterval(ColumnOrValue? years = null, ColumnOrValue? months = null, ColumnOrValue? weeks = null, ColumnOrValue? days = null, ColumnOrValue? hours = null, ColumnOrValue? mins = null, ColumnOrValue? secs = null) =>
        Call("make_interval", years?.Expression ?? PlanExpressions.Literal(0), months?.Expression ?? PlanExpressions.Literal(0), weeks?.Expression ?? PlanExpressions.Literal(0), days?.Expression ?? PlanExpressions.Literal(0), hours?.Expression ?? PlanExpressions.Literal(0), mins?.Expression ?? PlanExpressions.Literal(0), secs?.Expression ?? PlanExpressions.Literal(0));

    /// <summary>The time of its parts.</summary>
    /// <remarks>Spark's <c>make_timestamp</c>, since 3.0.0.</remarks>
    /// <param name="years">A column, or its name.</param>
    /// <param name="months">A column, or its name.</param>
    /// <param name="days">A column, or its name.</param>
    /// <param name="hours">A column, or its name.</param>
    /// <param name="mins">A column, or its name.</param>
    /// <param name="secs">A column, or its name.</param>
    /// <param name="timezone">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type timestamp; NULL if an argument is NULL.</returns>
    public static Column MakeTimestamp(ColumnOrName years, ColumnOrName months, ColumnOrName days, ColumnOrName hours, ColumnOrName mins, ColumnOrName secs, ColumnOrValue? timezone = null) =>
        Call("make_timestamp", years.Expression, months.Expression, days.Expression, hours.Expression, mins.Expression, secs.Expression, timezone?.Expression);

    /// <summary>The time of its parts.</summary>
    /// <remarks>Spark's <c>make_timestamp_ltz</c>, since 3.4.0.</remarks>
    /// <param name="years">A column, or its name.</param>
    /// <param name="months">A column, or its name.</param>
    /// <param name="days">A column, or its name.</param>
    /// <param name="hours">A column, or its name.</param>
    /// <param name="mins">A column, or its name.</param>
    /// <param name="secs">A column, or its name.</param>
    /// <param name="timezone">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type timestamp; NULL if an argument is NULL.</returns>
    public static Column MakeTimestampLtz(ColumnOrName years, ColumnOrName months, ColumnOrName days, ColumnOrName hours, ColumnOrName mins, ColumnOrName secs, ColumnOrValue? timezone = null) =>
        Call("make_timestamp_ltz", years.Expression, months.Expression, days.Expression, hours.Expression, mins.Expression, secs.Expression, timezone?.Expression);

    /// <summary>The time of its parts, without a zone.</summary>
    /// <remarks>Spark's <c>make_timestamp_ntz</c>, since 3.4.0.</remarks>
    /// <param name="years">A column, or its name.</param>
    /// <param name="months">A column, or its name.</param>
    /// <param name="days">A column, or its name.</param>
    /// <param name="hours">A column, or its name.</param>
    /// <param name="mins">A column, or its name.</param>
    /// <param name="secs">A column, or its name.</param>
    /// <returns>A column of type timestamp_ntz; NULL if an argument is NULL.</returns>
    public static Column MakeTimestampNtz(ColumnOrName years, ColumnOrName months, ColumnOrName days, ColumnOrName hours, ColumnOrName mins, ColumnOrName secs) =>
        Call("make_timestamp_ntz", years.Expression, months.Expression, days.Expression, hours.Expression, mins.Expression, secs.Expression);

    /// <summary>An interval of years and months.</summary>
    /// <remarks>Spark's <c>make_ym_interval</c>, since 3.2.0.</remarks>
    /// <param name="years">A value, or a column; 0 if null.</param>
    /// <param name="months">A value, or a column; 0 if null.</param>
    /// <returns>A column: interval year to month; NULL if an argument is NULL.</returns>
    public static Column MakeYMInterval(ColumnOrValue? years = null, ColumnOrValue? months = null) =>
        Call("make_ym_interval", years?.Expression ?? PlanExpressions.Literal(0), months?.Expression ?? PlanExpressions.Literal(0));

    /// <summary>The minute.</summary>
    /// <remarks>Spark's <c>minute</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Minute(ColumnOrName e) =>
        Call("minute", e.Expression);

    /// <summary>The month, 1 to 12.</summary>
    /// <remarks>Spark's <c>month</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Month(ColumnOrName e) =>
        Call("month", e.Expression);

    /// <summary>The month in three letters, such as Jan.</summary>
    /// <remarks>Spark's <c>monthname</c>, since 4.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column MonthName(ColumnOrName e) =>
        Call("monthname", e.Expression);

    /// <summary>The months between two dates, with a fraction of 31 days.</summary>
    /// <remarks>Spark's <c>months_between</c>, since 1.5.0.</remarks>
    /// <param name="end">A column, or its name.</param>
    /// <param name="start">A column, or its name.</param>
    /// <param name="roundOff">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column MonthsBetween(ColumnOrName end, ColumnOrName start, ColumnOrValue? roundOff = null) =>
        Call("months_between", end.Expression, start.Expression, roundOff?.Expression);

    /// <summary>The next date that is a day of the week, such as Mon.</summary>
    /// <remarks>Spark's <c>next_day</c>, since 1.5.0.</remarks>
    /// <param name="date">A column, or its name.</param>
    /// <param name="dayOfWeek">A value, or a column.</param>
    /// <returns>A column of type date; NULL if an argument is NULL.</returns>
    public static Column NextDay(ColumnOrName date, ColumnOrValue dayOfWeek) =>
        Call("next_day", date.Expression, dayOfWeek.Expression);

    /// <summary>Now, the same for the whole query.</summary>
    /// <remarks>Spark's <c>now</c>, since 1.6.0.</remarks>
    /// <returns>A column of type timestamp; never NULL.</returns>
    public static Column Now() =>
        Call("now");

    /// <summary>The quarter, 1 to 4.</summary>
    /// <remarks>Spark's <c>quarter</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Quarter(ColumnOrName e) =>
        Call("quarter", e.Expression);

    /// <summary>The second.</summary>
    /// <remarks>Spark's <c>second</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Second(ColumnOrName e) =>
        Call("second", e.Expression);

    /// <summary>The session that a time belongs to: times with less than a gap between them.</summary>
    /// <remarks>Spark's <c>session_window</c>, since 3.2.0.</remarks>
    /// <param name="timeColumn">A column, or its name.</param>
    /// <param name="gapDuration">A value, or a column.</param>
    /// <returns>A column: struct start, end.</returns>
    public static Column SessionWindow(ColumnOrName timeColumn, ColumnOrValue gapDuration) =>
        Call("session_window", timeColumn.Expression, gapDuration.Expression);

    /// <summary>The time some microseconds after 1970.</summary>
    /// <remarks>Spark's <c>timestamp_micros</c>, since 3.1.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type timestamp; NULL if an argument is NULL.</returns>
    public static Column TimestampMicros(ColumnOrName e) =>
        Call("timestamp_micros", e.Expression);

    /// <summary>The time some milliseconds after 1970.</summary>
    /// <remarks>Spark's <c>timestamp_millis</c>, since 3.1.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type timestamp; NULL if an argument is NULL.</returns>
    public static Column TimestampMillis(ColumnOrName e) =>
        Call("timestamp_millis", e.Expression);

    /// <summary>The time some seconds after 1970.</summary>
    /// <remarks>Spark's <c>timestamp_seconds</c>, since 3.1.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type timestamp; NULL if an argument is NULL.</returns>
    public static Column TimestampSeconds(ColumnOrName e) =>
        Call("timestamp_seconds", e.Expression);

    /// <summary>A time moved by a number of units, such as MONTH.</summary>
    /// <remarks>Spark's <c>timestampadd</c>, since 3.3.0.</remarks>
    /// <param name="unit">A value, or a column.</param>
    /// <param name="quantity">A column, or its name.</param>
    /// <param name="ts">A column, or its name.</param>
    /// <returns>A column: the type of argument 3; NULL if an argument is NULL.</returns>
    public static Column TimestampAdd(ColumnOrValue unit, ColumnOrName quantity, ColumnOrName ts) =>
        Call("timestampadd", unit.Expression, quantity.Expression, ts.Expression);

    /// <summary>The whole units, such as HOUR, from one time to another.</summary>
    /// <remarks>Spark's <c>timestampdiff</c>, since 3.3.0.</remarks>
    /// <param name="unit">A value, or a column.</param>
    /// <param name="start">A column, or its name.</param>
    /// <param name="end">A column, or its name.</param>
    /// <returns>A column of type bigint; NULL if an argument is NULL.</returns>
    public static Column TimestampDiff(ColumnOrValue unit, ColumnOrName start, ColumnOrName end) =>
        Call("timestampdiff", unit.Expression, start.Expression, end.Expression);

    /// <summary>The date that a text stands for, in a pattern of Java.</summary>
    /// <remarks>Spark's <c>to_date</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type date; NULL if an argument is NULL.</returns>
    public static Column ToDate(ColumnOrName e, ColumnOrValue? format = null) =>
        Call("to_date", e.Expression, format?.Expression);
}
