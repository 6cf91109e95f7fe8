using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Parsing;

/// <content>SELECT … FROM … WHERE … GROUP BY … HAVING … QUALIFY.</content>
internal sealed partial class QueryParser
{
    private Relation Select(Relation? from)
    {
        int start = from is null ? _tokens.Current.Start : from.Origin?.Start ?? _tokens.Current.Start;
        _windows = null;
        _tokens.ExpectWord("SELECT");
        bool distinct = IsQuantifier("DISTINCT") && _tokens.TryWord("DISTINCT");
        if (!distinct && IsQuantifier("ALL"))
        {
            _tokens.TryWord("ALL");
        }

        ValueArray<Expression> items = SelectList();
        from ??= _tokens.TryWord("FROM") ? From() : null;
        while (_tokens.IsWord("LATERAL") && _tokens.IsWord("VIEW", 1))
        {
            from = LateralView(from ?? new Project(null, default));
        }

        if (_tokens.TryWord("WHERE"))
        {
            from = new Filter(from ?? new Project(null, default), _expressions.Expression());
        }

        Relation query = Grouped(start, from, items);
        if (_tokens.IsWord("QUALIFY") && QueryWords.IsClause(_tokens))
        {
            _tokens.Next();
            query = new Qualify(query, _expressions.Expression());
        }

        _ = TryWindowClause();
        query = WithWindows(query);
        return distinct ? new Deduplicate(query, default, AllColumns: true) : query;
    }

    private Relation Grouped(int start, Relation? from, ValueArray<Expression> items)
    {
        bool isGrouped = _tokens.TryWords("GROUP", "BY");
        Grouping grouping = isGrouped ? ReadGrouping() : Grouping.None;
        bool hasCondition = _tokens.IsWord("HAVING") && QueryWords.IsClause(_tokens);
        if (!isGrouped && !hasCondition)
        {
            return At(start, new Project(from, items));
        }

        Relation query = At(start, new Aggregate(from ?? new Project(null, default), grouping.Kind, grouping.Keys, items)
        {
            IsSelect = true,
            GroupingSets = grouping.Sets,
        });
        if (!hasCondition)
        {
            return query;
        }

        _tokens.Next();
        Expression condition = _expressions.Expression();
        return At(start, new Having(At(start, query), condition));
    }

    // DISTINCT and ALL are names when nothing that they could govern follows.
    private bool IsQuantifier(string word) => _tokens.IsWord(word) && !_tokens.IsSymbol(",", 1) && !_tokens.IsSymbol(".", 1)
        && _tokens.Ahead(1).Kind != TokenKind.End && !_tokens.IsWord("FROM", 1) && !_tokens.IsSymbol(")", 1);

    private ValueArray<Expression> SelectList()
    {
        List<Expression> items = [_expressions.NamedExpression()];
        while (_tokens.TrySymbol(","))
        {
            items.Add(_expressions.NamedExpression());
        }

        return items.ToValueArray();
    }

    private Generate LateralView(Relation input)
    {
        int start = _tokens.Current.Start;
        _tokens.TryWords("LATERAL", "VIEW");
        bool outer = _tokens.IsWord("OUTER") && !_tokens.IsSymbol("(", 1) && _tokens.TryWord("OUTER");
        int at = _tokens.Current.Start;
        ValueArray<string> function = _tokens.Names();
        Expression generator = _expressions.Call(at, function);
        bool isNamed = _tokens.IsName() && !_tokens.IsWord("AS") && !QueryWords.IsAfterTable(_tokens);
        string name = isNamed ? _tokens.Name() : string.Empty;
        List<string> columns = [];
        if (_tokens.TryWord("AS") || (isNamed && _tokens.IsName() && !QueryWords.IsAfterTable(_tokens)))
        {
            columns.Add(_tokens.Name());
            while (_tokens.TrySymbol(","))
            {
                columns.Add(_tokens.Name());
            }
        }

        return At(start, new Generate(input, generator, outer, name, columns.ToValueArray()));
    }
}
