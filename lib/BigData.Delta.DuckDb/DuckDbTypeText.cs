using System.Globalization;
using BigData.Delta.Schemas;
using BigData.DuckDb;

namespace BigData.Delta.DuckDb;

/// <summary>How Delta's types are called in DuckDB.</summary>
public static class DuckDbTypeText
{
    /// <summary>DuckDB's text of a type.</summary>
    /// <param name="type">The type of a column.</param>
    /// <param name="column">The column's name, for the error.</param>
    /// <returns>For example <c>BIGINT</c>, <c>TIMESTAMPTZ</c> for Delta's timestamp, or <c>STRUCT("a" INTEGER)</c>; <c>INTEGER</c> for void, whose values are all null.</returns>
    /// <exception cref="NotSupportedException">Variant, or a type that the Delta library does not know; the message names column and type.</exception>
    public static string For(DeltaType type, string column)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type switch
        {
            DeltaArrayType array => For(array.Element, column) + "[]",
            DeltaMapType map => $"MAP({For(map.Key, column)}, {For(map.Value, column)})",
            DeltaStructType structure => $"STRUCT({string.Join(", ", structure.Fields.Select(field => $"{DuckDbSql.Identifier(field.Name)} {For(field.Type, column + "." + field.Name)}"))})",
            DeltaPrimitiveType primitive => ForPrimitive(primitive, column),
            _ => throw Unsupported(type.ToString(), column),
        };
    }

    private static string ForPrimitive(DeltaPrimitiveType type, string column) => type.Kind switch
    {
        DeltaTypeKind.Boolean => "BOOLEAN",
        DeltaTypeKind.Byte => "TINYINT",
        DeltaTypeKind.Short => "SMALLINT",
        DeltaTypeKind.Integer => "INTEGER",
        DeltaTypeKind.Long => "BIGINT",
        DeltaTypeKind.Float => "FLOAT",
        DeltaTypeKind.Double => "DOUBLE",
        DeltaTypeKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({type.Precision},{type.Scale})"),
        DeltaTypeKind.String => "VARCHAR",
        DeltaTypeKind.Binary => "BLOB",
        DeltaTypeKind.Date => "DATE",
        DeltaTypeKind.Timestamp => "TIMESTAMPTZ",
        DeltaTypeKind.TimestampNtz => "TIMESTAMP",
        DeltaTypeKind.Void => "INTEGER",
        _ => throw Unsupported(type.Name, column),
    };

    private static NotSupportedException Unsupported(string type, string column) =>
        new($"Column '{column}' has the type {type}, which data files cannot hold here. Drop the column from the query, or read and write the table with Spark.");
}
