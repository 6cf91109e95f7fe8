using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>Predicates: BETWEEN, IN, LIKE and its kin, IS.</summary>
internal sealed partial class ExpressionParser
{
    private static readonly string[] PredicateWords = ["BETWEEN", "IN", "LIKE", "ILIKE", "RLIKE", "REGEXP"];

    private Expression Predicated(int start, Expression value)
    {
        int mark = _tokens.Mark;
        bool negated = _tokens.TryWord("NOT");
        Expression? predicate = null;
        if (_tokens.TryWord("BETWEEN"))
        {
            _tokens.TryWord("ASYMMETRIC");
            Expression lower = Operators(0);
            _tokens.ExpectWord("AND");
            predicate = new FunctionCall("between", value, lower, Operators(0));
        }
        else if (_tokens.IsWord("IN"))
        {
            predicate = In(start, value);
        }
        else if (_tokens.IsWord("LIKE") || _tokens.IsWord("ILIKE") || _tokens.IsWord("RLIKE") || _tokens.IsWord("REGEXP"))
        {
            predicate = Like(start, value, ref negated);
        }
        else if (!negated && _tokens.TryWord("IS"))
        {
            return At(start, Is(value));
        }

        if (predicate is null)
        {
            _tokens.Reset(mark);
            return value;
        }

        predicate = predicate is SubqueryExpression ? predicate : At(start, predicate);
        return negated ? At(start, new FunctionCall("not", predicate)) : predicate;
    }

    // The words that would make the next token a predicate, not an alias.
    private bool IsPredicateAhead()
        => PredicateWords.Any(w => _tokens.IsWord(w)) || _tokens.IsWord("IS") || (_tokens.IsWord("NOT") && PredicateWords.Any(w => _tokens.IsWord(w, 1)));

    private Expression In(int start, Expression value)
    {
        int word = _tokens.Next().Start;
        _tokens.ExpectSymbol("(");
        if (_tokens.TrySymbol(")"))
        {
            throw ParseErrors.Fragment(_tokens.Text, start, _tokens.PreviousEnd, "INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE");
        }

        if (Queries.TryParenthesised() is { } query)
        {
            return At(word, new SubqueryExpression(SubqueryKind.In, query, Members(value)));
        }

        List<Expression> items = [value, NamedExpression()];
        while (_tokens.TrySymbol(","))
        {
            items.Add(NamedExpression());
        }

        _tokens.ExpectSymbol(")");
        return new FunctionCall(["in"], items.ToValueArray());
    }

    private Expression Is(Expression value)
    {
        bool negated = _tokens.TryWord("NOT");
        Expression test;
        if (_tokens.TryWord("NULL") || _tokens.TryWord("UNKNOWN"))
        {
            return new FunctionCall(negated ? "isNotNull" : "isNull", value);
        }

        if (_tokens.IsWord("TRUE") || _tokens.IsWord("FALSE"))
        {
            test = new FunctionCall("<=>", value, new Literal(DataTypes.Boolean, _tokens.IsWord("TRUE")));
            _tokens.Next();
        }
        else
        {
            _tokens.ExpectWord("DISTINCT");
            _tokens.ExpectWord("FROM");
            test = new FunctionCall("<=>", value, Operators(0));
            negated = !negated;
        }

        return negated ? new FunctionCall("not", test) : test;
    }

    private FunctionCall Like(int start, Expression value, ref bool negated)
    {
        string name = _tokens.TryWord("REGEXP") ? "rlike" : _tokens.TextOf(_tokens.Next()).ToLowerInvariant();
        bool all = _tokens.IsWord("ALL");
        if (name != "rlike" && _tokens.IsSymbol("(", 1) && (all || _tokens.IsWord("ANY") || _tokens.IsWord("SOME")))
        {
            return LikeMany(start, value, name, all, ref negated);
        }

        Expression pattern = Operators(0);
        if (name == "rlike" || !_tokens.TryWord("ESCAPE"))
        {
            return new FunctionCall(name, value, pattern);
        }

        string escape = _tokens.String();
        if (escape.Length != 1)
        {
            throw ParseErrors.Fragment(_tokens.Text, start, _tokens.PreviousEnd, "INVALID_ESC", ("invalidEscape", $"'{escape}'"));
        }

        return new FunctionCall(name, value, pattern, new Literal(DataTypes.String, escape));
    }

    // NOT LIKE ANY is true when one pattern does not match, NOT LIKE ALL when none does.
    private FunctionCall LikeMany(int start, Expression value, string name, bool all, ref bool negated)
    {
        _tokens.Next();
        _tokens.ExpectSymbol("(");
        FunctionCall? result = null;
        do
        {
            FunctionCall one = At(start, new FunctionCall(name, value, Operators(0)));
            one = negated ? At(start, new FunctionCall("not", one)) : one;
            result = result is null ? one : At(start, new FunctionCall(all ? "and" : "or", result, one));
        }
        while (_tokens.TrySymbol(","));
        _tokens.ExpectSymbol(")");
        negated = false;
        return result;
    }

    // (a, b) IN (SELECT x, y …) compares column by column.
    private static ValueArray<Expression> Members(Expression value)
        => value is FunctionCall { Name: "named_struct", Arguments: var arguments } call && call.Origin is { } origin && origin.Fragment.StartsWith('(')
            ? arguments.Items.Where((_, i) => i % 2 == 1).ToValueArray()
            : [value];
}
