using System.Globalization;
using BigData.Jobs.Tests.Running;
using BigData.Spark.Sql;
using BigData.Testing;
using Npgsql;

namespace BigData.Jobs.Tests.MainJob;

/// <content>What a BI tool finds in the published PostgreSQL schema, asked by a user who may only read.</content>
public sealed partial class SampleTests
{
    private const string Reader = "bi_reader";

    // How drivers list tables, columns, keys and references: through the catalogue, which shows them to who may only read as well.
    private const string Tables = """
        SELECT c.relname, c.relkind::text, obj_description(c.oid, 'pg_class')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'gold' AND c.relkind IN ('r', 'v', 'm', 'p', 'f') ORDER BY 1
        """;

    private const string Columns = """
        SELECT c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod), col_description(c.oid, a.attnum)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'gold' AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum
        """;

    private const string PrimaryKeys = """
        SELECT t.relname, string_agg(a.attname, ', ' ORDER BY k.place)
        FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
        CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
        WHERE i.indisprimary AND n.nspname = 'gold' GROUP BY 1 ORDER BY 1
        """;

    private const string References = """
        SELECT f.relname || ' > ' || t.relname
        FROM pg_constraint c JOIN pg_class f ON f.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid JOIN pg_namespace n ON n.oid = f.relnamespace
        WHERE c.contype = 'f' AND n.nspname = 'gold' ORDER BY 1
        """;

    [Fact]
    public async Task A_BI_tool_finds_tables_keys_comments_and_answers_for_its_dashboards()
    {
        string database = await server.DatabaseAsync();
        Dictionary<string, string?> variables = new() { ["BIGDATA__Destinations__bi__ConnectionString"] = database };
        (await BigDataCommand.RunAsync(["publish", "bi", "--lakehouse", run.Folder], wrapper: null, variables)).ShouldExit(0);
        await PostgresServer.ExecuteAsync(database, $"DROP ROLE IF EXISTS {Reader}; CREATE ROLE {Reader} LOGIN PASSWORD '{Reader}' IN ROLE bigdata_reader");
        string reader = new NpgsqlConnectionStringBuilder(database) { Username = Reader, Password = Reader }.ConnectionString;

        await LooksAroundAsync(reader);
        await OnlyReadsAsync(reader);
        await AsksForDashboardsAsync(reader);
    }

