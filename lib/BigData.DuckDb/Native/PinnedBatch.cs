using System.Buffers;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace BigData.DuckDb.Native;

/// <summary>The columns of a batch that a scan reads, pinned and described as C structures. Freed when the scan and every slice that DuckDB holds are done with it.</summary>
internal sealed unsafe class PinnedBatch
{
    private readonly List<nint> _allocations = [];
    private readonly List<MemoryHandle> _pins = [];
    private readonly List<ArrayData> _retained = [];
    private readonly ArrowStruct*[] _columns;
    private int _references = 1;

    /// <summary>Pins columns; the batch may be disposed by its owner afterwards.</summary>
    public PinnedBatch(IReadOnlyList<IArrowArray> columns, int rows)
    {
        Rows = rows;
        _columns = new ArrowStruct*[columns.Count];
        try
        {
            for (var i = 0; i < columns.Count; i++)
            {
                var data = columns[i].Data.Retain();
                _retained.Add(data);
                _columns[i] = Describe(data);
            }
        }
        catch
        {
            Free();
            throw;
        }
    }

    public int Rows { get; }

    /// <summary>The whole column; its memory lives as long as this object.</summary>
    public ArrowStruct* Column(int index) => _columns[index];

    public void AddReference() => Interlocked.Increment(ref _references);

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            Free();
        }
    }

    private ArrowStruct* Describe(ArrayData data)
    {
        var array = (ArrowStruct*)Allocate(sizeof(ArrowStruct));
        *array = new ArrowStruct
        {
            Length = data.Length,
            NullCount = data.NullCount,
            Offset = data.Offset,
            BufferCount = data.Buffers.Length,
            ChildCount = data.Children?.Length ?? 0,
            Release = &ArrowStruct.ReleaseNothing,
        };
        array->Buffers = (void**)Allocate(sizeof(void*) * Math.Max(1, data.Buffers.Length));
        for (var i = 0; i < data.Buffers.Length; i++)
        {
            array->Buffers[i] = Pin(data.Buffers[i]);
        }

        array->Children = (ArrowStruct**)Allocate(sizeof(void*) * Math.Max(1, (int)array->ChildCount));
        for (var i = 0; i < array->ChildCount; i++)
        {
            array->Children[i] = Describe(data.Children![i]);
        }

        return array;
    }

    private void* Pin(ArrowBuffer buffer)
    {
        if (buffer.IsEmpty)
        {
            return null;
        }

        var pin = buffer.Memory.Pin();
        _pins.Add(pin);
        return pin.Pointer;
    }

    private void* Allocate(int bytes)
    {
        var memory = NativeMemory.AllocZeroed((nuint)bytes);
        _allocations.Add((nint)memory);
        return memory;
    }

    private void Free()
    {
        _pins.ForEach(pin => pin.Dispose());
        _allocations.ForEach(memory => NativeMemory.Free((void*)memory));
        _retained.ForEach(data => data.Dispose());
        _pins.Clear();
        _allocations.Clear();
        _retained.Clear();
    }
}
