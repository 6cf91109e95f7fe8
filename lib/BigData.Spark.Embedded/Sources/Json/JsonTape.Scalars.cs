using System.Globalization;
using System.Text;

namespace BigData.Spark.Embedded.Sources.Json;

/// <content>Strings, numbers and words.</content>
internal sealed partial class JsonTape
{
    private void String(byte quote)
    {
        int start = ++_at;
        bool hasEscapes = false;
        while (_at < _end && _data[_at] != quote)
        {
            byte c = _data[_at++];
            if (c == '\\')
            {
                hasEscapes = true;
                Escape();
            }
            else if (c < ' ' && !syntax.AllowControlCharacters)
            {
                throw Bad("has a control character in a string");
            }
        }

        if (_at >= _end)
        {
            throw Bad("ends in the middle of a string");
        }

        Add(JsonKind.String, hasEscapes, start, _at++ - start);
    }

    private void Escape()
    {
        byte c = _at < _end ? _data[_at++] : throw Bad("ends in the middle of a string");
        if (c == 'u')
        {
            bool isCode = _at + 4 <= _end && int.TryParse(_data.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
            _at += isCode ? 4 : throw Bad("has a wrong escape in a string");
        }
        else if (!"\"\\/bfnrt"u8.Contains(c) && !(c == '\'' && syntax.AllowSingleQuotes) && !syntax.AllowAnyEscape)
        {
            throw Bad("has a wrong escape in a string");
        }
    }

    private void Number()
    {
        int start = _at;
        if (_data[_at] == '-')
        {
            _at++;
            if (_at < _end && _data[_at] is (byte)'I' or (byte)'N')
            {
                Word(start);
                return;
            }
        }

        int digits = Digits();
        bool isZeroFirst = digits > 1 && _data[_at - digits] == '0';
        if (digits == 0 || (isZeroFirst && !syntax.AllowLeadingZeros))
        {
            throw Bad("has a wrong number");
        }

        bool isFloat = Fraction() | Exponent();
        if (_at < _end && !IsSeparator(_data[_at]))
        {
            throw Bad("has a wrong number");
        }

        Add(isFloat ? JsonKind.Float : JsonKind.Integer, false, start, _at - start);
    }

    private bool Fraction()
    {
        if (_at >= _end || _data[_at] != '.')
        {
            return false;
        }

        _at++;
        return Digits() > 0 ? true : throw Bad("has a wrong number");
    }

    private bool Exponent()
    {
        if (_at >= _end || _data[_at] is not ((byte)'e' or (byte)'E'))
        {
            return false;
        }

        _at++;
        if (_at < _end && _data[_at] is (byte)'+' or (byte)'-')
        {
            _at++;
        }

        return Digits() > 0 ? true : throw Bad("has a wrong number");
    }

    private int Digits()
    {
        int start = _at;
        while (_at < _end && _data[_at] is >= (byte)'0' and <= (byte)'9')
        {
            _at++;
        }

        return _at - start;
    }

    private void Word(int? from = null)
    {
        int start = from ?? _at;
        _at = start;
        while (_at < _end && (char.IsAsciiLetter((char)_data[_at]) || (_at == start && _data[_at] is (byte)'+' or (byte)'-')))
        {
            _at++;
        }

        ReadOnlySpan<byte> word = _data.AsSpan(start, _at - start);
        JsonKind kind = word switch
        {
            _ when word.SequenceEqual("null"u8) => JsonKind.Null,
            _ when word.SequenceEqual("true"u8) => JsonKind.True,
            _ when word.SequenceEqual("false"u8) => JsonKind.False,
            _ when syntax.AllowNonNumbers && JsonNumbers.TryWord(word, out _) => JsonKind.Float,
            _ => throw Bad("has an unknown word"),
        };
        Add(kind, false, start, word.Length);
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        if (_scratch.Length < raw.Length)
        {
            _scratch = new byte[raw.Length * 2];
        }

        int length = 0;
        Span<char> pair = stackalloc char[2];
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                _scratch[length++] = raw[i];
                continue;
            }

            i++;
            if (raw[i] != 'u')
            {
                _scratch[length++] = raw[i] switch { (byte)'b' => 8, (byte)'f' => 12, (byte)'n' => 10, (byte)'r' => 13, (byte)'t' => 9, var c => c };
                continue;
            }

            pair[0] = Code(raw, i + 1);
            i += 4;
            bool isPair = char.IsHighSurrogate(pair[0]) && raw[(i + 1)..].StartsWith("\\u"u8) && char.IsLowSurrogate(Code(raw, i + 3));
            if (isPair)
            {
                pair[1] = Code(raw, i + 3);
                i += 6;
            }

            length += Encoding.UTF8.GetBytes(pair[..(isPair ? 2 : 1)], _scratch.AsSpan(length));
        }

        return _scratch.AsSpan(0, length);
    }

    private static char Code(ReadOnlySpan<byte> raw, int at)
        => (char)int.Parse(raw.Slice(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
