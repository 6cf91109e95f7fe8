namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group DateTime; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>The time that a text stands for, in a pattern of Java.</summary>
    /// <remarks>Spark's <c>to_timestamp</c>, since 2.2.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type timestamp; NULL if an argument is NULL.</returns>
    public static Column ToTimestamp(ColumnOrName e, ColumnOrValue? format = null) =>
        Call("to_timestamp", e.Expression, format?.Expression);

    /// <summary>The time that a text stands for, in a pattern of Java.</summary>
    /// <remarks>Spark's <c>to_timestamp_ltz</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type timestamp; NULL if an argument is NULL.</returns>
    public static Column ToTimestampLtz(ColumnOrName e, ColumnOrValue? format = null) =>
        Call("to_timestamp_ltz", e.Expression, format?.Expression);

    /// <summary>The time without a zone that a text stands for, in a pattern of Java.</summary>
    /// <remarks>Spark's <c>to_timestamp_ntz</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type timestamp_ntz; NULL if an argument is NULL.</returns>
    public static Column ToTimestampNtz(ColumnOrName e, ColumnOrValue? format = null) =>
        Call("to_timestamp_ntz", e.Expression, format?.Expression);

    /// <summary>The seconds since 1970 of a time or of a text in a pattern.</summary>
    /// <remarks>Spark's <c>to_unix_timestamp</c>, since 1.6.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type bigint; NULL if an argument is NULL.</returns>
    public static Column ToUnixTimestamp(ColumnOrName e, ColumnOrValue? format = null) =>
        Call("to_unix_timestamp", e.Expression, format?.Expression);

    /// <summary>A time of day of a zone as the time of UTC.</summary>
    /// <remarks>Spark's <c>to_utc_timestamp</c>, since 1.5.0.</remarks>
    /// <param name="ts">A column, or its name.</param>
    /// <param name="tz">A value, or a column.</param>
    /// <returns>A column of type timestamp; NULL if an argument is NULL.</returns>
    public static Column ToUtcTimestamp(ColumnOrName ts, ColumnOrValue tz) =>
        Call("to_utc_timestamp", ts.Expression, tz.Expression);

    /// <summary>A date cut to a unit, such as month.</summary>
    /// <remarks>Spark's <c>trunc</c>, since 1.5.0.</remarks>
    /// <param name="date">A column, or its name.</param>
    /// <param name="format">A value, or a column.</param>
    /// <returns>A column of type date.</returns>
    public static Column Trunc(ColumnOrName date, ColumnOrValue format) =>
        Call("trunc", date.Expression, format.Expression);

    /// <summary>The date that a text stands for, or NULL.</summary>
    /// <remarks>Spark's <c>try_to_date</c>, since 4.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type date.</returns>
    public static Column TryToDate(ColumnOrName e, ColumnOrValue? format = null) =>
        Call("try_to_date", e.Expression, format?.Expression);

    /// <summary>The time that a text stands for, or NULL.</summary>
    /// <remarks>Spark's <c>try_to_timestamp</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="format">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type timestamp.</returns>
    public static Column TryToTimestamp(ColumnOrName e, ColumnOrValue? format = null) =>
        Call("try_to_timestamp", e.Expression, format?.Expression);

    /// <summary>The days since 1970-01-01.</summary>
    /// <remarks>Spark's <c>unix_date</c>, since 3.1.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column UnixDate(ColumnOrName e) =>
        Call("unix_date", e.Expression);

    /// <summary>The microseconds since 1970.</summary>
    /// <remarks>Spark's <c>unix_micros</c>, since 3.1.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type bigint; NULL if an argument is NULL.</returns>
    public static Column UnixMicros(ColumnOrName e) =>
        Call("unix_micros", e.Expression);

    /// <summary>The milliseconds since 1970.</summary>
    /// <remarks>Spark's <c>unix_millis</c>, since 3.1.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type bigint; NULL if an argument is NULL.</returns>
    public static Column UnixMillis(ColumnOrName e) =>
        Call("unix_millis", e.Expression);

    /// <summary>The seconds since 1970.</summary>
    /// <remarks>Spark's <c>unix_seconds</c>, since 3.1.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type bigint; NULL if an argument is NULL.</returns>
    public static Column UnixSeconds(ColumnOrName e) =>
        Call("unix_seconds", e.Expression);

    /// <summary>The seconds since 1970 of a time or of a text in a pattern; of now without arguments.</summary>
    /// <remarks>Spark's <c>unix_timestamp</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name; left out if null.</param>
    /// <param name="format">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type bigint; NULL if an argument is NULL.</returns>
    public static Column UnixTimestamp(ColumnOrName? e = null, ColumnOrValue? format = null) =>
        Call("unix_timestamp", e?.Expression, format?.Expression);

    /// <summary>The day of the week, 0 for Monday to 6.</summary>
    /// <remarks>Spark's <c>weekday</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column WeekDay(ColumnOrName e) =>
        Call("weekday", e.Expression);

    /// <summary>The ISO week of the year.</summary>
    /// <remarks>Spark's <c>weekofyear</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column WeekOfYear(ColumnOrName e) =>
        Call("weekofyear", e.Expression);

    /// <summary>The time of a window, for windows over windows.</summary>
    /// <remarks>Spark's <c>window_time</c>, since 3.4.0.</remarks>
    /// <param name="windowColumn">A column, or its name.</param>
    /// <returns>A column of type timestamp.</returns>
    public static Column WindowTime(ColumnOrName windowColumn) =>
        Call("window_time", windowColumn.Expression);

    /// <summary>The year.</summary>
    /// <remarks>Spark's <c>year</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column Year(ColumnOrName e) =>
        Call("year", e.Expression);
}
