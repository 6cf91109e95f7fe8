namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>Quoted fields that are not a plain slice: escapes, doubled quotes, text after the closing quote, no closing quote.</summary>
internal sealed partial class CsvTokenizer
{
    private int _fieldStart;
    private int _read;
    private int _readWidth;

    // What the reader remembers of the field: the character before the current one (0 when it does not count), and whether a quote
    // was found that nothing escapes.
    private int _current;
    private int _previous;
    private bool _isUnescaped;

    // Gives the position of the delimiter or line end after the field, or the end of the data; -1 when more data is needed.
    private int ReadQuotedSlowly(int start)
    {
        _fieldStart = _scratchLength;
        (_read, _readWidth) = (start, 1);
        (_current, _previous, _isUnescaped) = (_quote, 0, false);
        bool ended = ReadQuotedText() || EndField();
        if (!ended || (_read >= _end && !_isLast))
        {
            _scratchLength = _fieldStart;
            return -1;
        }

        return _read;
    }

    // True when the field ended at a delimiter or line end, false at the end of the data.
    private bool ReadQuotedText()
    {
        if (!Advance())
        {
            return false;
        }

        while (_previous != _quote || !(_current <= ' ' || IsStop(_current)))
        {
            if (_current != _quote && _current != _escape)
            {
                if (_previous == _quote)
                {
                    _isUnescaped = true;
                    Append(_quote);
                    return ReadToDelimiter();
                }

                if (!ReadRun())
                {
                    return false;
                }
            }
            else
            {
                if (!IsStrayQuote)
                {
                    ReadQuoteOrEscape();
                }
                else if (!ReadValueWithStrayQuote())
                {
                    return false;
                }

                _previous = _current;
                if (!Advance())
                {
                    return false;
                }

                if (_isUnescaped && IsStop(_current))
                {
                    return Finish(trim: false);
                }
            }
        }

        return IsStop(_current) ? Finish(trim: false) : ReadAfterClosingQuote();
    }

    // Text up to the next quote or escape, which becomes the previous character.
    private bool ReadRun()
    {
        if (_previous == _escape && _escape != 0)
        {
            Append(_escape);
        }

        while (_current != _quote && _current != _escape && _current != _dialect.EscapeOfEscape)
        {
            Append((byte)_current);
            int before = _current;
            if (!Advance())
            {
                _current = before;
                return false;
            }
        }

        _previous = _current;
        return Advance();
    }

    private void ReadQuoteOrEscape()
    {
        if (_current == _escape && _dialect.EscapeOfEscape != 0 && _previous == _dialect.EscapeOfEscape)
        {
            Append(_escape);
            _current = 0;
        }
        else if (_previous == _escape)
        {
            if (_current == _quote)
            {
                Append(_quote);
                _current = 0;
            }
            else
            {
                Append((byte)_previous);
            }
        }
        else if (_current == _quote && _previous == _quote)
        {
            Append(_quote);
        }
    }

    // Whether an escape follows a quote that did not close the field.
    private bool IsStrayQuote => _previous == _quote && _current == _escape && _escape != _quote && _dialect.EscapeOfEscape != _quote;

    // From such a quote the text goes on, quotes and escapes being read as before, to the next delimiter or line end, which is lost.
    // Several in one text lose one each.
    private bool ReadValueWithStrayQuote()
    {
        Append(_quote);
        _previous = _current;
        int open = 1;
        while (true)
        {
            if (IsStop(_current))
            {
                open--;
                if (open == 0)
                {
                    return true;
                }
            }
            else if (_current != _quote && _current != _escape)
            {
                if (_previous == _quote)
                {
                    Append(_quote);
                    _previous = _current;
                    continue;
                }

                Append((byte)_current);
            }
            else if (IsStrayQuote)
            {
                Append(_quote);
                _previous = _current;
                open++;
                continue;
            }
            else
            {
                ReadQuoteOrEscape();
            }

            _previous = _current;
            if (!Advance())
            {
                return false;
            }
        }
    }

    // Blanks after the closing quote are dropped when nothing else follows; else the field is taken as it stands.
    private bool ReadAfterClosingQuote()
    {
        int blanks = _scratchLength;
        do
        {
            Append((byte)_current);
            if (!Advance())
            {
                _scratchLength = blanks;
                return false;
            }

            if (_current == '\n')
            {
                _scratchLength = blanks;
                return Finish(trim: false);
            }
        }
        while (_current <= ' ' && _current != _delimiter);

        if (_current == _delimiter)
        {
            _scratchLength = blanks;
            return Finish(trim: false);
        }

        Append(0);
        _scratch.AsSpan(blanks, _scratchLength - blanks - 1).CopyTo(_scratch.AsSpan(blanks + 1));
        _scratch[blanks] = _quote;
        return ReadToDelimiter();
    }

    // The rest of a field that broke the rules, up to the delimiter, with its opening quote put back.
    private bool ReadToDelimiter()
    {
        Append((byte)_current);
        _previous = _current;
        while (_current >= 0xC0 && _read + 1 < _end && (_buffer[_read + 1] & 0xC0) == 0x80)
        {
            Append(_buffer[++_read]);
        }

        Append(0);
        _scratch.AsSpan(_fieldStart, _scratchLength - _fieldStart - 1).CopyTo(_scratch.AsSpan(_fieldStart + 1));
        _scratch[_fieldStart] = _quote;
        _isTrimmed = _dialect.TrimRight;
        if (!Advance())
        {
            return false;
        }

        int first = _current;
        while (!IsStop(_current))
        {
            Append((byte)_current);
            if (!Advance())
            {
                _current = first;
                return false;
            }
        }

        return Finish(_dialect.TrimRight);
    }

    private bool _isTrimmed;

    // The data ends inside of the field. False when more data may follow.
    private bool EndField()
    {
        if (!_isLast)
        {
            return false;
        }

        if (_current == _quote && _previous != _quote && !_isUnescaped)
        {
            Append(_quote);
        }

        _read = _end;
        return Finish(_isTrimmed);
    }

    private bool Finish(bool trim)
    {
        while (trim && _scratchLength > _fieldStart && _scratch[_scratchLength - 1] <= ' ')
        {
            _scratchLength--;
        }

        _isTrimmed = false;
        Add(~_fieldStart, _scratchLength - _fieldStart);
        return true;
    }

    private bool IsStop(int c) => c == _delimiter || c == '\n';

    // Moves to the next character; a line end is one character, whatever its bytes are. False at the end of the data.
    private bool Advance()
    {
        int next = _read + _readWidth;
        if (next >= _end)
        {
            return false;
        }

        int width = _buffer[next] == _newLine1 || _buffer[next] == '\n' ? LineEnd(next) : 0;
        if (width < 0)
        {
            return false;
        }

        _read = next;
        _readWidth = Math.Max(1, width);
        _current = width > 0 ? '\n' : _buffer[next];
        return true;
    }

    private void Append(byte value)
    {
        if (_scratchLength == _scratch.Length)
        {
            Array.Resize(ref _scratch, _scratch.Length * 2);
        }

        _scratch[_scratchLength++] = value;
    }
}
