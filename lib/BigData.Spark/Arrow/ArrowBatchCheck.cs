using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace BigData.Spark.Arrow;

/// <summary>
/// The check of a record batch that came from outside, before anyone may read a value: a reader of strings follows
/// offsets without looking, and a wrong one ends the process.
/// </summary>
internal static class ArrowBatchCheck
{
    private const int MaxDepth = 64;

    /// <summary>Checks lengths, validity bitmaps, offsets and children of every column.</summary>
    /// <param name="batch">The batch to check; it is not changed.</param>
    /// <exception cref="ArrowFormatException">Something in it would be read wrongly or outside its buffer.</exception>
    public static void Check(RecordBatch batch)
    {
        int columns = batch.Schema.FieldsList.Count;
        if (batch.ColumnCount != columns)
        {
            throw ArrowFormatException.Because($"a batch has {batch.ColumnCount} columns, its schema {columns}");
        }

        for (int i = 0; i < columns; i++)
        {
            Field field = batch.Schema.FieldsList[i];
            ArrayData data = batch.Column(i).Data;
            Require(data.Length == batch.Length, field.Name, $"has {data.Length} rows, its batch {batch.Length}");
            Require(SameKind(data.DataType, field.DataType), field.Name, $"holds {data.DataType.Name}, its schema says {field.DataType.Name}");
            CheckArray(data, field.Name, 1);
        }
    }

    private static bool SameKind(IArrowType left, IArrowType right) => left.TypeId == right.TypeId;

    private static void CheckArray(ArrayData data, string path, int depth)
    {
        Require(depth <= MaxDepth, path, "is nested too deeply");
        Require(data.Length >= 0 && data.Offset >= 0 && (long)data.Offset + data.Length <= int.MaxValue, path, "has a length out of range");
        Require(data.Dictionary is null, path, "is dictionary-encoded, which Spark never sends");
        if (data.DataType is NullType)
        {
            return;
        }

        CheckValidity(data, path);
        switch (data.DataType)
        {
            case StringType or BinaryType:
                CheckOffsets<int>(data, path, data.Buffers.Length > 2 ? data.Buffers[2].Length : 0);
                break;
            case LargeStringType or LargeBinaryType:
                CheckOffsets<long>(data, path, data.Buffers.Length > 2 ? data.Buffers[2].Length : 0);
                break;
            case MapType:
                CheckMap(data, path, depth);
                break;
            case ListType:
                CheckOffsets<int>(data, path, Child(data, path, 0, 1).Length);
                CheckArray(data.Children[0], path + "[]", depth + 1);
                break;
            case LargeListType:
                CheckOffsets<long>(data, path, Child(data, path, 0, 1).Length);
                CheckArray(data.Children[0], path + "[]", depth + 1);
                break;
            case StructType type:
                CheckStruct(data, type, path, depth);
                break;
            case BooleanType:
                RequireBuffer(data, 1, BitBytes((long)data.Offset + data.Length), path);
                break;
            case FixedWidthType width when IsKnown(width):
                RequireBuffer(data, 1, ((long)data.Offset + data.Length) * width.BitWidth / 8, path);
                break;
            default:
                throw ArrowFormatException.Because($"column '{path}' has the Arrow type {data.DataType.Name}, which no Spark type maps to");
        }
    }

    private static bool IsKnown(FixedWidthType type) => type.TypeId is
        ArrowTypeId.Int8 or ArrowTypeId.Int16 or ArrowTypeId.Int32 or ArrowTypeId.Int64
        or ArrowTypeId.UInt8 or ArrowTypeId.UInt16 or ArrowTypeId.UInt32 or ArrowTypeId.UInt64
        or ArrowTypeId.Float or ArrowTypeId.Double or ArrowTypeId.Decimal128 or ArrowTypeId.Date32
        or ArrowTypeId.Timestamp or ArrowTypeId.Time64 or ArrowTypeId.Duration or ArrowTypeId.Interval;

