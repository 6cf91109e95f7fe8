using BigData.Activation.Files;
using BigData.Spark.Sql;

namespace BigData.Activation.Tests;

/// <summary>What the publisher decides before a destination sees anything.</summary>
public abstract class PublisherSuite : IDisposable
{
    private protected TempFolder Folder { get; } = new();

    protected abstract SparkSession Spark { get; }

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Changes_and_rejects_are_told_row_by_row()
    {
        FakeTable table = new(Spark);
        table.Put(1, new Row("a", "1"), new Row("b", null), new Row("c", "3"));
        table.Put(2, new Row("a", "1"), new Row("b", "2"), new Row("d", null));
        table.Put(3, new Row("a", "1"), new Row("b", "3"), new Row("d", null), new Row("e", "5"), new Row("e", "6"), new Row(null, "7"));
        PublicationResult first = await table.PublishAsync(Open(), 1);
        Assert.Equal((3L, 0L, 0L, 0L), (first.Added, first.Changed, first.Removed, first.Rejected));
        PublicationResult second = await table.PublishAsync(Open(), 2);
        Assert.Null(second.Error);
        Assert.Equal((1L, 1L, 1L, 0L, 3L), (second.Added, second.Changed, second.Removed, second.Rejected, second.Rows));
        PublicationResult third = await table.PublishAsync(Open(), 3);
        Assert.Equal((0L, 1L, 0L, 3L), (third.Added, third.Changed, third.Removed, third.Rejected));
        Assert.Equal(
            ["{\"_table\":\"gold.fake\",\"id\":\"e\"}: another row has the same key", "{\"_table\":\"gold.fake\",\"id\":\"e\"}: another row has the same key", "{\"_table\":\"gold.fake\",\"id\":null}: a column of the key is null"],
            third.Rejects.Select(reject => $"{reject.Key}: {reject.Reason}").Order(StringComparer.Ordinal));
        Assert.Equal("id,note\r\na,1\r\nb,3\r\nd,\r\n", await File.ReadAllTextAsync(Folder.File("gold.fake", "fake.csv"), TestContext.Current.CancellationToken));
    }

    private protected async Task<PublicationResult> PublishAsync(TableVersion source)
    {
        await using FilesDestination destination = Open();
        return await new Publisher(TimeProvider.System).PublishAsync(destination, source, new PublicationOptions { RunId = "run" }, TestContext.Current.CancellationToken);
    }

    private protected FilesDestination Open() => new("files", Folder.FullPath, new CsvFiles());
}

public sealed class EmbeddedPublisherTests(EmbeddedSpark spark) : PublisherSuite
{
    protected override SparkSession Spark => spark.Session;

    [Fact]
    public async Task A_preview_counts_and_shows_no_person_and_changes_nothing()
    {
        FakeTable table = new(Spark, "ann", "bob");
        await table.PublishAsync(Open(), 1);
        table.Add(2, "bob", "cid");
        PublicationResult preview = await table.PublishAsync(Open(), 2, new PublicationOptions { RunId = "run", IsDryRun = true });
        Assert.Equal((PublicationOutcome.Previewed, 1L, 1L), (preview.Outcome, preview.Added, preview.Removed));
        Assert.Equal(2, preview.Samples.Count);
        Assert.All(preview.Samples, sample => Assert.Matches("^person-[0-9a-f]{8}$", sample.Values[0].Value));
        Assert.Equal(["note of ann", "note of cid"], preview.Samples.Select(sample => sample.Values[1].Value).Order(StringComparer.Ordinal));
        Assert.Equal(PublicationOutcome.NoChange, (await table.PublishAsync(Open(), 1)).Outcome);
    }

    [Fact]
    public async Task A_version_that_was_cleaned_away_makes_everything_be_sent_and_any_other_failure_fails()
    {
        FakeTable table = new(Spark, "ann", "bob");
        await table.PublishAsync(Open(), 1);
        table.Add(2, "bob", "cid");
        TableVersion source = table.Version(2);
        DataFrame Broken(long version) => source.Read(version).WithColumn("note", Functions.Expr("if(length(id) > 100, note, raise_error('the disk is full'))"));
        int reads = 0;
        PublicationResult failed = await PublishAsync(source with { Read = version => version == 1 && ++reads == 1 ? Broken(version) : source.Read(version) });
        Assert.Equal(PublicationOutcome.Failed, failed.Outcome);
        Assert.Contains("the disk is full", failed.Message, StringComparison.Ordinal);
        PublicationResult whole = await PublishAsync(source with { Read = version => version == 1 ? Broken(version) : source.Read(version) });
        Assert.Equal((PublicationOutcome.Published, "everything was sent: version 1, which the destination holds, cannot be read any more"), (whole.Outcome, whole.Message));
    }

