using System.Collections.Concurrent;
using Apache.Arrow;
using Apache.Arrow.Types;
using BigData.DuckDb.Arrow;

namespace BigData.DuckDb.Tests.Arrow;

public sealed class ArrowSourceTests : IDisposable
{
    private static readonly Schema Numbers = new([new Field("n", Int64Type.Default, false), new Field("text", StringType.Default, true)], null);

    private readonly DuckDbInstance _instance = DuckDbInstance.Open(new DuckDbOptions { Threads = 4 });

    public void Dispose() => _instance.Dispose();

    [Fact]
    public async Task A_pulled_source_is_read_lazily_and_anew_by_every_scan()
    {
        var scans = 0;
        using var registration = _instance.RegisterArrowSource(ArrowSource.FromPartition(Numbers, _ =>
        {
            Interlocked.Increment(ref scans);
            return Batches(0, 10_000, 3_000);
        }));
        Assert.Equal(0, scans);
        using var session = _instance.Connect();
        Assert.Equal(10_000, await session.ScalarAsync<long>($"SELECT count(*) FROM {registration.Sql}"));
        Assert.Equal(1, scans);
        Assert.Equal(9_999, await session.ScalarAsync<long>($"SELECT max(a.n) FROM {registration.Sql} a JOIN {registration.Sql} b ON a.n = b.n"));
        Assert.True(scans >= 2);
    }

    [Fact]
    public async Task Rows_of_a_single_partition_come_in_order()
    {
        using var registration = _instance.RegisterArrowSource(ArrowSource.FromPartition(Numbers, _ => Batches(0, 300_000, 7_777)));
        using var session = _instance.Connect();
        long next = 0;
        await foreach (var batch in session.QueryAsync($"SELECT n FROM {registration.Sql}"))
        {
            using (batch)
            {
                foreach (var n in ((Int64Array)batch.Column(0)).Values)
                {
                    Assert.Equal(next++, n);
                }
            }
        }

        Assert.Equal(300_000, next);
    }

    [Fact]
    public async Task Partitions_are_read_in_order_when_the_statement_keeps_the_order_of_rows()
    {
        using var registration = _instance.RegisterArrowSource(ArrowSource.FromPartitions(
            Numbers, [.. Enumerable.Range(0, 20).Select(p => (ArrowPartition)(_ => Batches(p * 5_000, 5_000, 999)))]));
        using var session = _instance.Connect();
        await session.ExecuteAsync($"CREATE TABLE copied AS SELECT * FROM {registration.Sql}");
        Assert.Equal(0, await session.ScalarAsync<long>("SELECT count(*) FROM copied WHERE n <> rowid"));
        Assert.Equal(100_000, await session.ScalarAsync<long>("SELECT count(*) FROM copied"));
    }

    [Fact]
    public async Task Several_threads_read_several_partitions_and_every_row_comes_once()
    {
        var threads = new ConcurrentDictionary<int, bool>();
        using var together = new Barrier(2);
        using var registration = _instance.RegisterArrowSource(ArrowSource.FromPartitions(
            Numbers, [.. Enumerable.Range(0, 2).Select(p => (ArrowPartition)(_ => Together(p, together, threads)))]));
        using var session = _instance.Connect();
        Assert.Equal(99_999L * 100_000 / 2, await session.ScalarAsync<long>($"SELECT sum(n)::BIGINT FROM {registration.Sql}"));
        Assert.Equal(2, threads.Count);
    }

    [Fact]
    public async Task Only_the_columns_that_are_read_are_asked_for()
    {
        ArrowScanRequest? seen = null;
        using var registration = _instance.RegisterArrowSource(ArrowSource.FromPartition(Numbers, request =>
        {
            seen = request;
            return Batches(0, 5_000, 1_000).Select(batch =>
                new RecordBatch(Numbers, [request.Columns.Contains(0) ? batch.Column(0) : new NullArray(batch.Length), batch.Column(1)], batch.Length));
        }));
        using var session = _instance.Connect();
        Assert.Equal("text 4999", await session.ScalarAsync<string>($"SELECT last(text) FROM {registration.Sql}"));
        Assert.Equal([1], seen!.Columns);
        Assert.Equal(5_000, await session.ScalarAsync<long>($"SELECT count(*) FROM {registration.Sql}"));
        Assert.Single(seen!.Columns);
    }

