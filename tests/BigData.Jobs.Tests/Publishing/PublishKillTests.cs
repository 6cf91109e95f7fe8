using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BigData.Jobs.Tests.Running;
using BigData.Spark.Sql;
using BigData.Testing;
using Npgsql;

namespace BigData.Jobs.Tests.Publishing;

/// <summary>
/// kill -9 while 100,000 rows are published: a reader that looks all the time never sees a partial table, and the next publication repairs. With
/// <c>BIGDATA_TEST_KILL_ROWS</c>, <c>BIGDATA_TEST_KILLS</c> and <c>BIGDATA_TEST_KILL_REPORT</c> (a file that gets a line of Markdown a test) it is done
/// at another scale by hand.
/// </summary>
public sealed class PublishKillTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private const int Seed = 11;
    private const int FirstDelay = 500;
    private const int LeastDelay = 60;
    private const int AttemptsPerKill = 10;
    private const int BetweenLooks = 10;
    private const string Table = "gold.customer_rfm";
    private const string Nothing = "no table";

    private static readonly int Rows = Given("BIGDATA_TEST_KILL_ROWS") ?? 100_000;
    private static readonly int? Kills = Given("BIGDATA_TEST_KILLS");

    private readonly TempFolder _temp = new();
    private readonly Dictionary<string, string?> _variables = [];
    private readonly ConcurrentDictionary<string, string> _looked = [];
    private readonly HashSet<string> _allowed = [Nothing];
    private int _version;
    private int _looks;

    private string LakehouseFolder => _temp.File("lakehouse");

    private string Csv => Path.Combine(LakehouseFolder, "_published", "files", Table, "customer_rfm.csv");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task PostgreSQL_equals_the_source_after_five_kills()
    {
        string database = await server.DatabaseAsync();
        _variables["BIGDATA__Destinations__bi__ConnectionString"] = database;
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        int kills = Kills ?? 5;
        await KillAsync("bi", kills, () => LookAsync(source));
        IReadOnlyList<string?[]> rows = await PostgresServer.QueryAsync(database, "SELECT customer_id || '|' || frequency || '|' || monetary FROM gold.customer_rfm");
        using Lakehouse lakehouse = new(LakehouseFolder);
        Assert.Equal(Expected(lakehouse), rows.Select(row => row[0]!).Order(StringComparer.Ordinal));

        // A kill may strike after the run was written down as done, and one behind the commit leaves nothing to do.
        Assert.InRange(lakehouse.Table("ops.runs").Filter("status = 'lost'").Count(), 1, kills);
        Assert.Contains(lakehouse.Table("ops.publications").Collect()[^1].GetAs<string>("status"), new[] { "ok", "no_change" });
    }

    [Fact]
    public async Task A_file_equals_the_source_after_two_kills()
    {
        await KillAsync("files", Kills ?? 2, LookAtFileAsync);
        using Lakehouse lakehouse = new(LakehouseFolder);
        IEnumerable<string> rows = (await File.ReadAllLinesAsync(Csv, TestContext.Current.CancellationToken)).Skip(1)
            .Select(line => line.Split(',')).Select(cells => $"{cells[1]}|{cells[4]}|{cells[5]}");
        Assert.Equal(Expected(lakehouse), rows.Order(StringComparer.Ordinal));
        Assert.Equal(["_manifest.json", "customer_rfm.csv"], Directory.GetFiles(Path.GetDirectoryName(Csv)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private async Task KillAsync(string destination, int kills, Func<Task<string>> look)
    {
        Random random = new(Seed);
        Commit();
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<HashSet<string>> reader = Task.Run(() => WatchAsync(look, end.Token), end.Token);
        int killed = 0;
        int finished = 0;
        int delay = FirstDelay;
        while (killed < kills)
        {
            Assert.True(killed + finished < AttemptsPerKill * kills, $"only {killed} of {kills} publications lived long enough to be killed");
            if (finished == 0 && killed == kills / 2)
            {
                // The first half strikes the first publication, the other one differences.
                (await RunAsync(destination)).ShouldExit(0);
                finished++;
                Commit();
            }
            else if (await PublishAsync(destination, random.Next(delay)))
            {
                killed++;
                delay += delay / 2;
            }
            else
            {
                // It came to its end, so that there is nothing left to do: give it something, and less time.
                finished++;
                delay = Math.Max(delay / 2, LeastDelay);
                Commit();
            }
        }

        (await RunAsync(destination)).ShouldExit(0);
        string after = await look();
        await end.CancelAsync();
        HashSet<string> seen = await reader;
        Assert.Empty(seen.Except(_allowed));
        Assert.Contains(after, _allowed.Except([Nothing]));
        await ReportAsync(string.Create(
            CultureInfo.InvariantCulture, $"| {destination} | {Rows} | {killed} | {finished + 1} | {_looks} | {seen.Except([Nothing]).Count()} | 0 | yes |"));
    }

    private Task<CommandResult> RunAsync(string destination) =>
        BigDataCommand.RunAsync(["publish", destination, Table, "--lakehouse", LakehouseFolder], wrapper: null, _variables);

    // True when it was killed.
    private async Task<bool> PublishAsync(string destination, int delay)
    {
        using BigDataCommand command = BigDataCommand.Start(["publish", destination, Table, "--verbose", "--lakehouse", LakehouseFolder], wrapper: null, _variables);
        while (await command.ReadLineAsync() is { } line)
        {
            if (line.EndsWith("publishing", StringComparison.Ordinal))
            {
                await Task.Delay(delay, TestContext.Current.CancellationToken);
                command.Kill();
            }
        }

        CommandResult result = await command.ResultAsync();
        Assert.True(result.ExitCode is 0 or 137, $"exit code {result.ExitCode}\n{result.Output}\n{result.Error}");
        return result.ExitCode == 137;
    }

    // Each version changes one row of a hundred, and every other one lacks the first thousand.
    private void Commit()
    {
        _version++;
        using SparkSession spark = SparkSession.Builder().AppName("tests").Embedded(LakehouseFolder).GetOrCreate();
        DataFrame rows = spark.Range(_version % 2 == 0 ? 1000 : 0, Rows).SelectExpr(
            "'shop' AS source",
            "concat('C', id) AS customer_id",
            "DATE'2026-01-01' AS as_of",
            "CAST(id % 90 AS int) AS recency_days",
            $"id + CASE WHEN id % 100 = 0 THEN {_version.ToString(CultureInfo.InvariantCulture)} ELSE 0 END AS frequency",
            "CAST(id / 7 AS decimal(18,2)) AS monetary",
            "CAST(id % 5 AS int) + 1 AS r_score",
            "CAST(id % 4 AS int) + 1 AS f_score",
            "CAST(id % 3 AS int) + 1 AS m_score",
            "'111' AS rfm_code",
            "'loyal' AS segment");
        rows.Write().Format("delta").Mode(SaveMode.Overwrite).Save(Path.Combine(LakehouseFolder, "gold", "customer_rfm"));
        Row sums = rows.SelectExpr("count(*)", "sum(frequency)").Collect()[0];
        _allowed.Add($"{sums.GetAs<long>(0)} {sums.GetAs<long>(1)}");
    }

    private async Task<HashSet<string>> WatchAsync(Func<Task<string>> look, CancellationToken token)
    {
        HashSet<string> seen = [];
        while (!token.IsCancellationRequested)
        {
            seen.Add(await look());
            _looks++;
            await Task.Delay(BetweenLooks, CancellationToken.None);
        }

        return seen;
    }

    private static async Task<string> LookAsync(NpgsqlDataSource source)
    {
        try
        {
            await using NpgsqlCommand command = source.CreateCommand("SELECT count(*) || ' ' || sum(frequency) FROM gold.customer_rfm");
            return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return Nothing;
        }
    }

    private async Task<string> LookAtFileAsync()
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(Csv, TestContext.Current.CancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Nothing;
        }

        string hash = Convert.ToHexString(SHA256.HashData(bytes));
        if (!_looked.TryGetValue(hash, out string? sums))
        {
            string[] lines = Encoding.UTF8.GetString(bytes).Split("\r\n")[1..^1];
            _looked[hash] = sums = $"{lines.Length} {lines.Sum(line => long.Parse(line.Split(',')[4], CultureInfo.InvariantCulture))}";
        }

        return sums;
    }

    private static IEnumerable<string> Expected(Lakehouse lakehouse) => lakehouse.Table(Table).SelectExpr("concat(customer_id, '|', frequency, '|', monetary)")
        .Collect().Select(row => row.GetAs<string>(0)).Order(StringComparer.Ordinal);

    private static int? Given(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static Task ReportAsync(string line) => Environment.GetEnvironmentVariable("BIGDATA_TEST_KILL_REPORT") is { Length: > 0 } file
        ? File.AppendAllTextAsync(file, line + "\n", TestContext.Current.CancellationToken)
        : Task.CompletedTask;
}
