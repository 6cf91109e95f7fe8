using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using BigData.Spark.Embedded.Sources.Columns;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>Collects records into columns of Arrow. Its memory is used again after <see cref="Clear"/>.</summary>
internal sealed class CsvBatch
{
    private const int MaxRows = 16 * 1024;
    private const int MaxBytes = 16 * 1024 * 1024;
    private readonly CsvReadPlan _plan;
    private readonly FieldBuilder[] _columns;
    private readonly int[] _fields;
    private readonly TextBuilder? _corrupt;
    private readonly ValueBuilder<int> _files = new(Int32Type.Default);
    private readonly ValueBuilder<long> _rows = new(Int64Type.Default);

    public CsvBatch(CsvReadPlan plan)
    {
        _plan = plan;
        _columns = [.. plan.Columns.Select(c => CsvValues.Column(c.Field, plan.Options))];
        _fields = [.. plan.Columns.Select(c => c.Index)];
        _corrupt = plan.HasCorruptRecord ? new TextBuilder() : null;
    }

    public int Rows => _files.Count;

    public bool IsFull => Rows >= MaxRows || (Rows % 1024 == 0 && (_corrupt?.Size ?? 0) + _columns.Sum(c => (long)c.Size) > MaxBytes);

    /// <summary>Adds the record that the reader stands at; what becomes of a bad one is for the mode to say.</summary>
    /// <exception cref="Sql.SparkException">MALFORMED_RECORD_IN_PARSING in the mode FAILFAST.</exception>
    public void Add(CsvRecordReader reader, int file, long row)
    {
        CsvTokenizer tokens = reader.Tokenizer;
        int before = Rows;
        bool isBad = _plan.FieldCount >= 0 && tokens.FieldCount != _plan.FieldCount;
        for (int i = 0; i < _columns.Length; i++)
        {
            isBad |= !TryAdd(tokens, _fields[i], _columns[i]);
        }

        if (isBad && _plan.Options.Mode != ParseMode.Permissive)
        {
            foreach (FieldBuilder column in _columns)
            {
                column.Truncate(before);
            }

            if (_plan.Options.Mode == ParseMode.FailFast)
            {
                throw Malformed(reader);
            }

            return;
        }

        _files.Add(file);
        _rows.Add(row);
        if (isBad)
        {
            _corrupt?.TryAdd(reader.Raw);
        }
        else
        {
            _corrupt?.AddNull();
        }
    }

    /// <summary>The batch in the order of <see cref="CsvReadPlan.Schema"/>.</summary>
    public RecordBatch Build()
    {
        List<IArrowArray> arrays = [.. _columns.Select(c => c.Build())];
        if (_corrupt is not null)
        {
            arrays.Add(_corrupt.Build());
        }

        arrays.Add(_files.Build());
        arrays.Add(_rows.Build());
        return new RecordBatch(_plan.Schema, arrays, Rows);
    }

    public void Clear()
    {
        foreach (FieldBuilder column in _columns)
        {
            column.Clear();
        }

        _corrupt?.Clear();
        _files.Clear();
        _rows.Clear();
    }

    private bool TryAdd(CsvTokenizer tokens, int field, FieldBuilder column)
    {
        if (field >= tokens.FieldCount)
        {
            column.AddNull();
            return true;
        }

        byte[] nullValue = _plan.Options.NullValue;
        bool added;
        if (tokens.IsSlice(field, out int start, out int length))
        {
            if (length == nullValue.Length && tokens.Buffer.AsSpan(start, length).SequenceEqual(nullValue))
            {
                column.AddNull();
                return true;
            }

            added = column.TryAdd(tokens.Buffer, start, length);
        }
        else
        {
            ReadOnlySpan<byte> text = tokens.Field(field, out bool isMissing);
            text = text.IsEmpty ? _plan.Options.EmptyValue : text;
            if (isMissing || text.SequenceEqual(nullValue))
            {
                column.AddNull();
                return true;
            }

            added = column.TryAdd(text);
        }

        if (!added)
        {
            column.AddNull();
        }

        return added;
    }

    private static Sql.SparkException Malformed(CsvRecordReader reader)
    {
        CsvTokenizer tokens = reader.Tokenizer;
        IEnumerable<string> values = Enumerable.Range(0, tokens.FieldCount).Select(i => Encoding.UTF8.GetString(tokens.Field(i, out _)));
        return SparkErrors.Create(
            "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
            [],
            SparkErrors.Create("MALFORMED_CSV_RECORD", ("badRecord", Encoding.UTF8.GetString(reader.Raw))),
            ("badRecord", $"[{string.Join(',', values)}]"),
            ("failFastMode", "FAILFAST"));
    }
}
