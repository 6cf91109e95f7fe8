using Apache.Arrow;
using Apache.Arrow.Types;
using BigData.Spark.Arrow;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using SparkTypes = BigData.Spark.Sql.Types;

namespace BigData.Spark.Tests.Arrow;

public sealed class ValueReaderTests
{
    [Fact]
    public void Every_type_comes_as_its_own_dotnet_type_and_null_as_null()
    {
        RecordBatch batch = ArrowSamples.AllTypes();
        SparkTypes.StructType schema = ArrowSchemas.ToSpark(batch.Schema);

        Row[] rows = [.. new BatchReader(schema).Rows(batch, 0)];

        var inner = (SparkTypes.StructType)schema["st"].DataType;
        var map = new OrderedDictionary<object, object?> { ["z"] = 1, ["a"] = null };
        object?[] expected =
        [
            true, (sbyte)-128, short.MinValue, int.MinValue, long.MinValue, float.NaN, double.MinValue,
            SparkDecimal.Parse("123456789012345678901234567890123456.78"), "straße", new byte[] { 1, 2, 255 }, new DateOnly(1, 1, 1),
            DateTimeOffset.UnixEpoch, DateTime.UnixEpoch, new object?[] { "a", null }, map, new Row([1, "one"], inner),
        ];
        Assert.Equal(new Row(expected, schema), rows[0]);
        Assert.All(rows[1].Values, Assert.Null);
        Assert.Equal(-0.01m, rows[2].Get("dec"));
        Assert.Equal(DateTimeKind.Unspecified, rows[2].GetAs<DateTime>("ntz").Kind);
        Assert.Equal(["z", "a"], rows[0].GetAs<IReadOnlyDictionary<string, int?>>("map").Keys);
        Assert.Equal("[1,one]", rows[0].Get("st")!.ToString());
    }

    [Fact]
    public void A_slice_of_a_batch_gives_the_rows_of_the_slice()
    {
        RecordBatch batch = ArrowSamples.AllTypes();
        var reader = new BatchReader(ArrowSchemas.ToSpark(batch.Schema));

        Row[] whole = [.. reader.Rows(batch, 0)];
        Row[] slice = [.. reader.Rows(batch.Slice(1, 2), 1)];

        Assert.Equal(whole[1..], slice);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-719163)]
    [InlineData(2932897)]
    public void A_date_outside_the_years_1_to_9999_is_an_error_with_row_and_column(int days)
    {
        ArrowBuffer values = new(BitConverter.GetBytes(0).Concat(BitConverter.GetBytes(days)).ToArray());
        var array = new Date32Array(new ArrayData(Date32Type.Default, 2, 0, 0, [ArrowBuffer.Empty, values]));

        var error = Assert.Throws<SparkException>(() => Rows(array, DataTypes.Date, startOffset: 10));

        Assert.Equal("VALUE_OUT_OF_RANGE", error.ErrorClass);
        Assert.Contains($"Row 12, column `c`: the value {days} days from 1970-01-01 of type date", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UTC", long.MaxValue)]
    [InlineData(null, long.MinValue)]
    [InlineData("UTC", 253402300800000000)]
    [InlineData(null, -62135596800000001)]
    public void A_time_outside_the_years_1_to_9999_is_an_error_with_row_and_column(string? zone, long microseconds)
    {
        var type = new Apache.Arrow.Types.TimestampType(TimeUnit.Microsecond, zone);
        var array = new TimestampArray(new ArrayData(type, 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(BitConverter.GetBytes(microseconds))]));

        var error = Assert.Throws<SparkException>(() => Rows(array, zone is null ? DataTypes.TimestampNtz : DataTypes.Timestamp));

        Assert.Contains($"Row 1, column `c`: the value {microseconds} microseconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_microsecond_of_the_year_9999_is_read()
    {
        var type = new Apache.Arrow.Types.TimestampType(TimeUnit.Microsecond, "UTC");
        var array = new TimestampArray(new ArrayData(type, 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(BitConverter.GetBytes(253402300799999999))]));

        Assert.Equal(new DateTimeOffset(9999, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero), Rows(array, DataTypes.Timestamp)[0].Get(0));
    }

    [Fact]
    public void A_duration_that_would_wrap_is_an_error()
    {
        var good = new DurationArray(new ArrayData(DurationType.Microsecond, 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(BitConverter.GetBytes(-1L))]));
        var bad = new DurationArray(new ArrayData(DurationType.Microsecond, 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(BitConverter.GetBytes(long.MaxValue))]));

        Assert.Equal(TimeSpan.FromTicks(-10), Rows(good, new DayTimeIntervalType())[0].Get(0));
        Assert.Throws<SparkException>(() => Rows(bad, new DayTimeIntervalType()));
    }

    [Fact]
    public void Text_that_is_not_utf8_is_an_error_and_is_not_shown()
    {
        var array = new StringArray(1, new ArrowBuffer(new byte[] { 0, 0, 0, 0, 2, 0, 0, 0 }), new ArrowBuffer(new byte[] { 0x61, 0xFF }), ArrowBuffer.Empty);

        var error = Assert.Throws<SparkException>(() => Rows(array, DataTypes.String));

        Assert.Contains("not UTF-8", error.Message, StringComparison.Ordinal);
        Assert.Contains("cast the column to binary", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_map_with_the_same_key_twice_is_an_error()
    {
        var builder = new MapArray.Builder(new Apache.Arrow.Types.MapType(Int32Type.Default, Int32Type.Default));
        builder.Append();
        ((Int32Array.Builder)builder.KeyBuilder).Append(1).Append(1);
        ((Int32Array.Builder)builder.ValueBuilder).Append(1).Append(2);

        var error = Assert.Throws<SparkException>(() => Rows(builder.Build(), new SparkTypes.MapType(DataTypes.Integer, DataTypes.Integer)));

        Assert.Equal("ARROW_DATA_INVALID", error.ErrorClass);
    }

    [Fact]
    public void An_array_of_another_type_than_announced_is_an_error()
    {
        var error = Assert.Throws<SparkException>(() => Rows(new Int32Array.Builder().Append(1).Build(), DataTypes.Long));

        Assert.Contains("int32 is not how bigint is sent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variants_are_refused_by_name()
    {
        var error = Assert.Throws<SparkUnsupportedOperationException>(() => Rows(new Int32Array.Builder().Append(1).Build(), DataTypes.Variant));

        Assert.Contains("variant", error.Message, StringComparison.Ordinal);
    }

    private static Row[] Rows(IArrowArray array, DataType type, long startOffset = 0)
    {
        var batch = new RecordBatch(new Schema([new Field("c", array.Data.DataType, true)], null), [array], array.Length);
        return [.. new BatchReader(new SparkTypes.StructType(new StructField("c", type))).Rows(batch, startOffset)];
    }
}
