using BigData.Spark.Sql;

namespace BigData.Spec.Expressions;

/// <summary>Dates, times, patterns and time zones; the session is in UTC.</summary>
public abstract class DateTimeSpec(SpecEngine engine) : ExpressionSuite(engine)
{
    public static TheoryData<string, string, string> Values => new()
    {
        { "date'2020-02-29'", "date", "2020-02-29" },
        { "timestamp'2020-01-01 12:00:00'", "timestamp", "2020-01-01 12:00:00+00:00" },
        { "timestamp_ntz'2020-01-01 12:00:00'", "timestamp_ntz", "2020-01-01 12:00:00" },
        { "datediff(date'2020-03-01', date'2020-02-28')", "int", "2" },
        { "datediff('2020-01-01', '2020-01-05')", "int", "-4" },
        { "date_add(date'2020-02-28', 2)", "date", "2020-03-01" },
        { "date_sub(date'2020-03-01', 1)", "date", "2020-02-29" },
        { "date'2020-01-31' + 1", "date", "2020-02-01" },
        { "date'2020-01-31' - date'2020-01-01'", "interval day", "30.00:00:00" },
        { "date'2020-01-31' + interval 1 month", "date", "2020-02-29" },
        { "date'2020-01-31' + interval '1' day", "date", "2020-02-01" },
        { "timestamp'2020-01-01 00:00:00' + interval 90 minutes", "timestamp", "2020-01-01 01:30:00+00:00" },
        { "timestamp'2020-01-01 12:00:00' - timestamp'2020-01-01 10:30:00'", "interval day to second", "01:30:00" },
        { "add_months(date'2020-01-31', 1)", "date", "2020-02-29" },
        { "add_months(date'2020-02-29', 12)", "date", "2021-02-28" },
        { "months_between(date'2020-03-31', date'2020-02-29')", "double", "1" },
        { "months_between(timestamp'1997-02-28 10:30:00', timestamp'1996-10-30 00:00:00')", "double", "3.94959677" },
        { "last_day(date'2020-02-10')", "date", "2020-02-29" },
        { "next_day(date'2020-01-01', 'MO')", "date", "2020-01-06" },
        { "trunc(date'2020-05-17', 'MM')", "date", "2020-05-01" },
        { "trunc(date'2020-05-17', 'YEAR')", "date", "2020-01-01" },
        { "trunc(date'2020-05-17', 'Q')", "date", "NULL" },
        { "trunc(date'2020-05-17', 'QUARTER')", "date", "2020-04-01" },
        { "date_trunc('HOUR', timestamp'2020-05-17 10:20:30')", "timestamp", "2020-05-17 10:00:00+00:00" },
        { "date_trunc('week', timestamp'2020-05-17 10:20:30')", "timestamp", "2020-05-11 00:00:00+00:00" },
        { "date_trunc('bad', timestamp'2020-05-17 10:20:30')", "timestamp", "NULL" },
        { "year(date'2020-05-17')", "int", "2020" },
        { "quarter(date'2020-05-17')", "int", "2" },
        { "month('2020-05-17')", "int", "5" },
        { "dayofmonth(date'2020-05-17')", "int", "17" },
        { "day(date'2020-05-17')", "int", "17" },
        { "dayofweek(date'2020-05-17')", "int", "1" },
        { "weekday(date'2020-05-17')", "int", "6" },
        { "dayofyear(date'2020-12-31')", "int", "366" },
        { "weekofyear(date'2021-01-01')", "int", "53" },
        { "hour(timestamp'2020-01-01 13:14:15')", "int", "13" },
        { "minute(timestamp'2020-01-01 13:14:15')", "int", "14" },
        { "second(timestamp'2020-01-01 13:14:15.9')", "int", "15" },
        { "extract(SECOND FROM timestamp'2020-01-01 13:14:15.9')", "decimal(8,6)", "15.900000" },
        { "extract(YEAR FROM date'2020-05-17')", "int", "2020" },
        { "date_part('dow', date'2020-05-17')", "int", "1" },
        { "dayname(date'2020-05-17')", "string", "Sun" },
        { "monthname(date'2020-05-17')", "string", "May" },
        { "to_date('2020-01-02')", "date", "2020-01-02" },
        { "to_date('02/01/2020', 'dd/MM/yyyy')", "date", "2020-01-02" },
        { "try_to_date('32/01/2020', 'dd/MM/yyyy')", "date", "NULL" },
        { "to_timestamp('2020-01-02 03:04:05')", "timestamp", "2020-01-02 03:04:05+00:00" },
        { "to_timestamp('12/1/10 8:26', 'M/d/yy H:mm')", "timestamp", "2010-12-01 08:26:00+00:00" },
        { "to_timestamp('2010-12-01 08:26:00', 'yyyy-MM-dd HH:mm:ss')", "timestamp", "2010-12-01 08:26:00+00:00" },
        { "to_timestamp('01-Dec-2010 08:26', 'dd-MMM-yyyy HH:mm')", "timestamp", "2010-12-01 08:26:00+00:00" },
        { "try_to_timestamp('2010-12-01', 'yyyy-MM-dd HH:mm:ss')", "timestamp", "NULL" },
        { "try_to_timestamp('2010-12-01 08:26:00', 'yyyy-MM-dd HH:mm:ss')", "timestamp", "2010-12-01 08:26:00+00:00" },
        { "try_to_timestamp('nonsense')", "timestamp", "NULL" },
        { "to_timestamp_ntz('2020-01-02 03:04:05')", "timestamp_ntz", "2020-01-02 03:04:05" },
        { "date_format(timestamp'2020-01-02 13:04:05.678', 'yyyy/MM/dd hh:mm:ss.SSS a')", "string", "2020/01/02 01:04:05.678 PM" },
        { "date_format(date'2020-01-02', 'EEE, d MMM yyyy')", "string", "Thu, 2 Jan 2020" },
        { "date_format(date'2020-01-02', 'D')", "string", "2" },
        { "unix_timestamp('2020-01-01 00:00:00')", "bigint", "1577836800" },
        { "unix_timestamp('01/01/2020', 'dd/MM/yyyy')", "bigint", "1577836800" },
        { "unix_timestamp(timestamp'2020-01-01 00:00:00')", "bigint", "1577836800" },
        { "from_unixtime(0)", "string", "1970-01-01 00:00:00" },
        { "from_unixtime(86400, 'yyyy-MM-dd')", "string", "1970-01-02" },
        { "unix_date(date'1970-01-02')", "int", "1" },
        { "date_from_unix_date(1)", "date", "1970-01-02" },
        { "unix_micros(timestamp'1970-01-01 00:00:01')", "bigint", "1000000" },
        { "timestamp_seconds(1.5)", "timestamp", "1970-01-01 00:00:01.5+00:00" },
        { "timestamp_millis(1500)", "timestamp", "1970-01-01 00:00:01.5+00:00" },
        { "timestamp_micros(1)", "timestamp", "1970-01-01 00:00:00.000001+00:00" },
        { "make_date(2020, 2, 29)", "date", "2020-02-29" },
        { "make_timestamp(2020, 1, 2, 3, 4, 5.5)", "timestamp", "2020-01-02 03:04:05.5+00:00" },
        { "to_utc_timestamp(timestamp'2020-07-01 12:00:00', 'Europe/London')", "timestamp", "2020-07-01 11:00:00+00:00" },
        { "to_utc_timestamp(timestamp'2020-01-01 12:00:00', 'Europe/London')", "timestamp", "2020-01-01 12:00:00+00:00" },
        { "to_utc_timestamp(timestamp'2011-03-27 01:30:00', 'Europe/London')", "timestamp", "2011-03-27 01:30:00+00:00" },
        { "to_utc_timestamp(timestamp'2011-10-30 01:30:00', 'Europe/London')", "timestamp", "2011-10-30 00:30:00+00:00" },
        { "to_utc_timestamp(timestamp'2020-03-08 02:30:00', 'America/New_York')", "timestamp", "2020-03-08 07:30:00+00:00" },
        { "from_utc_timestamp(timestamp'2020-07-01 12:00:00', 'Europe/London')", "timestamp", "2020-07-01 13:00:00+00:00" },
        { "from_utc_timestamp(timestamp'2011-10-30 00:30:00', 'Europe/London')", "timestamp", "2011-10-30 01:30:00+00:00" },
        { "from_utc_timestamp(timestamp'2011-10-30 01:30:00', 'Europe/London')", "timestamp", "2011-10-30 01:30:00+00:00" },
        { "to_utc_timestamp('2020-07-01 12:00:00', 'Asia/Tokyo')", "timestamp", "2020-07-01 03:00:00+00:00" },
        { "convert_timezone('UTC', 'Asia/Tokyo', timestamp_ntz'2020-01-01 00:00:00')", "timestamp_ntz", "2020-01-01 09:00:00" },
        { "date'2020-01-01' < timestamp'2020-01-01 00:00:01'", "boolean", "true" },
        { "date'2020-01-01' = '2020-01-01'", "boolean", "true" },
        { "timestamp'2020-01-01 12:00:00' > '2020-01-01'", "boolean", "true" },
        { "interval '1-2' year to month", "interval year to month", "14" },
        { "interval '1 02:03:04.5' day to second", "interval day to second", "1.02:03:04.5000000" },
        { "interval 1 week", "interval day", "7.00:00:00" },
        { "timestampdiff(HOUR, timestamp'2020-01-01 00:00:00', timestamp'2020-01-02 01:30:00')", "bigint", "25" },
        { "timestampadd(MONTH, 1, timestamp'2020-01-31 00:00:00')", "timestamp", "2020-02-29 00:00:00+00:00" },
        { "date_diff(date'2020-01-03', date'2020-01-01')", "int", "2" },
        { "dateadd(DAY, 5, date'2020-01-01')", "timestamp", "2020-01-06 00:00:00+00:00" },
        { "to_unix_timestamp('1970-01-01 00:00:10')", "bigint", "10" },
        { "sequence(date'2020-01-01', date'2020-03-01', interval 1 month)", "array<date>", "[2020-01-01, 2020-02-01, 2020-03-01]" },
        { "date'0001-01-01'", "date", "0001-01-01" },
        { "date'9999-12-31'", "date", "9999-12-31" },
        { "window(timestamp'2020-01-01 00:07:00', '5 minutes').start", "timestamp", "2020-01-01 00:05:00+00:00" },
    };

    public static TheoryData<string, string, Type> Mistakes => new()
    {
        { "to_date('32/01/2020', 'dd/MM/yyyy')", "CANNOT_PARSE_TIMESTAMP", typeof(SparkDateTimeException) },
        { "to_timestamp('2010-12-01', 'yyyy-MM-dd HH:mm:ss')", "CANNOT_PARSE_TIMESTAMP", typeof(SparkDateTimeException) },
        { "make_date(2021, 2, 29)", "DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION", typeof(SparkDateTimeException) },
        { "to_utc_timestamp(timestamp'2020-07-01 12:00:00', 'Mars/Base')", "INVALID_TIMEZONE", typeof(SparkDateTimeException) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void An_expression_gives_the_type_and_value_that_Spark_gives(string expression, string type, string value) =>
        AssertValue(Values, expression, type, value);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_wrong_expression_gives_the_error_that_Spark_gives(string expression, string errorClass, Type exception) =>
        AssertMistake(expression, errorClass, exception);
}