    [Fact]
    public async Task An_exception_of_a_source_is_the_inner_exception_of_the_error()
    {
        using var registration = _instance.RegisterArrowSource(ArrowSource.FromPartition(
            Numbers, _ => Batches(0, 5_000, 1_000).Concat(Throwing(new InvalidDataException("record 5001 is torn")))));
        using var session = _instance.Connect();
        var error = await Assert.ThrowsAsync<DuckDbException>(() => session.ScalarAsync<long>($"SELECT sum(n)::BIGINT FROM {registration.Sql}"));
        Assert.IsType<InvalidDataException>(error.InnerException);
        Assert.Contains("record 5001 is torn", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await session.ScalarAsync<int>("SELECT 1"));
    }

    [Fact]
    public async Task An_exception_in_the_middle_of_a_stream_reaches_the_reader()
    {
        using var registration = _instance.RegisterArrowSource(ArrowSource.FromPartition(
            Numbers, _ => Batches(0, 500_000, 1_000).Concat(Throwing(new InvalidDataException("late")))));
        using var session = _instance.Connect();
        var error = await Assert.ThrowsAsync<DuckDbException>(async () =>
        {
            await foreach (var batch in session.QueryAsync($"SELECT * FROM {registration.Sql}"))
            {
                batch.Dispose();
            }
        });
        Assert.IsType<InvalidDataException>(error.InnerException);
    }

