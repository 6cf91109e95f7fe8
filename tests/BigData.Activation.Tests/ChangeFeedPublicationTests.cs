using BigData.Activation.Files;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Activation.Tests;

/// <summary>A Delta table that keeps a change data feed is published by what its commits say.</summary>
public sealed class ChangeFeedPublicationTests(EmbeddedSpark spark) : IDisposable
{
    private readonly TempFolder _folder = new();

    private SparkSession Spark => spark.Session;

    private string Table => _folder.File("table");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_came_and_went_since_the_held_version_is_told_without_reading_that_version()
    {
        await CreateAsync(recordsChanges: true, ("ann", "1"), ("bob", "2"), ("cid", "3"), ("dan", "4"));
        await PublishAsync(1);
        await MergeAsync(("ann", "changed"), ("bob", "for a day"), ("cid", null), ("eve", "for a day"));
        await MergeAsync(("bob", "2"), ("eve", null));
        PublicationResult result = await PublishAsync(3, readsOnly: 3);
        Assert.Null(result.Error);
        Assert.Equal((PublicationOutcome.Published, 0L, 1L, 1L, 3L), (result.Outcome, result.Added, result.Changed, result.Removed, result.Rows));
        Assert.Equal("id,note\r\nann,changed\r\nbob,2\r\ndan,4\r\n", await PublishedAsync());
    }

    [Fact]
    public async Task A_new_row_with_the_key_of_one_that_did_not_change_is_rejected_with_it()
    {
        await CreateAsync(recordsChanges: true, ("ann", "1"), ("bob", "2"));
        await PublishAsync(1);
        await AppendAsync(("ann", "again"), ("cid", "3"));
        PublicationResult result = await PublishAsync(2);
        Assert.Equal((1L, 0L, 1L, 2L), (result.Added, result.Changed, result.Removed, result.Rejected));
        Assert.Equal("id,note\r\nbob,2\r\ncid,3\r\n", await PublishedAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_table_that_is_replaced_whole_or_keeps_no_feed_gives_the_same_difference(bool recordsChanges)
    {
        await CreateAsync(recordsChanges, ("ann", "1"), ("bob", "2"), ("cid", "3"));
        await PublishAsync(1);
        await Frame(("ann", "1"), ("bob", "b"), ("dan", "4")).Write().Format("delta").Mode(SaveMode.Overwrite).SaveAsync(Table);
        PublicationResult result = await PublishAsync(2);
        Assert.Null(result.Error);
        Assert.Equal((1L, 1L, 1L, 3L), (result.Added, result.Changed, result.Removed, result.Rows));
        Assert.Equal("id,note\r\nann,1\r\nbob,b\r\ndan,4\r\n", await PublishedAsync());
    }

    private async Task CreateAsync(bool recordsChanges, params (string Id, string? Note)[] rows)
    {
        await Spark.SqlAsync($"CREATE TABLE delta.`{Table}` (id STRING, note STRING) USING delta TBLPROPERTIES ('delta.enableChangeDataFeed' = '{(recordsChanges ? "true" : "false")}')");
        await AppendAsync(rows);
    }

    private Task AppendAsync(params (string Id, string? Note)[] rows) => Frame(rows).Write().Format("delta").Mode(SaveMode.Append).SaveAsync(Table);

    // A null note takes the row away.
    private Task MergeAsync(params (string Id, string? Note)[] rows) => Frame(rows).Alias("s")
        .MergeInto($"delta.`{Table}`", Expr($"delta.`{Table}`.id = s.id"))
        .WhenMatched(Expr("s.note IS NULL")).Delete().WhenMatched().UpdateAll().WhenNotMatched().InsertAll().MergeAsync();

    private DataFrame Frame(params (string Id, string? Note)[] rows) =>
        Spark.CreateDataFrame([.. rows.Select(row => new Row(row.Id, row.Note))], new StructType([new StructField("id", new StringType()), new StructField("note", new StringType())]));

    private async Task<PublicationResult> PublishAsync(long version, long? readsOnly = null)
    {
        TableVersion source = new()
        {
            Table = new PublishedTable { Name = "gold.fake", Keys = ["id"], Columns = [new("id", "string", "the key"), new("note", "string", "any text")] },
            TableId = "fed",
            Version = version,
            Read = known => readsOnly is null || known == readsOnly
                ? Spark.Read().Option("versionAsOf", known).Delta(Table)
                : Spark.Range(1).SelectExpr("raise_error('the version was read') AS id", "'' AS note"),
            ReadChanges = (from, to) => Spark.Read().Option("readChangeFeed", true).Option("startingVersion", from).Option("endingVersion", to).Delta(Table),
        };
        await using FilesDestination destination = new("files", _folder.File("out"), new CsvFiles());
        return await new Publisher(TimeProvider.System).PublishAsync(destination, source, new PublicationOptions { RunId = "run" }, TestContext.Current.CancellationToken);
    }

    private Task<string> PublishedAsync() => File.ReadAllTextAsync(_folder.File("out", "gold.fake", "fake.csv"), TestContext.Current.CancellationToken);
}
