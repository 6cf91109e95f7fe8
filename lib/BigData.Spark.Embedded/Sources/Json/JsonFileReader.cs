using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using BigData.DuckDb.Arrow;
using BigData.Spark.Embedded.Sources.Columns;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Sources.Json;

/// <summary>Reads files of JSON as Arrow batches, one partition a file.</summary>
/// <param name="options">The reader's options.</param>
/// <param name="fields">The columns that are read.</param>
/// <param name="hasCorruptRecord">Whether bad records are read too.</param>
/// <param name="files">Absolute paths.</param>
internal sealed class JsonFileReader(JsonOptions options, Sql.Types.StructType fields, bool hasCorruptRecord, IReadOnlyList<string> files)
{
    /// <summary>The files as a source for DuckDB.</summary>
    public ArrowSource Source()
    {
        JsonBatch empty = new(options, fields, hasCorruptRecord);
        return ArrowSource.FromPartitions(empty.Schema, [.. files.Select((_, i) => Partition(i))], files.Sum(RecordScan.RowEstimate));
    }

    private ArrowPartition Partition(int file) => request => Read(file, request.Token);

    private IEnumerable<RecordBatch> Read(int file, CancellationToken token)
    {
        string path = files[file];
        using JsonRecordReader reader = FileReadGuard.Run(path, () => new JsonRecordReader(path, options));
        long row = RecordScan.FirstRow(file);
        bool more = true;
        while (more)
        {
            token.ThrowIfCancellationRequested();
            JsonBatch batch = new(options, fields, hasCorruptRecord);
            more = FileReadGuard.Run(path, () => batch.Fill(reader, file, row));
            row += batch.Rows;
            if (batch.Rows > 0)
            {
                yield return batch.Build();
            }
        }
    }
}

/// <summary>Collects records into columns of Arrow.</summary>
internal sealed class JsonBatch
{
    private const int MaxRows = 8 * 1024;
    private const int MaxBytes = 16 * 1024 * 1024;
    private readonly JsonOptions _options;
    private readonly JsonStructColumn _rows;
    private readonly TextBuilder? _corrupt;
    private readonly ValueBuilder<int> _files = new(Int32Type.Default);
    private readonly ValueBuilder<long> _numbers = new(Int64Type.Default);

    public JsonBatch(JsonOptions options, Sql.Types.StructType fields, bool hasCorruptRecord)
    {
        _options = options;
        _rows = new JsonStructColumn(fields, options);
        _corrupt = hasCorruptRecord ? new TextBuilder() : null;
        Schema = new Schema(
            [
                .. _rows.Fields.Select((f, i) => new Field(RecordScan.Name(i), f.Type, nullable: true)),
                .. hasCorruptRecord ? [new Field(RecordScan.CorruptColumn, StringType.Default, nullable: true)] : System.Array.Empty<Field>(),
                new Field(RecordScan.FileColumn, Int32Type.Default, nullable: false),
                new Field(RecordScan.RowColumn, Int64Type.Default, nullable: false),
            ],
            null);
    }

    public Schema Schema { get; }

    public int Rows => _files.Count;

    /// <summary>Adds records until the batch is full; false at the end of the file.</summary>
    /// <exception cref="Sql.SparkException">MALFORMED_RECORD_IN_PARSING in the mode FAILFAST.</exception>
    public bool Fill(JsonRecordReader reader, int file, long firstRow)
    {
        while (Rows < MaxRows && (Rows % 256 != 0 || _rows.Builder.Size + (_corrupt?.Size ?? 0) < MaxBytes))
        {
            if (!reader.Read())
            {
                return false;
            }

            int before = Rows;
            bool isBad = AddRecord(reader.Record);
            Finish(reader, before, isBad, file, firstRow);
        }

        return true;
    }

    public RecordBatch Build()
    {
        List<IArrowArray> arrays = [.. _rows.Fields.Select(f => f.Build())];
        if (_corrupt is not null)
        {
            arrays.Add(_corrupt.Build());
        }

        arrays.Add(_files.Build());
        arrays.Add(_numbers.Build());
        return new RecordBatch(Schema, arrays, Rows);
    }

    // Adds the rows of a record: one, or those of an array. Whether something in it is bad.
    private bool AddRecord(JsonTape? record)
    {
        if (record?[0].Kind != JsonKind.Array)
        {
            return !AddRow(record, 0);
        }

        bool isBad = false;
        int before = _rows.Builder.Count;
        for (int i = 1; i < record[0].Next; i = record[i].Next)
        {
            JsonFit fit = record[i].Kind == JsonKind.Null ? JsonFit.Bad : _rows.Add(record, i);
            isBad |= fit != JsonFit.Good;
            if (fit == JsonFit.Bad)
            {
                _rows.Builder.Truncate(before);
                _rows.AddEmptyRow();
                return true;
            }
        }

        return isBad;
    }

    private bool AddRow(JsonTape? record, int index)
    {
        JsonFit fit = record is null || record[index].Kind == JsonKind.Null ? JsonFit.Bad : _rows.Add(record, index);
        if (fit == JsonFit.Bad)
        {
            _rows.AddEmptyRow();
        }

        return fit == JsonFit.Good;
    }

    private void Finish(JsonRecordReader reader, int before, bool isBad, int file, long firstRow)
    {
        if (isBad && _options.Mode == ParseMode.FailFast)
        {
            throw Malformed(reader);
        }

        if (isBad && _options.Mode == ParseMode.DropMalformed)
        {
            _rows.Builder.Truncate(before);
            return;
        }

        for (int row = before; row < _rows.Builder.Count; row++)
        {
            _files.Add(file);
            _numbers.Add(firstRow + row);
            if (isBad)
            {
                _corrupt?.TryAdd(reader.Raw);
            }
            else
            {
                _corrupt?.AddNull();
            }
        }
    }

    private static Sql.SparkException Malformed(JsonRecordReader reader)
    {
        string text = Encoding.UTF8.GetString(reader.Raw);
        return SparkErrors.Create("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", ("badRecord", text), ("failFastMode", "FAILFAST"));
    }
}
