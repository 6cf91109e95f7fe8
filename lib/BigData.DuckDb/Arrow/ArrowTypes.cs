using Apache.Arrow;
using Apache.Arrow.Types;

namespace BigData.DuckDb.Arrow;

/// <summary>Which Arrow types go into DuckDB, and whether a batch fits its source's schema.</summary>
internal static class ArrowTypes
{
    /// <summary>Refuses a schema that DuckDB would not take value for value.</summary>
    public static void CheckSupported(Schema schema)
    {
        foreach (var field in schema.FieldsList)
        {
            Check(field.DataType, field.Name);
        }
    }

    /// <summary>Refuses a column whose type or length differs from what the scan was told.</summary>
    public static void CheckColumn(Field field, IArrowArray column, int rows)
    {
        if (column.Length != rows)
        {
            throw new InvalidOperationException($"Column '{field.Name}' of an Arrow source has {column.Length} values in a batch of {rows} rows.");
        }

        if (!SameType(field.DataType, column.Data.DataType))
        {
            throw new InvalidOperationException(
                $"Column '{field.Name}' of an Arrow source has the type {Describe(column.Data.DataType)} in a batch; its schema says {Describe(field.DataType)}.");
        }
    }

    private static void Check(IArrowType type, string column)
    {
        switch (type)
        {
            case NullType or BooleanType or Int8Type or Int16Type or Int32Type or Int64Type or UInt8Type or UInt16Type or UInt32Type or UInt64Type:
            case FloatType or DoubleType or StringType or BinaryType or Date32Type:
            case Decimal128Type { Precision: >= 1 and <= 38, Scale: >= 0 }:
            case TimestampType { Unit: TimeUnit.Microsecond }:
                return;
            case ListType list:
                Check(list.ValueDataType, column + ".element");
                return;
            case MapType map:
                Check(map.KeyField.DataType, column + ".key");
                Check(map.ValueField.DataType, column + ".value");
                return;
            case StructType { Fields.Count: > 0 } structure:
                foreach (var field in structure.Fields)
                {
                    Check(field.DataType, column + "." + field.Name);
                }

                return;
            default:
                throw new NotSupportedException(
                    $"Column '{column}' has the Arrow type {Describe(type)}, which an Arrow source cannot give to DuckDB. Supported: null, bool, integers, float, double, "
                    + "decimal128 with a scale of 0 or more, utf8, binary, date32, timestamp in microseconds, list, map and struct with at least one field.");
        }
    }

    private static bool SameType(IArrowType expected, IArrowType actual) => (expected, actual) switch
    {
        (Decimal128Type a, Decimal128Type b) => a.Precision == b.Precision && a.Scale == b.Scale,
        (TimestampType a, TimestampType b) => a.Unit == b.Unit && string.IsNullOrEmpty(a.Timezone) == string.IsNullOrEmpty(b.Timezone),
        (ListType a, ListType b) => SameType(a.ValueDataType, b.ValueDataType),
        (MapType a, MapType b) => SameType(a.KeyField.DataType, b.KeyField.DataType) && SameType(a.ValueField.DataType, b.ValueField.DataType),
        (StructType a, StructType b) => a.Fields.Count == b.Fields.Count
            && a.Fields.Zip(b.Fields).All(pair => pair.First.Name == pair.Second.Name && SameType(pair.First.DataType, pair.Second.DataType)),
        _ => expected.TypeId == actual.TypeId,
    };

    private static string Describe(IArrowType type) => type switch
    {
        Decimal128Type t => $"decimal128({t.Precision},{t.Scale})",
        TimestampType t => $"timestamp({t.Unit}, {(string.IsNullOrEmpty(t.Timezone) ? "no zone" : t.Timezone)})",
        ListType t => $"list<{Describe(t.ValueDataType)}>",
        MapType t => $"map<{Describe(t.KeyField.DataType)}, {Describe(t.ValueField.DataType)}>",
        StructType t => $"struct<{string.Join(", ", t.Fields.Select(f => $"{f.Name}: {Describe(f.DataType)}"))}>",
        _ => type.Name,
    };
}