    private async Task LooksAroundAsync(string reader)
    {
        IReadOnlyList<string?[]> tables = await PostgresServer.QueryAsync(reader, Tables);
        string[] gold = [.. run.Lakehouse.Names("gold").Select(name => name["gold.".Length..])];
        string[] views = ["channel_roas", "current_segments", "data_freshness", "segment_movement_by_month"];
        Assert.Equal(gold, tables.Where(row => row[1] == "r").Select(row => row[0]));
        Assert.Equal(views, tables.Where(row => row[1] == "v").Select(row => row[0]));
        Assert.All(tables, row => Assert.False(string.IsNullOrWhiteSpace(row[2]), $"{row[0]} has no comment"));
        Assert.All(await PostgresServer.QueryAsync(reader, Columns), row => Assert.False(string.IsNullOrWhiteSpace(row[2]), $"{row[0]} has no comment"));

        // The standard's own catalogue, as Excel and others ask it.
        Assert.Equal(
            gold.Concat(views).Order(StringComparer.Ordinal),
            (await PostgresServer.QueryAsync(reader, "SELECT table_name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY table_name COLLATE \"C\"")).Select(row => row[0]));
        Assert.Equal(
            ["source:text:NO", "customer_id:text:NO", "segment_set:text:NO", "segment:text:YES", "valid_from:date:NO", "valid_to:date:YES", "is_current:boolean:YES"],
            (await PostgresServer.QueryAsync(reader, "SELECT column_name || ':' || data_type || ':' || is_nullable FROM information_schema.columns WHERE table_schema = 'gold' AND table_name = 'customer_segments' ORDER BY ordinal_position")).Select(row => row[0]));

        Dictionary<string, string> keys = (await PostgresServer.QueryAsync(reader, PrimaryKeys)).ToDictionary(row => row[0]!, row => row[1]!);
        Assert.Equal(gold, keys.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("source, customer_id, segment_set, valid_from", keys["customer_segments"]);
        Assert.Equal(
            ["campaign_attribution > channel_attribution", "customer_segments > customer_rfm"],
            (await PostgresServer.QueryAsync(reader, References)).Select(row => row[0]));
    }

    private static async Task OnlyReadsAsync(string reader)
    {
        foreach (string forbidden in new[]
        {
            "DELETE FROM gold.customer_rfm", "UPDATE gold.customer_segments SET segment = 'x'", "INSERT INTO gold.models (source, model) VALUES ('x', 'x')",
            "CREATE TABLE gold.mine (id int)", "DROP VIEW gold.channel_roas", "TRUNCATE gold.customer_rfm", "SELECT * FROM bigdata.publications",
        })
        {
            PostgresException refused = await Assert.ThrowsAsync<PostgresException>(() => PostgresServer.ExecuteAsync(reader, forbidden));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    private async Task AsksForDashboardsAsync(string reader)
    {
        // The current segment of every customer, once in each set.
        string?[] current = (await PostgresServer.QueryAsync(reader, """
            SELECT count(*), count(DISTINCT (source, customer_id, segment_set)), (SELECT count(*) FROM gold.customer_rfm) FROM gold.current_segments WHERE segment_set = 'rfm_10'
            """)).Single();
        Assert.Equal(run.Lakehouse.Count("gold.customer_rfm").ToString(CultureInfo.InvariantCulture), Assert.Single(current.Distinct()));
        Assert.Equal(
            Texts(run.Lakehouse.Table("gold.customer_segments").Filter("is_current AND segment_set = 'rfm_10' AND source = 'shop'").GroupBy("segment").Count()),
            (await PostgresServer.QueryAsync(reader, "SELECT segment, count(*) FROM gold.current_segments WHERE segment_set = 'rfm_10' AND source = 'shop' GROUP BY 1")).Select(row => $"{row[0]} {row[1]}").Order(StringComparer.Ordinal));

        // Who came, less who left, is who is there.
        Assert.Equal(
            ["0"],
            (await PostgresServer.QueryAsync(reader, """
                SELECT count(*) FROM
                    (SELECT source, segment_set, sum(CASE WHEN from_segment IS NULL THEN customers WHEN to_segment IS NULL THEN -customers ELSE 0 END) AS balance
                     FROM gold.segment_movement_by_month GROUP BY 1, 2) AS moved
                    FULL JOIN (SELECT source, segment_set, count(*) AS there FROM gold.current_segments GROUP BY 1, 2) AS stay USING (source, segment_set)
                WHERE balance IS DISTINCT FROM there
                """)).Single());

        // ROAS of channels under the model and window of the report.
        string[] roas = [.. (await PostgresServer.QueryAsync(reader, "SELECT channel, round((value / spend::float8)::numeric, 6) FROM gold.channel_roas WHERE model = 'markov' AND window_days = 30 AND roas IS NOT NULL"))
            .Select(row => $"{row[0]} {row[1]}").Order(StringComparer.Ordinal)];
        Assert.NotEmpty(roas);
        Assert.Equal(Texts(run.Lakehouse.Table("gold.channel_attribution").Filter("model = 'markov' AND window_days = 30 AND spend > 0").SelectExpr("channel", "CAST(roas AS decimal(20,6))")), roas);

        // How fresh it all is.
        IReadOnlyList<string?[]> fresh = await PostgresServer.QueryAsync(reader, "SELECT table_name, as_of::text, rows FROM gold.data_freshness ORDER BY table_name COLLATE \"C\"");
        Assert.Equal(run.Lakehouse.Names("gold").Select(name => $"{name} {SampleRun.AsOf} {run.Lakehouse.Count(name)}"), fresh.Select(row => $"gold.{row[0]} {row[1]} {row[2]}"));
    }

    private static IEnumerable<string> Texts(DataFrame pairs) => pairs.Collect()
        .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row[0]} {row[1]}")).Order(StringComparer.Ordinal);
}
