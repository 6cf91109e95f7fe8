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
            .. columns.Select((c, i) => new Field(RecordScan.Name(i), CsvValues.Column(c.Field, options).Type, nullable: true)),
            .. hasCorruptRecord ? [new Field(RecordScan.CorruptColumn, Apache.Arrow.Types.StringType.Default, nullable: true)] : System.Array.Empty<Field>(),
            new Field(RecordScan.FileColumn, Int32Type.Default, nullable: false),
            new Field(RecordScan.RowColumn, Int64Type.Default, nullable: false),
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
}
