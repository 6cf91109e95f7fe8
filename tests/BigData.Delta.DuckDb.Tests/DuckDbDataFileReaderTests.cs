using BigData.Delta.Actions;
using Parquet;
using Parquet.Schema;

namespace BigData.Delta.DuckDb.Tests;

public sealed class DuckDbDataFileReaderTests : IDisposable
{
    private readonly DataFileFixture _fixture = new();

    public static TheoryData<string, string, string> Types => new()
    {
        { "boolean", "BOOLEAN", "true, false, NULL" },
        { "byte", "TINYINT", "-128, 127, NULL" },
        { "short", "SMALLINT", "-32768, 32767, NULL" },
        { "integer", "INTEGER", "-2147483648, 2147483647, NULL" },
        { "long", "BIGINT", "-9223372036854775808, 9223372036854775807, NULL" },
        { "float", "FLOAT", "'-3.4028235e38', '3.4028235e38', 'nan', 'inf', '-0.0', NULL" },
        { "double", "DOUBLE", "'-1.7976931348623157e308', '5e-324', 'nan', '-inf', NULL" },
        { "decimal(9,2)", "DECIMAL(9,2)", "-9999999.99, 9999999.99, NULL" },
        { "decimal(18,4)", "DECIMAL(18,4)", "'-99999999999999.9999', '99999999999999.9999', NULL" },
        { "decimal(38,0)", "DECIMAL(38,0)", "'-99999999999999999999999999999999999999', '99999999999999999999999999999999999999', NULL" },
        { "string", "VARCHAR", "'', 'äöü😀', repeat('long ', 5000), NULL" },
        { "binary", "BLOB", "'\\x00\\xFF'::BLOB, ''::BLOB, NULL" },
        { "date", "DATE", "'0001-01-01', '9999-12-31', '1582-10-10', NULL" },
        { "timestamp", "TIMESTAMP WITH TIME ZONE", "'0001-01-01 00:00:00+00', '9999-12-31 23:59:59.999999+00', NULL" },
        { "timestamp_ntz", "TIMESTAMP", "'0001-01-01 00:00:00', '9999-12-31 23:59:59.999999', NULL" },
        { DataFileFixture.Array("integer"), "INTEGER[]", "[1, NULL], [], NULL" },
        { DataFileFixture.Map("string", "decimal(10,2)"), "MAP(VARCHAR, DECIMAL(10,2))", "MAP {'a': 1.25, 'b': NULL}, MAP {}, NULL" },
        { DataFileFixture.Schema(("a", "integer"), ("b", DataFileFixture.Array("string"))), "STRUCT(a INTEGER, b VARCHAR[])", "{'a': 1, 'b': ['x', NULL]}, {'a': NULL, 'b': NULL}, NULL" },
        { DataFileFixture.Array(DataFileFixture.Schema(("x", "timestamp"))), "STRUCT(x TIMESTAMP WITH TIME ZONE)[]", "[{'x': '2020-01-01 00:00:00+00'}, NULL], NULL" },
    };

