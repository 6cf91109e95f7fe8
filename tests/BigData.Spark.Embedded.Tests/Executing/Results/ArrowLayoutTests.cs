using Apache.Arrow;
using BigData.DuckDb;
using BigData.Spark.Embedded.Executing.Showing;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Executing.Results;

public sealed class ArrowLayoutTests
{
    [Fact]
    public async Task Batches_of_DuckDB_get_the_names_nullability_and_zones_of_Spark()
    {
        StructType schema = new(
            new StructField("a", DataTypes.Long, isNullable: false),
            new StructField("list", new ArrayType(new StructType(new StructField("X", DataTypes.Integer)), ContainsNull: false)),
            new StructField("map", new MapType(DataTypes.String, new DecimalType(9, 2), ValueContainsNull: false)),
            new StructField("ts", DataTypes.Timestamp),
            new StructField("n", DataTypes.TimestampNtz),
            new StructField("nothing", DataTypes.Null));
        using DuckDbInstance instance = DuckDbInstance.Open();
        using DuckDbSession connection = instance.Connect();
        ArrowLayout layout = new(schema, "Europe/London");

        await foreach (RecordBatch batch in connection.QueryAsync(
            "SELECT 1::BIGINT, [{'x': 1}], MAP {'k': 1.50::DECIMAL(9,2)}, TIMESTAMPTZ '2024-07-01 12:00:00+00', TIMESTAMP '2024-07-01 12:00:00', NULL"))
        {
            using RecordBatch result = layout.Conform(batch);

            Assert.Equal(layout.Schema.FieldsList.Select(field => field.Name), result.Schema.FieldsList.Select(field => field.Name));
            Assert.False(result.Schema.FieldsList[0].IsNullable);
            Assert.Equal("X", ((Apache.Arrow.Types.StructType)((Apache.Arrow.Types.ListType)result.Schema.FieldsList[1].DataType).ValueDataType).Fields[0].Name);
            Assert.Equal("Europe/London", ((Apache.Arrow.Types.TimestampType)result.Column(3).Data.DataType).Timezone);
            PrettyText text = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/London"));
            Assert.Equal(
                ["1", "[{1}]", "{k -> 1.50}", "2024-07-01 13:00:00", "2024-07-01 12:00:00", "NULL"], result.Arrays.Select(column => text.Cell(column, 0)));
        }
    }

    [Fact]
    public async Task A_column_of_another_type_is_a_defect_and_says_so()
    {
        using DuckDbInstance instance = DuckDbInstance.Open();
        using DuckDbSession connection = instance.Connect();
        ArrowLayout layout = new(new StructType(new StructField("a", DataTypes.Long)), "UTC");

        await foreach (RecordBatch batch in connection.QueryAsync("SELECT 1::INTEGER"))
        {
            InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => layout.Conform(batch));
            Assert.Contains("column 'a'", error.Message, StringComparison.Ordinal);
        }
    }
}
