namespace BigData.Spark.Embedded.Sources;

public sealed class DuckDbTypesTests
{
    [Theory]
    [InlineData("INTEGER", "int")]
    [InlineData("UINTEGER", "bigint")]
    [InlineData("UBIGINT", "decimal(20,0)")]
    [InlineData("DECIMAL(9,2)[]", "array<decimal(9,2)>")]
    [InlineData("INTEGER[3]", "array<int>")]
    [InlineData("MAP(VARCHAR, STRUCT(a INTEGER, \"b \"\"c\" VARCHAR[]))", "map<string,struct<a:int,b \"c:array<string>>>")]
    [InlineData("TIMESTAMP WITH TIME ZONE", "timestamp")]
    [InlineData("STRUCT(t TIMESTAMP, z TIMESTAMP WITH TIME ZONE)", "struct<t:timestamp_ntz,z:timestamp>")]
    public void Types_of_files_are_read(string text, string expected) => Assert.Equal(expected, DuckDbTypes.Parse(text)!.CatalogString);

    [Theory]
    [InlineData("INTERVAL")]
    [InlineData("HUGEINT")]
    [InlineData("STRUCT(a INTERVAL)")]
    [InlineData("INTEGER[")]
    public void Types_that_Spark_lacks_are_not_guessed(string text) => Assert.Null(DuckDbTypes.Parse(text));
}
