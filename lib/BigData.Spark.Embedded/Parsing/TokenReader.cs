using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>A position in the tokens of a SQL text, with the questions that a parser asks.</summary>
internal sealed class TokenReader
{
    private readonly List<Token> _tokens;
    private int _at;

    public TokenReader(string text)
    {
        Text = text;
        _tokens = Lexer.Tokenize(text);
    }

    public string Text { get; }

    public Token Current => Ahead(0);

    public bool AtEnd => Current.Kind == TokenKind.End;

    /// <summary>Where the token before the current one ends.</summary>
    public int PreviousEnd => _at == 0 ? 0 : _tokens[_at - 1].End;

    /// <summary>A mark to which <see cref="Reset"/> goes back.</summary>
    public int Mark => _at;

    public void Reset(int mark) => _at = mark;

    public Token Ahead(int count) => _tokens[Math.Min(_at + count, _tokens.Count - 1)];

    public Token Next()
    {
        Token token = Current;
        if (token.Kind == TokenKind.Unknown)
        {
            throw Unexpected();
        }

        _at += token.Kind == TokenKind.End ? 0 : 1;
        return token;
    }

    public ReadOnlySpan<char> Span(Token token) => Text.AsSpan(token.Start, token.Length);

    public string TextOf(Token token) => Text[token.Start..token.End];

    public bool IsWord(string word, int ahead = 0)
        => Ahead(ahead) is { Kind: TokenKind.Word } token && Span(token).Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The word ahead in capitals, or nothing when no word stands there.</summary>
    public string WordAt(int ahead) => Ahead(ahead) is { Kind: TokenKind.Word } token ? TextOf(token).ToUpperInvariant() : string.Empty;

    public bool IsSymbol(string symbol, int ahead = 0)
        => Ahead(ahead) is { Kind: TokenKind.Symbol } token && Span(token).SequenceEqual(symbol);

    public bool TryWord(string word)
    {
        bool found = IsWord(word);
        _at += found ? 1 : 0;
        return found;
    }

    /// <summary>Takes all the words, or none.</summary>
    public bool TryWords(params ReadOnlySpan<string> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (!IsWord(words[i], i))
            {
                return false;
            }
        }

        _at += words.Length;
        return true;
    }

    public bool TrySymbol(string symbol)
    {
        bool found = IsSymbol(symbol);
        _at += found ? 1 : 0;
        return found;
    }

    /// <summary>Takes a word; Spark names it as missing when what stands there could follow it.</summary>
    public void ExpectWord(string word)
    {
        if (!TryWord(word))
        {
            throw Unexpected(AtEnd ? $": missing '{word}'" : "");
        }
    }

    public void ExpectSymbol(string symbol)
    {
        if (!TrySymbol(symbol))
        {
            throw Unexpected();
        }
    }

    public void ExpectEnd()
    {
        if (!AtEnd)
        {
            throw Unexpected(Ahead(1).Kind == TokenKind.End ? $": extra input '{TextOf(Current)}'" : "");
        }
    }

    public bool IsName(int ahead = 0) => Ahead(ahead).Kind is TokenKind.Word or TokenKind.QuotedName;

    /// <summary>One name, with its back-ticks taken off.</summary>
    public string Name()
    {
        if (!IsName())
        {
            throw Unexpected();
        }

        Token token = Next();
        return token.Kind == TokenKind.QuotedName ? Unquoted(token) : Plain(token);
    }

    /// <summary>Names joined by dots.</summary>
    public ValueArray<string> Names()
    {
        List<string> parts = [TableNamePart()];
        while (TrySymbol("."))
        {
            parts.Add(TableNamePart());
        }

        return parts.ToValueArray();
    }

    /// <summary>Adjacent string literals, joined.</summary>
    public string String()
    {
        if (Current.Kind != TokenKind.String)
        {
            throw Unexpected();
        }

        StringBuilder text = new();
        while (Current.Kind == TokenKind.String)
        {
            text.Append(StringLiterals.Unquote(Span(Next())));
        }

        return text.ToString();
    }

    public int Integer()
    {
        if (Current.Kind != TokenKind.Integer || !int.TryParse(Span(Current), NumberStyles.None, CultureInfo.InvariantCulture, out int value))
        {
            throw Unexpected();
        }

        Next();
        return value;
    }

    public SparkException Unexpected(string hint = "") => ParseErrors.Syntax(Text, Current, hint);

    /// <summary>Guards recursion: text that is nested too deeply is an error, not the end of the process.</summary>
    public void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw ParseErrors.At(Text, 0, "FAILED_TO_PARSE_TOO_COMPLEX");
        }
    }

    // A minus inside a plain name is a common mistake that Spark names.
    private string TableNamePart()
    {
        int start = Current.Start;
        string name = Name();
        int minus = Current.Start;
        if (!IsSymbol("-") || minus != PreviousEnd)
        {
            return name;
        }

        while (IsSymbol("-") && IsName(1) && Current.Start == PreviousEnd)
        {
            Next();
            Next();
        }

        throw ParseErrors.At(Text, minus, "INVALID_IDENTIFIER", ("ident", Text[start..PreviousEnd]));
    }

    private string Unquoted(Token token)
    {
        string name = Text[(token.Start + 1)..(token.End - 1)].Replace("``", "`", StringComparison.Ordinal);
        return name.Length > 0 ? name : throw ParseErrors.Syntax(Text, token);
    }

    // Other letters than ASCII need quotes.
    private string Plain(Token token)
    {
        string name = TextOf(token);
        return name.All(char.IsAscii) ? name : throw ParseErrors.At(Text, token.Start, "INVALID_IDENTIFIER", ("ident", name));
    }
}
