using Apache.Arrow;
using Apache.Arrow.Types;

namespace BigData.DuckDb.Tests;

public sealed class SessionTests : IDisposable
{
    private readonly DuckDbInstance _instance = DuckDbInstance.Open();

    public void Dispose() => _instance.Dispose();

    [Fact]
    public async Task A_query_gives_its_schema_before_the_first_batch_and_then_its_rows()
    {
        using var session = _instance.Connect();
        using var reader = await session.OpenReaderAsync("SELECT i AS id, 'row ' || i AS text FROM range(5000) t(i)");
        Assert.Equal(["id", "text"], reader.Schema.FieldsList.Select(field => field.Name));
        Assert.IsType<Int64Type>(reader.Schema.FieldsList[0].DataType);

        long next = 0;
        await foreach (var batch in reader.ReadAllAsync())
        {
            using (batch)
            {
                var ids = (Int64Array)batch.Column(0);
                var texts = (StringArray)batch.Column(1);
                for (var i = 0; i < batch.Length; i++, next++)
                {
                    Assert.Equal(next, ids.GetValue(i));
                    Assert.Equal($"row {next}", texts.GetString(i));
                }
            }
        }

        Assert.Equal(5000, next);
        Assert.Equal(5000, reader.RowsRead);
    }

    [Fact]
    public async Task Batches_are_joined_until_they_have_the_rows_asked_for()
    {
        using var session = _instance.Connect();
        var lengths = new List<int>();
        await foreach (var batch in session.QueryAsync("SELECT i, [i, NULL] AS l FROM range(50000) t(i)", new DuckDbQueryOptions { BatchRows = 10_000 }))
        {
            using (batch)
            {
                lengths.Add(batch.Length);
            }
        }

        Assert.Equal(50_000, lengths.Sum());
        Assert.All(lengths.SkipLast(1), length => Assert.InRange(length, 10_000, 12_047));
    }

    [Fact]
    public async Task Execute_gives_the_rows_changed_by_the_last_statement()
    {
        using var session = _instance.Connect();
        Assert.Equal(7, await session.ExecuteAsync("CREATE TABLE t (a INT); INSERT INTO t SELECT * FROM range(7)"));
        Assert.Equal(0, await session.ExecuteAsync("SELECT 1"));
        Assert.Equal(3, await session.ExecuteAsync("DELETE FROM t WHERE a < 3"));
    }

    [Fact]
    public async Task Statements_that_give_a_finished_result_are_read_like_queries()
    {
        using var session = _instance.Connect();
        await session.ExecuteAsync("CREATE TABLE t (a INT)");
        Assert.Equal(8, await session.ScalarAsync<int>("INSERT INTO t VALUES (7) RETURNING a + 1"));
        using var folder = new Testing.TempFolder();
        Assert.Equal(5, await session.ScalarAsync<long>($"COPY (SELECT * FROM range(5)) TO {DuckDbSql.Literal(folder.File("x.parquet"))} (FORMAT parquet)"));
    }

    [Fact]
    public async Task A_scalar_is_null_when_there_is_no_row_or_no_value()
    {
        using var session = _instance.Connect();
        Assert.Null(await session.ScalarAsync<long?>("SELECT 1::BIGINT WHERE false"));
        Assert.Null(await session.ScalarAsync<string>("SELECT NULL::VARCHAR"));
        Assert.Equal(42L, await session.ScalarAsync<long>("SELECT 42::TINYINT"));
        Assert.Equal(1.5m, await session.ScalarAsync<decimal>("SELECT 1.5::DECIMAL(10,2)"));
        await Assert.ThrowsAsync<InvalidCastException>(() => session.ScalarAsync<long>("SELECT 'x'"));
    }

    [Fact]
    public async Task Describe_tells_names_and_types_without_running_the_query()
    {
        using var session = _instance.Connect();
        var columns = await session.DescribeAsync("SELECT 1::DECIMAL(18,2) AS a, {'x': 1, 'y': ['t']} AS s, error('must not run')::VARCHAR AS e WHERE random() < 2 -- end");
        Assert.Equal([new("a", "DECIMAL(18,2)"), new("s", "STRUCT(x INTEGER, y VARCHAR[])"), new("e", "VARCHAR")], columns);
    }

