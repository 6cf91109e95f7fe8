namespace BigData.Spark.Embedded.Parsing;

/// <summary>
/// Cuts SQL text into tokens by Spark's rules: a word may begin with a digit, comments nest, the longest token wins and a
/// greater-than sign stands alone, so that <c>array&lt;array&lt;int>></c> closes twice.
/// </summary>
internal sealed class Lexer
{
    private static readonly string[] Symbols =
        ["<=>", "<=", "<>", "<<", ">=", "!=", "!<", "!>", "==", "||", "->", "=>", "::"];

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;

    private Lexer(string text) => _text = text;

    public static List<Token> Tokenize(string text)
    {
        Lexer lexer = new(text);
        while (lexer.Next())
        {
        }

        lexer._tokens.Add(new Token(TokenKind.End, text.Length, text.Length));
        return lexer._tokens;
    }

    private char Current => Ahead(0);

    private char Ahead(int count) => _at + count < _text.Length ? _text[_at + count] : '\0';

    private bool Next()
    {
        SkipSpaceAndComments();
        if (_at >= _text.Length)
        {
            return false;
        }

        int start = _at;
        TokenKind kind = Scan();
        _tokens.Add(new Token(kind, start, _at));
        return true;
    }

    private TokenKind Scan()
    {
        char c = Current;
        if (c == '\'' || c == '"')
        {
            return ScanQuoted(c, escapes: true, TokenKind.String);
        }

        if (c is 'r' or 'R' && Ahead(1) is '\'' or '"')
        {
            _at++;
            return ScanQuoted(Current, escapes: false, TokenKind.String);
        }

        if (c == '`')
        {
            return ScanQuoted('`', escapes: false, TokenKind.QuotedName);
        }

        if (IsNamePart(c) || (c == '.' && char.IsAsciiDigit(Ahead(1))))
        {
            return ScanNumberOrWord();
        }

        return ScanSymbol();
    }

    private TokenKind ScanSymbol()
    {
        foreach (string symbol in Symbols)
        {
            if (string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) == 0)
            {
                _at += symbol.Length;
                return TokenKind.Symbol;
            }
        }

        return "()[]{},.;+-*/%=<>&|^~!?:".Contains(_text[_at++], StringComparison.Ordinal) ? TokenKind.Symbol : TokenKind.Unknown;
    }

    private TokenKind ScanNumberOrWord()
    {
        int start = _at;
        int word = _at;
        while (word < _text.Length && IsNamePart(_text[word]))
        {
            word++;
        }

        TokenKind kind = ScanNumber();
        if (_at > start && _at >= word)
        {
            return kind;
        }

        _at = word;
        return TokenKind.Word;
    }

    // Leaves the position where it is when no number begins here. A number with a point must not run into a name.
    private TokenKind ScanNumber()
    {
        int start = _at;
        int digits = Digits(start);
        int end = digits;
        bool point = false;
        if (end < _text.Length && _text[end] == '.' && (digits > start || Digits(end + 1) > end + 1))
        {
            int fraction = Digits(end + 1);
            point = fraction >= _text.Length || !IsNamePart(_text[fraction]) || Suffixed(fraction);
            end = point ? fraction : end;
        }

        if (end == start)
        {
            return TokenKind.Unknown;
        }

        int exponent = Exponent(end);
        TokenKind kind = exponent > end ? TokenKind.Double : point ? TokenKind.Decimal : TokenKind.Integer;
        _at = exponent;
        return Suffix(kind, point);
    }

    private TokenKind Suffix(TokenKind kind, bool point)
    {
        (TokenKind Kind, int Length) suffix = char.ToUpperInvariant(Current) switch
        {
            'D' => (TokenKind.Double, 1),
            'F' => (TokenKind.Float, 1),
            'B' when char.ToUpperInvariant(Ahead(1)) == 'D' => (TokenKind.Decimal, 2),
            'Y' or 'S' or 'L' when !point && kind == TokenKind.Integer => (TokenKind.SizedInteger, 1),
            _ => (kind, 0),
        };
        if (IsNamePart(Ahead(suffix.Length)))
        {
            return kind;
        }

        _at += suffix.Length;
        return suffix.Kind;
    }

    // Whether an exponent or a suffix that ends the number stands here.
    private bool Suffixed(int at)
    {
        int end = Exponent(at);
        if (end < _text.Length && char.ToUpperInvariant(_text[end]) is 'D' or 'F' or 'B')
        {
            end += char.ToUpperInvariant(_text[end]) == 'B' && end + 1 < _text.Length && char.ToUpperInvariant(_text[end + 1]) == 'D' ? 2 : 1;
        }

        return end > at && (end >= _text.Length || !IsNamePart(_text[end]));
    }

    private int Digits(int at)
    {
        while (at < _text.Length && char.IsAsciiDigit(_text[at]))
        {
            at++;
        }

        return at;
    }

    private int Exponent(int at)
    {
        if (at >= _text.Length || _text[at] is not ('e' or 'E'))
        {
            return at;
        }

        int first = at + 1 < _text.Length && _text[at + 1] is '+' or '-' ? at + 2 : at + 1;
        int end = Digits(first);
        return end > first ? end : at;
    }

    private TokenKind ScanQuoted(char quote, bool escapes, TokenKind kind)
    {
        int start = _at;
        for (_at++; _at < _text.Length; _at++)
        {
            if (escapes && Current == '\\')
            {
                _at++;
            }
            else if (Current == quote && Ahead(1) == quote && (escapes || quote == '`'))
            {
                _at++;
            }
            else if (Current == quote)
            {
                _at++;
                return kind;
            }
        }

        // An opening quote without its end is an error at the quote itself.
        _at = start + 1;
        return TokenKind.Unknown;
    }

    private void SkipSpaceAndComments()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(Current))
            {
                _at++;
            }
            else if (Current == '-' && Ahead(1) == '-')
            {
                SkipLine();
            }
            else if (Current == '/' && Ahead(1) == '*')
            {
                SkipBlock();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipLine()
    {
        while (_at < _text.Length && Current is not ('\n' or '\r'))
        {
            _at += Current == '\\' && Ahead(1) == '\n' ? 2 : 1;
        }
    }

    private void SkipBlock()
    {
        int depth = 0;
        for (; _at < _text.Length; _at++)
        {
            if (Current == '/' && Ahead(1) == '*')
            {
                depth++;
                _at++;
            }
            else if (Current == '*' && Ahead(1) == '/')
            {
                depth--;
                _at++;
                if (depth == 0)
                {
                    _at++;
                    return;
                }
            }
        }

        throw ParseErrors.At(_text, 0, "UNCLOSED_BRACKETED_COMMENT");
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_' || (c > 127 && char.IsLetter(c));
}
