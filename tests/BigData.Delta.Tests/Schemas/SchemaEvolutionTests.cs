using BigData.Delta.Actions;
using BigData.Delta.Schemas;
using BigData.Delta.Transactions;

namespace BigData.Delta.Tests.Schemas;

public sealed class SchemaEvolutionTests
{
    private const string Id = """{"name":"id","type":"long","nullable":true,"metadata":{}}""";
    private const string Day = """{"name":"day","type":"string","nullable":true,"metadata":{}}""";
    private const string More = """{"name":"more","type":{"type":"array","elementType":"string","containsNull":true},"nullable":true,"metadata":{"comment":"neu"}}""";

    [Fact]
    public async Task A_new_nullable_column_joins_the_table_with_its_comment()
    {
        using TestTable table = new();
        Snapshot before = await table.CreateAsync();
        await table.AppendAsync(TestTable.NewFile("a"));
        Transaction append = table.Log.Begin(await table.Log.GetSnapshotAsync());
        append.SetMetadata(append.Metadata! with { Id = "ignored", SchemaString = Struct(Id, Day, More), Description = "now with more" });
        append.Add(TestTable.NewFile("b"));
        await TestTable.CommitAsync(append, TestTable.Append);
        Snapshot after = await table.Log.GetSnapshotAsync();
        Assert.Equal(before.Metadata.Id, after.Metadata.Id);
        Assert.Equal(before.Metadata.CreatedTime, after.Metadata.CreatedTime);
        Assert.Equal("neu", after.Schema.Find("MORE")!.Comment);
        Assert.Equal("now with more", after.Metadata.Description);
        Assert.Equal(2, after.Files.Count);
    }

    [Theory]
    [InlineData("""{"name":"id","type":"integer","nullable":true,"metadata":{}}""", Day, "from long to integer")]
    [InlineData("""{"name":"id","type":"long","nullable":false,"metadata":{}}""", Day, "would become NOT NULL")]
    [InlineData(Day, Id, "removed, renamed or moved")]
    [InlineData(Id, """{"name":"tag","type":"string","nullable":true,"metadata":{}}""", "'day' would be removed")]
    [InlineData(Id, Day + """,{"name":"x","type":"long","nullable":false,"metadata":{}}""", "is new and NOT NULL")]
    [InlineData(Id, Day + """,{"name":"ID","type":"long","nullable":true,"metadata":{}}""", "is there twice")]
    [InlineData(Id, Day + """,{"name":"a b","type":"long","nullable":true,"metadata":{}}""", "holds one of the characters")]
    [InlineData(Id, Day + """,{"name":"g","type":"geometry","nullable":true,"metadata":{}}""", "'geometry', which cannot be written")]
    public async Task Anything_else_than_new_columns_is_refused(string first, string second, string reason)
    {
        using TestTable table = new();
        Transaction change = table.Log.Begin(await table.CreateAsync());
        DeltaException refused = Assert.Throws<DeltaException>(() => change.SetMetadata(change.Metadata! with { SchemaString = Struct(first, second) }));
        Assert.Equal(DeltaErrorKind.InvalidSchema, refused.Kind);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("struct<a>", "struct<a,b>", true)]
    [InlineData("struct<a,b>", "struct<a>", false)]
    [InlineData("array<struct<a>>", "array<struct<a,b>>", true)]
    [InlineData("map<struct<a>>", "map<struct<b,a>>", true)]
    [InlineData("map<struct<a>>", "array<struct<a>>", false)]
    public void Nested_structs_grow_by_the_same_rules(string before, string after, bool allowed)
    {
        Metadata current = Metadata.Create(Struct(Field("n", Nested(before))));
        Metadata changed = Metadata.Create(Struct(Field("n", Nested(after))));
        Exception? refused = Record.Exception(() => SchemaRules.CheckEvolution(current, changed));
        Assert.Equal(allowed, refused is null);
    }

    [Fact]
    public async Task Overwriting_the_schema_needs_all_old_files_gone()
    {
        using TestTable table = new();
        await table.CreateAsync();
        await table.AppendAsync(TestTable.NewFile("a"));
        Metadata replaced = Metadata.Create(Struct(Field("day", "\"date\""), Field("x", "\"long\"")), ["day"]);
        Transaction half = table.Log.Begin(await table.Log.GetSnapshotAsync());
        Assert.Throws<DeltaException>(() => half.SetMetadata(replaced));
        half.SetMetadata(replaced, overwriteSchema: true);
        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => half.CommitAsync(TestTable.Append));
        Assert.Contains("old files stay", refused.Message, StringComparison.Ordinal);

        half.RemoveAll();
        half.Add(TestTable.NewFile("b", day: "2024-01-31"));
        await TestTable.CommitAsync(half, DeltaOperation.Write("Overwrite", ["day"]));
        Snapshot after = await table.Log.GetSnapshotAsync();
        Assert.Equal(["day"], after.Metadata.PartitionColumns);
        Assert.Equal(DeltaTypeKind.Date, Assert.IsType<DeltaPrimitiveType>(after.Schema.Find("day")!.Type).Kind);
    }

    [Theory]
    [InlineData("day", "is a partition column but not in the schema")]
    [InlineData("list", "cannot partition a table by a list")]
    [InlineData("id", "leaves no column for the data files")]
    public void Partition_columns_must_fit_the_schema(string partition, string reason)
    {
        string schema = partition == "id" ? Struct(Id) : Struct(Id, Field("list", Nested("array<struct<a>>")));
        DeltaException refused = Assert.Throws<DeltaException>(() => SchemaRules.CheckNew(Metadata.Create(schema, [partition])));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"long\"")]
    [InlineData("{\"type\":\"struct\"}")]
    [InlineData("{\"type\":\"struct\",\"fields\":[{\"name\":\"a\"}]}")]
    [InlineData("{\"type\":\"array\",\"elementType\":\"long\",\"containsNull\":true}")]
    public void A_schema_that_is_no_struct_is_an_error(string schema) =>
        Assert.Equal(DeltaErrorKind.InvalidSchema, Assert.Throws<DeltaException>(() => DeltaStructType.Parse(schema)).Kind);

    private static string Struct(params string[] fields) => $$"""{"type":"struct","fields":[{{string.Join(',', fields)}}]}""";

    private static string Field(string name, string type) => $$$"""{"name":"{{{name}}}","type":{{{type}}},"nullable":true,"metadata":{}}""";

    private static string Nested(string text)
    {
        int open = text.IndexOf('<', StringComparison.Ordinal);
        string inner = text[(open + 1)..^1];
        return text[..open] switch
        {
            "array" => $$"""{"type":"array","elementType":{{Nested(inner)}},"containsNull":true}""",
            "map" => $$"""{"type":"map","keyType":"string","valueType":{{Nested(inner)}},"valueContainsNull":true}""",
            _ => Struct([.. inner.Split(',').Select(n => Field(n, "\"long\""))]),
        };
    }
}
