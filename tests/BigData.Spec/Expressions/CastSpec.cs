using BigData.Spark.Sql;

namespace BigData.Spec.Expressions;

/// <summary>Casts under ANSI rules.</summary>
public abstract class CastSpec(SpecEngine engine) : ExpressionSuite(engine)
{
    public static TheoryData<string, string, string> Values => new()
    {
        { "cast('12' as int)", "int", "12" },
        { "cast(' 12 ' as int)", "int", "12" },
        { "try_cast('abc' as int)", "int", "NULL" },
        { "try_cast('12.7' as int)", "int", "NULL" },
        { "cast(12.7 as int)", "int", "12" },
        { "cast(-12.7D as int)", "int", "-12" },
        { "try_cast(3000000000L as int)", "int", "NULL" },
        { "cast('1e3' as double)", "double", "1000" },
        { "cast('1e3' as decimal(10,2))", "decimal(10,2)", "1000.00" },
        { "cast('12.345' as decimal(10,2))", "decimal(10,2)", "12.35" },
        { "try_cast('123456' as decimal(4,2))", "decimal(4,2)", "NULL" },
        { "cast(12.345 as decimal(4,2))", "decimal(4,2)", "12.35" },
        { "cast(1 as boolean)", "boolean", "true" },
        { "cast('yes' as boolean)", "boolean", "true" },
        { "cast('t' as boolean)", "boolean", "true" },
        { "cast(true as int)", "int", "1" },
        { "cast(true as string)", "string", "true" },
        { "cast(1.0D as string)", "string", "1.0" },
        { "cast(1e7 as string)", "string", "1.0E7" },
        { "cast(1e20 as string)", "string", "1.0E20" },
        { "cast(1.5e-5 as string)", "string", "1.5E-5" },
        { "cast(100.0F as string)", "string", "100.0" },
        { "cast(0.1F as double)", "double", "0.10000000149011612" },
        { "cast(cast('NaN' as double) as string)", "string", "NaN" },
        { "cast(-1e0/3 as string)", "string", "-0.3333333333333333" },
        { "cast(1.50 as string)", "string", "1.50" },
        { "cast('2020-02-29' as date)", "date", "2020-02-29" },
        { "cast('2020-2-9' as date)", "date", "2020-02-09" },
        { "cast('2020' as date)", "date", "2020-01-01" },
        { "cast('2020-02' as date)", "date", "2020-02-01" },
        { "try_cast('2021-02-29' as date)", "date", "NULL" },
        { "cast('2020-01-01 12:34:56' as timestamp)", "timestamp", "2020-01-01 12:34:56+00:00" },
        { "cast('2020-01-01T12:34:56.123456Z' as timestamp)", "timestamp", "2020-01-01 12:34:56.123456+00:00" },
        { "cast('2020-01-01 12:34:56+02:00' as timestamp)", "timestamp", "2020-01-01 10:34:56+00:00" },
        { "cast('2020-01-01' as timestamp)", "timestamp", "2020-01-01 00:00:00+00:00" },
        { "cast('2020-01-01 12:34:56' as timestamp_ntz)", "timestamp_ntz", "2020-01-01 12:34:56" },
        { "cast(date'2020-01-01' as timestamp)", "timestamp", "2020-01-01 00:00:00+00:00" },
        { "cast(timestamp'2020-01-01 23:59:59' as date)", "date", "2020-01-01" },
        { "cast(timestamp'2020-01-01 00:00:00' as long)", "bigint", "1577836800" },
        { "cast(1577836800 as timestamp)", "timestamp", "2020-01-01 00:00:00+00:00" },
        { "cast(date'2020-01-01' as string)", "string", "2020-01-01" },
        { "cast(timestamp'2020-01-01 01:02:03.450' as string)", "string", "2020-01-01 01:02:03.45" },
        { "cast(array(1, null, 3) as string)", "string", "[1, null, 3]" },
        { "cast(map('a', 1) as string)", "string", "{a -> 1}" },
        { "cast(named_struct('a', 1, 'b', null) as string)", "string", "{1, null}" },
        { "cast(array('1', '2') as array<int>)", "array<int>", "[1, 2]" },
        { "cast(null as int)", "int", "NULL" },
        { "cast('abc' as binary)", "binary", "X'616263'" },
        { "cast(x'616263' as string)", "string", "abc" },
        { "cast(interval '1' day as string)", "string", "INTERVAL '1' DAY" },
        { "int('5')", "int", "5" },
        { "string(5)", "string", "5" },
        { "double('2.5')", "double", "2.5" },
        { "bigint(2.9)", "bigint", "2" },
        { "'5'::int", "int", "5" },
        { "cast(' true ' as boolean)", "boolean", "true" },
        { "cast('Infinity' as float)", "float", "Infinity" },
        { "cast('+5' as int)", "int", "5" },
    };

    public static TheoryData<string, string, Type> Mistakes => new()
    {
        { "cast('12.7' as int)", "CAST_INVALID_INPUT", typeof(SparkNumberFormatException) },
        { "cast('abc' as int)", "CAST_INVALID_INPUT", typeof(SparkNumberFormatException) },
        { "cast('' as int)", "CAST_INVALID_INPUT", typeof(SparkNumberFormatException) },
        { "cast(3000000000 as int)", "CAST_OVERFLOW", typeof(SparkArithmeticException) },
        { "cast(3000000000L as int)", "CAST_OVERFLOW", typeof(SparkArithmeticException) },
        { "cast(300 as tinyint)", "CAST_OVERFLOW", typeof(SparkArithmeticException) },
        { "cast('12.345' as decimal(4,3))", "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", typeof(SparkArithmeticException) },
        { "cast('maybe' as boolean)", "CAST_INVALID_INPUT", typeof(SparkRuntimeException) },
        { "cast('2020-13-01' as date)", "CAST_INVALID_INPUT", typeof(SparkDateTimeException) },
        { "cast('x' as timestamp)", "CAST_INVALID_INPUT", typeof(SparkDateTimeException) },
        { "cast(2147483648.5 as int)", "CAST_OVERFLOW", typeof(SparkArithmeticException) },
        { "cast('0x1A' as int)", "CAST_INVALID_INPUT", typeof(SparkNumberFormatException) },
        { "cast('1_000' as int)", "CAST_INVALID_INPUT", typeof(SparkNumberFormatException) },
        { "cast('6.0' as int)", "CAST_INVALID_INPUT", typeof(SparkNumberFormatException) },
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
