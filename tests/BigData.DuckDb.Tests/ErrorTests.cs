namespace BigData.DuckDb.Tests;

public sealed class ErrorTests : IDisposable
{
    private readonly DuckDbInstance _instance = DuckDbInstance.Open();

    public void Dispose() => _instance.Dispose();

    [Theory]
    [InlineData("SELEC 1", "Parser", "SYNTAX_ERROR", 0)]
    [InlineData("SELECT nam FROM (SELECT 1 AS name)", "Binder", "COLUMN_NOT_FOUND", 7)]
    [InlineData("SELECT * FROM nowhere", "Catalog", "MISSING_ENTRY", 14)]
    [InlineData("SELECT 'x'::INTEGER", "Conversion", null, null)]
    [InlineData("SELECT 200::TINYINT", "Conversion", null, null)]
    [InlineData("SELECT 9223372036854775807 + 1::BIGINT", "Out of Range", null, null)]
    [InlineData("SELECT error('on purpose')", "Invalid Input", null, null)]
    [InlineData("FROM read_csv('/no/such/file.csv')", "IO", null, null)]
    public async Task An_error_tells_its_class_subtype_and_position(string sql, string errorClass, string? subtype, int? position)
    {
        using var session = _instance.Connect();
        var error = await Assert.ThrowsAsync<DuckDbException>(() => session.ExecuteAsync(sql));
        Assert.Equal(errorClass, error.ErrorClass);
        if (subtype is not null)
        {
            Assert.Equal(subtype, error.Subtype);
        }

        if (position is not null)
        {
            Assert.Equal(position, error.Position);
        }

        Assert.Equal(sql, error.Sql);
        Assert.DoesNotContain("{\"", error.Message, StringComparison.Ordinal);
        Assert.Null(error.InnerException);
        Assert.Equal(1, await session.ScalarAsync<int>("SELECT 1"));
    }

    [Fact]
    public async Task A_name_that_is_nearly_right_brings_candidates()
    {
        using var session = _instance.Connect();
        await session.ExecuteAsync("CREATE TABLE customers (customer_id INT, country VARCHAR)");
        var column = await Assert.ThrowsAsync<DuckDbException>(() => session.ExecuteAsync("SELECT custmer_id FROM customers"));
        Assert.Contains(column.Candidates, candidate => candidate.Contains("customer_id", StringComparison.Ordinal));
        Assert.Equal("custmer_id", column.ObjectName);
        var table = await Assert.ThrowsAsync<DuckDbException>(() => session.ExecuteAsync("SELECT * FROM custmers"));
        Assert.Contains("customers", table.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_in_the_middle_of_a_stream_reaches_the_reader_with_its_class()
    {
        using var session = _instance.Connect();
        var rows = 0;
        var error = await Assert.ThrowsAsync<DuckDbException>(async () =>
        {
            await foreach (var batch in session.QueryAsync("SELECT CASE WHEN i = 900000 THEN error('late') ELSE i::VARCHAR END FROM range(1000000) t(i)"))
            {
                using (batch)
                {
                    rows += batch.Length;
                }
            }
        });
        Assert.Equal("Invalid Input", error.ErrorClass);
        Assert.Contains("late", error.Message, StringComparison.Ordinal);
        Assert.True(rows > 0);
        Assert.Equal(1, await session.ScalarAsync<int>("SELECT 1"));
    }

    [Fact]
    public async Task The_error_of_one_thread_is_not_hidden_by_the_end_of_the_others()
    {
        using var many = DuckDbInstance.Open(new DuckDbOptions { Threads = 8 });
        using var session = many.Connect();
        await session.ExecuteAsync("CREATE TABLE t AS SELECT i FROM range(1000000) t(i)");
        for (var i = 0; i < 12; i++)
        {
            var executed = await Assert.ThrowsAsync<DuckDbException>(() => session.ExecuteAsync($"SELECT sum(CASE WHEN i = {i * 80_000} THEN error('on purpose') ELSE i::VARCHAR END::BIGINT) FROM t"));
            Assert.Equal("Invalid Input", executed.ErrorClass);
            var read = await Assert.ThrowsAsync<DuckDbException>(async () =>
            {
                await foreach (var batch in session.QueryAsync($"SELECT CASE WHEN i = {i * 80_000} THEN error('on purpose') ELSE i::VARCHAR END FROM t"))
                {
                    batch.Dispose();
                }
            });
            Assert.Contains("on purpose", read.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_result_that_does_not_fit_into_memory_is_an_out_of_memory_error()
    {
        using var small = DuckDbInstance.Open(new DuckDbOptions { MemoryLimit = "32MiB", Threads = 1, Settings = DuckDbOptionsTests.Setting("temp_directory", "") });
        using var session = small.Connect();
        var error = await Assert.ThrowsAsync<DuckDbException>(() => session.ExecuteAsync("CREATE TABLE t AS SELECT hash(i)::VARCHAR || i FROM range(5000000) t(i)"));
        Assert.Equal("Out of Memory", error.ErrorClass);
    }

    [Theory]
    [InlineData("Binder Error: no", "Binder", "no")]
    [InlineData("plain text", "Invalid", "plain text")]
    [InlineData("""Parser Error: {"exception_type":"Parser","exception_message":"bad","position":"3"}""", "Parser", "bad")]
    [InlineData("""{"exception_type":"Conversion","exception_message":"bad {x}"}""", "Conversion", "bad {x}")]
    [InlineData("""{"exception_type": torn""", "Invalid", """{"exception_type": torn""")]
    [InlineData("Invalid Input Error: value {1} is wrong", "Invalid Input", "value {1} is wrong")]
    public void Every_form_of_error_text_is_read(string text, string errorClass, string message)
    {
        var error = DuckDbError.Parse(text);
        Assert.Equal(errorClass, error.ErrorClass);
        Assert.Equal(message, error.Message);
    }
}
