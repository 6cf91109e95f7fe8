using Apache.Arrow;
using BigData.Spark.Arrow;
using BigData.Spark.Embedded.Executing.Showing;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Executing.Results;

public sealed class ArrowRowsTests
{
    private static readonly Sql.Types.StructType Schema = new(
        new StructField("s", DataTypes.String),
        new StructField("b", DataTypes.Boolean),
        new StructField("i", DataTypes.Integer),
        new StructField("l", DataTypes.Long),
        new StructField("d", DataTypes.Double),
        new StructField("t", DataTypes.Timestamp),
        new StructField("list", new ArrayType(DataTypes.String)),
        new StructField("map", new MapType(DataTypes.String, DataTypes.String)),
        new StructField("row", new Sql.Types.StructType(new StructField("x", DataTypes.String), new StructField("y", DataTypes.Long))));

    private static readonly object?[] Full =
    [
        "text", true, 1, 2L, 2.5, 1_700_000_000_123_456L, new object?[] { "a", null }, new Dictionary<string, string?> { ["k"] = "v", ["n"] = null }, new object?[] { "x", 7L },
    ];

    [Fact]
    public void Values_of_every_type_come_back_from_the_stream()
    {
        using RecordBatch batch = ArrowRows.Batch(Schema, [Full, new object?[9]], "UTC");

        (Schema schema, IReadOnlyList<RecordBatch> batches) = ArrowStreams.Read(ArrowRows.ToStream(batch));

        Assert.Equal(Schema, ArrowSchemas.ToSpark(schema));
        RecordBatch read = Assert.Single(batches);
        PrettyText text = new(TimeZoneInfo.Utc);
        Assert.Equal(
            ["text", "true", "1", "2", "2.5", "2023-11-14 22:13:20.123456", "[a, NULL]", "{k -> v, n -> NULL}", "{x, 7}"],
            read.Arrays.Select(column => text.Cell(column, 0)));
        Assert.All(read.Arrays, column => Assert.Equal("NULL", text.Cell(column, 1)));
    }

    [Fact]
    public void Lists_and_maps_have_the_child_names_of_Spark()
    {
        using RecordBatch batch = ArrowRows.Batch(Schema, [Full], "Asia/Tokyo");

        Assert.Equal("element", ((Apache.Arrow.Types.ListType)batch.Schema.FieldsList[6].DataType).ValueField.Name);
        Apache.Arrow.Types.MapType map = (Apache.Arrow.Types.MapType)batch.Schema.FieldsList[7].DataType;
        Assert.Equal(("key", false, "value", true), (map.KeyField.Name, map.KeyField.IsNullable, map.ValueField.Name, map.ValueField.IsNullable));
        Assert.Equal("Asia/Tokyo", ((Apache.Arrow.Types.TimestampType)batch.Schema.FieldsList[5].DataType).Timezone);
    }

    [Fact]
    public void An_empty_batch_can_be_sent()
    {
        using RecordBatch batch = EmptyBatch.Of(new ArrowLayout(Schema, "UTC").Schema);

        (Schema schema, IReadOnlyList<RecordBatch> batches) = ArrowStreams.Read(ArrowRows.ToStream(batch));

        Assert.Equal(9, schema.FieldsList.Count);
        Assert.Equal(0, batches.Sum(b => b.Length));
    }
}
