using BigData.Delta.Actions;
using BigData.Delta.Transactions;
using BigData.Spark.Sql;
using BigData.Testing;

namespace BigData.Delta.DuckDb.Tests;

/// <summary>Tables that this library wrote are read and changed by the real Spark, and the other way round. Both sides state the same rows in their own SQL.</summary>
public sealed class SparkInteropTests : IAsyncLifetime, IDisposable
{
    private const int Rows = 200;

    private static readonly (string Name, string Type, string Duck, string Spark)[] Columns =
    [
        ("id", "long", "i", "i"),
        ("b", "boolean", "nullif(i % 3, 0) = 1", "nullif(i % 3, 0) = 1"),
        ("ti", "byte", "CASE WHEN i % 5 = 0 THEN NULL WHEN i % 2 = 0 THEN -128 ELSE 127 END::TINYINT", "cast(CASE WHEN i % 5 = 0 THEN NULL WHEN i % 2 = 0 THEN -128 ELSE 127 END AS tinyint)"),
        ("si", "short", "(i - 100)::SMALLINT", "cast(i - 100 AS smallint)"),
        ("it", "integer", "(i * 10000000)::INTEGER", "cast(i * 10000000 AS int)"),
        ("f", "float", "CASE WHEN i = 7 THEN 'nan'::FLOAT ELSE (i / 4)::FLOAT END", "CASE WHEN i = 7 THEN float('NaN') ELSE cast(i / 4 AS float) END"),
        ("d", "double", "CASE WHEN i % 9 = 0 THEN NULL ELSE i / 8 END", "CASE WHEN i % 9 = 0 THEN NULL ELSE i / 8D END"),
        ("d9", "decimal(9,2)", "(i * 1.25)::DECIMAL(9,2)", "cast(i * 1.25 AS decimal(9,2))"),
        ("d18", "decimal(18,4)", "(i * 1000000.0001)::DECIMAL(18,4)", "cast(i * 1000000.0001 AS decimal(18,4))"),
        ("d38", "decimal(38,10)", "('123456789012345678901234' || (1000 + i) || '.0123456789')::DECIMAL(38,10)", "cast('123456789012345678901234' || (1000 + i) || '.0123456789' AS decimal(38,10))"),
        ("s", "string", "CASE WHEN i % 4 = 0 THEN NULL ELSE 'row ' || i || ' äöü😀 ' || repeat('x', (i % 60)::INT) END", "CASE WHEN i % 4 = 0 THEN NULL ELSE 'row ' || i || ' äöü😀 ' || repeat('x', cast(i % 60 AS int)) END"),
        ("bin", "binary", "encode('b' || i)", "cast('b' || i AS binary)"),
        ("day", "date", "DATE '2020-02-28' + i::INTEGER", "date_add(DATE'2020-02-28', cast(i AS int))"),
        ("ts", "timestamp", "make_timestamptz(1577836800123456 + i * 3600000000)", "timestamp_micros(1577836800123456 + i * 3600000000)"),
        ("list", DataFileFixture.Array("string"), "CASE WHEN i % 6 = 0 THEN NULL ELSE ['a', NULL, 'v' || i] END", "CASE WHEN i % 6 = 0 THEN NULL ELSE array('a', NULL, 'v' || i) END"),
        ("st", DataFileFixture.Schema(("x", "long"), ("y", DataFileFixture.Array("integer"))), "CASE WHEN i % 7 = 0 THEN NULL ELSE {'x': i, 'y': [1::INTEGER, NULL]} END", "CASE WHEN i % 7 = 0 THEN NULL ELSE named_struct('x', i, 'y', array(1, NULL)) END"),
        ("m", DataFileFixture.Map("string", "decimal(10,2)"), "MAP {'k': (i * 1.5)::DECIMAL(10,2)}", "map('k', cast(i * 1.5 AS decimal(10,2)))"),
    ];

    private readonly DataFileFixture _fixture = new();
    private SparkSession? _spark;

    private string Table => $"delta.`{_fixture.TablePath}`";

    private static string DuckRows(string range) => $"SELECT {string.Join(", ", Columns.Select(c => $"{c.Duck} AS {c.Name}"))} FROM {range} t(i)";

    private static string SparkRows(string range) => $"SELECT {string.Join(", ", Columns.Select(c => $"{c.Spark} AS {c.Name}"))} FROM {range} t(i)";

    public async ValueTask InitializeAsync() => _spark = SparkRemote.Url is { } url ? await SparkSession.Builder().Remote(url).GetOrCreateAsync() : null;

