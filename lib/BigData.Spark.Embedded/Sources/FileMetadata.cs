using System.Globalization;
using BigData.DuckDb;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources;

/// <summary>The hidden column <c>_metadata</c> of file sources, with Spark's fields.</summary>
internal static class FileMetadata
{
    internal const string ColumnName = "_metadata";

    /// <summary>
    /// The name of a hidden bigint column of sources that know the place of a row; it rises with that place: files in their order, then
    /// records. <c>monotonically_increasing_id()</c> over a scan is this column.
    /// </summary>
    internal const string RowIdColumn = "__row_id";

    /// <summary>The bits of a row id that count the rows of one file from 0, without gaps; the bits above number the file.</summary>
    internal const long RowIdMask = (1L << RowIdBits) - 1;

    internal const int RowIdBits = 33;

    internal const string FilePath = "file_path";

    private static readonly StructField[] Common =
    [
        new(FilePath, DataTypes.String, isNullable: false),
        new("file_name", DataTypes.String, isNullable: false),
        new("file_size", DataTypes.Long, isNullable: false),
        new("file_block_start", DataTypes.Long, isNullable: false),
        new("file_block_length", DataTypes.Long, isNullable: false),
        new("file_modification_time", DataTypes.Timestamp, isNullable: false),
    ];

    /// <summary>The metadata columns of a source.</summary>
    /// <param name="withRowIndex">Whether the format knows the position of a row in its file (Parquet does).</param>
    internal static StructType Columns(bool withRowIndex) => new([new StructField(ColumnName, Type(withRowIndex), isNullable: false)]);

    internal static StructType Type(bool withRowIndex) =>
        withRowIndex ? new StructType([.. Common, new StructField("row_index", DataTypes.Long, isNullable: false)]) : new StructType(Common);

    /// <summary>SQL of the struct for one file.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="modified">Time of the last change.</param>
    /// <param name="rowIndex">SQL of the row's position, or null for formats without one.</param>
    internal static string Sql(string path, long size, DateTimeOffset modified, string? rowIndex)
    {
        string time = modified.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        string length = size.ToString(CultureInfo.InvariantCulture);
        string last = rowIndex is null ? string.Empty : $", \"row_index\": {rowIndex}";
        return $"{{\"file_path\": {DuckDbSql.Literal(FileUris.ToUri(path))}, \"file_name\": {DuckDbSql.Literal(Path.GetFileName(path))}, "
            + $"\"file_size\": {length}::BIGINT, \"file_block_start\": 0::BIGINT, \"file_block_length\": {length}::BIGINT, "
            + $"\"file_modification_time\": TIMESTAMPTZ '{time}+00'{last}}}";
    }
}
