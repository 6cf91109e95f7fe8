using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>
/// Spark's grammar of queries by recursive descent: WITH, set operations, VALUES, what follows them (ORDER BY, LIMIT …). It makes the tree that
/// the decoder makes of the same frame. Common table expressions are put in the place of their names while reading.
/// </summary>
internal sealed partial class QueryParser
{
    private readonly TokenReader _tokens;
    private readonly ExpressionParser _expressions;
    private readonly Stack<Dictionary<string, Relation>> _ctes = new();
    private Dictionary<string, WindowDefinition>? _windows;

    public QueryParser(TokenReader tokens, ExpressionParser expressions)
    {
        _tokens = tokens;
        _expressions = expressions;
    }

    /// <summary>Whether a query begins here.</summary>
    public bool IsQuery()
    {
        int at = 0;
        while (_tokens.IsSymbol("(", at))
        {
            at++;
        }

        bool begins = QueryWords.Begin.Contains(_tokens.WordAt(at));
        return begins && _tokens.Ahead(at + 1) is { Kind: not TokenKind.End } && !_tokens.IsSymbol(",", at + 1) && !_tokens.IsSymbol(")", at + 1)
            && !_tokens.IsSymbol(".", at + 1) && !(at > 0 && _tokens.IsWord("FROM", at) && _tokens.IsSymbol("=", at + 1))
            && !QueryWords.AfterName.Contains(_tokens.WordAt(at + 1)) && !IsCallOrOperator(at);
    }

    /// <summary>A query with its common table expressions.</summary>
    public Relation Query()
    {
        _tokens.EnsureStack();
        bool scoped = _tokens.IsWord("WITH");
        if (scoped)
        {
            _ctes.Push(new Dictionary<string, Relation>(StringComparer.OrdinalIgnoreCase));
            Definitions();
        }

        Relation query = Organized();
        if (scoped)
        {
            _ctes.Pop();
        }

        return query;
    }

    /// <summary>A query whose opening parenthesis has been read, with its closing one; null, and nothing taken, when something else stands here.</summary>
    public Relation? TryParenthesised()
    {
        if (!IsQuery())
        {
            return null;
        }

        int mark = _tokens.Mark;
        bool isNested = _tokens.IsSymbol("(");
        Relation query = Query();
        if (_tokens.TrySymbol(")"))
        {
            return query;
        }

        // ((SELECT 1) + 1), ((SELECT …) a JOIN b): only the inner parentheses hold a query.
        if (!isNested)
        {
            _tokens.ExpectSymbol(")");
        }

        _tokens.Reset(mark);
        return null;
    }

    // values(1), from + 1, table = 2: names after all.
    private bool IsCallOrOperator(int at)
    {
        string word = _tokens.WordAt(at);
        Token next = _tokens.Ahead(at + 1);
        bool isOpen = _tokens.IsSymbol("(", at + 1);
        return word switch
        {
            "VALUES" => false,
            "SELECT" => next.Kind == TokenKind.Symbol && !isOpen && !_tokens.IsSymbol("*", at + 1) && !_tokens.IsSymbol("-", at + 1)
                && !_tokens.IsSymbol("+", at + 1) && !_tokens.IsSymbol("~", at + 1) && !_tokens.IsSymbol("!", at + 1) && !_tokens.IsSymbol("?", at + 1)
                && !_tokens.IsSymbol(":", at + 1),
            "FROM" => next.Kind == TokenKind.Symbol && !isOpen,
            _ => next.Kind == TokenKind.Symbol,
        };
    }

    private void Definitions()
    {
        int start = _tokens.Current.Start;
        _tokens.ExpectWord("WITH");
        if (_tokens.IsWord("RECURSIVE") && _tokens.IsName(1) && !_tokens.IsWord("AS", 1))
        {
            throw ParseErrors.Unsupported(
                _tokens.Text, start, "WITH RECURSIVE", "It does not repeat a query until nothing is new.", "Unroll the steps, or run on Spark with Remote(...).");
        }

        do
        {
            int at = _tokens.Current.Start;
            string name = _tokens.Name();
            ValueArray<string> columns = _tokens.IsSymbol("(") ? NameList() : default;
            _tokens.TryWord("AS");
            _tokens.ExpectSymbol("(");
            Relation query = Query();
            _tokens.ExpectSymbol(")");
            query = columns.IsEmpty ? query : At(at, new ToDF(query, columns));
            if (!_ctes.Peek().TryAdd(name, query))
            {
                throw ParseErrors.Fragment(_tokens.Text, start, _tokens.PreviousEnd, "DUPLICATED_CTE_NAMES", ("duplicateNames", SqlNames.Quote(name)));
            }
        }
        while (_tokens.TrySymbol(","));
    }

    private Relation? CommonTable(ValueArray<string> name)
    {
        if (name.Count != 1)
        {
            return null;
        }

        foreach (Dictionary<string, Relation> scope in _ctes)
        {
            if (scope.TryGetValue(name[0], out Relation? found))
            {
                return found;
            }
        }

        return null;
    }

    // A query term and what orders and cuts its rows.
    private Relation Organized()
    {
        Dictionary<string, WindowDefinition>? around = _windows;
        _windows = null;
        Relation query = Organization(SetTerm(0));
        _windows = around;
        return query;
    }

