using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Notebooks.Display;

/// <summary>The first rows of a frame as a table with its types.</summary>
internal static class FrameTable
{
    public static MimeBundle Of(DataFrame frame, int limit)
    {
        StructType schema = frame.Schema();
        IReadOnlyList<Row> rows = frame.Limit(limit + 1).Collect();
        TableColumn[] columns = [.. schema.Fields.Select(field => new TableColumn(field.Name, field.DataType.SimpleString, IsNumber(field.DataType)))];
        return HtmlTable.Write(columns, [.. rows.Take(limit).Select(row => row.Values)], rows.Count > limit);
    }

    public static bool IsNumber(DataType type) => type is ByteType or ShortType or IntegerType or LongType or FloatType or DoubleType or DecimalType;
}
