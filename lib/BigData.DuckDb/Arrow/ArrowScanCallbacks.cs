using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BigData.DuckDb.Native;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Table = DuckDB.NET.Native.NativeMethods.TableFunction;

namespace BigData.DuckDb.Arrow;

/// <summary>The table function <c>bigdata_arrow('token')</c>. Nothing may be thrown out of a callback: errors go to the statement's state and to DuckDB.</summary>
internal static unsafe class ArrowScanCallbacks
{
    private sealed record BindData(BoundSource Source, SessionState? State);

    public static void Register(DuckDBConnection connection, ArrowSourceRegistry registry)
    {
        var function = Table.DuckDBCreateTableFunction();
        try
        {
            Table.DuckDBTableFunctionSetName(function, DuckDbConstants.ArrowFunction);
            using (var text = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar))
            {
                Table.DuckDBTableFunctionAddParameter(function, text);
            }

            Table.DuckDBTableFunctionSetExtraInfo(function, ManagedPointer.Create(registry), &ManagedPointer.Free);
            Table.DuckDBTableFunctionSetBind(function, &Bind);
            Table.DuckDBTableFunctionSetInit(function, &Init);
            DuckCalls.TableFunctionSetLocalInit(function, &LocalInit);
            Table.DuckDBTableFunctionSetFunction(function, &Fill);
            Table.DuckDBTableFunctionSupportsProjectionPushdown(function, true);
            if (Table.DuckDBRegisterTableFunction(connection.NativeConnection, function) != DuckDBState.Success)
            {
                throw new DuckDbException($"DuckDB refused the table function {DuckDbConstants.ArrowFunction}.");
            }
        }
        finally
        {
            Table.DuckDBDestroyTableFunction(ref function);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        SessionState? state = null;
        try
        {
            var registry = ManagedPointer.Get<ArrowSourceRegistry>(Table.DuckDBBindGetExtraInfo(info));
            Table.DuckDBTableFunctionGetClientContext(info, out var context);
            using (context)
            {
                state = registry.FindState(context.ConnectionId);
            }

            using var token = Table.DuckDBBindGetParameter(info, 0);
            var source = registry.Find(token.IsNull() ? string.Empty : token.GetValue<string>());
            foreach (var column in source.Columns)
            {
                Table.DuckDBBindAddResultColumn(info, column.Field.Name, column.Type);
            }

            if (source.Source.RowCount is { } rows)
            {
                Table.DuckDBBindSetCardinality(info, (ulong)rows, false);
            }

            Table.DuckDBBindSetBindData(info, ManagedPointer.Create(new BindData(source, state)), &ManagedPointer.Free);
        }
        catch (Exception e)
        {
            state?.Fail(e);
            Table.DuckDBBindSetError(info, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info)
    {
        SessionState? state = null;
        try
        {
            var bind = ManagedPointer.Get<BindData>(Table.DuckDBInitGetBindData(info));
            state = bind.State;
            var columns = new int[Table.DuckDBInitGetColumnCount(info)];
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i] = (int)Math.Min(int.MaxValue, Table.DuckDBInitGetColumnIndex(info, (ulong)i));
            }

            DuckCalls.InitSetMaxThreads(info, (ulong)bind.Source.Source.Partitions.Count);
            Table.DuckDBInitSetInitData(info, ManagedPointer.Create(new ArrowScan(bind.Source, columns, state)), &ManagedPointer.Free);
        }
        catch (Exception e)
        {
            state?.Fail(e);
            Table.DuckDBInitSetError(info, e.Message);
        }
    }

    // The thread's state is made at its first call of Fill, because the scan is not readable here; this slot only owns it.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void LocalInit(nint info)
    {
        try
        {
            Table.DuckDBInitSetInitData(info, ManagedPointer.Create(new ThreadSlot()), &ManagedPointer.FreeAndDispose);
        }
        catch (Exception e)
        {
            Table.DuckDBInitSetError(info, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Fill(nint info, nint chunk)
    {
        SessionState? state = null;
        try
        {
            var scan = ManagedPointer.Get<ArrowScan>(Table.DuckDBFunctionGetInitData(info));
            state = scan.State;
            var slot = ManagedPointer.Get<ThreadSlot>(DuckCalls.FunctionGetLocalInitData(info));
            slot.Thread ??= new ArrowScanThread(scan);
            slot.Thread.Fill(chunk);
        }
        catch (Exception e)
        {
            state?.Fail(e);
            Table.DuckDBFunctionSetError(info, e.Message);
        }
    }

    private sealed class ThreadSlot : IDisposable
    {
        public ArrowScanThread? Thread { get; set; }

        public void Dispose() => Thread?.Dispose();
    }
}
