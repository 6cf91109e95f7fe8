using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>Primary expressions: constants, names, parentheses, CASE, CAST, lambdas.</summary>
internal sealed partial class ExpressionParser
{
    private Expression Primary()
    {
        int start = _tokens.Current.Start;
        return _tokens.Current.Kind switch
        {
            TokenKind.Word => WordPrimary(start),
            TokenKind.QuotedName => NamePrimary(start),
            TokenKind.String => At(start, new Literal(DataTypes.String, _tokens.String())),
            TokenKind.Integer or TokenKind.SizedInteger or TokenKind.Decimal or TokenKind.Double or TokenKind.Float => NumberLiteral(),
            TokenKind.Symbol => SymbolPrimary(start),
            _ => throw _tokens.Unexpected(),
        };
    }

    private Expression SymbolPrimary(int start)
    {
        if (_tokens.TrySymbol("*"))
        {
            ValueArray<ValueArray<string>> except = Except();
            return At(start, new Star(default) { Except = except });
        }

        if (_tokens.TrySymbol("?"))
        {
            return At(start, _parameters.Next(new ParameterMarker(null, start)));
        }

        if (_tokens.IsSymbol(":") && _tokens.IsName(1))
        {
            _tokens.Next();
            return At(start, _parameters.Named(new ParameterMarker(_tokens.Name(), start)));
        }

        if (_tokens.IsSymbol("("))
        {
            return Parenthesised(start);
        }

        throw _tokens.Unexpected();
    }

    private Expression Parenthesised(int start)
    {
        if (TryLambda(start) is { } lambda)
        {
            return lambda;
        }

        _tokens.ExpectSymbol("(");
        if (Queries.TryParenthesised() is { } query)
        {
            return At(start, new SubqueryExpression(SubqueryKind.Scalar, query, default));
        }

        List<Expression> items = [NamedExpression()];
        while (_tokens.TrySymbol(","))
        {
            items.Add(NamedExpression());
        }

        _tokens.ExpectSymbol(")");
        return items.Count > 1 ? At(start, NamedStruct(items)) : items[0] is Alias ? throw _tokens.Unexpected() : items[0];
    }

    // (a, b AS c) is a struct whose fields take the names of the expressions.
    private static FunctionCall NamedStruct(List<Expression> items)
    {
        List<Expression> arguments = [];
        for (int i = 0; i < items.Count; i++)
        {
            string name = items[i] switch
            {
                Alias { Names: [var alias] } => alias,
                UnresolvedAttribute a => a.NameParts[^1],
                LambdaVariable v => v.NameParts[^1],
                ExtractValue { Extraction: Literal { Value: string field } } => field,
                _ => $"col{i + 1}",
            };
            arguments.Add(new Literal(DataTypes.String, name));
            arguments.Add(items[i] is Alias a2 ? a2.Child : items[i]);
        }

        return new FunctionCall(["named_struct"], arguments.ToValueArray());
    }

    private Expression WordPrimary(int start)
    {
        if (_tokens.Ahead(1).Kind == TokenKind.String)
        {
            return TypedLiteral(start);
        }

        if (!IsPlainNameHere() || _tokens.IsWord("NULL") || _tokens.IsWord("TRUE") || _tokens.IsWord("FALSE"))
        {
            if (_tokens.TryWord("NULL"))
            {
                return At(start, new Literal(DataTypes.Null, null));
            }

            if (_tokens.IsWord("TRUE") || _tokens.IsWord("FALSE"))
            {
                bool value = _tokens.IsWord("TRUE");
                _tokens.Next();
                return At(start, new Literal(DataTypes.Boolean, value));
            }

            if (_tokens.IsWord("CASE") && !_tokens.IsSymbol(".", 1))
            {
                return At(start, Case());
            }

            if (_tokens.IsWord("INTERVAL") && TryInterval(start) is { } interval)
            {
                return interval;
            }

            if (_tokens.IsWord("EXISTS") && _tokens.IsSymbol("(", 1) && TryExists(start) is { } exists)
            {
                return exists;
            }
        }

        return _tokens.IsSymbol("(", 1) && TrySpecialCall(start) is { } call ? call : NamePrimary(start);
    }

    // exists(array, x -> …) is a function.
    private SubqueryExpression? TryExists(int start)
    {
        int mark = _tokens.Mark;
        _tokens.Next();
        _tokens.ExpectSymbol("(");
        if (Queries.TryParenthesised() is { } query)
        {
            return At(start, new SubqueryExpression(SubqueryKind.Exists, query, default));
        }

        _tokens.Reset(mark);
        return null;
    }

