using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>Functions: plain calls with their clauses, and those with a grammar of their own.</summary>
internal sealed partial class ExpressionParser
{
    private static readonly HashSet<string> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        "YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DAYOFYEAR", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND",
    };

    /// <summary>The arguments and clauses of a function whose name has been read.</summary>
    public Expression Call(int start, ValueArray<string> name)
    {
        _tokens.ExpectSymbol("(");
        bool distinct = _tokens.TryWord("DISTINCT");
        if (!distinct && _tokens.IsWord("ALL") && !IsPlainNameHere())
        {
            _tokens.Next();
        }

        bool isStruct = name.Count == 1 && name[0].Equals("struct", StringComparison.OrdinalIgnoreCase);
        List<Expression> arguments = [];
        while (!_tokens.IsSymbol(")") || arguments.Count > 0)
        {
            arguments.Add(isStruct ? NamedExpression() : Argument());
            if (!_tokens.TrySymbol(","))
            {
                break;
            }
        }

        if (distinct && arguments.Count == 0)
        {
            throw _tokens.Unexpected();
        }

        bool? ignoreNulls = arguments.Count > 0 && _tokens.IsWord("NULLS", 1) ? TryNullTreatment() : null;
        _tokens.ExpectSymbol(")");
        if (ignoreNulls is { } ignore)
        {
            arguments.Add(new Literal(DataTypes.Boolean, ignore));
        }

        if (!distinct && arguments is [Star { Target.IsEmpty: true }] && name.Count == 1 && name[0].Equals("count", StringComparison.OrdinalIgnoreCase))
        {
            arguments[0] = new Literal(DataTypes.Integer, 1) { Origin = arguments[0].Origin };
        }

        return Clauses(start, new FunctionCall(name, arguments.ToValueArray()) { IsDistinct = distinct });
    }

    private Expression Argument()
    {
        int start = _tokens.Current.Start;
        if (_tokens.IsName() && _tokens.IsSymbol("=>", 1))
        {
            string name = _tokens.Name();
            _tokens.Next();
            return At(start, new NamedArgument(name, Expression()));
        }

        return Expression();
    }

    private Expression Clauses(int start, FunctionCall call)
    {
        if (_tokens.IsWord("WITHIN") && _tokens.IsWord("GROUP", 1) && _tokens.IsSymbol("(", 2))
        {
            _tokens.TryWords("WITHIN", "GROUP");
            _tokens.ExpectSymbol("(");
            _tokens.ExpectWord("ORDER");
            _tokens.ExpectWord("BY");
            call = call with { WithinGroup = SortOrders() };
            _tokens.ExpectSymbol(")");
        }

        if (_tokens.IsWord("FILTER") && _tokens.IsSymbol("(", 1))
        {
            _tokens.Next();
            _tokens.ExpectSymbol("(");
            _tokens.ExpectWord("WHERE");
            call = call with { Filter = Expression() };
            _tokens.ExpectSymbol(")");
        }

        if (_tokens.IsWord("NULLS", 1) && TryNullTreatment() is { } ignoreNulls)
        {
            call = call with { IgnoreNulls = ignoreNulls };
        }

        call = At(start, call);
        return _tokens.IsWord("OVER") && (_tokens.IsSymbol("(", 1) || _tokens.IsName(1)) ? Over(start, call) : call;
    }

    private bool? TryNullTreatment()
        => _tokens.TryWords("IGNORE", "NULLS") ? true : _tokens.TryWords("RESPECT", "NULLS") ? false : null;

    // Calls whose arguments are not a plain list. Gives null, and takes nothing, when this is not one.
    private Expression? TrySpecialCall(int start)
    {
        int mark = _tokens.Mark;
        string word = _tokens.TextOf(_tokens.Current).ToUpperInvariant();
        Expression? call = word switch
        {
            "CAST" or "TRY_CAST" => CastCall(word == "TRY_CAST"),
            "EXTRACT" => Extract(),
            "SUBSTRING" or "SUBSTR" => Substring(),
            "TRIM" => Trim(),
            "POSITION" => Position(),
            "OVERLAY" => Overlay(),
            "TIMESTAMPADD" or "DATEADD" or "DATE_ADD" => UnitCall("timestampadd"),
            "TIMESTAMPDIFF" or "DATEDIFF" or "DATE_DIFF" => UnitCall("timestampdiff"),
            _ => null,
        };
        if (call is null)
        {
            _tokens.Reset(mark);
            return null;
        }

        _tokens.ExpectSymbol(")");
        return At(start, call);
    }

    private Cast CastCall(bool isTry)
    {
        Open();
        Expression value = Expression();
        _tokens.ExpectWord("AS");
        return new Cast(value, _types.Type(), isTry ? CastMode.Try : CastMode.Session);
    }

    private FunctionCall? Extract()
    {
        Open();
        if (!_tokens.IsName() || !_tokens.IsWord("FROM", 1))
        {
            return null;
        }

        string field = _tokens.Name();
        _tokens.Next();
        return new FunctionCall("extract", Text(field), Expression());
    }

    private FunctionCall? Substring()
    {
        Open();
        if (TryExpression() is not { } value || !_tokens.TryWord("FROM"))
        {
            return null;
        }

        Expression from = Expression();
        return _tokens.TryWord("FOR")
            ? new FunctionCall("substring", value, from, Expression())
            : new FunctionCall("substring", value, from);
    }

    private FunctionCall? Trim()
    {
        Open();
        bool both = _tokens.IsWord("BOTH");
        bool leading = _tokens.IsWord("LEADING");
        bool sided = (both || leading || _tokens.IsWord("TRAILING")) && !IsPlainNameHere();
        string name = !sided || both ? "trim" : leading ? "ltrim" : "rtrim";
        if (sided)
        {
            _tokens.Next();
        }

        Expression? characters = sided && _tokens.IsWord("FROM") ? null : TryExpression();
        if (!_tokens.TryWord("FROM"))
        {
            return null;
        }

        return characters is null ? new FunctionCall(name, Expression()) : new FunctionCall(name, characters, Expression());
    }

    private FunctionCall? Position()
    {
        Open();
        if (TryOperand() is not { } part || !_tokens.TryWord("IN"))
        {
            return null;
        }

        return new FunctionCall("locate", part, Operators(0), new Literal(DataTypes.Integer, 1));
    }

    private FunctionCall? Overlay()
    {
        Open();
        if (TryExpression() is not { } value || !_tokens.TryWord("PLACING"))
        {
            return null;
        }

        Expression replacement = Expression();
        _tokens.ExpectWord("FROM");
        Expression from = Expression();
        return _tokens.TryWord("FOR")
            ? new FunctionCall("overlay", value, replacement, from, Expression())
            : new FunctionCall("overlay", value, replacement, from);
    }

    // dateadd(DAY, 1, d): the unit is a word, not a column; with two arguments it is the plain function.
    private FunctionCall? UnitCall(string name)
    {
        Open();
        if (_tokens.Current.Kind != TokenKind.Word || !_tokens.IsSymbol(",", 1) || !Units.Contains(_tokens.TextOf(_tokens.Current)))
        {
            return null;
        }

        string unit = _tokens.Name();
        _tokens.Next();
        Expression first = Expression();
        return _tokens.TrySymbol(",") ? new FunctionCall(name, Text(unit), first, Expression()) : null;
    }

    private void Open()
    {
        _tokens.Next();
        _tokens.ExpectSymbol("(");
    }

    private Expression? TryExpression() => _tokens.IsSymbol(")") ? null : Expression();

    private Expression? TryOperand() => _tokens.IsSymbol(")") ? null : Operators(0);

    private static Literal Text(string value) => new(DataTypes.String, value);
}
