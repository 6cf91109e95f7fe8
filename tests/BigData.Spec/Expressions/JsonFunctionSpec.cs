using BigData.Spark.Sql;

namespace BigData.Spec.Expressions;

/// <summary>JSON to values and back.</summary>
public abstract class JsonFunctionSpec(SpecEngine engine) : ExpressionSuite(engine)
{
    public static TheoryData<string, string, string> Values => new()
    {
        { """from_json('{"a":1,"b":"x"}', 'a int, b string')""", "struct<a:int,b:string>", "{1, x}" },
        { """from_json('{"a":1}', 'STRUCT<a: INT NOT NULL>')""", "struct<a:int>", "{1}" },
        { """from_json('bad', 'a int')""", "struct<a:int>", "{NULL}" },
        { """from_json('', 'a int')""", "struct<a:int>", "NULL" },
        { """from_json('{}', 'a int')""", "struct<a:int>", "{NULL}" },
        { """from_json('[{"a":1}]', 'a int')""", "struct<a:int>", "{NULL}" },
        { """from_json('null', 'a int')""", "struct<a:int>", "{NULL}" },
        { """from_json('{"a":1} trailing', 'a int')""", "struct<a:int>", "{1}" },
        { """from_json(CAST(NULL AS string), 'a int')""", "struct<a:int>", "NULL" },
        { """from_json('{"a":"5","b":2.0,"c":3000000000,"d":""}', 'a int, b int, c int, d int')""", "struct<a:int,b:int,c:int,d:int>", "{NULL, NULL, NULL, NULL}" },
        { """from_json('{"a":128,"b":70000}', 'a tinyint, b smallint')""", "struct<a:tinyint,b:smallint>", "{-128, NULL}" },
        { """from_json('{"a":1.5,"b":"1.5","c":"NaN","d":"-INF"}', 'a double, b double, c double, d double')""", "struct<a:double,b:double,c:double,d:double>", "{1.5, NULL, NaN, -Infinity}" },
        { """from_json('{"a":1.555,"b":"1.5","c":12345678901}', 'a decimal(10,2), b decimal(10,2), c decimal(10,2)')""", "struct<a:decimal(10,2),b:decimal(10,2),c:decimal(10,2)>", "{1.56, 1.50, NULL}" },
        { """from_json('{"a":true,"b":"true","c":1}', 'a boolean, b boolean, c boolean')""", "struct<a:boolean,b:boolean,c:boolean>", "{true, NULL, NULL}" },
        { """from_json('{"a":"2024-01-02","b":"x","c":19000}', 'a date, b date, c date')""", "struct<a:date,b:date,c:date>", "{2024-01-02, NULL, NULL}" },
        { """from_json('{"a":"2024-01-02T03:04:05.678Z","b":1700000000,"c":1.5}', 'a timestamp, b timestamp, c timestamp')""", "struct<a:timestamp,b:timestamp,c:timestamp>", "{2024-01-02 03:04:05.678+00:00, 2023-11-14 22:13:20+00:00, NULL}" },
        { """from_json('{"a":"2024-01-02T03:04:05.678","b":"2024-01-02"}', 'a timestamp_ntz, b timestamp_ntz')""", "struct<a:timestamp_ntz,b:timestamp_ntz>", "{2024-01-02 03:04:05.678, 2024-01-02 00:00:00}" },
        { """from_json('{"a":1,"b":1.50,"c":true,"d":{"x": 1 , "y":[1,"z" ]},"e":null,"f":1e3}', 'a string, b string, c string, d string, e string, f string')""", "struct<a:string,b:string,c:string,d:string,e:string,f:string>", """{1, 1.5, true, {"x":1,"y":[1,"z"]}, NULL, 1000.0}""" },
        { """from_json('{"a":"aGk="}', 'a binary')""", "struct<a:binary>", "{X'6869'}" },
        { """from_json('{"a":[1,null,3],"b":{"c":1,"d":"z"}}', 'a array<int>, b struct<c:int,d:string>')""", "struct<a:array<int>,b:struct<c:int,d:string>>", "{[1, NULL, 3], {1, z}}" },
        { """from_json('{"a":[1,"x",3],"b":{"c":"q","d":"z"}}', 'a array<int>, b struct<c:int,d:string>')""", "struct<a:array<int>,b:struct<c:int,d:string>>", "{NULL, {NULL, z}}" },
        { """from_json('{"a":{"k":1,"l":"x"}}', 'a map<string,int>')""", "struct<a:map<string,int>>", "{NULL}" },
        { """from_json('{"k":1,"l":2}', 'map<string,int>')""", "map<string,int>", "{k -> 1, l -> 2}" },
        { """from_json('[1,2,3]', 'array<int>')""", "array<int>", "[1, 2, 3]" },
        { """from_json('[1,"x"]', 'array<int>')""", "array<int>", "NULL" },
        { """from_json('[{"a":1},{"a":"x"}]', 'array<struct<a:int>>')""", "array<struct<a:int>>", "[{1}, {NULL}]" },
        { """from_json('{"a":1}', 'array<struct<a:int>>')""", "array<struct<a:int>>", "[{1}]" },
        { """from_json('{"a":1,"a":2}', 'a int')""", "struct<a:int>", "{2}" },
        { """from_json('{"A":1}', 'a int')""", "struct<a:int>", "{NULL}" },
        { """from_json("{'a':1}", 'a int')""", "struct<a:int>", "{1}" },
        { """from_json('{a:1}', 'a int')""", "struct<a:int>", "{NULL}" },
        { """from_json('{"a":01}', 'a int')""", "struct<a:int>", "{NULL}" },
        { """from_json('{"a":1,}', 'a int')""", "struct<a:int>", "{NULL}" },
        { """from_json('{"a":"x","b":1}', 'a int, b int, _corrupt_record string')""", "struct<a:int,b:int,_corrupt_record:string>", """{NULL, 1, {"a":"x","b":1}}""" },
        { """from_json('{"a":1}', 'a int, _corrupt_record string')""", "struct<a:int,_corrupt_record:string>", "{1, NULL}" },
        { """from_json('{"a":"02/01/2024"}', 'a date', map('dateFormat', 'dd/MM/yyyy'))""", "struct<a:date>", "{2024-01-02}" },
        { """from_json('{"a":"02/01/2024 10"}', 'a timestamp', map('timestampFormat', 'dd/MM/yyyy HH'))""", "struct<a:timestamp>", "{2024-01-02 10:00:00+00:00}" },
        { """from_json('{"a":1}', schema_of_json('{"a":1,"b":"x"}'))""", "struct<a:bigint,b:string>", "{1, NULL}" },
        { """schema_of_json('{"a":1,"b":"x","c":1.5,"d":true,"e":null,"f":[1,2.5],"g":{"h":[]},"i":12345678901234567890}')""", "string", "STRUCT<a: BIGINT, b: STRING, c: DOUBLE, d: BOOLEAN, e: STRING, f: ARRAY<DOUBLE>, g: STRUCT<h: ARRAY<STRING>>, i: DECIMAL(20,0)>" },
        { """schema_of_json('[{"a":1},{"b":"x"}]')""", "string", "ARRAY<STRUCT<a: BIGINT, b: STRING>>" },
        { """schema_of_json('{"a b":1,"a":2,"Z":3}')""", "string", "STRUCT<Z: BIGINT, a: BIGINT, `a b`: BIGINT>" },
        { """json_object_keys('{"a":1,"b":{"c":2}}')""", "array<string>", "[a, b]" },
        { """json_object_keys('[1]')""", "array<string>", "NULL" },
        { """to_json(named_struct('a', 1, 'b', CAST(NULL AS int)))""", "string", """{"a":1}""" },
        { """to_json(named_struct('a', 1, 'b', CAST(NULL AS int)), map('ignoreNullFields', 'false'))""", "string", """{"a":1,"b":null}""" },
        { """to_json(named_struct('d', DATE '2024-01-02', 't', TIMESTAMP '2024-01-02 03:04:05'), map('dateFormat', 'dd/MM/yyyy', 'timestampFormat', 'HH:mm'))""", "string", """{"d":"02/01/2024","t":"03:04"}""" },
        { """to_json(array(named_struct('a', 1), NULL))""", "string", """[{"a":1},null]""" },
        { """get_json_object('{"a":1.50}', '$.a')""", "string", "1.5" },
        { """get_json_object("{'a':1}", '$.a')""", "string", "1" },
        { """get_json_object('{"a":[{"b":1},{"b":2}]}', '$.a[*].b')""", "string", "[1,2]" },
        { """get_json_object('[1,2,3]', '$[1]')""", "string", "2" },
        { """get_json_object('{"a b":1}', "$['a b']")""", "string", "1" },
    };

