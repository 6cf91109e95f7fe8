using System.Runtime.Intrinsics;

namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>
/// Cuts bytes into records and fields as Spark's CSV reader does, quirks included: a quote inside an unquoted field is text;
/// a quoted field that goes on after its closing quote is read to the next delimiter as it stands; an empty line is no record.
/// Plain fields are slices of the buffer; those that need work are built in a scratch buffer.
/// </summary>
internal sealed partial class CsvTokenizer
{
    /// <summary>Bytes that must be readable after the end of the data.</summary>
    public const int Slack = 64;

    private readonly CsvDialect _dialect;
    private readonly Vector256<byte> _delimiters;
    private readonly Vector256<byte> _quotes;
    private readonly Vector256<byte> _escapes;
    private readonly byte _delimiter;
    private readonly byte _quote;
    private readonly byte _escape;
    private byte[] _buffer = [];
    private int _end;
    private bool _isLast;
    private byte _newLine1 = (byte)'\n';
    private byte _newLine2;
    private int _blockStart = -Slack;
    private ulong _mask;
    private int[] _starts = new int[64];
    private int[] _lengths = new int[64];
    private byte[] _scratch = new byte[256];
    private int _scratchLength;

    public CsvTokenizer(CsvDialect dialect)
    {
        _dialect = dialect;
        _delimiter = dialect.Delimiter;
        _quote = dialect.Quote;
        _escape = dialect.Escape;
        _delimiters = Vector256.Create(_delimiter);
        _quotes = Vector256.Create(_quote);
        _escapes = Vector256.Create(_escape);
    }

    /// <summary>The data that was given.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>Where the next record begins.</summary>
    public int Position { get; private set; }

    /// <summary>Where the record that was read last begins and ends, its line end included.</summary>
    public (int Start, int End) Record { get; private set; }

    /// <summary>Fields of the record that was read last.</summary>
    public int FieldCount { get; private set; }

    /// <summary>
    /// The bytes of a field; valid until the next record. <paramref name="isMissing"/> is true for a field without any character,
    /// which is not the same as a quoted field without content.
    /// </summary>
    public ReadOnlySpan<byte> Field(int index, out bool isMissing)
    {
        int start = _starts[index];
        int length = _lengths[index];
        isMissing = length < 0;
        return length <= 0 ? default : start >= 0 ? _buffer.AsSpan(start, length) : _scratch.AsSpan(~start, length);
    }

    /// <summary>Whether the field stands in the buffer, so that <see cref="Slack"/> bytes after it can be read.</summary>
    public bool IsSlice(int index, out int start, out int length)
    {
        start = _starts[index];
        length = _lengths[index];
        return start >= 0 && length > 0;
    }

    /// <summary>Sets the line end: one byte, or two when the second is not 0.</summary>
    public void SetLineEnd(byte first, byte second) => (_newLine1, _newLine2) = (first, second);

    /// <summary>Gives the data to read.</summary>
    /// <param name="buffer">The bytes, with <see cref="Slack"/> readable bytes after the end.</param>
    /// <param name="start">Where the next record begins.</param>
    /// <param name="end">The end of the data.</param>
    /// <param name="isLast">Whether nothing follows the data.</param>
    public void SetData(byte[] buffer, int start, int end, bool isLast)
    {
        (_buffer, Position, _end, _isLast) = (buffer, start, end, isLast);
        _blockStart = -Slack;
    }

    /// <summary>Limits what is read to a part of the data that was given; nothing is thought to follow it.</summary>
    public void SetWindow(int start, int end) => (Position, _end, _isLast) = (start, end, true);

    /// <summary>Reads the next record.</summary>
    /// <returns>False when there is none: at the end of the input, or when the data ends before the record does.</returns>
    public bool Read()
    {
        while (Position < _end)
        {
            Record = (Position, Position);
            FieldCount = 0;
            _scratchLength = 0;
            if (_dialect.Comment != 0 && _buffer[Position] == _dialect.Comment)
            {
                if (!SkipLine())
                {
                    return false;
                }

                continue;
            }

            int next = ReadFields(Position);
            if (next < 0)
            {
                FieldCount = 0;
                return false;
            }

            Position = next;
            if (FieldCount > 0)
            {
                Record = (Record.Start, next);
                return true;
            }
        }

        return false;
    }

    // Gives the position after the record; -1 when more data is needed.
    private int ReadFields(int at)
    {
        int start = at;
        while (true)
        {
            at = _dialect.TrimLeft ? SkipBlanks(at) : at;
            if (at >= _end)
            {
                Add(at, -1);
                return _isLast ? _end : -1;
            }

            byte c = _buffer[at];
            int lineEnd = c is (byte)'\n' or (byte)'\r' || c == _newLine1 ? LineEnd(at) : 0;
            if (lineEnd < 0)
            {
                return -1;
            }

            if (lineEnd > 0)
            {
                // Nothing before the line end is an empty line; a delimiter before it leaves one more field.
                if (FieldCount > 0)
                {
                    Add(at, -1);
                }

                return at + lineEnd;
            }

            if (c == _delimiter)
            {
                Add(at, -1);
                at++;
                continue;
            }

            int stop = c == _quote && _quote != 0 ? ReadQuoted(at) : ReadPlain(at);
            if (stop < 0)
            {
                return -1;
            }

            if (stop >= _end)
            {
                return _end;
            }

            if (_buffer[stop] != _delimiter)
            {
                return stop + LineEnd(stop);
            }

            at = stop + 1;
        }
    }

