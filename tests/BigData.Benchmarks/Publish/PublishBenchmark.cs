using System.Diagnostics;
using System.Globalization;
using BigData.Activation;
using BigData.Activation.PostgreSql;
using BigData.Benchmarks.Harness;
using BigData.Spark.Sql;
using Npgsql;

namespace BigData.Benchmarks.Publish;

/// <summary>
/// A table of a million rows to PostgreSQL: the first publication against a bare COPY of the same rows by psql, and the next one, with one row of a
/// hundred changed, against the first. The server is the one that <c>BIGDATA_TEST_POSTGRES</c> names; a database of its own is made in it and dropped.
/// </summary>
internal static class PublishBenchmark
{
    public const string Name = "publish";
    public const int DefaultRounds = 7;

    private const string Variable = "BIGDATA_TEST_POSTGRES";
    private const string Database = "bigdata_benchmark";
    private const double SpeedLimit = 0.7;
    private const double DifferenceLimit = 0.2;

    public static async Task<int> RunAsync(string folder, int rounds)
    {
        string server = Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException($"no PostgreSQL: set {Variable} to a connection string of a superuser");
        Directory.CreateDirectory(folder);
        using SparkSession spark = SparkSession.Builder().Embedded(Path.Combine(folder, "publish-lakehouse")).GetOrCreate();
        MillionCustomers customers = new(spark, folder);
        await customers.PrepareAsync();
        await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {Database} WITH (FORCE)");
        await ExecuteAsync(server, $"CREATE DATABASE {Database} TEMPLATE template0");
        string database = new NpgsqlConnectionStringBuilder(server) { Database = Database, Pooling = true, IncludeErrorDetail = false }.ConnectionString;
        List<Round> all = [];
        for (int round = -1; round < rounds; round++)
        {
            Round one = await RoundAsync(database, customers);
            await Console.Error.WriteLineAsync(one.ToString());
            if (round >= 0)
            {
                all.Add(one);
            }
        }

        await ExecuteAsync(server, $"DROP DATABASE {Database} WITH (FORCE)");
        Console.WriteLine(Report(all, await customers.FactsAsync()));
        return 0;
    }

    private static async Task<Round> RoundAsync(string database, MillionCustomers customers)
    {
        await ExecuteAsync(database, $"DROP TABLE IF EXISTS by_hand; CREATE TABLE by_hand ({MillionCustomers.Definition}); CHECKPOINT");
        double copy = await SecondsAsync(() => PsqlAsync(database, $"\\copy by_hand FROM '{customers.TextFile}'"));
        double key = await SecondsAsync(() => PsqlAsync(database, "ALTER TABLE by_hand ADD PRIMARY KEY (source, customer_id)"));
        await ExecuteAsync(database, "DROP SCHEMA IF EXISTS gold CASCADE; DROP SCHEMA IF EXISTS bigdata CASCADE; CHECKPOINT");
        double whole = await SecondsAsync(() => PublishAsync(database, customers, 0));
        Expect("the first publication", await SumsAsync(database, "by_hand"), await SumsAsync(database, "gold.customer_rfm"));
        await ExecuteAsync(database, "DROP TABLE by_hand; CHECKPOINT");
        double difference = await SecondsAsync(() => PublishAsync(database, customers, 1));
        Expect("the difference", await customers.SumsAsync(1), await SumsAsync(database, "gold.customer_rfm"));
        return new Round(copy, key, whole, difference);
    }

    private static async Task PublishAsync(string database, MillionCustomers customers, long version)
    {
        PostgreSqlKind kind = new();
        DestinationOptions options = new(kind, new Dictionary<string, string> { ["connectionString"] = database }) { Name = "bi", Folder = string.Empty };
        await using IDestination destination = kind.Open(options);
        PublicationResult result = await new Publisher(TimeProvider.System).PublishAsync(destination, customers.Version(version), new PublicationOptions { RunId = "benchmark" });
        if (result.Outcome != PublicationOutcome.Published)
        {
            throw new InvalidOperationException($"the publication ended with {result.Outcome}: {result.Message}", result.Error);
        }

        await destination.CompleteAsync(default);
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task PsqlAsync(string database, string command)
    {
        NpgsqlConnectionStringBuilder place = new(database);
        ProcessStartInfo start = new(
            "psql", ["-X", "-q", "-h", place.Host!, "-p", place.Port.ToString(CultureInfo.InvariantCulture), "-U", place.Username!, "-d", place.Database!, "-v", "ON_ERROR_STOP=1", "-c", command]);
        start.Environment["PGPASSWORD"] = place.Password;
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql ended with {process.ExitCode}");
        }
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        foreach (string statement in sql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            await using NpgsqlCommand command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<string> SumsAsync(string database, string table)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        await using NpgsqlCommand command = source.CreateCommand($"SELECT count(*) || ' rows, ' || sum(frequency) || ' orders, ' || sum(monetary) || ' spent' FROM {table}");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static void Expect(string what, string expected, string found)
    {
        if (expected != found)
        {
            throw new InvalidOperationException($"{what} came to '{found}', expected '{expected}': times of different work say nothing");
        }
    }

    private static string Report(List<Round> rounds, string facts)
    {
        Spread Of(Func<Round, double> seconds) => Spread.Of(rounds.Select(seconds));
        Spread copy = Of(round => round.Copy);
        Spread byHand = Of(round => round.Copy + round.Key);
        Spread whole = Of(round => round.Whole);
        Spread difference = Of(round => round.Difference);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Publishing a million rows to PostgreSQL, against a bare COPY; and the next publication, with one row of a hundred changed

            **Speed of the first publication: {copy.Median / whole.Median:0.00} of a bare COPY into a table without a key (limit {SpeedLimit:0.00}), {byHand.Median / whole.Median:0.00} of COPY and
            primary key by hand; the difference takes {difference.Median / whole.Median:0.00} of the first publication (limit {DifferenceLimit:0.00}; medians)**

            | minimum / median / maximum | seconds |
            |---|---|
            | psql `\copy` from a file of text into a table without a key | {copy.Text("0.00")} |
            | both: the rows, then the primary key by hand | {byHand.Text("0.00")} |
            | first publication: from Delta, in the order of its key, with a primary key that finds bad rows, comments, rights, statistics | {whole.Text("0.00")} |
            | next publication: the difference as the table's change data feed tells it, in one transaction | {difference.Text("0.00")} |

            Both came to: {facts}.

            {rounds.Count} rounds, in turn, after one that does not count; one process of the embedded engine. The server is PostgreSQL 15 on the same machine
            with its default settings but for fsync=off; BIGDATA_TEST_POSTGRES names it.
            Machine: {Machine.Describe()}; {DateTime.UtcNow:yyyy-MM-dd}.

            ```
            dotnet publish tests/BigData.Benchmarks -c Release -r linux-x64 --no-self-contained -p:PublishReadyToRun=true -o artifacts/benchmarks
            artifacts/benchmarks/BigData.Benchmarks compare {Name} FOLDER {rounds.Count}
            ```
            """);
    }

    private sealed record Round(double Copy, double Key, double Whole, double Difference)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"copy {Copy:0.00} s, key {Key:0.00} s, first publication {Whole:0.00} s, difference {Difference:0.00} s");
    }
}