    private static void CheckValidity(ArrayData data, string path)
    {
        Require(data.Buffers.Length > 0, path, "has no validity buffer");
        ArrowBuffer validity = data.Buffers[0];
        if (validity.Length == 0)
        {
            Require(data.NullCount <= 0, path, $"counts {data.NullCount} nulls but has no validity bitmap");
            return;
        }

        Require(validity.Length >= BitBytes((long)data.Offset + data.Length), path, "has a validity bitmap that is too short");
        int nulls = data.Length - CountBits(validity.Span, data.Offset, data.Length);
        Require(data.NullCount < 0 || data.NullCount == nulls, path, $"counts {data.NullCount} nulls, its bitmap has {nulls}");
    }

    private static void CheckOffsets<T>(ArrayData data, string path, long valuesLength)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (data.Length == 0)
        {
            return;
        }

        int size = Marshal.SizeOf<T>();
        RequireBuffer(data, 1, ((long)data.Offset + data.Length + 1) * size, path);
        ReadOnlySpan<T> offsets = MemoryMarshal.Cast<byte, T>(data.Buffers[1].Span).Slice(data.Offset, data.Length + 1);
        bool ordered = true;
        for (int i = 1; i < offsets.Length; i++)
        {
            ordered &= offsets[i - 1] <= offsets[i];
        }

        Require(ordered && offsets[0] >= T.Zero, path, "has offsets that do not rise");
        Require(long.CreateChecked(offsets[^1]) <= valuesLength, path, "has offsets beyond its values");
        Require(long.CreateChecked(offsets[^1]) <= int.MaxValue, path, "has offsets beyond 2 GiB");
    }

    private static void CheckMap(ArrayData data, string path, int depth)
    {
        ArrayData entries = Child(data, path, 0, 1);
        Require(entries.DataType is StructType && entries.Children?.Length == 2, path, "has map entries that are not pairs");
        CheckOffsets<int>(data, path, entries.Length);
        CheckArray(entries, path + ".entries", depth + 1);
        Require(!HasNulls(entries), path, "has map entries that are null");
        Require(!HasNulls(entries.Children![0]), path, "has map keys that are null");
    }

    private static bool HasNulls(ArrayData data) =>
        data.DataType is NullType
            ? data.Length > 0
            : data.Buffers[0].Length > 0 && CountBits(data.Buffers[0].Span, data.Offset, data.Length) != data.Length;

    private static void CheckStruct(ArrayData data, StructType type, string path, int depth)
    {
        for (int i = 0; i < type.Fields.Count; i++)
        {
            ArrayData child = Child(data, path, i, type.Fields.Count);
            string childPath = $"{path}.{type.Fields[i].Name}";
            Require((long)data.Offset + data.Length <= child.Length, childPath, "has fewer values than its struct");
            Require(SameKind(child.DataType, type.Fields[i].DataType), childPath, "holds another type than its schema says");
            CheckArray(child, childPath, depth + 1);
        }
    }

    private static ArrayData Child(ArrayData data, string path, int index, int count)
    {
        Require(data.Children?.Length == count && data.Children[index] is not null, path, $"does not have {count} children");
        return data.Children![index];
    }

    private static void RequireBuffer(ArrayData data, int index, long bytes, string path)
    {
        Require(data.Buffers.Length > index, path, "lacks a buffer");
        Require(data.Length == 0 || data.Buffers[index].Length >= bytes, path, $"has a buffer of {data.Buffers[index].Length} bytes, needs {bytes}");
    }

    private static long BitBytes(long bits) => (bits + 7) / 8;

    private static int CountBits(ReadOnlySpan<byte> bitmap, int offset, int length)
    {
        int count = 0;
        int at = offset;
        int end = offset + length;
        for (; at < end && at % 8 != 0; at++)
        {
            count += (bitmap[at / 8] >> (at % 8)) & 1;
        }

        for (; at + 64 <= end; at += 64)
        {
            count += BitOperations.PopCount(MemoryMarshal.Read<ulong>(bitmap[(at / 8)..]));
        }

        for (; at < end; at++)
        {
            count += (bitmap[at / 8] >> (at % 8)) & 1;
        }

        return count;
    }

    private static void Require(bool condition, string path, string problem)
    {
        if (!condition)
        {
            throw ArrowFormatException.Because($"column '{path}' {problem}");
        }
    }
}
