using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BigData.DuckDb.Native;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Scalar = DuckDB.NET.Native.NativeMethods.ScalarFunction;

namespace BigData.DuckDb.Functions;

/// <summary>Registers C# functions and runs them. Nothing may be thrown out of a callback.</summary>
internal static unsafe class ScalarFunctionCallbacks
{
    private sealed record Registered(DuckDbFunction Function, Func<ulong, SessionState?> FindState);

    public static void Register(DuckDBConnection connection, DuckDbFunction function, Func<ulong, SessionState?> findState)
    {
        var handle = Scalar.DuckDBCreateScalarFunction();
        try
        {
            Scalar.DuckDBScalarFunctionSetName(handle, function.Name);
            foreach (var parameter in function.Parameters)
            {
                using var type = LogicalTypes.FromText(connection.NativeConnection, parameter);
                Scalar.DuckDBScalarFunctionAddParameter(handle, type);
            }

            using (var type = LogicalTypes.FromText(connection.NativeConnection, function.Result))
            {
                Scalar.DuckDBScalarFunctionSetReturnType(handle, type);
            }

            if (!function.Strict)
            {
                Scalar.DuckDBScalarFunctionSetSpecialHandling(handle);
            }

            if (function.Volatile)
            {
                Scalar.DuckDBScalarFunctionSetVolatile(handle);
            }

            Scalar.DuckDBScalarFunctionSetBind(handle, &Bind);
            Scalar.DuckDBScalarFunctionSetFunction(handle, &Call);
            Scalar.DuckDBScalarFunctionSetExtraInfo(handle, ManagedPointer.Create(new Registered(function, findState)), &ManagedPointer.Free);
            if (Scalar.DuckDBRegisterScalarFunction(connection.NativeConnection, handle) != DuckDBState.Success)
            {
                throw new DuckDbException($"DuckDB refused the function '{function.Name}({string.Join(", ", function.Parameters)})'.");
            }
        }
        finally
        {
            Scalar.DuckDBDestroyScalarFunction(ref handle);
        }
    }

    // The bind data is the connection's number itself, kept in the pointer: nothing to free, and copying copies the number.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        Scalar.DuckDBScalarFunctionGetClientContext(info, out var context);
        using (context)
        {
            Scalar.DuckDBScalarFunctionSetBindData(info, (nint)context.ConnectionId, null);
            Scalar.DuckDBScalarFunctionSetBindDataCopy(info, &Copy);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Copy(nint data) => data;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Call(nint info, nint chunk, nint output)
    {
        Registered? registered = null;
        try
        {
            registered = ManagedPointer.Get<Registered>(Scalar.DuckDBScalarFunctionGetExtraInfo(info));
            var rows = (int)DuckCalls.DataChunkGetSize(chunk);
            var function = registered.Function;
            function.Body(new DuckDbArguments(chunk, function.Parameters.Count, rows), new DuckDbResultVector(output, rows), rows);
        }
        catch (Exception e)
        {
            registered?.FindState((ulong)Scalar.DuckDBScalarFunctionGetBindData(info))?.Fail(e);
            Scalar.DuckDBScalarFunctionSetError(info, e.Message);
        }
    }
}
