using BigData.Spark.Sql;

namespace BigData.Spec.Expressions;

/// <summary>Numbers: types of results, overflow, division, rounding, bits.</summary>
public abstract class ArithmeticSpec(SpecEngine engine) : ExpressionSuite(engine)
{
    public static TheoryData<string, string, string> Values => new()
    {
        { "1 + 2", "int", "3" },
        { "1 + 2L", "bigint", "3" },
        { "1 - 2.5", "decimal(3,1)", "-1.5" },
        { "1 / 2", "double", "0.5" },
        { "7 div 2", "bigint", "3" },
        { "-7 div 2", "bigint", "-3" },
        { "7 % 3", "int", "1" },
        { "-7 % 3", "int", "-1" },
        { "7 % -3", "int", "1" },
        { "-7.5 % 2", "decimal(2,1)", "-1.5" },
        { "pmod(-7, 3)", "int", "2" },
        { "try_divide(1, 0)", "double", "NULL" },
        { "try_add(2147483647, 1)", "int", "NULL" },
        { "-(-5)", "int", "5" },
        { "abs(-3)", "int", "3" },
        { "abs(-3.5)", "decimal(2,1)", "3.5" },
        { "2 * 3L", "bigint", "6" },
        { "1.5", "decimal(2,1)", "1.5" },
        { "1.10 + 2.2", "decimal(4,2)", "3.30" },
        { "1.10 * 2.25", "decimal(7,4)", "2.4750" },
        { "10.00 / 3.0", "decimal(9,6)", "3.333333" },
        { "1.00 / 3", "decimal(7,6)", "0.333333" },
        { "cast(1 as decimal(38,0)) / 3", "decimal(38,6)", "0.333333" },
        { "cast('12345678901234567890' as decimal(38,10)) * cast('1234567890.123' as decimal(20,3))", "decimal(38,6)", "15241578753233197379870903950.470000" },
        { "1 + 1.5", "decimal(3,1)", "2.5" },
        { "1L * 1.5", "decimal(4,1)", "1.5" },
        { "1.5 + 1e0", "double", "2.5" },
        { "1e3", "double", "1000" },
        { "1.5BD", "decimal(2,1)", "1.5" },
        { "100S + 1Y", "smallint", "101" },
        { "9223372036854775808", "decimal(19,0)", "9223372036854775808" },
        { "round(2.5)", "decimal(2,0)", "3" },
        { "round(-2.5)", "decimal(2,0)", "-3" },
        { "round(2.345, 2)", "decimal(4,2)", "2.35" },
        { "round(cast(1.005 as decimal(10,4)), 2)", "decimal(9,2)", "1.01" },
        { "round(cast(12.3450 as decimal(18,4)) * 3, 2)", "decimal(19,2)", "37.04" },
        { "round(2.5D)", "double", "3" },
        { "round(1234, -2)", "int", "1200" },
        { "bround(2.5)", "decimal(2,0)", "2" },
        { "ceil(1.2)", "decimal(2,0)", "2" },
        { "ceil(-1.2)", "decimal(2,0)", "-1" },
        { "floor(1.2)", "decimal(2,0)", "1" },
        { "floor(-1.2D)", "bigint", "-2" },
        { "ceil(5)", "bigint", "5" },
        { "sign(-3)", "double", "-1" },
        { "sqrt(2.0D)", "double", "1.4142135623730951" },
        { "sqrt(-1)", "double", "NaN" },
        { "pow(2, 10)", "double", "1024" },
        { "exp(0)", "double", "1" },
        { "ln(0)", "double", "NULL" },
        { "log10(100)", "double", "2" },
        { "log(2, 8)", "double", "3" },
        { "log2(8)", "double", "3" },
        { "cbrt(27)", "double", "3" },
        { "greatest(1, 3, null, 2)", "int", "3" },
        { "least(2, 1.5)", "decimal(11,1)", "1.5" },
        { "1 & 3", "int", "1" },
        { "5 | 2", "int", "7" },
        { "5 ^ 1", "int", "4" },
        { "~5", "int", "-6" },
        { "shiftleft(1, 4)", "int", "16" },
        { "hex(255)", "string", "FF" },
        { "bin(5)", "string", "101" },
        { "conv('ff', 16, 10)", "string", "255" },
        { "factorial(5)", "bigint", "120" },
        { "width_bucket(5.3, 0.2, 10.6, 5)", "bigint", "3" },
        { "1 = 1.0", "boolean", "true" },
        { "'1' + 1", "bigint", "2" },
        { "rint(2.5)", "double", "2" },
        { "degrees(pi())", "double", "180" },
        { "hypot(3, 4)", "double", "5" },
        { "isnan(cast('NaN' as double))", "boolean", "true" },
        { "cast('NaN' as double) = cast('NaN' as double)", "boolean", "true" },
        { "nanvl(cast('NaN' as double), 5.0D)", "double", "5" },
        { "cast('Infinity' as double) > 1", "boolean", "true" },
        { "-0.0D = 0.0D", "boolean", "true" },
        { "round(123.456, -1)", "decimal(4,0)", "120" },
        { "try_subtract(-2147483648, 1)", "int", "NULL" },
        { "try_multiply(2147483647, 2)", "int", "NULL" },
        { "try_mod(1, 0)", "int", "NULL" },
        { "cast(5 as tinyint) + cast(6 as tinyint)", "tinyint", "11" },
    };

    public static TheoryData<string, string, Type> Mistakes => new()
    {
        { "2147483647 + 1", "ARITHMETIC_OVERFLOW", typeof(SparkArithmeticException) },
        { "9223372036854775807L + 1L", "ARITHMETIC_OVERFLOW", typeof(SparkArithmeticException) },
        { "1 / 0", "DIVIDE_BY_ZERO", typeof(SparkArithmeticException) },
        { "1.0D / 0", "DIVIDE_BY_ZERO", typeof(SparkArithmeticException) },
        { "1 % 0", "REMAINDER_BY_ZERO", typeof(SparkArithmeticException) },
        { "1 div 0", "DIVIDE_BY_ZERO", typeof(SparkArithmeticException) },
        { "cast(99999999999999999999999999999999999999 as decimal(38,0)) + 1", "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", typeof(SparkArithmeticException) },
        { "'1.5' + 1", "CAST_INVALID_INPUT", typeof(SparkNumberFormatException) },
        { "'2' * '3'", "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE", typeof(AnalysisException) },
        { "cast(100 as tinyint) + cast(100 as tinyint)", "BINARY_ARITHMETIC_OVERFLOW", typeof(SparkArithmeticException) },
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
