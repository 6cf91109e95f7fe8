using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <content>FROM: tables, subqueries, table functions, VALUES and joins.</content>
internal sealed partial class QueryParser
{
    private Relation From()
    {
        Relation from = Joined();
        while (_tokens.TrySymbol(","))
        {
            if (_tokens.IsWord("LATERAL") && !_tokens.IsWord("VIEW", 1))
            {
                from = Joins(new LateralJoin(from, LateralSide(), JoinKind.Inner, null));
            }
            else
            {
                from = new Join(from, Joined(), JoinKind.Inner, null, default);
            }
        }

        while (_tokens.IsWord("LATERAL") && _tokens.IsWord("VIEW", 1))
        {
            from = LateralView(from);
        }

        return from;
    }

    private Relation Joined() => Joins(TablePrimary());

    private Relation Joins(Relation left)
    {
        int start = left.Origin?.Start ?? _tokens.Current.Start;
        while (true)
        {
            bool natural = _tokens.IsWord("NATURAL");
            if (TryJoinKind() is not { } kind)
            {
                return left;
            }

            left = At<Relation>(start, _tokens.IsWord("LATERAL") ? Lateral(left, kind) : Join(left, kind, natural));
        }
    }

    // Takes the words of a join; null, and nothing taken, when no join begins here.
    private JoinKind? TryJoinKind()
    {
        int mark = _tokens.Mark;
        bool natural = _tokens.TryWord("NATURAL");
        JoinKind kind = JoinKind.Inner;
        if (_tokens.TryWord("CROSS"))
        {
            kind = JoinKind.Cross;
        }
        else if (_tokens.TryWord("FULL"))
        {
            _tokens.TryWord("OUTER");
            kind = JoinKind.FullOuter;
        }
        else if (_tokens.TryWord("RIGHT"))
        {
            _tokens.TryWord("OUTER");
            kind = JoinKind.RightOuter;
        }
        else if (_tokens.IsWord("LEFT") || _tokens.IsWord("SEMI") || _tokens.IsWord("ANTI"))
        {
            bool left = _tokens.TryWord("LEFT");
            kind = _tokens.TryWord("SEMI") ? JoinKind.LeftSemi : _tokens.TryWord("ANTI") ? JoinKind.LeftAnti : JoinKind.LeftOuter;
            _ = left && kind == JoinKind.LeftOuter && _tokens.TryWord("OUTER");
        }
        else
        {
            _tokens.TryWord("INNER");
        }

        if (_tokens.TryWord("JOIN"))
        {
            return kind;
        }

        if (natural || _tokens.Mark != mark)
        {
            _tokens.ExpectWord("JOIN");
        }

        return null;
    }

    private Join Join(Relation left, JoinKind kind, bool natural)
    {
        Relation right = TablePrimary();
        if (natural)
        {
            return new Join(left, right, kind, null, default) { IsNatural = true };
        }

        if (_tokens.TryWord("USING"))
        {
            return new Join(left, right, kind, null, NameList());
        }

        return new Join(left, right, kind, _tokens.TryWord("ON") ? _expressions.Expression() : null, default);
    }

    private LateralJoin Lateral(Relation left, JoinKind kind)
    {
        Relation right = LateralSide();
        Expression? condition = _tokens.TryWord("ON") ? _expressions.Expression() : null;
        return new LateralJoin(left, right, kind, condition);
    }

    private Relation LateralSide()
    {
        int start = _tokens.Current.Start;
        _tokens.ExpectWord("LATERAL");
        return _tokens.IsSymbol("(") || (_tokens.IsName() && _tokens.IsSymbol("(", 1))
            ? TablePrimary()
            : throw ParseErrors.At(_tokens.Text, start, "INVALID_SQL_SYNTAX.LATERAL_WITHOUT_SUBQUERY_OR_TABLE_VALUED_FUNC");
    }

    private Relation TablePrimary()
    {
        _tokens.EnsureStack();
        int start = _tokens.Current.Start;
        if (_tokens.IsSymbol("("))
        {
            return InParentheses(start);
        }

        if (_tokens.IsWord("VALUES") && !_tokens.IsSymbol(".", 1) && IsValues())
        {
            _tokens.Next();
            return Values(start);
        }

        ValueArray<string> name = _tokens.IsWord("IDENTIFIER") && _tokens.IsSymbol("(", 1) ? _expressions.IdentifierClause() : _tokens.Names();
        if (_tokens.IsSymbol("("))
        {
            return Function(start, name);
        }

        return Aliased(start, Sampled(Named(start, name)));
    }

