using BigData.Activation.PostgreSql;
using BigData.Activation.Testing;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using Npgsql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Activation.Tests.PostgreSql;

/// <summary>The destination <c>postgres</c> against a real server.</summary>
public sealed class PostgreSqlDestinationTests(PostgresServer server, EmbeddedSpark spark) : IAsyncLifetime
{
    private readonly TempFolder _views = new();
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await server.DatabaseAsync();

    public ValueTask DisposeAsync()
    {
        _views.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public Task It_keeps_the_contract_of_destinations() => new DestinationContract(spark.Session, Open, ReadAsync)
    {
        EmptyByHand = table => PostgresServer.ExecuteAsync(_database, $"DELETE FROM gold.{table.ShortName}"),
    }.CheckAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Readers_find_key_types_comments_and_the_role()
    {
        DataFrame all = spark.Session.Range(1).Select(
            Lit("k").As("id"), Lit(true).As("flag"), Lit(-1.50m).Cast("decimal(28,2)").As("money"), Lit(0.1).As("share"), Lit(double.NaN).As("odd"),
            Lit(new DateOnly(2026, 2, 28)).As("day"), Lit(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 250, TimeSpan.FromHours(1))).As("at"),
            Array(Lit("x"), Lit("y\"z\\"), Lit(null).Cast("string")).As("list"), Array(Lit(1), Lit(2)).As("numbers"),
            Struct(Lit(1).As("a"), Lit("b\t").As("b")).As("pair"), Lit(new byte[] { 0, 255 }).As("bytes"), Lit(null).Cast("bigint").As("nothing"));
        StructType schema = await all.SchemaAsync(TestContext.Current.CancellationToken);
        PublishedTable table = new()
        {
            Name = "gold.all",
            Keys = ["id"],
            Comment = "Everything, it's all here.",
            Columns = [.. schema.Fields.Select(field => new PublishedColumn(field.Name, field.DataType.CatalogString, $"the {field.Name} \\ 'quoted'"))],
        };
        Assert.Null((await PublishAsync(new TableVersion { Table = table, TableId = "t", Version = 0, Read = _ => all })).Error);
        IReadOnlyList<string?[]> row = await QueryAsync(
            "SELECT id, flag, money, share, odd, day::text, at AT TIME ZONE 'UTC', list[2], list[3] IS NULL, numbers[2], pair->>'b', encode(bytes, 'hex'), nothing FROM gold.all");
        Assert.Equal(["k", "True", "-1.50", "0.1", "NaN", "2026-02-28", "03/01/2026 11:00:00", "y\"z\\", "True", "2", "b\t", "00ff", null], row.Single());

        // What a BI tool asks when it connects.
        Assert.Equal(
            ["boolean:YES", "numeric:YES", "text:NO"],
            (await QueryAsync("SELECT data_type || ':' || is_nullable FROM information_schema.columns WHERE table_schema = 'gold' AND table_name = 'all' AND column_name IN ('id', 'flag', 'money') ORDER BY 1")).Select(cells => cells[0]));
        Assert.Equal("the id \\ 'quoted'", (await QueryAsync("SELECT col_description('gold.all'::regclass, 1)")).Single()[0]);
        Assert.Equal($"Everything, it's all here. Contract {table.ContractVersion}.", (await QueryAsync("SELECT obj_description('gold.all'::regclass)")).Single()[0]);
        Assert.Equal("id", (await QueryAsync("SELECT column_name FROM information_schema.key_column_usage WHERE table_schema = 'gold' AND table_name = 'all'")).Single()[0]);
        Assert.Equal(
            ["True", "True", "False", "False"],
            (await QueryAsync("""
                SELECT has_schema_privilege('bigdata_reader', 'gold', 'USAGE'), has_table_privilege('bigdata_reader', 'gold.all', 'SELECT'),
                    has_table_privilege('bigdata_reader', 'gold.all', 'INSERT'), has_schema_privilege('bigdata_reader', 'bigdata', 'USAGE')
                """)).Single());
        Assert.Equal(["all", "1", "0", table.ContractVersion], (await QueryAsync("SELECT table_name, rows, version, contract_version FROM gold.data_freshness")).Single());
    }

    [Fact]
    public async Task Publishing_twice_changes_no_row_and_a_difference_only_its_own()
    {
        FakeTable table = new(spark.Session, "a", "b", "c");
        await table.PublishAsync(Open(), 1);
        string[] before = await VersionsAsync();
        Assert.Equal(PublicationOutcome.NoChange, (await table.PublishAsync(Open(), 1)).Outcome);
        Assert.Equal(before, await VersionsAsync());
        table.Put(2, new Row("a", "note of a"), new Row("b", "other"), new Row("d", "new"));
        await table.PublishAsync(Open(), 2);
        string[] after = await VersionsAsync();
        Assert.Equal(before.Single(row => row.StartsWith("a ", StringComparison.Ordinal)), after.Single(row => row.StartsWith("a ", StringComparison.Ordinal)));
        Assert.Equal(["a", "b", "d"], after.Select(row => row.Split(' ')[0]));

        async Task<string[]> VersionsAsync() => [.. (await QueryAsync("SELECT id || ' ' || xmin::text FROM gold.fake ORDER BY id")).Select(row => row[0]!)];
    }

