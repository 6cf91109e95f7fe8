using Apache.Arrow;
using BigData.DuckDb;

namespace BigData.Spark.Embedded.Executing.Showing;

public sealed class PrettyTextTests
{
    public static TheoryData<string, string> Values => new()
    {
        { "1.5::DOUBLE", "1.5" },
        { "1e20::DOUBLE", "1.0E20" },
        { "12345678.9::DOUBLE", "1.23456789E7" },
        { "0.0001::DOUBLE", "1.0E-4" },
        { "'-0.0'::DOUBLE", "-0.0" },
        { "'inf'::DOUBLE", "Infinity" },
        { "1.1::FLOAT", "1.1" },
        { "0.00000012::DECIMAL(20,8)", "0.00000012" },
        { "-1.50::DECIMAL(3,2)", "-1.50" },
        { "99999999999999999999999999999999999999::DECIMAL(38,0)", "99999999999999999999999999999999999999" },
        { "-0.00000000000000000000000000000000000001::DECIMAL(38,38)", "-0.00000000000000000000000000000000000001" },
        { "'\\x0A\\x41\\x42'::BLOB", "[0A 41 42]" },
        { "[1, NULL, 3]", "[1, NULL, 3]" },
        { "MAP {'k': 1, 'z': NULL}", "{k -> 1, z -> NULL}" },
        { "{'x': 1, 'y': NULL, 's': 't'}", "{1, NULL, t}" },
        { "DATE '2024-01-02'", "2024-01-02" },
        { "DATE '0044-03-15 (BC)'", "-0043-03-15" },
        { "DATE '12345-01-02'", "+12345-01-02" },
        { "TIMESTAMPTZ '2024-01-02 03:04:05.120+00'", "2024-01-02 03:04:05.12" },
        { "TIMESTAMP '1969-12-31 23:59:59.999999'", "1969-12-31 23:59:59.999999" },
        { "true", "true" },
        { "NULL::INTEGER", "NULL" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Values_print_as_Spark_prints_them(string sql, string expected)
    {
        using DuckDbInstance instance = DuckDbInstance.Open();
        using DuckDbSession connection = instance.Connect();
        await foreach (RecordBatch batch in connection.QueryAsync($"SELECT {sql}"))
        {
            Assert.Equal(expected, new PrettyText(TimeZoneInfo.Utc).Cell(batch.Column(0), 0));
        }
    }
}
