using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace BigData.DuckDb.Arrow;

/// <summary>Joins batches by copying. The concatenator of Apache.Arrow loses nulls of nested columns and shares memory of its inputs.</summary>
internal static class BatchJoiner
{
    // A run of rows of an array; the offset counts from the array's first value, its own offset included.
    private readonly record struct Part(ArrayData Data, int Offset, int Length);

    /// <summary>Gives one batch with the rows of all; the inputs can be disposed afterwards.</summary>
    public static RecordBatch Join(Schema schema, List<RecordBatch> batches)
    {
        var columns = new IArrowArray[schema.FieldsList.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var parts = batches.ConvertAll(batch =>
            {
                var data = batch.Column(i).Data;
                return new Part(data, data.Offset, data.Length);
            });
            columns[i] = ArrowArrayFactory.BuildArray(Join(schema.FieldsList[i].DataType, parts));
        }

        return new RecordBatch(schema, columns, batches.Sum(batch => batch.Length));
    }

    /// <summary>Copies rows of a column so that no array inside has an offset.</summary>
    public static IArrowArray Compact(IArrowArray column, int start, int count) =>
        ArrowArrayFactory.BuildArray(Join(column.Data.DataType, [new Part(column.Data, column.Data.Offset + start, count)]));

    private static ArrayData Join(IArrowType type, List<Part> parts)
    {
        var length = checked(parts.Sum(part => part.Length));
        if (type is NullType)
        {
            return new ArrayData(type, length, length, 0, System.Array.Empty<ArrowBuffer>(), System.Array.Empty<ArrayData>());
        }

        var (validity, nulls) = JoinValidity(parts, length);
        return type switch
        {
            BooleanType => Flat(validity, JoinBits(parts, length)),
            FixedWidthType fixedWidth => Flat(validity, JoinValues(parts, length, fixedWidth.BitWidth / 8)),
            StringType or BinaryType => JoinBinary(),
            ListType list => JoinList(list.ValueDataType),
            MapType map => JoinList(new StructType([map.KeyField, map.ValueField])),
            FixedSizeListType list => Nested(
                [validity], Join(list.ValueDataType, parts.ConvertAll(p => Child(p, 0, p.Offset * list.ListSize, p.Length * list.ListSize)))),
            StructType structure => Nested(
                [validity], [.. structure.Fields.Select((field, i) => Join(field.DataType, parts.ConvertAll(p => Child(p, i, p.Offset, p.Length))))]),
            _ => throw new NotSupportedException($"Batches with a column of the Arrow type {type.Name} cannot be joined; read them as they come."),
        };

        ArrayData Flat(params ArrowBuffer[] buffers) => new(type, length, nulls, 0, buffers, System.Array.Empty<ArrayData>());

        ArrayData Nested(ArrowBuffer[] buffers, params ArrayData[] children) => new(type, length, nulls, 0, buffers, children);

        ArrayData JoinBinary()
        {
            var (offsets, ranges) = JoinOffsets(parts, length);
            var values = GC.AllocateUninitializedArray<byte>(ranges.Sum(range => range.Length));
            var position = 0;
            for (var i = 0; i < parts.Count; i++)
            {
                parts[i].Data.Buffers[2].Span.Slice(ranges[i].Start, ranges[i].Length).CopyTo(values.AsSpan(position));
                position += ranges[i].Length;
            }

            return Flat(validity, offsets, new ArrowBuffer(values));
        }

        ArrayData JoinList(IArrowType element)
        {
            var (offsets, ranges) = JoinOffsets(parts, length);
            return Nested([validity, offsets], Join(element, parts.Select((p, i) => Child(p, 0, ranges[i].Start, ranges[i].Length)).ToList()));
        }
    }

    private static Part Child(Part part, int child, int start, int length)
    {
        var data = part.Data.Children[child];
        return new Part(data, data.Offset + start, length);
    }

    private static (ArrowBuffer Validity, int Nulls) JoinValidity(List<Part> parts, int length)
    {
        if (parts.TrueForAll(part => part.Data.NullCount == 0 || part.Data.Buffers[0].IsEmpty))
        {
            return (ArrowBuffer.Empty, 0);
        }

        var bits = new byte[BitUtility.ByteCount(length)];
        var position = 0;
        foreach (var part in parts)
        {
            var source = part.Data.NullCount == 0 ? default : part.Data.Buffers[0].Span;
            CopyBits(source, part.Offset, bits, position, part.Length);
            position += part.Length;
        }

        return (new ArrowBuffer(bits), length - BitUtility.CountBits(bits, 0, length));
    }

    private static ArrowBuffer JoinBits(List<Part> parts, int length)
    {
        var bits = new byte[BitUtility.ByteCount(length)];
        var position = 0;
        foreach (var part in parts)
        {
            CopyBits(part.Data.Buffers[1].Span, part.Offset, bits, position, part.Length);
            position += part.Length;
        }

        return new ArrowBuffer(bits);
    }

    private static ArrowBuffer JoinValues(List<Part> parts, int length, int width)
    {
        var values = GC.AllocateUninitializedArray<byte>(checked(length * width));
        var position = 0;
        foreach (var part in parts)
        {
            part.Data.Buffers[1].Span.Slice(part.Offset * width, part.Length * width).CopyTo(values.AsSpan(position));
            position += part.Length * width;
        }

        return new ArrowBuffer(values);
    }

    private static (ArrowBuffer Offsets, (int Start, int Length)[] Ranges) JoinOffsets(List<Part> parts, int length)
    {
        var bytes = new byte[(length + 1) * sizeof(int)];
        var offsets = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
        var ranges = new (int Start, int Length)[parts.Count];
        var row = 0;
        var end = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Length == 0)
            {
                continue;
            }

            var source = MemoryMarshal.Cast<byte, int>(parts[i].Data.Buffers[1].Span).Slice(parts[i].Offset, parts[i].Length + 1);
            ranges[i] = (source[0], source[^1] - source[0]);
            var shift = end - source[0];
            for (var k = 1; k < source.Length; k++)
            {
                offsets[row + k] = checked(source[k] + shift);
            }

            row += parts[i].Length;
            end = offsets[row];
        }

        return (new ArrowBuffer(bytes), ranges);
    }

    // An empty source stands for ones.
    private static void CopyBits(ReadOnlySpan<byte> source, int sourceStart, byte[] target, int targetStart, int count)
    {
        if (!source.IsEmpty && (sourceStart & 7) == 0 && (targetStart & 7) == 0)
        {
            source.Slice(sourceStart / 8, BitUtility.ByteCount(count)).CopyTo(target.AsSpan(targetStart / 8));
            return;
        }

        for (var i = 0; i < count; i++)
        {
            if (source.IsEmpty || BitUtility.GetBit(source, sourceStart + i))
            {
                BitUtility.SetBit(target, targetStart + i);
            }
            else
            {
                BitUtility.ClearBit(target, targetStart + i);
            }
        }
    }
}
