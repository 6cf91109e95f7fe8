using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BigData.DuckDb.Native;

/// <summary>The array structure of Arrow's C data interface.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ArrowStruct
{
    public long Length;
    public long NullCount;
    public long Offset;
    public long BufferCount;
    public long ChildCount;
    public void** Buffers;
    public ArrowStruct** Children;
    public ArrowStruct* Dictionary;
    public delegate* unmanaged[Cdecl]<ArrowStruct*, void> Release;
    public void* PrivateData;

    /// <summary>For arrays whose memory is freed with their parent or their batch.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void ReleaseNothing(ArrowStruct* array) => array->Release = null;
}