    public static TheoryData<string, string> PartitionTypes => new()
    {
        { "string", "'a', 'b''c', NULL" },
        { "boolean", "true, false, NULL" },
        { "byte", "(-128)::TINYINT, 127, NULL" },
        { "integer", "(-2147483648)::INTEGER, 0, NULL" },
        { "long", "(-9223372036854775808)::BIGINT, 9223372036854775807, NULL" },
        { "double", "1.5::DOUBLE, -0.25, 1e300, NULL" },
        { "decimal(38,18)", "12::DECIMAL(38,18), -0.000000000000000001, NULL" },
        { "date", "'0001-01-01'::DATE, '9999-12-31', NULL" },
        { "timestamp", "'1969-12-31 23:59:59.999999+00'::TIMESTAMPTZ, '2024-01-31 08:45:00+00', NULL" },
        { "timestamp_ntz", "'1969-12-31 23:59:59.999999'::TIMESTAMP, '2024-01-31 08:45:00', NULL" },
    };

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Values_of_every_type_are_read_as_written(string type, string duckType, string values)
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("v", type)));
        var rows = $"SELECT unnest([{values}]::{duckType}[]) AS v";
        var files = await _fixture.WriteAsync(metadata, rows);
        await _fixture.AssertSameRowsAsync(rows, await _fixture.ReadAsync(metadata, files.Select(file => file.ToAdd())));
    }

    [Theory]
    [MemberData(nameof(PartitionTypes))]
    public async Task Partition_values_of_every_type_are_read_as_written(string type, string values)
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("p", type), ("a", "integer")), ["p"]);
        await _fixture.Session.ExecuteAsync($"CREATE TABLE original AS SELECT p, (row_number() OVER ())::INTEGER AS a FROM (SELECT unnest([{values}]) AS p)");
        var files = await _fixture.WriteAsync(metadata, "FROM original");
        await _fixture.AssertSameRowsAsync("FROM original", await _fixture.ReadAsync(metadata, files.Select(file => file.ToAdd())));
        await _fixture.AssertSameRowsAsync(
            "SELECT p FROM original WHERE p IS NULL", await _fixture.ReadAsync(metadata, files.Where(file => file.PartitionValues["p"] is null).Select(file => file.ToAdd()), null, "p"));
    }

    [Fact]
    public async Task A_column_that_an_older_file_lacks_is_null_there_and_narrower_types_are_widened()
    {
        var old = Metadata.Create(DataFileFixture.Schema(("a", "integer"), ("st", DataFileFixture.Schema(("x", "integer")))));
        var now = Metadata.Create(DataFileFixture.Schema(("b", "string"), ("st", DataFileFixture.Schema(("y", "string"), ("x", "long"))), ("a", "long")));
        var before = await _fixture.WriteAsync(old, "SELECT 1 AS a, {'x': 2} AS st UNION ALL SELECT 3, NULL");
        var after = await _fixture.WriteAsync(now, "SELECT 'b' AS b, {'y': 'y', 'x': 5} AS st, 4 AS a");
        await _fixture.AssertSameRowsAsync(
            """
            SELECT * FROM (VALUES (NULL::VARCHAR, {'y': NULL::VARCHAR, 'x': 2::BIGINT}, 1::BIGINT), (NULL, NULL, 3), ('b', {'y': 'y', 'x': 5}, 4))
            """,
            await _fixture.ReadAsync(now, before.Concat(after).Select(file => file.ToAdd())));
    }

    [Fact]
    public async Task Columns_come_in_the_order_asked_for_without_regard_to_case()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "integer"), ("B", "string"), ("p", "integer")), ["p"]);
        var files = await _fixture.WriteAsync(metadata, "SELECT 1 AS a, 'x' AS b, 7 AS p");
        var sql = await _fixture.ReadAsync(metadata, files.Select(file => file.ToAdd()), null, "P", "b");
        Assert.Equal(["p", "B"], (await _fixture.Session.DescribeAsync(sql)).Select(column => column.Name));
        Assert.Equal(1, await _fixture.Session.ScalarAsync<long>($"SELECT count(*) FROM ({await _fixture.ReadAsync(metadata, files.Select(f => f.ToAdd()), null, "p")})"));
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.ReadAsync(metadata, [], null, "missing"));
    }

    [Fact]
    public async Task No_files_are_an_empty_result_with_the_right_columns()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "integer"), ("m", DataFileFixture.Map("string", "timestamp"))));
        var sql = await _fixture.ReadAsync(metadata, [], new DataFileScanOptions { FileIndexColumn = "f" });
        Assert.Equal(["INTEGER", "MAP(VARCHAR, TIMESTAMP WITH TIME ZONE)", "BIGINT"], (await _fixture.Session.DescribeAsync(sql)).Select(column => column.TypeText));
        Assert.Equal(0, await _fixture.Session.ScalarAsync<long>($"SELECT count(*) FROM ({sql})"));
    }

    [Fact]
    public async Task Row_identity_names_file_and_row_also_under_filters()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "long"), ("file_row_number", "string")));
        var first = await _fixture.WriteAsync(metadata, "SELECT i AS a, 'user column' AS file_row_number FROM range(250000) t(i)");
        var second = await _fixture.WriteAsync(metadata, "SELECT 1000000 + i AS a, 'user column' AS file_row_number FROM range(10) t(i)");
        var options = new DataFileScanOptions { FileIndexColumn = "file index", RowNumberColumn = "row", FilePathColumn = "path" };
        var sql = await _fixture.ReadAsync(metadata, first.Concat(second).Select(file => file.ToAdd()), options);
        Assert.Equal(
            $"0 249999 {Path.Combine(_fixture.TablePath, first[0].Path)} user column",
            await _fixture.TextAsync($"""SELECT concat_ws(' ', "file index", "row", path, file_row_number) FROM ({sql}) WHERE a = 249999"""));
        Assert.Equal("1 9", await _fixture.TextAsync($"""SELECT concat_ws(' ', "file index", "row") FROM ({sql}) WHERE a = 1000009"""));
        Assert.Equal(0, await _fixture.Session.ScalarAsync<long>($"""SELECT count(*) FROM ({sql}) WHERE a % 1000000 <> "row" """));
    }

    [Fact]
    public async Task File_names_with_pattern_characters_and_percent_signs_are_read_as_they_are()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "integer")));
        var files = await _fixture.WriteAsync(metadata, "SELECT 1 AS a");
        const string Name = "p=%2F x[1]*'ü.parquet";
        File.Move(Path.Combine(_fixture.TablePath, files[0].Path), Path.Combine(_fixture.TablePath, Name));
        await _fixture.AssertSameRowsAsync("SELECT 1", await _fixture.ReadAsync(metadata, [(files[0] with { Path = Name }).ToAdd()]));
    }

    [Fact]
    public async Task INT96_timestamps_mean_UTC_in_every_session()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("t", "timestamp"), ("u", "timestamp")));
        var micros = await _fixture.WriteAsync(metadata, "SELECT '2020-06-01 12:00:00+00'::TIMESTAMPTZ AS t, NULL AS u");
        await WriteInt96Async(Path.Combine(_fixture.TablePath, "int96.parquet"), new DateTime(2020, 6, 1, 12, 0, 0, DateTimeKind.Utc));
        var files = new[] { micros[0].ToAdd(), (micros[0] with { Path = "int96.parquet" }).ToAdd() };
        using var tokyo = new DataFileFixture("Asia/Tokyo");
        foreach (var fixture in new[] { _fixture, tokyo })
        {
            var reader = new DuckDbDataFileReader(fixture.Session);
            var request = new DataFiles.DataFileReadRequest { TablePath = _fixture.TablePath, Schema = metadata.GetSchema(), PartitionColumns = [], Files = files };
            var sql = (await reader.ReadAsync(request, new DataFileScanOptions { FileIndexColumn = "f" }, CancellationToken.None)).Sql;
            Assert.Equal(
                "0 1591012800000000, 1 1591012800000000",
                await fixture.TextAsync($"SELECT string_agg(f || ' ' || epoch_us(t), ', ' ORDER BY f) FROM ({sql})"));
        }
    }

    [Fact]
    public async Task A_file_with_a_deletion_vector_is_refused()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "integer")));
        var files = await _fixture.WriteAsync(metadata, "SELECT 1 AS a");
        var vector = new DeletionVector("u", "x", null, 1, 1);
        await Assert.ThrowsAsync<NotSupportedException>(() => _fixture.ReadAsync(metadata, [files[0].ToAdd() with { DeletionVector = vector }]));
    }

    [Fact]
    public async Task A_partition_value_that_is_none_of_its_type_is_refused()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "integer"), ("p", "integer")), ["p"]);
        var files = await _fixture.WriteAsync(metadata, "SELECT 1 AS a, 2 AS p");
        var wrong = (files[0] with { PartitionValues = new Dictionary<string, string?> { ["p"] = "two" } }).ToAdd();
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => _fixture.ReadAsync(metadata, [wrong]));
        Assert.Contains("'two'", error.Message, StringComparison.Ordinal);
    }

    private static async Task WriteInt96Async(string path, DateTime value)
    {
        var field = new DateTimeDataField("t", DateTimeFormat.Impala, isNullable: false);
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(field), stream);
        using var group = writer.CreateRowGroup();
        await group.WriteAsync<DateTime>(field, new[] { value }.AsMemory());
    }
}
