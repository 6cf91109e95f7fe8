using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BigData.DuckDb.Native;

/// <summary>Managed objects behind the <c>void*</c> that DuckDB carries for a callback.</summary>
internal static class ManagedPointer
{
    public static nint Create(object target) => GCHandle.ToIntPtr(GCHandle.Alloc(target));

    public static T Get<T>(nint pointer)
        where T : class =>
        GCHandle.FromIntPtr(pointer).Target as T ?? throw new InvalidOperationException($"DuckDB gave no {typeof(T).Name} to its callback.");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Free(nint pointer) => GCHandle.FromIntPtr(pointer).Free();

    /// <summary>Frees the pointer and disposes its object. A failing disposal has nowhere to go: the statement has ended.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void FreeAndDispose(nint pointer)
    {
        var handle = GCHandle.FromIntPtr(pointer);
        try
        {
            (handle.Target as IDisposable)?.Dispose();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            System.Diagnostics.Debug.WriteLine(e);
        }
        finally
        {
            handle.Free();
        }
    }
}