    [Fact]
    public async Task A_scan_that_ends_early_disposes_its_source()
    {
        var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = _instance.RegisterArrowSource(ArrowSource.FromPartition(Numbers, _ => Endless(disposed)));
        using (var session = _instance.Connect())
        {
            Assert.Equal(0, await session.ScalarAsync<long>($"SELECT n FROM {registration.Sql} LIMIT 1"));
        }

        await disposed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Disposing_a_reader_reaches_a_source_that_waits()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = _instance.RegisterArrowSource(ArrowSource.FromPartition(
            Numbers, request => Batches(0, 200_000, 2_000).Concat(Waiting(waiting, request.Token))));
        using var session = _instance.Connect();
        Task reading;
        using (var reader = await session.OpenReaderAsync($"SELECT n FROM {registration.Sql}"))
        {
            reading = Task.Run(async () =>
            {
                while (true)
                {
                    using var batch = await reader.ReadAsync();
                }
            });
            await waiting.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => reading.WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Equal(1, await session.ScalarAsync<int>("SELECT 1"));
    }

    [Fact]
    public async Task Cancelling_reaches_a_source_that_waits()
    {
        using var stop = new CancellationTokenSource();
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = _instance.RegisterArrowSource(ArrowSource.FromPartition(Numbers, request => Waiting(waiting, request.Token)));
        using var session = _instance.Connect();
        var running = session.ScalarAsync<long>($"SELECT sum(n)::BIGINT FROM {registration.Sql}", stop.Token);
        await waiting.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(1, await session.ScalarAsync<int>("SELECT 1"));
    }

    [Fact]
    public async Task Batches_that_their_source_disposes_when_the_next_is_asked_for_are_read_whole()
    {
        using var registration = _instance.RegisterArrowSource(ArrowSource.FromPartition(Numbers, _ => Disposing()));
        using var session = _instance.Connect();
        await session.ExecuteAsync($"CREATE TABLE copied AS SELECT * FROM {registration.Sql}");
        Assert.Equal(0, await session.ScalarAsync<long>("SELECT count(*) FROM copied WHERE text <> 'text ' || n"));
        Assert.Equal(200_000, await session.ScalarAsync<long>("SELECT count(DISTINCT n) FROM copied"));

        IEnumerable<RecordBatch> Disposing()
        {
            using var other = _instance.Connect();
            using var reader = other.OpenReaderAsync("SELECT i AS n, 'text ' || i AS text FROM range(200000) t(i)").GetAwaiter().GetResult();
            while (reader.ReadAsync().AsTask().GetAwaiter().GetResult() is { } batch)
            {
                yield return batch;
                batch.Dispose();
            }
        }
    }

    [Fact]
    public async Task A_batch_that_does_not_fit_the_schema_is_refused()
    {
        var wrong = new Schema([new Field("n", Int32Type.Default, true), new Field("text", StringType.Default, true)], null);
        var batch = new RecordBatch(wrong, [new Int32Array.Builder().Append(1).Build(), new StringArray.Builder().Append("a").Build()], 1);
        using var registration = _instance.RegisterArrowSource(ArrowSource.FromBatches(Numbers, [batch]));
        using var session = _instance.Connect();
        var error = await Assert.ThrowsAsync<DuckDbException>(() => session.ScalarAsync<long>($"SELECT n FROM {registration.Sql}"));
        Assert.Contains("'n'", error.Message, StringComparison.Ordinal);
        Assert.Contains("int32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_sources_and_empty_batches_give_no_rows()
    {
        using var none = _instance.RegisterArrowSource(ArrowSource.FromBatches(Numbers, []));
        using var empty = _instance.RegisterArrowSource(ArrowSource.FromBatches(Numbers, [.. Batches(0, 3, 1).SelectMany(b => new[] { b.Slice(0, 0), b })]));
        using var session = _instance.Connect();
        Assert.Equal(0, await session.ScalarAsync<long>($"SELECT count(n) FROM {none.Sql}"));
        Assert.Equal(3, await session.ScalarAsync<long>($"SELECT count(n) FROM {empty.Sql}"));
    }

    [Fact]
    public async Task A_source_is_unknown_after_its_registration_is_disposed()
    {
        var registration = _instance.RegisterArrowSource(ArrowSource.FromBatches(Numbers, []));
        registration.Dispose();
        using var session = _instance.Connect();
        var error = await Assert.ThrowsAsync<DuckDbException>(() => session.ScalarAsync<long>($"SELECT n FROM {registration.Sql}"));
        Assert.Contains(registration.Token, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_that_do_not_go_in_are_refused_with_column_and_type()
    {
        var schema = new Schema([new Field("ok", Int32Type.Default, true), new Field("when", new Time64Type(TimeUnit.Microsecond), true)], null);
        var error = Assert.Throws<NotSupportedException>(() => _instance.RegisterArrowSource(ArrowSource.FromBatches(schema, [])));
        Assert.Contains("'when'", error.Message, StringComparison.Ordinal);
        Assert.Contains("time64", error.Message, StringComparison.Ordinal);
    }

    internal static IEnumerable<RecordBatch> Batches(long first, int rows, int batchRows)
    {
        for (var start = 0; start < rows; start += batchRows)
        {
            var numbers = new Int64Array.Builder();
            var texts = new StringArray.Builder();
            for (var i = start; i < Math.Min(rows, start + batchRows); i++)
            {
                numbers.Append(first + i);
                texts.Append($"text {first + i}");
            }

            var n = numbers.Build();
            yield return new RecordBatch(Numbers, [n, texts.Build()], n.Length);
        }
    }

    private static IEnumerable<RecordBatch> Together(int partition, Barrier barrier, ConcurrentDictionary<int, bool> threads)
    {
        threads[Environment.CurrentManagedThreadId] = true;
        Assert.True(barrier.SignalAndWait(TimeSpan.FromSeconds(30)));
        foreach (var batch in Batches(partition * 50_000, 50_000, 5_000))
        {
            yield return batch;
        }
    }

    private static IEnumerable<RecordBatch> Endless(TaskCompletionSource disposed)
    {
        try
        {
            while (true)
            {
                foreach (var batch in Batches(0, 1_000, 1_000))
                {
                    yield return batch;
                }
            }
        }
        finally
        {
            disposed.SetResult();
        }
    }

    private static IEnumerable<RecordBatch> Waiting(TaskCompletionSource waiting, CancellationToken token)
    {
        foreach (var batch in Batches(0, 1_000, 1_000))
        {
            yield return batch;
        }

        waiting.SetResult();
        token.WaitHandle.WaitOne();
        token.ThrowIfCancellationRequested();
    }

    private static IEnumerable<RecordBatch> Throwing(Exception exception)
    {
        yield return Batches(0, 1, 1).Single();
        throw exception;
    }
}
