namespace BigData.DuckDb.Tests;

public sealed class DuckDbSqlTests : IDisposable
{
    private readonly DuckDbInstance _instance = DuckDbInstance.Open();

    public void Dispose() => _instance.Dispose();

    [Theory]
    [InlineData("plain")]
    [InlineData("it's")]
    [InlineData("a\\n\"b\"")]
    [InlineData("line\nbreak 😀")]
    [InlineData("nul\0inside")]
    [InlineData("")]
    public async Task Literals_come_back_as_they_are(string text)
    {
        using var session = _instance.Connect();
        Assert.Equal(text, await session.ScalarAsync<string>($"SELECT {DuckDbSql.Literal(text)}"));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("select")]
    [InlineData("ä.'x")]
    public async Task Identifiers_come_back_as_they_are(string name)
    {
        using var session = _instance.Connect();
        using var reader = await session.OpenReaderAsync($"SELECT 1 AS {DuckDbSql.Identifier(name)}");
        Assert.Equal(name, reader.Schema.FieldsList[0].Name);
    }

    [Theory]
    [InlineData("a[1].parquet")]
    [InlineData("x*y.parquet")]
    [InlineData("q?[*].parquet")]
    public async Task Escaped_file_names_are_read_as_one_file(string name)
    {
        using var folder = new Testing.TempFolder();
        using var session = _instance.Connect();
        await session.ExecuteAsync($"COPY (SELECT 7 AS a) TO {DuckDbSql.Literal(folder.File(name))} (FORMAT parquet)");
        await session.ExecuteAsync($"COPY (SELECT 8 AS a) TO {DuckDbSql.Literal(folder.File("a1.parquet"))} (FORMAT parquet)");
        Assert.Equal(7, await session.ScalarAsync<int>($"SELECT a FROM read_parquet({DuckDbSql.Literal(DuckDbSql.EscapeGlob(folder.File(name)))})"));
    }
}