    private FunctionCall Case()
    {
        _tokens.ExpectWord("CASE");
        Expression? subject = _tokens.IsWord("WHEN") ? null : Expression();
        List<Expression> arguments = [];
        do
        {
            _tokens.ExpectWord("WHEN");
            Expression condition = Expression();
            arguments.Add(subject is null ? condition : new FunctionCall("==", subject, condition) { Origin = condition.Origin });
            _tokens.ExpectWord("THEN");
            arguments.Add(Expression());
        }
        while (_tokens.IsWord("WHEN"));

        if (_tokens.TryWord("ELSE"))
        {
            arguments.Add(Expression());
        }

        _tokens.ExpectWord("END");
        return new FunctionCall(["when"], arguments.ToValueArray());
    }

    // A column, a star of a relation, a function, or a lambda with one variable.
    private Expression NamePrimary(int start)
    {
        if (_tokens.IsSymbol("->", 1) && TryLambda(start) is { } lambda)
        {
            return lambda;
        }

        if (_tokens.IsWord("IDENTIFIER") && _tokens.IsSymbol("(", 1) && (_tokens.Ahead(2).Kind == TokenKind.String || _tokens.IsSymbol(":", 2) || _tokens.IsSymbol("?", 2)))
        {
            ValueArray<string> named = IdentifierClause();
            return _tokens.IsSymbol("(") ? Call(start, named) : At(start, new UnresolvedAttribute(named));
        }

        List<string> parts = [_tokens.Name()];
        while (_tokens.IsSymbol("."))
        {
            if (_tokens.IsSymbol("*", 1))
            {
                _tokens.Next();
                _tokens.Next();
                ValueArray<ValueArray<string>> except = Except();
                return At(start, new Star(parts.ToValueArray()) { Except = except });
            }

            if (!_tokens.IsName(1))
            {
                _tokens.Next();
                throw _tokens.Unexpected();
            }

            _tokens.Next();
            parts.Add(_tokens.Name());
        }

        if (_tokens.IsSymbol("("))
        {
            return Call(start, parts.ToValueArray());
        }

        return At(start, new UnresolvedAttribute(parts.ToValueArray()));
    }

    // x -> body, (x, y) -> body. Gives null, and takes nothing, when no lambda stands here.
    private Lambda? TryLambda(int start)
    {
        int mark = _tokens.Mark;
        List<string> names = [];
        if (_tokens.TrySymbol("("))
        {
            while (_tokens.IsName())
            {
                names.Add(_tokens.Name());
                if (!_tokens.TrySymbol(","))
                {
                    break;
                }
            }

            if (names.Count == 0 || !_tokens.TrySymbol(")"))
            {
                _tokens.Reset(mark);
                return null;
            }
        }
        else
        {
            names.Add(_tokens.Name());
        }

        if (!_tokens.TrySymbol("->"))
        {
            _tokens.Reset(mark);
            return null;
        }

        HashSet<string> variables = new(names, StringComparer.OrdinalIgnoreCase);
        Expression body = Expression().TransformUp<Expression>(n => n is UnresolvedAttribute { PlanId: null } a && variables.Contains(a.NameParts[0])
            ? new LambdaVariable(a.NameParts) { Origin = a.Origin }
            : n);
        return At(start, new Lambda(body, names.Select(n => new LambdaVariable([n])).ToValueArray()));
    }

    /// <summary>IDENTIFIER('a.b'): a name given as text.</summary>
    public ValueArray<string> IdentifierClause()
    {
        int start = _tokens.Current.Start;
        _tokens.ExpectWord("IDENTIFIER");
        _tokens.ExpectSymbol("(");
        Expression name = Expression();
        _tokens.ExpectSymbol(")");
        return name is Literal { Value: string text }
            ? SqlParser.ParseName(text)
            : throw ParseErrors.Unsupported(
                _tokens.Text, start, "IDENTIFIER of an expression", "It must be one text or argument.", "Put the name together before, and give it as an argument.");
    }

    // * EXCEPT (a, t.b)
    private ValueArray<ValueArray<string>> Except()
    {
        if (!_tokens.IsWord("EXCEPT") || !_tokens.IsSymbol("(", 1) || QueryWords.Begin.Contains(_tokens.WordAt(2)))
        {
            return default;
        }

        _tokens.Next();
        _tokens.ExpectSymbol("(");
        List<ValueArray<string>> names = [_tokens.Names()];
        while (_tokens.TrySymbol(","))
        {
            names.Add(_tokens.Names());
        }

        _tokens.ExpectSymbol(")");
        return names.ToValueArray();
    }
}
