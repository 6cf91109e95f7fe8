using BigData.Jobs.Tests.Running;
using BigData.Testing;

namespace BigData.Jobs.Tests.MainJob;

/// <summary>kill -9 at seeded points: nothing lost, nothing doubled, and the next run goes on by itself.</summary>
public sealed class KillTests(SampleRun clean) : IClassFixture<SampleRun>
{
    private const string Retail = "source = 'online_retail'";
    private const int Seed = 5;
    private const int Kills = 20;
    private const int Batches = 3;
    private const int MaximumEvents = 40;
    private const int MaximumDelay = 200;

    private static readonly string[] Tables = ["silver.order_lines", "silver.order_lines_quarantine", "gold.customer_rfm", "gold.customer_segments"];

    [Fact]
    public async Task Files_in_random_order_in_three_batches_with_twenty_kills_give_the_rows_of_one_clean_run()
    {
        clean.Result.ShouldExit(0);
        using var shop = new Shop();
        var random = new Random(Seed);
        string[] files = Directory.GetFiles(RepositoryFiles.Sample("online-retail"), "*.csv.gz");
        Array.Sort(files, StringComparer.Ordinal);
        random.Shuffle(files);
        int kills = 0;
        for (int batch = 0; batch < Batches; batch++)
        {
            foreach (string file in files.Where((_, i) => i % Batches == batch))
            {
                File.Copy(file, Path.Combine(shop.Landing, Path.GetFileName(file)));
            }

            // A run that ends before its event comes tells how many there are when nothing is new: later points lie among these.
            int target = Kills * (batch + 1) / Batches;
            int events = MaximumEvents;
            bool ended = false;
            while (kills < target || !ended)
            {
                int? seen = await RunAsync(shop, kills < target ? random.Next(1, events) : null, random.Next(0, MaximumDelay));
                kills += seen is null ? 1 : 0;
                ended = seen is not null;
                events = seen ?? events;
            }
        }

        Assert.True(kills == Kills, $"only {kills} of {Kills} runs lived long enough to be killed");
        using Lakehouse lakehouse = shop.Open();
        Assert.Equal(clean.Lakehouse.Count("bronze.online_retail"), lakehouse.Count("bronze.online_retail"));
        foreach (string table in Tables)
        {
            Assert.Equal(clean.Lakehouse.Rows(table, Retail), lakehouse.Rows(table));
        }
    }

    // The number of events of a run that came to its end; null when it was killed at the given one.
    private static async Task<int?> RunAsync(Shop shop, int? killAt, int delay)
    {
        using BigDataCommand command = BigDataCommand.Start(shop.Arguments("run", "--json", "--as-of", SampleRun.AsOf));
        int seen = 0;
        while (await command.ReadLineAsync() is not null)
        {
            seen++;
            if (seen == killAt)
            {
                await Task.Delay(delay, TestContext.Current.CancellationToken);
                command.Kill();
                CommandResult killed = await command.ResultAsync();
                if (killed.ExitCode != 0)
                {
                    return null;
                }
            }
        }

        (await command.ResultAsync()).ShouldExit(0);
        return seen;
    }
}
