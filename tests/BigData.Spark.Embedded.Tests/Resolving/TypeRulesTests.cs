using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Resolving;

namespace BigData.Spark.Embedded.Tests.Resolving;

/// <summary>The type in which two values meet, as Spark's ANSI rules have it.</summary>
public sealed class TypeRulesTests
{
    [Theory]
    [InlineData("tinyint", "int", "int")]
    [InlineData("int", "bigint", "bigint")]
    [InlineData("int", "float", "double")]
    [InlineData("tinyint", "float", "double")]
    [InlineData("float", "double", "double")]
    [InlineData("int", "decimal(10,2)", "decimal(12,2)")]
    [InlineData("bigint", "decimal(10,2)", "decimal(22,2)")]
    [InlineData("double", "decimal(10,2)", "double")]
    [InlineData("decimal(10,2)", "decimal(5,4)", "decimal(12,4)")]
    [InlineData("string", "int", "bigint")]
    [InlineData("string", "decimal(10,2)", "double")]
    [InlineData("string", "date", "date")]
    [InlineData("string", "boolean", "boolean")]
    [InlineData("date", "timestamp", "timestamp")]
    [InlineData("timestamp", "timestamp_ntz", "timestamp")]
    [InlineData("void", "map<string,int>", "map<string,int>")]
    [InlineData("array<int>", "array<bigint>", "array<bigint>")]
    [InlineData("map<string,int>", "map<string,double>", "map<string,double>")]
    [InlineData("struct<a:int,b:string>", "struct<a:bigint,b:string>", "struct<a:bigint,b:string>")]
    public void Two_types_meet_in_a_common_one(string left, string right, string common)
    {
        Assert.Equal(common, TypeRules.Common(SqlParser.ParseType(left), SqlParser.ParseType(right))?.SimpleString);
        Assert.Equal(common, TypeRules.Common(SqlParser.ParseType(right), SqlParser.ParseType(left))?.SimpleString);
    }

    [Theory]
    [InlineData("int", "date")]
    [InlineData("boolean", "int")]
    [InlineData("date", "boolean")]
    [InlineData("string", "array<int>")]
    [InlineData("array<int>", "map<int,int>")]
    [InlineData("struct<a:int>", "struct<b:int>")]
    [InlineData("struct<a:int>", "struct<a:int,b:int>")]
    [InlineData("binary", "int")]
    public void Some_types_never_meet(string left, string right)
    {
        Assert.Null(TypeRules.Common(SqlParser.ParseType(left), SqlParser.ParseType(right)));
        Assert.Null(TypeRules.Common(SqlParser.ParseType(right), SqlParser.ParseType(left)));
    }

    [Fact]
    public void A_string_among_several_types_is_promoted_last()
        => Assert.Equal("double", TypeRules.Common([SqlParser.ParseType("string"), SqlParser.ParseType("int"), SqlParser.ParseType("double")])?.SimpleString);

    [Theory]
    [InlineData("map<string,int>", false)]
    [InlineData("array<map<string,int>>", false)]
    [InlineData("struct<a:map<int,int>>", false)]
    [InlineData("array<struct<a:date>>", true)]
    [InlineData("binary", true)]
    public void Maps_have_no_order(string type, bool isOrderable) => Assert.Equal(isOrderable, TypeRules.IsOrderable(SqlParser.ParseType(type)));
}
