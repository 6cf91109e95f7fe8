using Apache.Arrow;
using Apache.Arrow.Types;
using StructType = BigData.Spark.Sql.Types.StructType;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>A column that is read from a field of the records.</summary>
/// <param name="Field">Name and type.</param>
/// <param name="Index">The field's place in a record.</param>
internal sealed record CsvFieldColumn(StructField Field, int Index);

/// <summary>What is read of files: columns in the order of the batches, then the bad record if asked for, the file's number, the row's number.</summary>
internal sealed class CsvReadPlan
{
    /// <summary>The column with the number of the file in the list of files.</summary>
    public const string FileColumn = "file";

    /// <summary>The column with the number of the row, rising in the order of files and records.</summary>
    public const string RowColumn = "row";

    /// <summary>The column with bad records as they stand in the file.</summary>
    public const string CorruptColumn = "corrupt";

    public CsvReadPlan(CsvOptions options, StructType fields, IReadOnlyList<CsvFieldColumn> columns, bool hasCorruptRecord)
    {
        Options = options;
        Columns = columns;
        HasCorruptRecord = hasCorruptRecord;
        FileFields = fields;

        // Spark's parser looks only at the fields it needs, and so cannot tell short records from whole ones, unless it must.
        FieldCount = hasCorruptRecord || columns.Count == fields.Count ? fields.Count : -1;
        Field[] arrow =
        [
            .. columns.Select((c, i) => new Field(Name(i), CsvValues.Column(c.Field, options).Type, nullable: true)),
            .. hasCorruptRecord ? [new Field(CorruptColumn, Apache.Arrow.Types.StringType.Default, nullable: true)] : System.Array.Empty<Field>(),
            new Field(FileColumn, Int32Type.Default, nullable: false),
            new Field(RowColumn, Int64Type.Default, nullable: false),
        ];
        Schema = new Schema(arrow, null);
    }

    public CsvOptions Options { get; }

    /// <summary>All fields of a record, whether read or not.</summary>
    public StructType FileFields { get; }

    public IReadOnlyList<CsvFieldColumn> Columns { get; }

    public bool HasCorruptRecord { get; }

    /// <summary>How many fields a good record has; -1 when that is not looked at.</summary>
    public int FieldCount { get; }

    public Schema Schema { get; }

    /// <summary>The name of a column in the batches.</summary>
    public static string Name(int index) => "c" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
