using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>
/// Spark's expression grammar by recursive descent, with its precedence: OR, AND, NOT, predicates, comparison, |, ^, &amp;,
/// shifts, + - ||, * / % DIV, unary. Chains of one operator are loops, so their length is no limit.
/// </summary>
internal sealed partial class ExpressionParser
{
    private static readonly (string Symbol, string Name)[][] Binary =
    [
        [("=", "=="), ("==", "=="), ("<=>", "<=>"), ("<>", "<>"), ("!=", "<>"), ("<=", "<="), ("<", "<"), (">=", ">="), (">", ">"), ("!>", "<="), ("!<", ">=")],
        [("|", "|")],
        [("^", "^")],
        [("&", "&")],
        [("<<", "<<"), (">>>", ">>>"), (">>", ">>")],
        [("+", "+"), ("-", "-"), ("||", "concat")],
        [("*", "*"), ("/", "/"), ("%", "%"), ("DIV", "div")],
    ];

    private readonly TokenReader _tokens;
    private readonly TimeZoneInfo _zone;
    private readonly TypeParser _types;

    private readonly SqlParameters _parameters;
    private QueryParser? _queries;

    public ExpressionParser(TokenReader tokens, TimeZoneInfo zone, SqlParameters? parameters = null)
    {
        _tokens = tokens;
        _zone = zone;
        _types = new TypeParser(tokens);
        _parameters = parameters ?? SqlParameters.None;
    }

    /// <summary>Reads the subqueries of this text.</summary>
    public QueryParser Queries => _queries ??= new QueryParser(_tokens, this);

    /// <summary>An expression, perhaps with an alias: <c>a + 1 AS b</c>, <c>explode(m) AS (k, v)</c>.</summary>
    public Expression NamedExpression()
    {
        int start = _tokens.Current.Start;
        Expression expression = Expression();
        bool said = _tokens.TryWord("AS");
        if (_tokens.TrySymbol("("))
        {
            List<string> names = [_tokens.Name()];
            while (_tokens.TrySymbol(","))
            {
                names.Add(_tokens.Name());
            }

            _tokens.ExpectSymbol(")");
            return At(start, new Alias(expression, names.ToValueArray()));
        }

        if (said || (_tokens.IsName() && !QueryWords.IsClause(_tokens)))
        {
            // A lone AS is itself a name.
            string name = said && !_tokens.IsName() ? "as" : _tokens.Name();
            return At(start, new Alias(expression, name));
        }

        return expression;
    }

    public Expression Expression()
    {
        _tokens.EnsureStack();
        return Disjunction();
    }

    /// <summary>Expressions separated by commas, at least one.</summary>
    public ValueArray<Expression> List()
    {
        List<Expression> items = [Expression()];
        while (_tokens.TrySymbol(","))
        {
            items.Add(Expression());
        }

        return items.ToValueArray();
    }

    private Expression Disjunction()
    {
        int start = _tokens.Current.Start;
        Expression left = Conjunction();
        while (_tokens.TryWord("OR"))
        {
            left = At(start, new FunctionCall("or", left, Conjunction()));
        }

        return left;
    }

    private Expression Conjunction()
    {
        int start = _tokens.Current.Start;
        Expression left = Negation();
        while (_tokens.TryWord("AND"))
        {
            left = At(start, new FunctionCall("and", left, Negation()));
        }

        return left;
    }

    private Expression Negation()
    {
        int start = _tokens.Current.Start;
        if (_tokens.IsSymbol("!") || (_tokens.IsWord("NOT") && !IsPlainNameHere()))
        {
            _tokens.EnsureStack();
            _tokens.Next();
            return At(start, new FunctionCall("not", Negation()));
        }

        return Predicated(start, Operators(0));
    }

    // Whether the word here can only be a name, because nothing that it introduces follows.
    private bool IsPlainNameHere() => _tokens.Ahead(1).Kind == TokenKind.End || _tokens.IsSymbol(",", 1) || _tokens.IsSymbol(")", 1);

    private Expression Operators(int level)
    {
        if (level == Binary.Length)
        {
            return Unary();
        }

        int start = _tokens.Current.Start;
        Expression left = Operators(level + 1);
        while (TryOperator(level) is { } name)
        {
            Expression right = Operators(level + 1);
            left = At(start, name == "<>"
                ? new FunctionCall("not", At(start, new FunctionCall("==", left, right)))
                : new FunctionCall(name, left, right));
        }

        return left;
    }

    private string? TryOperator(int level)
    {
        foreach ((string symbol, string name) in Binary[level])
        {
            if (symbol[0] == '>' && symbol is ">>" or ">>>")
            {
                if (TryShift(symbol.Length))
                {
                    return name;
                }
            }
            else if (symbol == ">" ? !IsAdjacentGreater() && _tokens.TrySymbol(">") : _tokens.TrySymbol(symbol))
            {
                return name;
            }
            else if (symbol == "DIV" && _tokens.TryWord(symbol))
            {
                return name;
            }
        }

        return null;
    }

    private bool IsAdjacentGreater()
        => _tokens.IsSymbol(">") && _tokens.IsSymbol(">", 1) && _tokens.Ahead(1).Start == _tokens.Current.End;

    private bool TryShift(int length)
    {
        for (int i = 0; i < length; i++)
        {
            if (!_tokens.IsSymbol(">", i) || (i > 0 && _tokens.Ahead(i).Start != _tokens.Ahead(i - 1).End))
            {
                return false;
            }
        }

        for (int i = 0; i < length; i++)
        {
            _tokens.Next();
        }

        return true;
    }

    private Expression Unary()
    {
        int start = _tokens.Current.Start;
        if (_tokens.IsSymbol("-") && _tokens.Ahead(1).Kind is TokenKind.Integer or TokenKind.SizedInteger or TokenKind.Decimal
            or TokenKind.Double or TokenKind.Float)
        {
            return Postfix(start, NumberLiteral());
        }

        string? name = _tokens.IsSymbol("-") ? "negative" : _tokens.IsSymbol("+") ? "positive" : _tokens.IsSymbol("~") ? "~" : null;
        if (name is null)
        {
            return Postfix(start, Primary());
        }

        _tokens.EnsureStack();
        _tokens.Next();
        return At(start, new FunctionCall(name, Unary()));
    }

    // a.b, a[0], a::type after a primary expression.
    private Expression Postfix(int start, Expression value)
    {
        while (true)
        {
            if (_tokens.TrySymbol("["))
            {
                Expression index = Operators(0);
                _tokens.ExpectSymbol("]");
                value = At(start, new ExtractValue(value, index));
            }
            else if (_tokens.IsSymbol(".") && _tokens.IsName(1))
            {
                _tokens.Next();
                value = At(start, Field(value, _tokens.Name()));
            }
            else if (_tokens.TrySymbol("::"))
            {
                value = At(start, new Cast(value, _types.Type()));
            }
            else
            {
                return value;
            }
        }
    }

    private static Expression Field(Expression value, string name) => value switch
    {
        UnresolvedAttribute a => a with { NameParts = a.NameParts.Add(name) },
        LambdaVariable v => v with { NameParts = v.NameParts.Add(name) },
        _ => new ExtractValue(value, new Literal(DataTypes.String, name)),
    };

    private T At<T>(int start, T expression)
        where T : Expression
        => expression with { Origin = new SqlOrigin(_tokens.Text, start, _tokens.PreviousEnd) } as T ?? expression;
}