    [Fact]
    public async Task A_row_that_is_bad_beside_one_that_has_not_changed_is_found()
    {
        FakeTable table = new(Spark);
        table.Put(1, new Row("a", "1"), new Row("b", "2"));
        table.Put(2, new Row("a", "1"), new Row("a", "other"), new Row("b", "2"), new Row("c", "3"));
        table.Put(3, new Row("a", "1"), new Row("a", "1"), new Row("b", null));
        await table.PublishAsync(Open(), 1);
        PublicationResult second = await table.PublishAsync(Open(), 2);
        Assert.Equal((1L, 0L, 1L, 2L), (second.Added, second.Changed, second.Removed, second.Rejected));
        PublicationResult third = await table.PublishAsync(Open(), 3);
        Assert.Equal((0L, 1L, 1L, 2L, 1L), (third.Added, third.Changed, third.Removed, third.Rejected, third.Rows));
        Assert.Equal("id,note\r\nb,\r\n", await File.ReadAllTextAsync(Folder.File("gold.fake", "fake.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_clock_that_goes_back_decides_nothing()
    {
        FakeTable table = new(Spark, "ann");
        table.Add(2, "ann", "bob");
        Assert.Equal(PublicationOutcome.Published, (await table.PublishAsync(Open(), 1, time: new Clock(2026))).Outcome);
        PublicationResult back = await table.PublishAsync(Open(), 2, time: new Clock(1999));
        Assert.Equal((PublicationOutcome.Published, 1L, 0L), (back.Outcome, back.Added, back.Removed));
        Assert.Equal(PublicationOutcome.NoChange, (await table.PublishAsync(Open(), 2, time: new Clock(1998))).Outcome);
    }

    [Fact]
    public async Task A_destination_that_was_down_for_a_day_gets_the_difference_of_both_days()
    {
        FakeTable table = new(Spark, "ann", "bob");
        table.Add(2, "bob", "cid");
        table.Add(3, "cid", "dan");
        await table.PublishAsync(Open(), 1);
        FilesDestination down = new("files", typeof(PublisherSuite).Assembly.Location, new CsvFiles());
        Assert.Equal(PublicationOutcome.Failed, (await table.PublishAsync(down, 2)).Outcome);
        PublicationResult back = await table.PublishAsync(Open(), 3);
        Assert.Equal((2L, 0L, 2L), (back.Added, back.Changed, back.Removed));
    }

    [Fact]
    public async Task A_destination_that_would_lose_most_of_its_rows_is_left_alone_until_somebody_insists()
    {
        FakeTable table = new(Spark, [.. Enumerable.Range(0, 120).Select(i => $"c{i}")]);
        await table.PublishAsync(Open(), 1);
        table.Add(2, [.. Enumerable.Range(0, 59).Select(i => $"c{i}")]);
        table.Add(3, [.. Enumerable.Range(0, 300).Select(i => $"c{i}")]);
        PublicationResult shrunk = await table.PublishAsync(Open(), 2);
        Assert.Equal(PublicationOutcome.Refused, shrunk.Outcome);
        Assert.Contains("shrink from 120 to 59 rows, by 50.8% where 50% are allowed", shrunk.Message, StringComparison.Ordinal);
        PublicationResult grown = await table.PublishAsync(Open(), 3, new PublicationOptions { RunId = "run", MaxGrowth = 1 });
        Assert.Contains("grow from 120 to 300 rows", grown.Message, StringComparison.Ordinal);
        Assert.Equal(PublicationOutcome.Published, (await table.PublishAsync(Open(), 2, new PublicationOptions { RunId = "run", IsForced = true })).Outcome);
    }
}

/// <summary>A clock that stands still in the middle of a year.</summary>
internal sealed class Clock(int year) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(year, 7, 1, 0, 0, 0, TimeSpan.Zero);
}

public sealed class SparkPublisherTests : PublisherSuite
{
    private SparkSession? _spark;

    protected override SparkSession Spark => _spark ??= SparkSession.Builder().AppName("activation-tests").Remote(SparkRemote.UrlOrSkip()).GetOrCreate();
}