    private Relation Organization(Relation query)
    {
        if (_tokens.TryWords("ORDER", "BY"))
        {
            query = new Sort(query, Order());
        }
        else
        {
            query = Spread(query);
        }

        if (TryWindowClause())
        {
            query = WithWindows(query);
        }

        int start = _tokens.Current.Start;
        int? limit = _tokens.TryWord("LIMIT") && !_tokens.TryWord("ALL") ? Count(start, "limit") : null;
        int? offset = _tokens.TryWord("OFFSET") ? Count(start, "offset") : null;
        query = offset is { } skipped ? new Offset(query, skipped) : query;
        return limit is { } count ? new Limit(query, count) : query;
    }

    // CLUSTER BY, DISTRIBUTE BY and SORT BY.
    private Relation Spread(Relation query)
    {
        if (_tokens.TryWords("CLUSTER", "BY"))
        {
            ValueArray<Expression> keys = _expressions.List();
            ValueArray<SortOrder> order = keys.Map(k => new SortOrder(k, SortDirection.Ascending, NullOrdering.First));
            return new Sort(new Repartition(query, null, true, keys), order, IsGlobal: false);
        }

        if (_tokens.TryWords("DISTRIBUTE", "BY"))
        {
            query = new Repartition(query, null, true, _expressions.List());
        }

        return _tokens.TryWords("SORT", "BY") ? new Sort(query, _expressions.SortOrders(), IsGlobal: false) : query;
    }

    private ValueArray<SortOrder> Order()
        => _expressions.SortOrders().Map(o => o.Child switch
        {
            Literal { Value: int position } literal => o with { Child = new Ordinal(position) { Origin = literal.Origin } },
            UnresolvedAttribute { NameParts: [var name] } all when IsAll(name, all) => o with { Child = new EveryColumn { Origin = all.Origin } },
            _ => o,
        });

    private static bool IsAll(string name, Expression syntax)
        => name.Equals("ALL", StringComparison.OrdinalIgnoreCase) && syntax.Origin is { } origin && !origin.Fragment.StartsWith('`');

    private int Count(int clause, string name)
    {
        int start = _tokens.Current.Start;
        Expression value = _expressions.Expression();
        int? count = Constants.Whole(value);
        string sql = $"\"{value}\"";
        return (count, value) switch
        {
            ( >= 0, _) => count.Value,
            (not null, _) => throw ParseErrors.Fragment(
                _tokens.Text, start, _tokens.PreviousEnd, "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE", ("expr", sql), ("name", name), ("v", $"{count}")),
            (_, Literal literal) => throw ParseErrors.Fragment(
                _tokens.Text,
                start,
                _tokens.PreviousEnd,
                "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE",
                ("expr", literal.Value is string text ? $"\"{text}\"" : sql),
                ("name", name),
                ("dataType", $"\"{literal.Type.Sql}\"")),
            _ when value.DescendantsAndSelf().Any(n => n is UnresolvedAttribute) => throw ParseErrors.Fragment(
                _tokens.Text, start, _tokens.PreviousEnd, "INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE", ("expr", sql), ("name", name)),
            _ => throw ParseErrors.Unsupported(
                _tokens.Text, clause, $"{name.ToUpperInvariant()} of an expression", "It must be a whole number or a sum of such.", "Write the number, or give it as an argument."),
        };
    }

    // INTERSECT binds more tightly than UNION, EXCEPT and MINUS.
    private Relation SetTerm(int level)
    {
        int start = _tokens.Current.Start;
        Relation left = level == 1 ? Primary() : SetTerm(1);
        while (TrySetOperator(level) is { } kind)
        {
            bool all = _tokens.TryWord("ALL");
            if (!all)
            {
                _tokens.TryWord("DISTINCT");
            }

            Relation right = level == 1 ? Primary() : SetTerm(1);
            left = At(start, new SetOperation(left, right, kind, all));
        }

        return left;
    }

    private SetOperationKind? TrySetOperator(int level)
    {
        if (!QueryWords.IsSetOperator(_tokens, 0))
        {
            return null;
        }

        if (level == 1)
        {
            return _tokens.TryWord("INTERSECT") ? SetOperationKind.Intersect : null;
        }

        return _tokens.TryWord("UNION") ? SetOperationKind.Union
            : _tokens.TryWord("EXCEPT") || _tokens.TryWord("MINUS") ? SetOperationKind.Except
            : null;
    }

    private Relation Primary()
    {
        _tokens.EnsureStack();
        int start = _tokens.Current.Start;
        if (_tokens.TrySymbol("("))
        {
            Relation query = Query();
            _tokens.ExpectSymbol(")");
            return query;
        }

        if (_tokens.IsWord("SELECT"))
        {
            return Select(null);
        }

        if (_tokens.TryWord("VALUES"))
        {
            return Values(start);
        }

        if (_tokens.TryWord("TABLE"))
        {
            return Named(_tokens.Current.Start, _tokens.Names());
        }

        return _tokens.TryWord("FROM") ? Select(From()) : throw _tokens.Unexpected();
    }

    private ValueArray<string> NameList()
    {
        _tokens.ExpectSymbol("(");
        List<string> names = [_tokens.Name()];
        while (_tokens.TrySymbol(","))
        {
            names.Add(_tokens.Name());
        }

        _tokens.ExpectSymbol(")");
        return names.ToValueArray();
    }

    private T At<T>(int start, T relation)
        where T : Relation
        => relation with { Origin = new SqlOrigin(_tokens.Text, start, _tokens.PreviousEnd) } as T ?? relation;
}