    public static TheoryData<string, string, Type> Mistakes => new()
    {
        { """from_json(1, 'a int')""", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", typeof(AnalysisException) },
        { """from_json('{}')""", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION", typeof(AnalysisException) },
        { """from_json('{"a":1}', 'nonsense')""", "UNSUPPORTED_DATATYPE", typeof(AnalysisException) },
        { """from_json('{"a":1}', 'a int b')""", "PARSE_SYNTAX_ERROR", typeof(AnalysisException) },
        { """from_json('{"a":1}', 5)""", "INVALID_SCHEMA.NON_STRING_LITERAL", typeof(AnalysisException) },
        { """schema_of_json(CAST(NULL AS string))""", "DATATYPE_MISMATCH.UNEXPECTED_NULL", typeof(AnalysisException) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void An_expression_gives_the_type_and_value_that_Spark_gives(string expression, string type, string value) =>
        AssertValue(Values, expression, type, value);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_wrong_expression_gives_the_error_that_Spark_gives(string expression, string errorClass, Type exception) =>
        AssertMistake(expression, errorClass, exception);

    [Theory]
    [InlineData("FAILFAST", "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION")]
    [InlineData("DROPMALFORMED", "PARSE_MODE_UNSUPPORTED")]
    public void Bad_text_is_null_or_an_error_but_never_left_out(string mode, string errorClass) => Case(() => Assert.Equal(
        errorClass, Assert.ThrowsAny<SparkException>(() => One($"from_json('bad', 'a int', map('mode', '{mode}'))").Collect()).ErrorClass));

    [Fact]
    public void A_tuple_gives_a_column_for_each_field() => Case(() => AssertRows(
        One("""json_tuple('{"a":{"x":1},"b":[1, 2],"c":null,"d":1.50}', 'a', 'b', 'c', 'd', 'e')"""),
        "c0:string,c1:string,c2:string,c3:string,c4:string",
        """{"x":1} | [1,2] | NULL | 1.5 | NULL"""));

    [Fact]
    public void A_tuple_of_bad_text_gives_one_row_of_nulls() => Case(() => AssertRows(
        Rows("s:string", ["bad"], [null], ["""{"a":"x"}"""]).SelectExpr("json_tuple(s, 'a', 'b')"), "c0:string,c1:string", "NULL | NULL", "NULL | NULL", "x | NULL"));

    [Fact]
    public void Many_rows_of_nested_values_are_read() => Case(() => AssertRows(
        Spark.Range(3000).SelectExpr("from_json(concat('{\"l\":[', id, ',', id + 1, '],\"m\":{\"k', id, '\":{\"x\":[\"', id, '\"]}}}'), 'l array<bigint>, m map<string,struct<x:array<string>>>') AS j", "id")
            .SelectExpr("sum(size(j.l)) AS n", "sum(j.l[1] - id) AS one", "sum(CAST(element_at(j.m, concat('k', id)).x[0] AS bigint) - id) AS zero"),
        "n:bigint,one:bigint,zero:bigint",
        "6000 | 3000 | 0"));

    [Fact]
    public void A_map_of_JSON_is_named_entries() => Case(() => Assert.Equal(
        ["entries", "from_json({\"a\":1})", "to_json(named_struct(a, 1))"],
        One("from_json('{\"k\":1}', 'map<string,int>')", "from_json('{\"a\":1}', 'a int')", "to_json(named_struct('a', 1), map('ignoreNullFields', 'true'))").Columns()));
}
