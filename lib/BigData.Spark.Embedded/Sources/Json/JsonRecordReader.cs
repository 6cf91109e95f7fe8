using BigData.Spark.Embedded.Sources.Csv;

namespace BigData.Spark.Embedded.Sources.Json;

/// <summary>The records of one file: its lines, or the file as a whole. Blank ones are left out.</summary>
internal sealed class JsonRecordReader : IDisposable
{
    private readonly LineReader _lines;
    private readonly bool _isMultiLine;
    private readonly JsonTape _tape;

    public JsonRecordReader(string path, JsonOptions options)
    {
        _lines = new LineReader(CsvInput.Open(path, options.Encoding), options.LineSeparator);
        _isMultiLine = options.MultiLine;
        _tape = new JsonTape(options.Syntax);
    }

    /// <summary>The record that was read last; null when it is no JSON.</summary>
    public JsonTape? Record { get; private set; }

    /// <summary>The record that was read last as it stands in the file.</summary>
    public ReadOnlySpan<byte> Raw => _lines.Line;

    /// <summary>Reads the next record; false at the end.</summary>
    public bool Read()
    {
        while (_isMultiLine ? _lines.ReadAll() : _lines.Read())
        {
            try
            {
                if (_tape.Read(_lines.Buffer, _lines.Start, _lines.End))
                {
                    Record = _tape;
                    return true;
                }
            }
            catch (JsonSyntaxException)
            {
                Record = null;
                return true;
            }
        }

        return false;
    }

    public void Dispose() => _lines.Dispose();
}