    [Fact]
    public async Task A_bad_row_of_a_first_publication_is_rejected_and_the_others_arrive_while_nobody_sees_anything()
    {
        const string Twice = "{\"_table\":\"gold.fake\",\"id\":\"b\"}: another row has the same key";
        await CheckAsync([], new Row("b", "fine"));
        await CheckAsync([Twice, Twice], new Row("b", "same"), new Row("b", "same"));
        await CheckAsync(["{\"_table\":\"gold.fake\",\"id\":null}: a column of the key is null"], new Row(null, "no key"));
        await CheckAsync(
            ["{\"_table\":\"gold.fake\",\"id\":\"b\"}: column note holds the character U+0000, which PostgreSQL cannot store"], new Row("b", "nul\0here"));

        async Task CheckAsync(string[] rejects, params Row[] rows)
        {
            FakeTable table = new(spark.Session);
            table.Put(1, [new Row("a", "fine"), .. rows]);
            TableVersion source = table.Version(1);
            List<string> seen = [];
            PublicationResult result = await PublishAsync(source with { Read = version => Looked(source.Read(version), seen) });
            Assert.Equal(rejects, result.Rejects.Select(reject => $"{reject.Key}: {reject.Reason}"));
            int good = 1 + rows.Length - rejects.Length;
            Assert.Equal((PublicationOutcome.Published, good, good, rejects.Length), (result.Outcome, result.Rows, result.Added, result.Rejected));
            Assert.Equal([$"{good}"], (await QueryAsync("SELECT count(*) FROM gold.fake")).Single());
            Assert.Equal([$"{good}", $"{rejects.Length}"], (await QueryAsync("SELECT rows, rejected FROM bigdata.publications")).Single());

            // Good rows are read once, to be sent; only bad ones make them be read again, to be judged, when nothing is left of the first try.
            Assert.Equal(Enumerable.Repeat("", rejects.Length == 0 ? 1 : 2), seen);
            await PostgresServer.ExecuteAsync(_database, "DROP SCHEMA gold CASCADE; DROP SCHEMA bigdata CASCADE");
        }

        DataFrame Looked(DataFrame frame, List<string> seen)
        {
            using NpgsqlConnection connection = new(_database);
            connection.Open();
            using NpgsqlCommand command = new("SELECT COALESCE(string_agg(relname::text, ' '), '') FROM pg_class WHERE relname LIKE 'fake%'", connection);
            seen.Add((string)command.ExecuteScalar()!);
            return frame;
        }
    }

    [Fact]
    public async Task A_first_publication_that_is_to_be_guarded_is_refused_before_anything_is_sent()
    {
        FakeTable table = new(spark.Session, "a", "b");
        PublicationResult result = await table.PublishAsync(Open(), 1, new PublicationOptions { RunId = "run", GuardedFrom = 0, MaxGrowth = 1 });
        Assert.Equal(PublicationOutcome.Refused, result.Outcome);
        Assert.Contains("grow from 0 to 2 rows", result.Message, StringComparison.Ordinal);
        Assert.Equal([null], (await QueryAsync("SELECT to_regclass('gold.fake')::text")).Single());
    }

    [Fact]
    public async Task Rows_that_somebody_changed_by_hand_come_back_and_bad_ones_beside_them_are_found()
    {
        FakeTable table = new(spark.Session, "a", "b", "c");
        await table.PublishAsync(Open(), 1);
        await PostgresServer.ExecuteAsync(_database, "UPDATE gold.fake SET id = 'e' WHERE id = 'b'");
        table.Put(2, new Row("a", "note of a"), new Row("b", "other"), new Row("d", "new"), new Row("e", "newer"));
        Assert.Null((await table.PublishAsync(Open(), 2)).Error);
        Assert.Equal(["a note of a", "b other", "d new", "e newer"], (await QueryAsync("SELECT id || ' ' || note FROM gold.fake ORDER BY id")).Select(row => row[0]!));

        // Now the number of rows tells of it; all of them are compared.
        await PostgresServer.ExecuteAsync(_database, "DELETE FROM gold.fake WHERE id = 'b'");
        table.Put(3, new Row("a", "note of a"), new Row("a", "note of a"), new Row("b", "other"));
        PublicationResult result = await table.PublishAsync(Open(), 3);
        Assert.Equal((2, 1), (result.Rejected, result.Rows));
        Assert.Equal(["b"], (await QueryAsync("SELECT id FROM gold.fake")).Single());
    }

