using Apache.Arrow;
using Apache.Arrow.Types;
using BigData.Spark.Arrow;

namespace BigData.Spark.Tests.Arrow;

public sealed class ArrowBatchCheckTests
{
    [Fact]
    public void A_good_batch_and_every_slice_of_it_passes()
    {
        RecordBatch batch = ArrowSamples.AllTypes();
        ArrowBatchCheck.Check(batch);
        ArrowBatchCheck.Check(batch.Slice(1, 2));
        ArrowBatchCheck.Check(batch.Slice(3, 0));
    }

    [Fact]
    public void Falling_offsets_are_refused() =>
        AssertRefused(Strings([0, 5, 3], 8), "column 'c' has offsets that do not rise");

    [Fact]
    public void Negative_offsets_are_refused() =>
        AssertRefused(Strings([-1, 0, 1], 8), "column 'c' has offsets that do not rise");

    [Fact]
    public void Offsets_beyond_the_values_are_refused() =>
        AssertRefused(Strings([0, 5, 9], 8), "column 'c' has offsets beyond its values");

    [Fact]
    public void A_missing_last_offset_is_refused() =>
        AssertRefused(Strings([0, 5], 8), "column 'c' has a buffer of 8 bytes, needs 12");

    [Fact]
    public void A_short_fixed_width_buffer_is_refused() =>
        AssertRefused(new ArrayData(Int64Type.Default, 2, 0, 0, [ArrowBuffer.Empty, Bytes(15)]), "has a buffer of 15 bytes, needs 16");

    [Fact]
    public void A_short_decimal_buffer_is_refused() =>
        AssertRefused(new ArrayData(new Decimal128Type(38, 0), 2, 0, 0, [ArrowBuffer.Empty, Bytes(16)]), "has a buffer of 16 bytes, needs 32");

    [Fact]
    public void A_short_validity_bitmap_is_refused() =>
        AssertRefused(new ArrayData(Int8Type.Default, 9, 1, 0, [Bytes(1), Bytes(9)]), "has a validity bitmap that is too short");

    [Fact]
    public void A_wrong_null_count_is_refused()
    {
        AssertRefused(new ArrayData(Int8Type.Default, 2, 0, 0, [Bytes(1), Bytes(2)]), "counts 0 nulls, its bitmap has 2");
        AssertRefused(new ArrayData(Int8Type.Default, 2, 1, 0, [ArrowBuffer.Empty, Bytes(2)]), "counts 1 nulls but has no validity bitmap");
    }

    [Fact]
    public void A_list_that_reaches_beyond_its_child_is_refused()
    {
        ArrayData child = new(Int8Type.Default, 3, 0, 0, [ArrowBuffer.Empty, Bytes(3)]);
        var list = new ArrayData(new ListType(Int8Type.Default), 1, 0, 0, [ArrowBuffer.Empty, Ints(0, 4)], [child]);
        AssertRefused(list, "column 'c' has offsets beyond its values");
    }

    [Fact]
    public void A_damaged_child_is_refused_with_its_path()
    {
        ArrayData child = new(Int64Type.Default, 3, 0, 0, [ArrowBuffer.Empty, Bytes(3)]);
        var list = new ArrayData(new ListType(Int64Type.Default), 1, 0, 0, [ArrowBuffer.Empty, Ints(0, 3)], [child]);
        AssertRefused(list, "column 'c[]' has a buffer of 3 bytes");
    }

    [Fact]
    public void A_struct_with_a_shorter_child_is_refused()
    {
        ArrayData child = new(Int8Type.Default, 1, 0, 0, [ArrowBuffer.Empty, Bytes(1)]);
        var type = new StructType([new Field("x", Int8Type.Default, true)]);
        AssertRefused(new ArrayData(type, 2, 0, 0, [ArrowBuffer.Empty], [child]), "column 'c.x' has fewer values than its struct");
    }

    [Fact]
    public void A_map_with_a_null_key_is_refused()
    {
        ArrayData keys = new(Int8Type.Default, 1, 1, 0, [Bytes(1), Bytes(1)]);
        ArrayData values = new(Int8Type.Default, 1, 0, 0, [ArrowBuffer.Empty, Bytes(1)]);
        var type = new MapType(Int8Type.Default, Int8Type.Default);
        var entries = new ArrayData(type.KeyValueType, 1, 0, 0, [ArrowBuffer.Empty], [keys, values]);
        AssertRefused(new ArrayData(type, 1, 0, 0, [ArrowBuffer.Empty, Ints(0, 1)], [entries]), "has map keys that are null");
    }

    [Fact]
    public void Types_of_other_engines_are_refused()
    {
        ArrayData view = new(StringViewType.Default, 1, 0, 0, [ArrowBuffer.Empty, Bytes(16)]);
        AssertRefused(view, "which no Spark type maps to");
    }

    private static ArrayData Strings(int[] offsets, int valueBytes) =>
        new(StringType.Default, 2, 0, 0, [ArrowBuffer.Empty, Ints(offsets), Bytes(valueBytes)]);

    private static ArrowBuffer Ints(params int[] values) => new(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    private static ArrowBuffer Bytes(int length) => new(new byte[length]);

    private static void AssertRefused(ArrayData data, string problem)
    {
        IArrowArray array = ArrowArrayFactory.BuildArray(data);
        var batch = new RecordBatch(new Schema([new Field("c", data.DataType, true)], null), [array], data.Length);

        var error = Assert.Throws<ArrowFormatException>(() => ArrowBatchCheck.Check(batch));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }
}
