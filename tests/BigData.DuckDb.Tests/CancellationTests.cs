namespace BigData.DuckDb.Tests;

public sealed class CancellationTests : IDisposable
{
    private const string Endless = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3";

    private readonly DuckDbInstance _instance = DuckDbInstance.Open();

    public void Dispose() => _instance.Dispose();

    [Fact]
    public async Task A_running_statement_is_interrupted_and_the_session_works_on()
    {
        using var session = _instance.Connect();
        for (var i = 0; i < 20; i++)
        {
            using var stop = new CancellationTokenSource();
            var running = session.ExecuteAsync(Endless, stop.Token);
            if (i % 2 == 0)
            {
                await Task.Yield();
            }

            await stop.CancelAsync();
            var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Equal(stop.Token, error.CancellationToken);
            Assert.Equal(i, await session.ScalarAsync<int>($"SELECT {i}"));
        }
    }

    [Fact]
    public async Task A_stream_is_interrupted_while_it_is_read()
    {
        using var session = _instance.Connect();
        using var stop = new CancellationTokenSource();
        var rows = 0L;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var batch in session.QueryAsync("SELECT * FROM range(100000000000)", null, stop.Token))
            {
                using (batch)
                {
                    rows += batch.Length;
                    if (rows > 100_000)
                    {
                        await stop.CancelAsync();
                    }
                }
            }
        });
        Assert.True(rows > 100_000);
        Assert.Equal(1, await session.ScalarAsync<int>("SELECT 1"));
    }

    [Fact]
    public async Task A_token_that_is_already_cancelled_runs_nothing()
    {
        using var session = _instance.Connect();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.ExecuteAsync("CREATE TABLE t (a INT)", new CancellationToken(true)));
        Assert.Equal(0, await session.ScalarAsync<long>("SELECT count(*) FROM duckdb_tables()"));
    }

    [Fact]
    public async Task Cancelling_one_session_leaves_others_alone()
    {
        using var first = _instance.Connect();
        using var second = _instance.Connect();
        using var stop = new CancellationTokenSource();
        var cancelled = first.ExecuteAsync(Endless, stop.Token);
        var kept = second.ScalarAsync<long>("SELECT count(*) FROM range(3000000) a WHERE a.range % 3 = 0");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(1_000_000, await kept);
    }

    [Fact]
    public async Task Disposing_a_reader_before_the_end_frees_the_session()
    {
        using var session = _instance.Connect();
        for (var i = 0; i < 10; i++)
        {
            using var reader = await session.OpenReaderAsync("SELECT * FROM range(100000000)");
            using var batch = await reader.ReadAsync();
            Assert.NotNull(batch);
        }

        Assert.Equal(1, await session.ScalarAsync<int>("SELECT 1"));
    }
}
