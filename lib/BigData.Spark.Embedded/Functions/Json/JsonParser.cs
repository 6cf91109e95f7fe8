using System.Globalization;
using System.Text;

namespace BigData.Spark.Embedded.Functions.Json;

/// <summary>
/// Reads JSON as Spark's parser does by default: strings may stand in single quotes, NaN and infinities without any; comments, names without quotes,
/// leading zeros and trailing commas are mistakes. What follows the first value is not looked at.
/// </summary>
internal ref struct JsonParser
{
    private const int MaxDepth = 1000;
    private static readonly string[] NotFinite = ["NaN", "Infinity", "-Infinity", "+Infinity", "INF", "-INF", "+INF"];

    private readonly ReadOnlySpan<char> _text;
    private readonly bool _allowsControls;
    private int _at;
    private int _depth;

    private JsonParser(ReadOnlySpan<char> text, bool allowsControls)
    {
        _text = text;
        _allowsControls = allowsControls;
    }

    /// <summary>The first value of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="node">The value; null when the text is blank.</param>
    /// <param name="allowsControls">Whether line breaks and their like may stand in strings without an escape.</param>
    /// <returns>False when the text is no JSON.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out JsonNode? node, bool allowsControls = false)
    {
        JsonParser parser = new(text, allowsControls);
        parser.SkipBlanks();
        node = null;
        return parser._at == text.Length || (node = parser.Value()) is not null;
    }

    private JsonNode? Value()
    {
        SkipBlanks();
        if (_at >= _text.Length || _depth >= MaxDepth)
        {
            return null;
        }

        return _text[_at] switch
        {
            '{' => Object(),
            '[' => Array(),
            '"' or '\'' => String() is { } text ? new JsonNode(JsonKind.Text, text) : null,
            't' => Word("true") ? JsonNode.True : null,
            'f' => Word("false") ? JsonNode.False : null,
            'n' => Word("null") ? JsonNode.Null : null,
            _ => Number(),
        };
    }

    private JsonNode? Object()
    {
        List<KeyValuePair<string, JsonNode>> members = [];
        _at++;
        _depth++;
        SkipBlanks();
        while (!Take('}'))
        {
            SkipBlanks();
            if ((members.Count > 0 && !Take(',')) || Name() is not { } name || !Take(':') || Value() is not { } value)
            {
                return null;
            }

            members.Add(new(name, value));
            SkipBlanks();
        }

        _depth--;
        return new JsonNode(JsonKind.Object, string.Empty) { Members = members };
    }

    private string? Name()
    {
        SkipBlanks();
        return _at < _text.Length && _text[_at] is '"' or '\'' ? String() : null;
    }

    private JsonNode? Array()
    {
        List<JsonNode> items = [];
        _at++;
        _depth++;
        SkipBlanks();
        while (!Take(']'))
        {
            if ((items.Count > 0 && !Take(',')) || Value() is not { } value)
            {
                return null;
            }

            items.Add(value);
            SkipBlanks();
        }

        _depth--;
        return new JsonNode(JsonKind.Array, string.Empty) { Items = items };
    }

    private string? String()
    {
        char quote = _text[_at++];
        int end = _text[_at..].IndexOfAny(quote, '\\');
        if (end >= 0 && _text[_at + end] == quote && (_allowsControls || !HasControl(_text.Slice(_at, end))))
        {
            string plain = _text.Slice(_at, end).ToString();
            _at += end + 1;
            return plain;
        }

        StringBuilder text = new();
        while (_at < _text.Length)
        {
            char c = _text[_at++];
            if (c == quote)
            {
                return text.ToString();
            }

            if ((c < ' ' && !_allowsControls) || (c == '\\' && !Escape(text)))
            {
                return null;
            }

            if (c != '\\')
            {
                text.Append(c);
            }
        }

        return null;
    }

    private static bool HasControl(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\0', '\x1f') >= 0;

    private bool Escape(StringBuilder text)
    {
        char c = _at < _text.Length ? _text[_at++] : '\0';
        char? plain = c switch
        {
            '"' or '\\' or '/' or '\'' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => null,
        };
        if (plain is null && c == 'u' && _at + 4 <= _text.Length
            && ushort.TryParse(_text.Slice(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            plain = (char)code;
            _at += 4;
        }

        if (plain is { } known)
        {
            text.Append(known);
        }

        return plain is not null;
    }

    private JsonNode? Number()
    {
        foreach (string word in NotFinite)
        {
            if (Word(word))
            {
                return new JsonNode(JsonKind.NotFinite, word);
            }
        }

        int start = _at;
        TakeIf('-');
        int digits = Digits();
        bool isZeroLed = digits > 1 && _text[_at - digits] == '0';
        bool isFraction = TakeIf('.');
        if (digits == 0 || isZeroLed || (isFraction && Digits() == 0))
        {
            return null;
        }

        if (TakeIf('e') || TakeIf('E'))
        {
            isFraction = true;
            _ = TakeIf('+') || TakeIf('-');
            if (Digits() == 0)
            {
                return null;
            }
        }

        return IsEnd() ? new JsonNode(isFraction ? JsonKind.Fraction : JsonKind.Integer, _text[start.._at].ToString()) : null;
    }

    private int Digits()
    {
        int start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        return _at - start;
    }

    private bool Word(string word)
    {
        if (!_text[_at..].StartsWith(word, StringComparison.Ordinal))
        {
            return false;
        }

        int before = _at;
        _at += word.Length;
        if (IsEnd())
        {
            return true;
        }

        _at = before;
        return false;
    }

    private readonly bool IsEnd() => _at >= _text.Length || _text[_at] is ',' or ']' or '}' or ':' || IsBlank(_text[_at]);

    private bool Take(char c)
    {
        SkipBlanks();
        return TakeIf(c);
    }

    private bool TakeIf(char c)
    {
        bool hit = _at < _text.Length && _text[_at] == c;
        _at += hit ? 1 : 0;
        return hit;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && IsBlank(_text[_at]))
        {
            _at++;
        }
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r';
}
