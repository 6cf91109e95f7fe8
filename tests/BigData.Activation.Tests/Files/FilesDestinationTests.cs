using System.Text;
using System.Text.Json.Nodes;
using BigData.Activation.Files;
using BigData.Activation.Testing;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Activation.Tests.Files;

/// <summary>The destination <c>files</c>: what it promises to every reader, and its own formats.</summary>
public sealed class FilesDestinationTests(EmbeddedSpark spark) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("parquet")]
    public Task It_keeps_the_contract_of_destinations(string format) =>
        new DestinationContract(spark.Session, () => Open(format), async table => await ReadAsync(table, format))
        {
            EmptyByHand = table =>
            {
                File.Delete(FileOf(table, format));
                return Task.CompletedTask;
            },
        }.CheckAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_file_that_somebody_has_changed_is_written_again()
    {
        FakeTable table = new(spark.Session, "a", "b");
        await table.PublishAsync(Open("csv"), 1);
        string file = FileOf(table.Contract, "csv");
        string text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal("id,note\r\na,note of a\r\nb,note of b\r\n", text);
        await File.WriteAllTextAsync(file, text.Replace("note of b", "note of c", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        PublicationResult again = await table.PublishAsync(Open("csv"), 1);
        Assert.Equal(PublicationOutcome.Published, again.Outcome);
        Assert.Equal(text, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Killed_before_the_manifest_or_in_the_middle_of_the_file_it_is_repaired_by_the_next_publication()
    {
        FakeTable table = new(spark.Session, "a", "b");
        await table.PublishAsync(Open("csv"), 1);
        string manifest = Path.Combine(Path.GetDirectoryName(FileOf(table.Contract, "csv"))!, FilesDestination.ManifestName);
        string before = await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken);
        table.Add(2, "a", "b", "c");
        await table.PublishAsync(Open("csv"), 2);

        // The new file is in its place, the manifest is still the old one, and a third publication began to write.
        await File.WriteAllTextAsync(manifest, before, TestContext.Current.CancellationToken);
        string half = FileOf(table.Contract, "csv") + ".next";
        await File.WriteAllTextAsync(half, "id,no", TestContext.Current.CancellationToken);
        PublicationResult again = await table.PublishAsync(Open("csv"), 2);
        Assert.Equal(PublicationOutcome.Published, again.Outcome);
        Assert.False(File.Exists(half));
        Assert.Equal(3, (await ReadAsync(table.Contract, "csv")).Count);
    }

    [Fact]
    public async Task The_manifest_tells_columns_and_origin()
    {
        FakeTable table = new(spark.Session, "a");
        await table.PublishAsync(Open("csv"), 1);
        JsonNode manifest = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(Path.GetDirectoryName(FileOf(table.Contract, "csv"))!, FilesDestination.ManifestName), TestContext.Current.CancellationToken))!;
        Assert.Equal(("fake.csv", 1L, "the key"), ((string?)manifest["file"], (long)manifest["content"]!["version"]!, (string?)manifest["columns"]![0]!["comment"]));
    }

    [Fact]
    public async Task Values_of_every_type_have_one_spelling()
    {
        DataFrame all = spark.Session.Range(1).Select(
            Lit("k").As("id"), Lit(true).As("flag"), Lit(-1.50m).As("money"), Lit(0.1).As("share"), Lit(new DateOnly(2026, 2, 28)).As("day"),
            Lit(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 250, TimeSpan.FromHours(1))).As("at"), Array(Lit("x"), Lit("y\"z")).As("list"),
            Struct(Lit(1).As("a"), Lit("b").As("b")).As("pair"), Lit(null).Cast("bigint").As("nothing"));
        StructType schema = await all.SchemaAsync(TestContext.Current.CancellationToken);
        PublishedTable table = new() { Name = "gold.all", Keys = ["id"], Columns = [.. schema.Fields.Select(field => new PublishedColumn(field.Name, field.DataType.CatalogString, ""))] };
        TableVersion source = new() { Table = table, TableId = "t", Version = 0, Read = _ => all };
        foreach (string format in new[] { "csv", "json" })
        {
            await using IDestination destination = Open(format);
            await new Publisher(TimeProvider.System).PublishAsync(destination, source, new PublicationOptions { RunId = "r" }, TestContext.Current.CancellationToken);
        }

        string[] csv = await File.ReadAllLinesAsync(FileOf(table, "csv"), TestContext.Current.CancellationToken);
        Assert.Equal("""k,true,-1.50,0.1,2026-02-28,2026-03-01T11:00:00.25Z,"[""x"",""y\""z""]","{""a"":1,""b"":""b""}",""", csv[1]);
        string json = await File.ReadAllTextAsync(FileOf(table, "json"), TestContext.Current.CancellationToken);
        Assert.Equal("""{"id":"k","flag":true,"money":-1.50,"share":0.1,"day":"2026-02-28","at":"2026-03-01T11:00:00.25Z","list":["x","y\"z"],"pair":{"a":1,"b":"b"},"nothing":null}""" + "\n", json);
    }

    private FilesDestination Open(string format) => new("files", _folder.File(format), format switch
    {
        "csv" => new CsvFiles(),
        "json" => new JsonFiles(),
        _ => new ParquetFiles(),
    });

    private string FileOf(PublishedTable table, string format) => _folder.File(format, table.Name, $"{table.ShortName}.{format}");

    private async Task<IReadOnlyList<IReadOnlyList<string?>>> ReadAsync(PublishedTable table, string format)
    {
        string file = FileOf(table, format);
        return format switch
        {
            "csv" => [.. Csv(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Skip(1)],
            "json" => [.. (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Select(
                line => (IReadOnlyList<string?>)[.. JsonNode.Parse(line)!.AsObject().Select(pair => pair.Value?.ToString())])],
            _ => [.. (await spark.Session.Read().Format("parquet").Load(file).CollectAsync(TestContext.Current.CancellationToken)).Select(
                row => (IReadOnlyList<string?>)[.. row.Values.Select(value => value?.ToString())])],
        };
    }

    // RFC 4180 character by character, where nothing between commas is a null.
    private static List<IReadOnlyList<string?>> Csv(string text)
    {
        List<IReadOnlyList<string?>> rows = [];
        List<string?> row = [];
        StringBuilder cell = new();
        bool isQuoted = false;
        bool wasQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (isQuoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append(text[i++]);
            }
            else if (c == '"')
            {
                isQuoted = !isQuoted;
                wasQuoted = true;
            }
            else if (!isQuoted && (c == ',' || c == '\n'))
            {
                row.Add(cell.Length == 0 && !wasQuoted ? null : cell.ToString());
                cell.Clear();
                wasQuoted = false;
                if (c == '\n')
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
            else if (isQuoted || c != '\r')
            {
                cell.Append(c);
            }
        }

        return rows;
    }
}
