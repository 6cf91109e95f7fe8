using System.Buffers.Binary;
using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Types;
using BigData.Spark.Arrow;

namespace BigData.Spark.Tests.Arrow;

public sealed class ArrowStreamsTests
{
    [Fact]
    public void A_stream_of_every_type_is_read_with_its_rows()
    {
        byte[] bytes = ArrowSamples.Write(ArrowSamples.AllTypes(), ArrowSamples.AllTypes());

        (Schema schema, IReadOnlyList<RecordBatch> batches) = ArrowStreams.Read(bytes, rowCount: 6);

        Assert.Equal(16, schema.FieldsList.Count);
        Assert.Equal([3, 3], batches.Select(b => b.Length));
    }

    [Fact]
    public void Another_number_of_rows_than_announced_is_an_error()
    {
        byte[] bytes = ArrowSamples.Write(ArrowSamples.AllTypes());

        var error = Assert.Throws<ArrowFormatException>(() => ArrowStreams.Read(bytes, rowCount: 4));

        Assert.Equal("The Arrow data is damaged: 4 rows were announced, 3 arrived in 1 batches.", error.Message);
    }

    [Fact]
    public void No_batch_at_all_is_an_error_when_rows_were_announced()
    {
        byte[] whole = ArrowSamples.Write(ArrowSamples.AllTypes());
        int schemaEnd = 8 + BinaryPrimitives.ReadInt32LittleEndian(whole.AsSpan(4));

        Assert.Empty(ArrowStreams.Read(whole.AsMemory(0, schemaEnd), rowCount: 0).Batches);
        Assert.Throws<ArrowFormatException>(() => ArrowStreams.Read(whole.AsMemory(0, schemaEnd), rowCount: 3));
    }

    [Fact]
    public void A_stream_cut_at_any_byte_is_an_error_or_lacks_only_its_end_marker()
    {
        byte[] whole = ArrowSamples.Write(ArrowSamples.AllTypes());
        for (int length = 0; length < whole.Length; length++)
        {
            ReadOnlyMemory<byte> cut = whole.AsMemory(0, length);
            if (length == whole.Length - 8)
            {
                Assert.Single(ArrowStreams.Read(cut, rowCount: 3).Batches);
                continue;
            }

            Assert.Throws<ArrowFormatException>(() => ArrowStreams.Read(cut, rowCount: 3));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_bytes_are_read_or_refused_but_never_end_the_process(int seed)
    {
        var random = new Random(seed);
        byte[] whole = ArrowSamples.Write(ArrowSamples.AllTypes());
        int refused = 0;
        for (int round = 0; round < 2_000; round++)
        {
            byte[] bytes = (byte[])whole.Clone();
            Mutate(bytes, random);
            try
            {
                foreach (RecordBatch batch in ArrowStreams.Read(bytes, rowCount: 3).Batches)
                {
                    ReadEverything(batch);
                }
            }
            catch (ArrowFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 200, 2_000);
    }

    [Fact]
    public void A_schema_that_contains_itself_is_refused()
    {
        byte[] bytes = ArrowSamples.Write(ArrowSamples.AllTypes());
        int refused = 0;
        for (int at = 8; at + 4 <= 8 + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)); at += 4)
        {
            byte[] looped = (byte[])bytes.Clone();
            BinaryPrimitives.WriteInt32LittleEndian(looped.AsSpan(at), -64);
            try
            {
                ArrowStreams.Read(looped);
            }
            catch (ArrowFormatException)
            {
                refused++;
            }
        }

        Assert.True(refused > 50, $"{refused} loops were refused");
    }

    [Fact]
    public void A_type_that_no_Spark_type_maps_to_is_refused_by_column()
    {
        var array = new UInt8Array.Builder().Append(1).Build();
        var fixedSize = new FixedSizeBinaryArray(new ArrayData(new FixedSizeBinaryType(1), 1, 0, 0, [ArrowBuffer.Empty, array.ValueBuffer]));
        var schema = new Schema([new Field("fixed", fixedSize.Data.DataType, true)], null);

        var error = Assert.Throws<ArrowFormatException>(() => ArrowStreams.Read(ArrowSamples.Write(new RecordBatch(schema, [fixedSize], 1))));

        Assert.Contains("column 'fixed' has the Arrow type FixedSizeBinary", error.Message, StringComparison.Ordinal);
    }

    private static void Mutate(byte[] bytes, Random random)
    {
        int changes = random.Next(1, 4);
        for (int i = 0; i < changes; i++)
        {
            int at = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    at &= ~3;
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Math.Min(at, bytes.Length - 4)), random.Next(-100, 100));
                    break;
                default:
                    at &= ~3;
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Math.Min(at, bytes.Length - 4)), random.Next());
                    break;
            }
        }
    }

    private static void ReadEverything(RecordBatch batch)
    {
        for (int column = 0; column < batch.ColumnCount; column++)
        {
            switch (batch.Column(column))
            {
                case StringArray strings:
                    for (int row = 0; row < strings.Length; row++)
                    {
                        _ = strings.GetString(row);
                    }

                    break;
                case ListArray list:
                    for (int row = 0; row < list.Length; row++)
                    {
                        _ = list.GetSlicedValues(row)?.Length;
                    }

                    break;
                default:
                    _ = batch.Column(column).NullCount;
                    break;
            }
        }
    }
}
