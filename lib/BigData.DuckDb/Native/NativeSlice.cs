using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using BigData.DuckDb.Arrow;
using DuckDB.NET.Native;

namespace BigData.DuckDb.Native;

/// <summary>A run of rows of one pinned column, wrapped as a record batch of one column, ready to be handed to DuckDB.</summary>
internal static unsafe class NativeSlice
{
    // A handed slice is one block: the root, the column, the root's list of children, its list of buffers, and the handle of the pinned batch.
    [StructLayout(LayoutKind.Sequential)]
    private struct Block
    {
        public ArrowStruct Root;
        public ArrowStruct Column;
        public ArrowStruct* Child;
        public void* NoValidity;
        public nint Owner;
    }

    /// <summary>Converts rows of a column into a chunk with one vector that shares the column's memory. The caller destroys the chunk.</summary>
    public static nint ToChunk(DuckDBNativeConnection connection, ConvertedSchema schema, PinnedBatch batch, int column, int start, int count)
    {
        var block = (Block*)NativeMemory.AllocZeroed((nuint)sizeof(Block));
        block->Column = *batch.Column(column);
        block->Column.Offset += start;
        block->Column.Length = count;
        block->Column.NullCount = block->Column.NullCount == 0 ? 0 : -1;
        block->Child = &block->Column;
        block->Root = new ArrowStruct
        {
            Length = count,
            BufferCount = 1,
            ChildCount = 1,
            Buffers = &block->NoValidity,
            Children = &block->Child,
            Release = &ReleaseBlock,
            PrivateData = block,
        };
        batch.AddReference();
        block->Owner = GCHandle.ToIntPtr(GCHandle.Alloc(batch));

        // DuckDB copies the root and takes its release over, also when the conversion fails half-way.
        var root = block->Root;
        try
        {
            DuckFailure.ThrowIfError(DuckCalls.DataChunkFromArrow(connection, &root, schema.DangerousGetHandle(), out var chunk));
            return chunk;
        }
        finally
        {
            if (root.Release != null)
            {
                root.Release(&root);
            }

            GC.KeepAlive(schema);
        }
    }

    /// <summary>An array without rows of any supported type, with readable buffers.</summary>
    public static PinnedBatch Empty(IArrowType type) => new([ArrowArrayFactory.BuildArray(EmptyData(type))], 0);

    private static ArrayData EmptyData(IArrowType type)
    {
        var buffer = new ArrowBuffer(new byte[64]);
        return type switch
        {
            NullType => new ArrayData(type, 0, 0, 0, System.Array.Empty<ArrowBuffer>(), System.Array.Empty<ArrayData>()),
            StringType or BinaryType => new ArrayData(type, 0, 0, 0, [buffer, buffer, buffer], System.Array.Empty<ArrayData>()),
            ListType list => new ArrayData(type, 0, 0, 0, [buffer, buffer], [EmptyData(list.ValueDataType)]),
            MapType map => new ArrayData(type, 0, 0, 0, [buffer, buffer], [EmptyData(new StructType([map.KeyField, map.ValueField]))]),
            StructType structure => new ArrayData(type, 0, 0, 0, [buffer], structure.Fields.Select(field => EmptyData(field.DataType)).ToArray()),
            _ => new ArrayData(type, 0, 0, 0, [buffer, buffer], System.Array.Empty<ArrayData>()),
        };
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ReleaseBlock(ArrowStruct* array)
    {
        var block = (Block*)array->PrivateData;
        array->Release = null;
        var handle = GCHandle.FromIntPtr(block->Owner);
        ((PinnedBatch)handle.Target!).Release();
        handle.Free();
        NativeMemory.Free(block);
    }
}
