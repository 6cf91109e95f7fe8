using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Tests.Parsing;

public sealed class TypeAndSchemaTests
{
    [Theory]
    [InlineData("a int, b string not null comment 'x y'", "a INT,b STRING NOT NULL COMMENT 'x y'")]
    [InlineData("a array<struct<x:int,y:string>>", "a ARRAY<STRUCT<x: INT, y: STRING>>")]
    [InlineData("a array<array<int>>", "a ARRAY<ARRAY<INT>>")]
    [InlineData("a struct<x int, `y z`: string not null comment 'k'>", "a STRUCT<x: INT, `y z`: STRING NOT NULL COMMENT 'k'>")]
    [InlineData("a struct<>", "a STRUCT<>")]
    [InlineData("`a b` map<string,bigint>", "`a b` MAP<STRING, BIGINT>")]
    [InlineData("date date, order int", "date DATE,order INT")]
    [InlineData("a numeric, b dec(3), c real, d long, e short, f byte, h integer", "a DECIMAL(10,0),b DECIMAL(3,0),c FLOAT,d BIGINT,e SMALLINT,f TINYINT,h INT")]
    [InlineData("i timestamp_ltz, j timestamp_ntz, x timestamp without time zone", "i TIMESTAMP,j TIMESTAMP_NTZ,x TIMESTAMP_NTZ")]
    [InlineData("k varchar(10), m character(2), n binary, s void", "k VARCHAR(10),m CHAR(2),n BINARY,s VOID")]
    [InlineData("u interval day to second, v interval year", "u INTERVAL DAY TO SECOND,v INTERVAL YEAR")]
    public void Schemas_are_read_as_in_Spark(string text, string ddl) => Assert.Equal(ddl, SqlParser.ParseSchema(text).Ddl);

    [Fact]
    public void A_schema_may_be_Sparks_json()
    {
        StructType schema = new StructType().Add("a", DataTypes.Integer).Add("b", new ArrayType(DataTypes.String), comment: "c");

        Assert.Equal(schema, SqlParser.ParseSchema(schema.Json));
    }

    [Theory]
    [InlineData("a: int", "PARSE_SYNTAX_ERROR", 1)]
    [InlineData("a int,", "PARSE_SYNTAX_ERROR", 6)]
    [InlineData("a int default 3", "PARSE_SYNTAX_ERROR", 6)]
    [InlineData("int", "PARSE_SYNTAX_ERROR", 3)]
    [InlineData("a bigint b int", "PARSE_SYNTAX_ERROR", 9)]
    [InlineData("a int not", "PARSE_SYNTAX_ERROR", 9)]
    [InlineData("a foo", "UNSUPPORTED_DATATYPE", 2)]
    [InlineData("a string(10)", "UNSUPPORTED_DATATYPE", 2)]
    [InlineData("a varchar", "DATATYPE_MISSING_SIZE", 2)]
    [InlineData("a array", "INCOMPLETE_TYPE_DEFINITION.ARRAY", 2)]
    public void Mistakes_in_schemas_have_Sparks_classes_and_places(string text, string errorClass, int position)
    {
        ParseException e = Assert.Throws<ParseException>(() => SqlParser.ParseSchema(text));

        Assert.Equal(errorClass, e.ErrorClass);
        Assert.Equal(position, Assert.Single(e.QueryContext).StartIndex);
    }

    [Theory]
    [InlineData("a.b", "a", "b")]
    [InlineData("`a.b`", "a.b")]
    [InlineData("a b.c-d", "a b", "c-d")]
    [InlineData("`a``b`.c", "a`b", "c")]
    public void Names_of_columns_know_only_dots_and_back_ticks(string name, params string[] parts)
        => Assert.Equal(parts, SqlParser.ParseAttributeName(name));

    [Theory]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("`a")]
    [InlineData("a`b`")]
    [InlineData("`a`b")]
    public void Broken_names_of_columns_are_refused(string name)
        => Assert.Equal(
            "INVALID_ATTRIBUTE_NAME_SYNTAX",
            Assert.Throws<AnalysisException>(() => SqlParser.ParseAttributeName(name)).ErrorClass);

    [Fact]
    public void Names_of_tables_follow_the_grammar()
    {
        Assert.Equal(["delta", "/x/y"], SqlParser.ParseName("delta.`/x/y`"));
        ParseException e = Assert.Throws<ParseException>(() => SqlParser.ParseName("a-b"));
        Assert.Equal("INVALID_IDENTIFIER", e.ErrorClass);
        Assert.Equal("a-b", e.MessageParameters["ident"]);
    }
}
