using System.Text.Json;
using BigData.Delta.Actions;
using BigData.DuckDb;

namespace BigData.Delta.DuckDb.Tests;

public sealed class DuckDbDataFileWriterTests : IDisposable
{
    private readonly DataFileFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Statistics_are_those_of_Spark()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(
            ("b", "boolean"), ("i", "integer"), ("l", "long"), ("d", "decimal(38,10)"), ("f", "double"), ("s", "string"), ("bin", "binary"),
            ("day", "date"), ("ts", "timestamp"), ("ntz", "timestamp_ntz"), ("nothing", "string"),
            ("st", DataFileFixture.Schema(("x", "integer"), ("y", "string"))), ("list", DataFileFixture.Array("integer"))));
        var files = await _fixture.WriteAsync(metadata, """
            SELECT n % 2 = 0 AS b, n::INTEGER AS i, CASE WHEN n = 1 THEN NULL ELSE -n END AS l, '12345678901234567890123456.7890123456'::DECIMAL(38,10) - n AS d,
            n / 2 AS f, 'text ' || n AS s, 'x'::BLOB AS bin, '2020-02-28'::DATE + n::INTEGER AS day,
            '2020-01-01 00:00:00.123456+00'::TIMESTAMPTZ + INTERVAL 1 SECOND * n AS ts, '2020-01-01 00:00:00.000001'::TIMESTAMP - INTERVAL 1 DAY * n AS ntz, NULL AS nothing,
            CASE WHEN n = 2 THEN NULL ELSE {'x': n, 'y': CASE WHEN n = 0 THEN NULL ELSE 'y' END} END AS st, [n] AS list
            FROM range(3) t(n)
            """);
        var file = Assert.Single(files);
        Assert.Equal(3, file.RowCount);
        Assert.Equal(new FileInfo(Path.Combine(_fixture.TablePath, file.Path)).Length, file.Size);
        Assert.Equal(
            """
            {"numRecords":3,"minValues":{"i":0,"l":-2,"d":12345678901234567890123454.7890123456,"f":0,"s":"text 0","day":"2020-02-28","ts":"2020-01-01T00:00:00.123Z","ntz":"2019-12-30T00:00:00.000","st":{"x":0,"y":"y"}},"maxValues":{"i":2,"l":0,"d":12345678901234567890123456.7890123456,"f":1,"s":"text 2","day":"2020-03-01","ts":"2020-01-01T00:00:02.124Z","ntz":"2020-01-01T00:00:00.001","st":{"x":1,"y":"y"}},"nullCount":{"b":0,"i":0,"l":1,"d":0,"f":0,"s":0,"bin":0,"day":0,"ts":0,"ntz":0,"nothing":3,"st":{"x":1,"y":2}}}
            """.Trim(),
            file.Statistics!.ToJson());
    }

    [Fact]
    public async Task Statistics_cover_all_row_groups_and_a_NaN_or_an_infinity_in_any_of_them_takes_the_bounds_away()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("n", "long"), ("nan", "double"), ("inf", "float"), ("clean", "double"), ("st", DataFileFixture.Schema(("x", "double"), ("y", "double")))));
        var files = await _fixture.WriteAsync(metadata, """
            SELECT n, CASE WHEN n = 7 THEN 'nan'::DOUBLE ELSE n END AS nan, CASE WHEN n = 299999 THEN '-inf'::FLOAT ELSE n END AS inf, n + 0.5 AS clean,
            CASE WHEN n % 2 = 0 THEN NULL ELSE {'x': CASE WHEN n = 9 THEN 'nan'::DOUBLE ELSE 1 END, 'y': n} END AS st FROM range(300000) t(n)
            """);
        var statistics = Assert.Single(files).Statistics!.ToJson();
        Assert.True(await _fixture.Session.ScalarAsync<long>(
            $"SELECT count(DISTINCT row_group_id) FROM parquet_metadata({DuckDbSql.Literal(Path.Combine(_fixture.TablePath, files[0].Path))})") > 1);
        Assert.Equal(
            """{"numRecords":300000,"minValues":{"n":0,"clean":0.5,"st":{"y":1}},"maxValues":{"n":299999,"clean":299999.5,"st":{"y":299999}},"nullCount":{"n":0,"nan":0,"inf":0,"clean":0,"st":{"x":150000,"y":150000}}}""",
            statistics);
    }

    [Fact]
    public async Task Long_texts_are_cut_and_stay_bounds()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "string"), ("u", "string"), ("long", "string")));
        var files = await _fixture.WriteAsync(metadata, "SELECT repeat('a', 40) AS a, repeat('ä', 40) AS u, repeat('z', 100000) AS long");
        using var json = JsonDocument.Parse(Assert.Single(files).Statistics!.ToJson());
        var (min, max) = (json.RootElement.GetProperty("minValues"), json.RootElement.GetProperty("maxValues"));
        Assert.Equal(new string('a', 32), min.GetProperty("a").GetString());
        Assert.Equal(new string('a', 32) + '\u007F', max.GetProperty("a").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("numRecords").GetInt64());
        foreach (var (column, value) in new[] { ("u", new string('ä', 40)), ("long", new string('z', 100_000)) })
        {
            // DuckDB leaves the bounds of long texts out; where there is one, it must hold.
            Assert.True(!min.TryGetProperty(column, out var low) || string.CompareOrdinal(low.GetString(), value) <= 0);
            Assert.True(!max.TryGetProperty(column, out var high) || string.CompareOrdinal(high.GetString(), value) >= 0);
        }
    }

    [Fact]
    public async Task Only_the_first_columns_get_statistics_and_partition_columns_none()
    {
        var fields = Enumerable.Range(0, 40).Select(i => ($"c{i}", "integer")).Append(("p", "string")).ToArray();
        var metadata = Metadata.Create(DataFileFixture.Schema(fields), ["p"]);
        var files = await _fixture.WriteAsync(metadata, $"SELECT {string.Join(", ", Enumerable.Range(0, 40).Select(i => $"{i} AS c{i}"))}, 'x' AS p");
        var json = Assert.Single(files).Statistics!.ToJson();
        Assert.Contains("\"c31\":31", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"c32\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"p\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_rows_make_no_file()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "integer")));
        Assert.Empty(await _fixture.WriteAsync(metadata, "SELECT 1 AS a WHERE false"));
        Assert.Empty(Directory.GetFileSystemEntries(_fixture.TablePath));
        var partitioned = Metadata.Create(DataFileFixture.Schema(("a", "integer"), ("p", "integer")), ["p"]);
        Assert.Empty(await _fixture.WriteAsync(partitioned, "SELECT 1 AS a, 2 AS p WHERE false"));
        Assert.Empty(Directory.GetFiles(_fixture.TablePath, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_write_beside_other_files_leaves_them_alone()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "integer")));
        var first = await _fixture.WriteAsync(metadata, "SELECT 1 AS a");
        Directory.CreateDirectory(Path.Combine(_fixture.TablePath, "_delta_log"));
        var second = await _fixture.WriteAsync(metadata, "SELECT 2 AS a");
        Assert.NotEqual(first[0].Path, second[0].Path);
        await _fixture.AssertSameRowsAsync("VALUES (1), (2)", await _fixture.ReadAsync(metadata, first.Concat(second).Select(file => file.ToAdd())));
    }

    [Fact]
    public async Task A_target_size_splits_the_rows_into_files()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "long"), ("s", "string")));
        var files = await _fixture.WriteAsync(metadata, "SELECT i AS a, hash(i)::VARCHAR AS s FROM range(1500000) t(i)", targetFileSize: 4_000_000);
        Assert.InRange(files.Count, 3, 12);
        Assert.Equal(1_500_000, files.Sum(file => file.RowCount));
        Assert.All(files, file => Assert.InRange(file.Size, 1, 9_000_000));
        Assert.Equal(1_500_000, await _fixture.Session.ScalarAsync<long>($"SELECT count(DISTINCT a) FROM ({await _fixture.ReadAsync(metadata, files.Select(f => f.ToAdd()))})"));
    }

    [Fact]
    public async Task Partition_values_come_from_the_rows_with_null_empty_and_odd_characters()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "integer"), ("p", "string"), ("q", "date")), ["p", "q"]);
        const string Rows = """
            SELECT * FROM (VALUES (1, NULL, NULL), (2, '', '2020-01-01'), (3, '__HIVE_DEFAULT_PARTITION__', '2020-01-01'), (4, 'a/b %20 ü?*[x]''"', '2020-01-01'), (5, 'k=v', NULL))
            t(a, p, q)
            """;
        var files = await _fixture.WriteAsync(metadata, $"SELECT a::INTEGER AS a, p, q::DATE AS q FROM ({Rows})");
        Assert.Equal(5, files.Count);
        Assert.Equal(
            [null, null, "__HIVE_DEFAULT_PARTITION__", "a/b %20 ü?*[x]'\"", "k=v"],
            files.OrderBy(file => file.Statistics!.ToJson(), StringComparer.Ordinal).Select(file => file.PartitionValues["p"]));
        Assert.All(files, file => Assert.True(file.PartitionValues["q"] is null or "2020-01-01"));
        await _fixture.AssertSameRowsAsync(
            $"SELECT a::INTEGER AS a, nullif(p, '') AS p, q::DATE AS q FROM ({Rows})", await _fixture.ReadAsync(metadata, files.Select(file => file.ToAdd())));
    }

    [Fact]
    public async Task Many_partitions_make_hardly_more_files_than_partitions()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "long"), ("p", "integer")), ["p"]);
        var files = await _fixture.WriteAsync(metadata, "SELECT i AS a, (i * 7919) % 300 AS p FROM range(300000) t(i)");
        Assert.InRange(files.Count, 300, 330);
        Assert.All(files.GroupBy(file => file.PartitionValues["p"]), partition => Assert.Equal(1000, partition.Sum(file => file.RowCount)));
        Assert.Equal(300, files.Select(file => file.PartitionValues["p"]).Distinct().Count());
    }

    [Fact]
    public async Task A_null_in_a_column_that_forbids_it_is_refused_and_leaves_no_file()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("required_id", "long"), ("s", "string")));
        var error = await Assert.ThrowsAsync<NotNullViolationException>(() => _fixture.WriteAsync(
            metadata, "SELECT CASE WHEN i = 290000 THEN NULL ELSE i END AS required_id, hash(i)::VARCHAR AS s FROM range(300000) t(i)"));
        Assert.Equal("required_id", error.Column);
        Assert.Empty(Directory.GetFiles(_fixture.TablePath, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_its_column_is_refused()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "byte")));
        var error = await Assert.ThrowsAsync<DuckDbException>(() => _fixture.WriteAsync(metadata, "SELECT 200 AS a"));
        Assert.Equal("Conversion", error.ErrorClass);
    }

    [Fact]
    public async Task A_cancelled_write_leaves_no_file_and_the_session_works_on()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "long"), ("s", "string")));
        using var stop = new CancellationTokenSource();
        var running = _fixture.WriteAsync(metadata, "SELECT i AS a, md5(i::VARCHAR) AS s FROM range(100000000000) t(i)", 1_000_000, stop.Token);
        while (!Directory.Exists(_fixture.TablePath) || Directory.GetFiles(_fixture.TablePath, "*.parquet", SearchOption.AllDirectories).Length < 2)
        {
            await Task.WhenAny(running, Task.Delay(10));
            Assert.False(running.IsCompleted);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Empty(Directory.GetFiles(_fixture.TablePath, "*", SearchOption.AllDirectories));
        Assert.Single(await _fixture.WriteAsync(metadata, "SELECT 1 AS a, 'x' AS s"));
    }

    [Fact]
    public async Task Types_that_files_cannot_hold_are_refused_by_name()
    {
        var metadata = Metadata.Create(DataFileFixture.Schema(("a", "integer"), ("v", "variant")));
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => _fixture.WriteAsync(metadata, "SELECT 1 AS a, 2 AS v"));
        Assert.Contains("'v'", error.Message, StringComparison.Ordinal);
        Assert.Contains("variant", error.Message, StringComparison.Ordinal);
    }
}
