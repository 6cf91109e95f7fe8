using System.Globalization;
using BigData.Activation.PostgreSql;
using BigData.Spark.Sql;

namespace BigData.Activation.Tests.PostgreSql;

/// <summary>Values at the edges of their types go through the binary COPY unchanged; PostgreSQL's own text of them is the judge.</summary>
public sealed class BinaryCopyTests(PostgresServer server, EmbeddedSpark spark)
{
    private const int Seed = 5;

    [Fact]
    public async Task Decimals_of_every_size_and_scale_arrive_exactly()
    {
        Random random = new(Seed);
        int[] scales = [0, 1, 2, 3, 4, 5, 8, 17, 38];
        List<(int Scale, string Text)> wanted = [];
        foreach (int scale in scales)
        {
            string[] digits = ["0", "1", "9999", "10000", "99990000", "1" + new string('0', 37), new string('9', 38), .. Enumerable.Range(0, 12).Select(_ => Digits(random))];
            wanted.AddRange(digits.SelectMany(text => new[] { (scale, Point(text, scale)), (scale, Signed(Point(text, scale))) }));
        }

        string columns = string.Join(", ", scales.Select(scale => $"CAST(CASE WHEN scale = {scale} THEN text END AS decimal(38,{scale})) AS n{scale}"));
        string rows = string.Join(", ", wanted.Select((one, i) => $"({i}, {one.Scale}, '{one.Text}')"));
        IReadOnlyList<string?[]> found = await PublishAsync(
            $"SELECT id, {columns} FROM VALUES {rows} AS t(id, scale, text)",
            $"SELECT COALESCE({string.Join(", ", scales.Select(scale => $"n{scale}::text"))}) FROM gold.edges ORDER BY id");
        Assert.Equal(wanted.Select(one => one.Text), found.Select(row => row[0]!));
    }

    [Fact]
    public async Task Days_instants_and_numbers_at_the_edges_arrive_exactly()
    {
        IReadOnlyList<string?[]> found = await PublishAsync(
            """
            SELECT id, CAST(day AS date) AS day, CAST(at AS timestamp) AS at, CAST(local AS timestamp_ntz) AS local, CAST(small AS smallint) AS small,
                CAST(big AS bigint) AS big, CAST(half AS float) AS half, CAST(real AS double) AS real, list
            FROM VALUES
                (1, '0001-01-01', '1969-12-31 23:59:59.999999Z', '1582-10-15 00:00:00', '-32768', '-9223372036854775808', '-0.1', '-Infinity', array()),
                (2, '9999-12-31', '2000-01-01 00:00:00Z', '9999-12-31 23:59:59.999999', '32767', '9223372036854775807', '3.4e38', '4.9E-324', array(CAST(NULL AS string), '', 'a"b\\,{}')),
                (3, '1999-12-31', '1999-12-31 23:59:59.999999Z', '1999-12-31 12:00:00.5', '0', '0', 'NaN', '1.7976931348623157E308', CAST(NULL AS array<string>))
                AS t(id, day, at, local, small, big, half, real, list)
            """,
            "SELECT day::text, (at AT TIME ZONE 'UTC')::text, local::text, small::text, big::text, half::text, real::text, list::text FROM gold.edges ORDER BY id");
        Assert.Equal(["0001-01-01", "1969-12-31 23:59:59.999999", "1582-10-15 00:00:00", "-32768", "-9223372036854775808", "-0.1", "-Infinity", "{}"], found[0]);
        Assert.Equal(["9999-12-31", "2000-01-01 00:00:00", "9999-12-31 23:59:59.999999", "32767", "9223372036854775807", "3.4e+38", "5e-324", "{NULL,\"\",\"a\\\"b\\\\,{}\"}"], found[1]);
        Assert.Equal(["1999-12-31", "1999-12-31 23:59:59.999999", "1999-12-31 12:00:00.5", "0", "0", "NaN", "1.7976931348623157e+308", null], found[2]);
    }

    private async Task<IReadOnlyList<string?[]>> PublishAsync(string rows, string query)
    {
        string database = await server.DatabaseAsync();
        DataFrame frame = await spark.Session.SqlAsync(rows, TestContext.Current.CancellationToken);
        TableVersion source = new()
        {
            Table = new PublishedTable
            {
                Name = "gold.edges",
                Keys = ["id"],
                Columns = [.. (await frame.SchemaAsync(TestContext.Current.CancellationToken)).Fields.Select(field => new PublishedColumn(field.Name, field.DataType.CatalogString, ""))],
            },
            TableId = "edges",
            Version = 0,
            Read = _ => frame,
        };
        await using PostgreSqlDestination destination = new("bi", database, new PostgreSqlNames("gold", "bigdata", "bigdata_reader"), null);
        PublicationResult result = await new Publisher(TimeProvider.System).PublishAsync(destination, source, new PublicationOptions { RunId = "run" }, TestContext.Current.CancellationToken);
        Assert.Null(result.Error);
        return await PostgresServer.QueryAsync(database, query);
    }

    // 1 to 38 digits without a zero in front.
    private static string Digits(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 39)).Select(place =>
        random.Next(place == 0 ? 1 : 0, 10).ToString(CultureInfo.InvariantCulture)));

    private static string Point(string digits, int scale)
    {
        string padded = digits.PadLeft(scale + 1, '0');
        return scale == 0 ? digits : $"{padded[..^scale]}.{padded[^scale..]}";
    }

    private static string Signed(string text) => text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text : "-" + text;
}