    [Fact]
    public async Task Every_session_has_its_own_time_zone()
    {
        using var tokyo = _instance.Connect(new DuckDbSessionSettings { TimeZone = "Asia/Tokyo" });
        using var utc = _instance.Connect();
        const string Query = "SELECT '2024-01-01 00:00:00+00'::TIMESTAMPTZ::VARCHAR";
        Assert.Equal("2024-01-01 09:00:00+09", await tokyo.ScalarAsync<string>(Query));
        Assert.Equal("2024-01-01 00:00:00+00", await utc.ScalarAsync<string>(Query));
        using var reader = await tokyo.OpenReaderAsync("SELECT now() AS t");
        Assert.Equal("Asia/Tokyo", ((TimestampType)reader.Schema.FieldsList[0].DataType).Timezone);
    }

    [Fact]
    public void A_time_zone_that_does_not_exist_is_refused()
    {
        var error = Assert.Throws<DuckDbException>(() => _instance.Connect(new DuckDbSessionSettings { TimeZone = "Mars/Olympus" }));
        Assert.Contains("Mars/Olympus", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_with_an_open_reader_refuses_another_statement_and_works_again_after_it()
    {
        using var session = _instance.Connect();
        using (var reader = await session.OpenReaderAsync("SELECT * FROM range(1000000)"))
        {
            await reader.ReadAsync();
            await Assert.ThrowsAsync<InvalidOperationException>(() => session.ExecuteAsync("SELECT 1"));
        }

        Assert.Equal(1, await session.ScalarAsync<int>("SELECT 1"));
    }

    [Fact]
    public async Task A_reader_outlives_its_session()
    {
        var session = _instance.Connect();
        using var reader = await session.OpenReaderAsync("SELECT i FROM range(100000) t(i)");
        session.Dispose();
        long rows = 0;
        await foreach (var batch in reader.ReadAllAsync())
        {
            using (batch)
            {
                rows += batch.Length;
            }
        }

        Assert.Equal(100_000, rows);
    }

    [Fact]
    public async Task Batches_stay_readable_after_reader_session_and_instance_are_gone()
    {
        var instance = DuckDbInstance.Open();
        var batches = new List<RecordBatch>();
        using (var session = instance.Connect())
        {
            await foreach (var batch in session.QueryAsync("SELECT i, 'row ' || i AS text FROM range(10000) t(i)"))
            {
                batches.Add(batch);
            }
        }

        instance.Dispose();
        Assert.Equal("row 9999", ((StringArray)batches[^1].Column(1)).GetString(batches[^1].Length - 1));
    }

    [Fact]
    public async Task Several_sessions_stream_at_once_from_one_instance()
    {
        using var setup = _instance.Connect();
        await setup.ExecuteAsync("CREATE TABLE numbers AS SELECT i FROM range(200000) t(i)");
        var sums = await Task.WhenAll(Enumerable.Range(0, 8).Select(async k =>
        {
            using var session = _instance.Connect();
            long sum = 0;
            await foreach (var batch in session.QueryAsync($"SELECT i + {k} FROM numbers"))
            {
                using (batch)
                {
                    sum += ((Int64Array)batch.Column(0)).Values.ToArray().Sum();
                }
            }

            return sum;
        }));
        Assert.Equal(Enumerable.Range(0, 8).Select(k => 199_999L * 200_000 / 2 + 200_000L * k), sums);
    }

    [Fact]
    public async Task A_streamed_result_is_not_held_in_memory()
    {
        using var small = DuckDbInstance.Open(new DuckDbOptions { MemoryLimit = "64MiB", Threads = 2, Settings = DuckDbOptionsTests.Setting("temp_directory", "") });
        using var session = small.Connect();
        long rows = 0;
        await foreach (var batch in session.QueryAsync("SELECT i, repeat('x', 100) || i FROM range(3000000) t(i)"))
        {
            using (batch)
            {
                rows += batch.Length;
            }
        }

        Assert.Equal(3_000_000, rows);
    }

    [Fact]
    public async Task Progress_is_reported_while_a_long_query_runs()
    {
        using var session = _instance.Connect();
        var seen = new TaskCompletionSource<DuckDbProgress>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var progress = new FirstReport(seen);
        await session.ExecuteAsync("CREATE TABLE big AS SELECT i FROM range(3000000) t(i)");
        var running = session.OpenReaderAsync(
            "SELECT count(*) FROM big a, big b WHERE a.i * b.i % 7 = 3", new DuckDbQueryOptions { Progress = progress }, stop.Token);
        var report = await seen.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.InRange(report.Percentage, -1, 100);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private sealed class FirstReport(TaskCompletionSource<DuckDbProgress> seen) : IProgress<DuckDbProgress>
    {
        public void Report(DuckDbProgress value) => seen.TrySetResult(value);
    }
}