    [Fact]
    public async Task A_server_that_is_down_and_a_user_without_rights_are_told_without_secrets()
    {
        FakeTable table = new(spark.Session, "a");
        await using (PostgreSqlDestination down = new("bi", "Host=127.0.0.1;Port=1;Username=me;Password=secret;Database=shop", new("gold", "bigdata", "bigdata_reader"), null))
        {
            PublicationResult result = await table.PublishAsync(down, 1);
            Assert.Equal(PublicationOutcome.Failed, result.Outcome);
            Assert.Contains("cannot be reached (host 127.0.0.1, port 1, database shop)", result.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", result.Message, StringComparison.Ordinal);
        }

        await PostgresServer.ExecuteAsync(_database, "DROP ROLE IF EXISTS poor; CREATE ROLE poor LOGIN PASSWORD 'poor'");
        await using PostgreSqlDestination poor = new(
            "bi", new NpgsqlConnectionStringBuilder(_database) { Username = "poor", Password = "poor" }.ConnectionString, new("gold", "bigdata", "poor"), null);
        PublicationResult refused = await table.PublishAsync(poor, 1);
        Assert.Contains("permission denied", refused.Message, StringComparison.Ordinal);
        Assert.Contains("needs the right to create schemas", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Views_and_foreign_keys_come_with_their_tables_and_survive_changes()
    {
        await File.WriteAllTextAsync(_views.File("fake_notes.sql"), "-- Notes that are there.\n-- needs: fake\nSELECT id, note FROM fake WHERE note IS NOT NULL;\n", TestContext.Current.CancellationToken);
        FakeTable table = new(spark.Session, "a", "b");
        DataFrame lines = spark.Session.Range(4).SelectExpr("CASE WHEN id < 2 THEN 'a' ELSE 'b' END AS id", "id AS line");
        TableVersion detail = new()
        {
            Table = new PublishedTable { Name = "gold.lines", Keys = ["id", "line"], Columns = [new("id", "string", ""), new("line", "bigint", "")] },
            TableId = "l",
            Version = 0,
            Read = _ => lines,
        };
        await PublishAsync(table.Version(1), detail);
        Assert.Equal("a", (await QueryAsync("SELECT id FROM gold.fake_notes ORDER BY id"))[0][0]);
        Assert.Equal("the key", (await QueryAsync("SELECT col_description('gold.fake_notes'::regclass, 1)")).Single()[0]);
        Assert.Equal(["gold.lines", "gold.fake"], (await QueryAsync(References)).Single());

        // A key without its partner in the other table: the rows come, the foreign key goes.
        table.Add(2, "a", "c");
        await PublishAsync(table.Version(2), detail);
        Assert.Empty(await QueryAsync(References));
        Assert.Equal("c", (await QueryAsync("SELECT id FROM gold.fake_notes ORDER BY id"))[^1][0]);

        // Another type: the table gives way to a new one, and the view comes back.
        PublishedTable retyped = table.Contract with { Columns = [table.Contract.Columns[0], table.Contract.Columns[1] with { Type = "int" }] };
        DataFrame numbers = spark.Session.Range(2).SelectExpr("CAST(id AS string) AS id", "CAST(id AS int) AS note");
        PublicationResult result = await PublishAsync(new TableVersion { Table = retyped, TableId = "fake", Version = 3, Read = _ => numbers });
        Assert.Null(result.Error);
        Assert.Contains("columns have changed", result.Message, StringComparison.Ordinal);
        Assert.Equal(["0", "0"], (await QueryAsync("SELECT id, note FROM gold.fake_notes ORDER BY id"))[0]);
    }

    private const string References = "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'";

    private PostgreSqlDestination Open() => new("bi", _database, new PostgreSqlNames("gold", "bigdata", "bigdata_reader"), _views.FullPath);

    // The last result; the destination is completed as by the command.
    private async Task<PublicationResult> PublishAsync(params TableVersion[] tables)
    {
        await using PostgreSqlDestination destination = Open();
        PublicationResult? result = null;
        foreach (TableVersion table in tables)
        {
            result = await new Publisher(TimeProvider.System).PublishAsync(destination, table, new PublicationOptions { RunId = "run" }, TestContext.Current.CancellationToken);
        }

        await destination.CompleteAsync(TestContext.Current.CancellationToken);
        return result!;
    }

    private Task<IReadOnlyList<string?[]>> QueryAsync(string sql) => PostgresServer.QueryAsync(_database, sql);

    private async Task<IReadOnlyList<IReadOnlyList<string?>>> ReadAsync(PublishedTable table) =>
        await QueryAsync($"SELECT {string.Join(", ", table.Columns.Select(column => column.Name))} FROM gold.{table.ShortName}");
}