    // (SELECT …), (VALUES …), or tables and joins in parentheses.
    private Relation InParentheses(int start)
    {
        _tokens.ExpectSymbol("(");
        Relation? inner = TryParenthesised();
        if (inner is null)
        {
            inner = From();
            _tokens.ExpectSymbol(")");
        }

        return Aliased(start, Sampled(inner));
    }

    private bool IsValues()
        => _tokens.IsSymbol("(", 1) || _tokens.Ahead(1).Kind is TokenKind.Integer or TokenKind.String or TokenKind.Decimal or TokenKind.Double
            or TokenKind.SizedInteger or TokenKind.Float || _tokens.IsWord("NULL", 1) || _tokens.IsWord("ARRAY", 1) || _tokens.IsWord("STRUCT", 1)
            || _tokens.IsWord("MAP", 1) || _tokens.IsWord("DATE", 1) || _tokens.IsWord("TIMESTAMP", 1) || _tokens.IsSymbol("-", 1);

    private Relation Named(int start, ValueArray<string> name)
    {
        if (CommonTable(name) is { } common)
        {
            return At(start, new SubqueryAlias(common, name[0], default));
        }

        (string Option, string Value)? moment = TimeTravel();
        OptionMap options = moment is { } m ? new OptionMap([new(m.Option, m.Value)]) : OptionMap.Empty;
        return new ReadTable(name, options) { Origin = new SqlOrigin(_tokens.Text, start, _tokens.PreviousEnd) };
    }

    private Relation Function(int start, ValueArray<string> name)
    {
        if (name.Count > 1)
        {
            throw ParseErrors.Fragment(_tokens.Text, start, _tokens.PreviousEnd, "INVALID_SQL_SYNTAX.INVALID_TABLE_VALUED_FUNC_NAME", ("funcName", SqlNames.Quote(string.Join('.', name))));
        }

        _tokens.ExpectSymbol("(");
        ValueArray<Expression> arguments = _tokens.IsSymbol(")") ? default : _expressions.List();
        _tokens.ExpectSymbol(")");
        TableFunction function = At(start, new TableFunction(name[0], arguments));
        (string? alias, ValueArray<string> columns) = TableAlias();
        Relation named = function with { ColumnNames = columns };
        return alias is null ? named : At(start, new SubqueryAlias(named, alias, default));
    }

    private Relation Values(int start)
    {
        List<RowValues> rows = [Row()];
        while (_tokens.TrySymbol(","))
        {
            rows.Add(Row());
        }

        (string? alias, ValueArray<string> columns) = TableAlias();
        InlineTable table = At(start, new InlineTable(rows.ToValueArray(), columns));
        if (rows.FindIndex(r => r.Values.Count != rows[0].Values.Count) is var odd && odd < 0 && !columns.IsEmpty && columns.Count != rows[0].Values.Count)
        {
            odd = 0;
        }

        return odd >= 0
            ? throw ParseErrors.Fragment(
                _tokens.Text,
                start,
                _tokens.PreviousEnd,
                "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH",
                ("expectedNumCols", $"{(columns.IsEmpty ? rows[0].Values.Count : columns.Count)}"),
                ("actualNumCols", $"{rows[odd].Values.Count}"),
                ("rowIndex", $"{odd}"))
            : alias is null ? table : At(start, new SubqueryAlias(table, alias, default));
    }

    // (1, 'a') is a row of two columns, 1 a row of one.
    private RowValues Row()
    {
        Expression row = _expressions.Expression();
        return row is FunctionCall { Name: "named_struct", Arguments: var arguments } && row.Origin is { } origin && origin.Fragment.StartsWith('(')
            ? new RowValues(arguments.Items.Where((_, i) => i % 2 == 1).ToValueArray())
            : new RowValues([row]);
    }

    private Relation Aliased(int start, Relation relation)
    {
        (string? alias, ValueArray<string> columns) = TableAlias();
        if (alias is null)
        {
            return relation;
        }

        relation = columns.IsEmpty ? relation : At(start, new ToDF(relation, columns));
        return At(start, new SubqueryAlias(relation, alias, default));
    }

    private (string? Name, ValueArray<string> Columns) TableAlias()
    {
        bool said = _tokens.TryWord("AS");
        if (!said && (!_tokens.IsName() || QueryWords.IsAfterTable(_tokens)))
        {
            return (null, default);
        }

        string name = _tokens.Name();
        return (name, _tokens.IsSymbol("(") ? NameList() : default);
    }
}
