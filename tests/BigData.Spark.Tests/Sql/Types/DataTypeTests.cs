using BigData.Spark.Engine;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using CsCheck;

namespace BigData.Spark.Tests.Sql.Types;

public sealed class DataTypeTests
{
    private static readonly StructType Nested = new(
        new StructField("id", DataTypes.Long, isNullable: false),
        new StructField("odd name", new ArrayType(new DecimalType(18, 2), ContainsNull: false)).WithComment("it's"),
        new StructField("m", new MapType(DataTypes.String, new StructType(new StructField("x", DataTypes.Timestamp)), ValueContainsNull: false)));

    public static TheoryData<DataType, string, string, string> Forms => new()
    {
        { DataTypes.Null, "\"void\"", "void", "VOID" },
        { DataTypes.Boolean, "\"boolean\"", "boolean", "BOOLEAN" },
        { DataTypes.Byte, "\"byte\"", "tinyint", "TINYINT" },
        { DataTypes.Short, "\"short\"", "smallint", "SMALLINT" },
        { DataTypes.Integer, "\"integer\"", "int", "INT" },
        { DataTypes.Long, "\"long\"", "bigint", "BIGINT" },
        { DataTypes.Float, "\"float\"", "float", "FLOAT" },
        { DataTypes.Double, "\"double\"", "double", "DOUBLE" },
        { new DecimalType(18, 2), "\"decimal(18,2)\"", "decimal(18,2)", "DECIMAL(18,2)" },
        { DataTypes.String, "\"string\"", "string", "STRING" },
        { new CharType(3), "\"char(3)\"", "char(3)", "CHAR(3)" },
        { new VarcharType(7), "\"varchar(7)\"", "varchar(7)", "VARCHAR(7)" },
        { DataTypes.Binary, "\"binary\"", "binary", "BINARY" },
        { DataTypes.Date, "\"date\"", "date", "DATE" },
        { DataTypes.Timestamp, "\"timestamp\"", "timestamp", "TIMESTAMP" },
        { DataTypes.TimestampNtz, "\"timestamp_ntz\"", "timestamp_ntz", "TIMESTAMP_NTZ" },
        { new TimeType(), "\"time(6)\"", "time(6)", "TIME(6)" },
        { DataTypes.CalendarInterval, "\"interval\"", "interval", "INTERVAL" },
        { new YearMonthIntervalType(), "\"interval year to month\"", "interval year to month", "INTERVAL YEAR TO MONTH" },
        { new DayTimeIntervalType(DayTimeField.Hour, DayTimeField.Hour), "\"interval hour\"", "interval hour", "INTERVAL HOUR" },
        { DataTypes.Variant, "\"variant\"", "variant", "VARIANT" },
        {
            new ArrayType(DataTypes.Integer),
            """{"type":"array","elementType":"integer","containsNull":true}""", "array<int>", "ARRAY<INT>"
        },
        {
            new MapType(DataTypes.String, DataTypes.Long, ValueContainsNull: false),
            """{"type":"map","keyType":"string","valueType":"long","valueContainsNull":false}""", "map<string,bigint>", "MAP<STRING, BIGINT>"
        },
        {
            new StructType(new StructField("a", DataTypes.Integer, isNullable: false)),
            """{"type":"struct","fields":[{"name":"a","type":"integer","nullable":false,"metadata":{}}]}""",
            "struct<a:int>", "STRUCT<a: INT NOT NULL>"
        },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Types_have_the_forms_of_Spark(DataType type, string json, string simple, string sql)
    {
        Assert.Equal(json, type.Json);
        Assert.Equal(simple, type.SimpleString);
        Assert.Equal(sql, type.Sql);
        Assert.Equal(type, DataType.FromJson(json));
        Assert.Equal(type, DataTypeProto.FromProto(DataTypeProto.ToProto(type)));
    }

    [Fact]
    public void Nested_schemas_survive_JSON_and_messages()
    {
        Assert.Equal(Nested, StructType.FromJson(Nested.Json));
        Assert.Equal(Nested, DataTypeProto.FromProto(DataTypeProto.ToProto(Nested)));
    }

    [Fact]
    public void Random_types_survive_JSON_and_messages() => AnyType(3).Sample(
        type => DataType.FromJson(type.Json).Equals(type) && DataTypeProto.FromProto(DataTypeProto.ToProto(type)).Equals(type),
        seed: "0000000000000001",
        iter: 300);

    [Fact]
    public void Ddl_quotes_odd_names_and_keeps_comments() => Assert.Equal(
        "id BIGINT NOT NULL,`odd name` ARRAY<DECIMAL(18,2)> COMMENT 'it\\'s',m MAP<STRING, STRUCT<x: TIMESTAMP>>", Nested.Ddl);

    [Fact]
    public void Tree_is_that_of_printSchema() => Assert.Equal(
        """
        root
         |-- id: long (nullable = false)
         |-- odd name: array (nullable = true)
         |    |-- element: decimal(18,2) (containsNull = false)
         |-- m: map (nullable = true)
         |    |-- key: string
         |    |-- value: struct (valueContainsNull = false)
         |    |    |-- x: timestamp (nullable = true)

        """,
        Nested.TreeString(),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void Tree_stops_at_a_level() => Assert.Equal(
        "root\n |-- id: long (nullable = false)\n |-- odd name: array (nullable = true)\n |-- m: map (nullable = true)\n", Nested.TreeString(1));

    [Fact]
    public void Simple_form_of_wide_structs_is_cut_but_the_catalog_form_is_not()
    {
        StructType wide = new(Enumerable.Range(0, 30).Select(i => new StructField($"c{i}", DataTypes.Integer)));

        Assert.EndsWith("c23:int,... 6 more fields>", wide.SimpleString, StringComparison.Ordinal);
        Assert.EndsWith("c29:int>", wide.CatalogString, StringComparison.Ordinal);
    }

    [Fact]
    public void Collations_lie_in_the_metadata_of_the_field()
    {
        StructType schema = new(new StructField("a", new ArrayType(new StringType("UTF8_LCASE"))));

        Assert.Contains("""{"__COLLATIONS":{"a.element":"spark.UTF8_LCASE"}}""", schema.Json, StringComparison.Ordinal);
        Assert.Equal(schema, StructType.FromJson(schema.Json));
    }

    [Theory]
    [InlineData("\"nosuch\"")]
    [InlineData("nosuch")]
    [InlineData("\"decimal(39,2)\"")]
    [InlineData("\"decimal(5,6)\"")]
    [InlineData("{\"type\":\"array\"}")]
    [InlineData("{\"type\":\"struct\",\"fields\":[1]}")]
    [InlineData("{}")]
    [InlineData("")]
    public void What_is_no_type_is_refused_by_class(string json)
    {
        SparkException error = Assert.ThrowsAny<SparkException>(() => DataType.FromJson(json));
        Assert.Equal("INVALID_JSON_DATA_TYPE", error.ErrorClass);
    }

    [Fact]
    public void A_struct_is_found_by_name_and_says_what_it_has()
    {
        Assert.Equal(DataTypes.Long, Nested["id"].DataType);
        Assert.Equal(0, Nested.IndexOf("ID", ignoreCase: true));
        Assert.Equal(-1, Nested.IndexOf("ID"));
        Assert.Contains("id, odd name, m", Assert.Throws<ArgumentException>(() => Nested["x"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_is_changed_by_making_another()
    {
        Metadata metadata = Metadata.Empty.With("a", "ü").With("n", 5);

        Assert.Equal("""{"a":"ü","n":5}""", metadata.Json);
        Assert.Equal("ü", metadata.GetString("a"));
        Assert.Equal(5, metadata.GetLong("n"));
        Assert.Null(metadata.GetString("n"));
        Assert.Same(Metadata.Empty, metadata.Without("a").Without("n"));
        Assert.Throws<ArgumentException>(() => Metadata.FromJson("[]"));
    }

    private static Gen<DataType> AnyType(int depth)
    {
        DataType[] types =
        [
            DataTypes.Boolean, DataTypes.Byte, DataTypes.Long, DataTypes.Double, DataTypes.String, DataTypes.Binary, DataTypes.Date,
            DataTypes.Timestamp, DataTypes.TimestampNtz, new DecimalType(38, 18), new CharType(1), new DayTimeIntervalType(),
        ];
        Gen<DataType> atomic = Gen.Int[0, types.Length - 1].Select(i => types[i]);
        if (depth == 0)
        {
            return atomic;
        }

        Gen<DataType> inner = AnyType(depth - 1);
        Gen<DataType> array = Gen.Select(inner, Gen.Bool, (t, n) => (DataType)new ArrayType(t, n));
        Gen<DataType> map = Gen.Select(inner, inner, Gen.Bool, (k, v, n) => (DataType)new MapType(k, v, n));
        Gen<DataType> row = Gen.Select(Gen.String, inner, Gen.Bool, (name, t, n) => new StructField(name, t, n)).Array[0, 4]
            .Select(fields => (DataType)new StructType(fields));
        return Gen.OneOf(atomic, array, map, row);
    }
}