    // Gives the position of the delimiter or line end after the field, or the end of the data; -1 when more data is needed.
    private int ReadPlain(int start)
    {
        int at = NextSpecial(start);
        while (at < _end)
        {
            byte c = _buffer[at];
            if (c == _delimiter)
            {
                break;
            }

            if (c == _newLine1)
            {
                if (_newLine2 == 0 || (at + 1 < _end && _buffer[at + 1] == _newLine2))
                {
                    break;
                }

                if (at + 1 == _end && !_isLast)
                {
                    return -1;
                }
            }

            at = NextSpecial(at + 1);
        }

        if (at >= _end)
        {
            if (!_isLast)
            {
                return -1;
            }

            // A line feed is text where lines end in another way, but not in the last field of the input.
            int lineFeed = _newLine1 == '\n' ? -1 : _buffer.AsSpan(start, _end - start).IndexOf((byte)'\n');
            at = lineFeed < 0 ? _end : start + lineFeed;
            AddTrimmed(start, at, whenBlank: 0);
            return at;
        }

        AddTrimmed(start, at, whenBlank: -1);
        return at;
    }

    private int ReadQuoted(int start)
    {
        int at = start + 1;
        while (true)
        {
            at = NextSpecial(at);
            if (at >= _end)
            {
                return _isLast ? ReadQuotedSlowly(start) : -1;
            }

            byte c = _buffer[at];
            if (c == _quote)
            {
                bool simple = at + 1 < _end && (_buffer[at + 1] == _delimiter || (_buffer[at + 1] == '\n' && _newLine1 == '\n'));
                if (!simple || (_escape != _quote && _buffer[at - 1] == _escape))
                {
                    return ReadQuotedSlowly(start);
                }

                Add(start + 1, at - start - 1);
                return at + 1;
            }

            if ((c == _escape && _escape != 0) || (c == '\r' && _newLine1 == '\r') || (c == _newLine1 && _newLine1 != '\n'))
            {
                return ReadQuotedSlowly(start);
            }

            at++;
        }
    }

    // A field of blanks only is missing, but empty at the end of the input.
    private void AddTrimmed(int start, int end, int whenBlank)
    {
        int last = end;
        while (_dialect.TrimRight && last > start && _buffer[last - 1] <= ' ')
        {
            last--;
        }

        Add(start, last > start ? last - start : whenBlank);
    }

    private void Add(int start, int length)
    {
        if (FieldCount == _starts.Length)
        {
            Array.Resize(ref _starts, _starts.Length * 2);
            Array.Resize(ref _lengths, _lengths.Length * 2);
        }

        if (FieldCount >= _dialect.MaxColumns)
        {
            throw new CsvLimitException($"A record has more than {_dialect.MaxColumns} columns (option maxColumns).");
        }

        if (_dialect.MaxCharsPerColumn >= 0 && length > _dialect.MaxCharsPerColumn)
        {
            throw new CsvLimitException($"A field has more than {_dialect.MaxCharsPerColumn} characters (option maxCharsPerColumn).");
        }

        _starts[FieldCount] = start;
        _lengths[FieldCount++] = length;
    }

    // The width of the line end here; 0 when there is none, -1 when more data is needed to tell.
    private int LineEnd(int at)
    {
        byte c = _buffer[at];
        if (c == _newLine1)
        {
            if (_newLine2 == 0)
            {
                return 1;
            }

            if (at + 1 >= _end)
            {
                return _isLast ? (c == '\n' ? 1 : 0) : -1;
            }

            if (_buffer[at + 1] == _newLine2)
            {
                return 2;
            }
        }

        return c == '\n' ? 1 : 0;
    }

    private int SkipBlanks(int at)
    {
        while (at < _end && _buffer[at] <= ' ' && _buffer[at] != _delimiter && _buffer[at] != _quote && LineEnd(at) == 0)
        {
            at++;
        }

        return at;
    }

    // A comment ends where the input's own line end stands.
    private bool SkipLine()
    {
        ReadOnlySpan<byte> lineEnd = _newLine2 == 0 ? [_newLine1] : [_newLine1, _newLine2];
        int length = _buffer.AsSpan(Position, _end - Position).IndexOf(lineEnd);
        if (length < 0)
        {
            Position = _isLast ? _end : Position;
            return false;
        }

        Position += length + lineEnd.Length;
        return true;
    }
}
