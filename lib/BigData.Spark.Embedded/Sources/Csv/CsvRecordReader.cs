namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>
/// Reads the records of one file. With <c>multiLine</c> the file is one text whose first line end tells how lines end; else every
/// line is a text of its own, ended by LF, CR or CRLF, and lines of blanks are left out.
/// </summary>
internal sealed class CsvRecordReader : IDisposable
{
    private readonly CsvInput _input;
    private readonly CsvOptions _options;
    private int _next;
    private bool _isEnded;

    public CsvRecordReader(CsvInput input, CsvOptions options)
    {
        _input = input;
        _options = options;
        Tokenizer = new CsvTokenizer(options.Dialect);
        _next = input.Start;
        if (options.MultiLine)
        {
            DetectLineEnd();
            Tokenizer.SetData(input.Buffer, _next, input.End, input.IsLast);
        }
        else
        {
            Tokenizer.SetData(input.Buffer, _next, _next, isLast: true);
        }
    }

    /// <summary>The fields of the record that was read last.</summary>
    public CsvTokenizer Tokenizer { get; }

    /// <summary>The record that was read last as it stands in the file, without its line end.</summary>
    public ReadOnlySpan<byte> Raw
    {
        get
        {
            ReadOnlySpan<byte> raw = _input.Buffer.AsSpan(Tokenizer.Record.Start..Tokenizer.Record.End);
            return raw.EndsWith("\r\n"u8) ? raw[..^2] : raw.EndsWith("\n"u8) || raw.EndsWith("\r"u8) ? raw[..^1] : raw;
        }
    }

    /// <summary>Reads the next record; false at the end of the file.</summary>
    public bool Read() => _options.MultiLine ? ReadFromText() : ReadLine();

    /// <summary>Leaves out the header: the first record, or the first line that is neither blank nor a comment.</summary>
    public bool SkipHeader() => _options.MultiLine ? ReadFromText() : ReadLine(isHeader: true);

    public void Dispose() => _input.Dispose();

    private bool ReadFromText()
    {
        while (!Tokenizer.Read())
        {
            if (_input.IsLast)
            {
                return false;
            }

            _input.Fill(Tokenizer.Position);
            Tokenizer.SetData(_input.Buffer, 0, _input.End, _input.IsLast);
        }

        return true;
    }

    private bool ReadLine(bool isHeader = false)
    {
        while (!_isEnded)
        {
            int length = _input.Buffer.AsSpan(_next, _input.End - _next).IndexOfAny((byte)'\n', (byte)'\r');
            bool unsure = length < 0 || (_input.Buffer[_next + length] == '\r' && _next + length + 1 == _input.End);
            if (unsure && !_input.IsLast)
            {
                _input.Fill(_next);
                _next = 0;
                Tokenizer.SetData(_input.Buffer, 0, 0, isLast: true);
                continue;
            }

            int start = _next;
            int end = length < 0 ? _input.End : start + length;
            _isEnded = length < 0;
            bool isPair = !_isEnded && _input.Buffer[end] == '\r' && end + 1 < _input.End && _input.Buffer[end + 1] == '\n';
            _next = _isEnded ? end : end + (isPair ? 2 : 1);
            if (IsRecord(start, end, isHeader))
            {
                Tokenizer.SetWindow(start, end);
                if (Tokenizer.Read())
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Before the header, comments may be indented; after it they begin in the first column.
    private bool IsRecord(int start, int end, bool isHeader)
    {
        ReadOnlySpan<byte> line = _input.Buffer.AsSpan(start..end);
        int first = line.IndexOfAnyExceptInRange((byte)0, (byte)' ');
        byte comment = _options.Dialect.Comment;
        return first >= 0 && (comment == 0 || line[isHeader ? first : 0] != comment);
    }

    private void DetectLineEnd()
    {
        ReadOnlySpan<byte> data = _input.Buffer.AsSpan(_next..Math.Max(_next, _input.End));
        int at = data.IndexOfAny((byte)'\n', (byte)'\r');
        if (at >= 0 && data[at] == '\r')
        {
            Tokenizer.SetLineEnd((byte)'\r', at + 1 < data.Length && data[at + 1] == '\n' ? (byte)'\n' : (byte)0);
        }
    }
}
