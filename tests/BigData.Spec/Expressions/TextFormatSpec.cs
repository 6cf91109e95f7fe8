using BigData.Spark.Sql;

namespace BigData.Spec.Expressions;

/// <summary>Numbers by patterns, URLs, masks, encodings and bits.</summary>
public abstract class TextFormatSpec(SpecEngine engine) : ExpressionSuite(engine)
{
    public static TheoryData<string, string, string> Values => new()
    {
        { "to_char(454, '000D00')", "string", "454.00" },
        { "to_char(12454, '99G999')", "string", "12,454" },
        { "to_char(78.12, '$99.99')", "string", "$78.12" },
        { "to_char(-12454.8, '99G999D9S')", "string", "12,454.8-" },
        { "to_char(12454.8, '99G999D9S')", "string", "12,454.8+" },
        { "to_char(-12.5, '99.99')", "string", "12.50" },
        { "to_char(12.5, 'S99.99')", "string", "+12.50" },
        { "to_char(12.5, 'MI99.99')", "string", " 12.50" },
        { "to_char(-12.5, '99.99PR')", "string", "<12.50>" },
        { "to_char(12.5, '99.99PR')", "string", "12.50  " },
        { "to_char(1234.5, '99.99')", "string", "##.##" },
        { "to_char(12.567, '99.9')", "string", "##.#" },
        { "to_char(0.5, '99.99')", "string", " 0.50" },
        { "to_char(0.5, '00.00')", "string", "00.50" },
        { "to_char(0, '999')", "string", "   " },
        { "to_char(7, '0999')", "string", "0007" },
        { "to_char(12, '9,999')", "string", "   12" },
        { "to_char('12', '99')", "string", "12" },
        { "to_char(12D, '99')", "string", "12" },
        { "to_char(CAST(NULL AS int), '99')", "string", "NULL" },
        { "to_char(date'2020-01-02', 'yyyy/MM')", "string", "2020/01" },
        { "to_char(x'537061726b2053514c', 'base64')", "string", "U3BhcmsgU1FM" },
        { "to_char(x'5371', 'hex')", "string", "5371" },
        { "to_varchar(12.5, '99.99')", "string", "12.50" },
        { "to_number('454.00', '000.00')", "decimal(5,2)", "454.00" },
        { "to_number('12,454', '99,999')", "decimal(5,0)", "12454" },
        { "to_number('$78.12', '$99.99')", "decimal(4,2)", "78.12" },
        { "to_number('12,454.8-', '99,999.9S')", "decimal(6,1)", "-12454.8" },
        { "to_number('-12.5', 'S99.9')", "decimal(3,1)", "-12.5" },
        { "to_number('<12.5>', '99.9PR')", "decimal(3,1)", "-12.5" },
        { "to_number(' 12 ', '99')", "decimal(2,0)", "12" },
        { "to_number('12.', '99.99')", "decimal(4,2)", "12.00" },
        { "to_number('.5', '99.99')", "decimal(4,2)", "0.50" },
        { "try_to_number('x', '999')", "decimal(3,0)", "NULL" },
        { "parse_url('http://user:pw@x.org:8080/p/q?a=1&b=2#frag', 'HOST')", "string", "x.org" },
        { "parse_url('http://user:pw@x.org:8080/p/q?a=1&b=2#frag', 'PATH')", "string", "/p/q" },
        { "parse_url('http://user:pw@x.org:8080/p/q?a=1&b=2#frag', 'QUERY')", "string", "a=1&b=2" },
        { "parse_url('http://user:pw@x.org:8080/p/q?a=1&b=2#frag', 'REF')", "string", "frag" },
        { "parse_url('http://user:pw@x.org:8080/p/q?a=1&b=2#frag', 'PROTOCOL')", "string", "http" },
        { "parse_url('http://user:pw@x.org:8080/p/q?a=1&b=2#frag', 'FILE')", "string", "/p/q?a=1&b=2" },
        { "parse_url('http://user:pw@x.org:8080/p/q?a=1&b=2#frag', 'AUTHORITY')", "string", "user:pw@x.org:8080" },
        { "parse_url('http://user:pw@x.org:8080/p/q?a=1&b=2#frag', 'USERINFO')", "string", "user:pw" },
        { "parse_url('http://x.org/p?a=b&aa=c', 'QUERY', 'aa')", "string", "c" },
        { "parse_url('http://x.org', 'PATH')", "string", "" },
        { "parse_url('http://x.org/p', 'host')", "string", "NULL" },
        { "parse_url('mailto:a@b.c', 'PATH')", "string", "NULL" },
        { "parse_url('x.org/p', 'PATH')", "string", "x.org/p" },
        { "parse_url('http://[::1]:80/p', 'HOST')", "string", "[::1]" },
        { "parse_url('http://x_y.org/p', 'HOST')", "string", "NULL" },
        { "parse_url('http://x.org/é', 'PATH')", "string", "/é" },
        { "try_parse_url('inva lid://x', 'HOST')", "string", "NULL" },
        { "mask('Abc-123', 'Q', 'q', 'd', 'o')", "string", "Qqqoddd" },
        { "mask('Abc-123', NULL, NULL, NULL, NULL)", "string", "Abc-123" },
        { "mask('ÄéД7 x', 'Q', 'q', 'd', 'o')", "string", "QqQdoq" },
        { "url_encode('a b&c/é~*')", "string", "a+b%26c%2F%C3%A9%7E*" },
        { "luhn_check('79927398714')", "boolean", "false" },
        { "luhn_check('')", "boolean", "false" },
        { "quote('a\\\\b')", "string", "'a\\b'" },
        { "is_valid_utf8(x'80')", "boolean", "false" },
        { "make_valid_utf8(x'6180')", "string", "a\uFFFD" },
        { "to_binary('abc', 'utf-8')", "binary", "X'616263'" },
        { "to_binary('6', 'hex')", "binary", "X'06'" },
        { "to_binary('YWJj', 'base64')", "binary", "X'616263'" },
        { "to_binary('616263')", "binary", "X'616263'" },
        { "try_to_binary('zz', 'hex')", "binary", "NULL" },
        { "bitmap_bucket_number(32769)", "bigint", "2" },
        { "bitmap_bucket_number(-7)", "bigint", "0" },
        { "bitmap_bit_position(32769)", "bigint", "0" },
        { "bitmap_bit_position(-7)", "bigint", "7" },
        { "bitmap_count(x'FF0F')", "bigint", "12" },
        { "shiftright(-9, 33)", "int", "-5" },
        { "shiftright(-9L, 65)", "bigint", "-5" },
        { "shiftrightunsigned(-1, 28)", "int", "15" },
        { "shiftrightunsigned(-1L, 60)", "bigint", "15" },
        { "-1 >>> 28", "int", "15" },
        { "5 << 1", "int", "10" },
        { "-5 >> 1", "int", "-3" },
    };

    public static TheoryData<string, string, Type> Mistakes => new()
    {
        { "to_char(12, 'x')", "INVALID_FORMAT.WRONG_NUM_DIGIT", typeof(AnalysisException) },
        { "to_char(12, '')", "INVALID_FORMAT.EMPTY", typeof(AnalysisException) },
        { "to_number('x', '999')", "INVALID_FORMAT.MISMATCH_INPUT", typeof(SparkIllegalArgumentException) },
        { "to_number('1234', '9,999')", "INVALID_FORMAT.MISMATCH_INPUT", typeof(SparkIllegalArgumentException) },
        { "parse_url('inva lid://x', 'HOST')", "INVALID_URL", typeof(SparkIllegalArgumentException) },
        { "to_binary('zz', 'hex')", "CONVERSION_INVALID_INPUT", typeof(SparkIllegalArgumentException) },
        { "to_binary('abc', 'x')", "DATATYPE_MISMATCH.INVALID_ARG_VALUE", typeof(AnalysisException) },
        { "mask('Abc', 'QQ')", "DATATYPE_MISMATCH.INPUT_SIZE_NOT_ONE", typeof(AnalysisException) },
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
