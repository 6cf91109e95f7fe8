namespace BigData.Spark.Embedded.Sources.Json;

internal enum JsonKind : byte
{
    Null,
    True,
    False,
    Integer,
    Float,
    String,
    Array,
    Object,
}

/// <summary>A value of a record: where it stands, and the node behind it and all that is in it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="HasEscapes">Whether a string has backslashes.</param>
/// <param name="Start">The first byte; of a string the one behind the quote.</param>
/// <param name="Length">Bytes; of a string without quotes.</param>
/// <param name="Next">The index behind the value and its children.</param>
internal readonly record struct JsonNode(JsonKind Kind, bool HasEscapes, int Start, int Length, int Next);

/// <summary>A record that is no JSON.</summary>
internal sealed class JsonSyntaxException(string message) : Exception(message);

/// <summary>
/// The first JSON value of a text, as a flat list of nodes: an object is followed by its names and values in turn, an array by its elements. Takes what
/// Jackson takes with Spark's options. Its memory is used again for the next text.
/// </summary>
internal sealed partial class JsonTape(JsonSyntax syntax)
{
    private const int MaxDepth = 1000;
    private readonly List<JsonNode> _nodes = [];
    private byte[] _data = [];
    private byte[] _scratch = new byte[256];
    private int _at;
    private int _end;

    public JsonNode this[int node] => _nodes[node];

    /// <summary>Reads the first value.</summary>
    /// <param name="data">Holds the text.</param>
    /// <param name="start">Its first byte.</param>
    /// <param name="end">The end of it.</param>
    /// <returns>False when there are blanks only.</returns>
    /// <exception cref="JsonSyntaxException">It is no JSON.</exception>
    public bool Read(byte[] data, int start, int end)
    {
        _data = data;
        _at = start;
        _end = end;
        _nodes.Clear();
        SkipBlanks();
        if (_at == _end)
        {
            return false;
        }

        Value(0);
        return true;
    }

    /// <summary>The bytes of a node as they stand in the text; of a string without its quotes.</summary>
    public ReadOnlySpan<byte> Raw(in JsonNode node) => _data.AsSpan(node.Start, node.Length);

    /// <summary>The content of a string; valid until the next call.</summary>
    public ReadOnlySpan<byte> Text(in JsonNode node) => node.HasEscapes ? Unescape(Raw(node)) : Raw(node);

    private void Value(int depth)
    {
        if (depth > MaxDepth)
        {
            throw Bad("is nested too deeply");
        }

        byte c = _at < _end ? _data[_at] : throw Bad("ends in the middle of a value");
        switch (c)
        {
            case (byte)'{':
                Object(depth);
                break;
            case (byte)'[':
                Array(depth);
                break;
            case (byte)'"':
                String(c);
                break;
            case (byte)'\'' when syntax.AllowSingleQuotes:
                String(c);
                break;
            case (byte)'-' or ((>= (byte)'0') and (<= (byte)'9')):
                Number();
                break;
            default:
                Word();
                break;
        }
    }

    private void Object(int depth)
    {
        int node = Open(JsonKind.Object);
        SkipBlanks();
        if (Take('}'))
        {
            Close(node);
            return;
        }

        while (true)
        {
            Name();
            SkipBlanks();
            Expect(':');
            SkipBlanks();
            Value(depth + 1);
            SkipBlanks();
            if (Take('}'))
            {
                Close(node);
                return;
            }

            Expect(',');
            SkipBlanks();
        }
    }

    private void Array(int depth)
    {
        int node = Open(JsonKind.Array);
        SkipBlanks();
        if (Take(']'))
        {
            Close(node);
            return;
        }

        while (true)
        {
            Value(depth + 1);
            SkipBlanks();
            if (Take(']'))
            {
                Close(node);
                return;
            }

            Expect(',');
            SkipBlanks();
        }
    }

    private int Open(JsonKind kind)
    {
        _nodes.Add(new JsonNode(kind, false, _at++, 0, 0));
        return _nodes.Count - 1;
    }

    private void Close(int node) => _nodes[node] = _nodes[node] with { Length = _at - _nodes[node].Start, Next = _nodes.Count };

    private void Add(JsonKind kind, bool hasEscapes, int start, int length)
        => _nodes.Add(new JsonNode(kind, hasEscapes, start, length, _nodes.Count + 1));

    private void Name()
    {
        byte c = _at < _end ? _data[_at] : throw Bad("ends in the middle of an object");
        if (c == '"' || (c == '\'' && syntax.AllowSingleQuotes))
        {
            String(c);
            return;
        }

        int start = _at;
        while (syntax.AllowUnquotedNames && _at < _end && (char.IsAsciiLetterOrDigit((char)_data[_at]) || _data[_at] is (byte)'_' or (byte)'$' or (byte)'-' or >= 0x80))
        {
            _at++;
        }

        if (_at == start)
        {
            throw Unexpected();
        }

        Add(JsonKind.String, false, start, _at - start);
    }

    private static bool IsSeparator(byte c) => c is <= (byte)' ' or (byte)',' or (byte)']' or (byte)'}' or (byte)':' or (byte)'/' or (byte)'#';

    private bool Take(char c)
    {
        bool isThere = _at < _end && _data[_at] == c;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Expect(char c)
    {
        if (!Take(c))
        {
            throw Unexpected();
        }
    }

    private void SkipBlanks()
    {
        while (_at < _end)
        {
            byte c = _data[_at];
            if (c is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                _at++;
            }
            else if (!syntax.AllowComments || c is not ((byte)'/' or (byte)'#') || !SkipComment(c))
            {
                return;
            }
        }
    }

    private bool SkipComment(byte first)
    {
        ReadOnlySpan<byte> rest = _data.AsSpan(_at, _end - _at);
        if (first == '/' && rest.StartsWith("/*"u8))
        {
            int close = rest.IndexOf("*/"u8);
            _at = close < 0 ? throw Bad("has a comment without an end") : _at + close + 2;
            return true;
        }

        if (first == '#' || !rest.StartsWith("//"u8))
        {
            return false;
        }

        int line = rest.IndexOfAny((byte)'\n', (byte)'\r');
        _at = line < 0 ? _end : _at + line;
        return true;
    }

    private JsonSyntaxException Unexpected() => Bad(_at < _end ? $"has '{(char)_data[_at]}' where it is not expected" : "ends too early");

    private static JsonSyntaxException Bad(string what) => new($"The record {what}.");
}