    public async ValueTask DisposeAsync()
    {
        if (_spark is not null)
        {
            await _spark.DisposeAsync();
        }
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Spark_reads_every_type_that_was_written_here_and_skips_no_row()
    {
        SparkRemote.UrlOrSkip();
        var metadata = Metadata.Create(DataFileFixture.Schema([.. Columns.Select(c => (c.Name, c.Type))]));
        await CommitAsync(metadata, DuckRows($"range(0, {Rows / 2})"));
        await CommitAsync(metadata, DuckRows($"range({Rows / 2}, {Rows})"));
        await AssertSparkSeesAsync(SparkRows($"range({Rows})"));

        // Filters at every value of a file use the statistics: a bound that is too narrow loses rows.
        foreach (var (name, _, _, spark) in Columns.Where(c => c.Name is "id" or "it" or "d" or "d9" or "d18" or "d38" or "s" or "day" or "ts"))
        {
            var type = await TextAsync($"SELECT typeof({spark}) AS v FROM range(1) t(i)");
            foreach (var literal in await ListAsync($"SELECT cast({spark} AS string) AS v FROM VALUES (1L), ({(Rows / 2) - 1}L), ({Rows / 2}L) t(i)"))
            {
                var filter = literal is null ? $"{name} IS NULL" : $"{name} = cast('{literal.Replace("'", "\\'", StringComparison.Ordinal)}' AS {type})";
                Assert.NotEqual("0", await TextAsync($"SELECT cast(count(*) AS string) AS v FROM {Table} WHERE {filter}"));
            }
        }
    }

    [Fact]
    public async Task What_Spark_wrote_is_read_here()
    {
        SparkRemote.UrlOrSkip();
        await SparkAsync($"CREATE TABLE {Table} USING delta AS {SparkRows($"range({Rows / 2})")}");
        await SparkAsync($"INSERT INTO {Table} {SparkRows($"range({Rows / 2}, {Rows})")}");
        await AssertHereAsync(DuckRows($"range({Rows})"));
    }

    [Fact]
    public async Task Spark_changes_a_table_that_was_written_here_and_both_go_on()
    {
        SparkRemote.UrlOrSkip();
        var metadata = Metadata.Create(DataFileFixture.Schema([("p", "string"), .. Columns.Select(c => (c.Name, c.Type))]), ["p"]);
        const string DuckPartition = "SELECT CASE WHEN id % 3 = 0 THEN NULL ELSE 'p=' || (id % 3) || ' ü/%' END AS p, * FROM";
        const string SparkPartition = "SELECT CASE WHEN id % 3 = 0 THEN NULL ELSE 'p=' || (id % 3) || ' ü/%' END AS p, * FROM";
        for (var k = 0; k < 12; k++)
        {
            await CommitAsync(metadata, $"{DuckPartition} ({DuckRows($"range({k * 10}, {(k * 10) + 10})")})");
        }

        await SparkAsync($"INSERT INTO {Table} {SparkPartition} ({SparkRows("range(120, 150)")})");
        await SparkAsync($"DELETE FROM {Table} WHERE id BETWEEN 20 AND 29");
        await SparkAsync($"MERGE INTO {Table} t USING ({SparkPartition} ({SparkRows("range(20, 25)")})) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *");
        await SparkAsync($"OPTIMIZE {Table}");
        await AssertHereAsync($"{DuckPartition} ({DuckRows("(SELECT * FROM range(0, 25) UNION ALL SELECT * FROM range(30, 150))")})");
        await CommitAsync(metadata, $"{DuckPartition} ({DuckRows("range(25, 30)")})");
        await AssertHereAsync($"{DuckPartition} ({DuckRows("range(0, 150)")})");
        await AssertSparkSeesAsync($"{SparkPartition} ({SparkRows("range(150)")})");
        Assert.NotEqual("0", await TextAsync($"SELECT cast(count(*) AS string) AS v FROM {Table} WHERE p = 'p=1 ü/%'"));
        Assert.NotEqual("0", await TextAsync($"SELECT cast(count(*) AS string) AS v FROM {Table} WHERE p IS NULL"));
    }

    private async Task CommitAsync(Metadata metadata, string sql)
    {
        var log = DeltaLog.ForPath(_fixture.TablePath);
        var files = await _fixture.WriteAsync(metadata, sql);
        var transaction = log.Begin(await log.TryGetSnapshotAsync());
        if (transaction.Snapshot is null)
        {
            transaction.SetMetadata(metadata);
        }

        foreach (var file in files)
        {
            transaction.Add(file);
        }

        Assert.IsType<CommitResult.Committed>(await transaction.CommitAsync(DeltaOperation.Write("Append", metadata.PartitionColumns)));
    }

    private async Task AssertHereAsync(string expected)
    {
        var snapshot = await DeltaLog.ForPath(_fixture.TablePath).GetSnapshotAsync();
        await _fixture.AssertSameRowsAsync(expected, await _fixture.ReadAsync(snapshot.Metadata, snapshot.Files));
    }

    // Maps cannot be compared in Spark, hence rows are compared as JSON.
    private async Task AssertSparkSeesAsync(string expected)
    {
        const string AsJson = "SELECT to_json(struct(*), map('ignoreNullFields', 'false')) AS j FROM";
        Assert.Equal(await ListAsync($"{AsJson} ({expected})"), await ListAsync($"{AsJson} {Table}"));
    }

    private async Task<IReadOnlyList<string?>> ListAsync(string sql) =>
        [.. (await (await _spark!.SqlAsync(sql)).CollectAsync()).Select(row => (string?)row.Get(0)).Order(StringComparer.Ordinal)];

    private async Task SparkAsync(string sql) => await (await _spark!.SqlAsync(sql)).CollectAsync();

    private async Task<string?> TextAsync(string sql) => (string?)(await (await _spark!.SqlAsync(sql)).CollectAsync())[0].Get(0);
}
