using DuckDB.NET.Native;
using Types = DuckDB.NET.Native.NativeMethods.LogicalType;

namespace BigData.DuckDb.Native;

/// <summary>Walks DuckDB's types.</summary>
internal static class LogicalTypes
{
    // Numbers of types that the binding's enumeration does not name.
    private const int TimeNs = 39;
    private const int Geometry = 40;
    private const int Variant = 41;

    /// <summary>Refuses a column type that would lose values or has no Arrow form, naming column, type and remedy.</summary>
    public static void CheckArrowForm(DuckDBLogicalType type, string column)
    {
        var kind = Types.DuckDBGetTypeId(type);
        if (Refusal(kind) is { } refusal)
        {
            throw new NotSupportedException($"Column '{column}' has the DuckDB type {refusal}");
        }

        switch (kind)
        {
            case DuckDBType.List:
                Check(Types.DuckDBListTypeChildType(type), column + ".element");
                break;
            case DuckDBType.Array:
                Check(Types.DuckDBArrayTypeChildType(type), column + ".element");
                break;
            case DuckDBType.Map:
                Check(Types.DuckDBMapTypeKeyType(type), column + ".key");
                Check(Types.DuckDBMapTypeValueType(type), column + ".value");
                break;
            case DuckDBType.Struct:
                for (var i = 0; i < Types.DuckDBStructTypeChildCount(type); i++)
                {
                    Check(Types.DuckDBStructTypeChildType(type, i), column + "." + Types.DuckDBStructTypeChildName(type, i));
                }

                break;
            default:
                break;
        }
    }

    /// <summary>Reads a type's text as DuckDB does.</summary>
    public static DuckDBLogicalType FromText(DuckDBNativeConnection connection, string text)
    {
        var state = NativeMethods.PreparedStatements.DuckDBPrepare(connection, $"SELECT NULL::{text}", out var statement);
        using (statement)
        {
            return state == DuckDBState.Success
                ? DuckCalls.PreparedColumnType(statement, 0)
                : throw new DuckDbException(DuckDbError.Parse(NativeMethods.PreparedStatements.DuckDBPrepareError(statement)), null, null);
        }
    }

    private static void Check(DuckDBLogicalType child, string column)
    {
        using (child)
        {
            CheckArrowForm(child, column);
        }
    }

    private static string? Refusal(DuckDBType kind) => (int)kind switch
    {
        (int)DuckDBType.HugeInt => "HUGEINT, whose values do not all fit an Arrow decimal; cast it to DECIMAL(38,0) or BIGINT in the query.",
        (int)DuckDBType.UnsignedHugeInt => "UHUGEINT, whose values do not all fit an Arrow decimal; cast it to DECIMAL(38,0) or BIGINT in the query.",
        (int)DuckDBType.Interval => "INTERVAL, which is not supported yet; cast it to VARCHAR or compute a number of days or microseconds.",
        (int)DuckDBType.Time or TimeNs => "TIME, which is not supported yet; cast it to VARCHAR or compute microseconds.",
        (int)DuckDBType.TimeTz => "TIME WITH TIME ZONE, which is not supported yet; cast it to VARCHAR.",
        (int)DuckDBType.Enum => "ENUM, which is not supported; cast it to VARCHAR.",
        (int)DuckDBType.Union => "UNION, which is not supported; extract one member or cast it to VARCHAR.",
        (int)DuckDBType.Bit => "BIT, which is not supported; cast it to VARCHAR.",
        (int)DuckDBType.VarInt => "BIGNUM, which is not supported; cast it to DECIMAL or VARCHAR.",
        Geometry => "GEOMETRY, which is not supported yet; convert it to text or a blob.",
        Variant => "VARIANT, which is not supported yet; cast it to JSON or VARCHAR.",
        _ => null,
    };
}
