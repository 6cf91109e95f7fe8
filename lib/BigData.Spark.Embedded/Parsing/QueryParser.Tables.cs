using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <content>What may follow the name of a table: a version of it, a sample of its rows.</content>
internal sealed partial class QueryParser
{
    // [FOR] VERSION|SYSTEM_VERSION|TIMESTAMP|SYSTEM_TIME AS OF …
    private (string Option, string Value)? TimeTravel()
    {
        int ahead = _tokens.IsWord("FOR") ? 1 : 0;
        string word = _tokens.WordAt(ahead);
        bool isVersion = word is "VERSION" or "SYSTEM_VERSION";
        if ((!isVersion && word is not ("TIMESTAMP" or "SYSTEM_TIME")) || !_tokens.IsWord("AS", ahead + 1) || !_tokens.IsWord("OF", ahead + 2))
        {
            return null;
        }

        for (int i = 0; i < ahead + 3; i++)
        {
            _tokens.Next();
        }

        if (isVersion)
        {
            bool isText = _tokens.Current.Kind == TokenKind.String;
            return ("versionAsOf", isText ? _tokens.String() : _tokens.Integer().ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        int start = _tokens.Current.Start;
        Expression value = _expressions.Expression();
        return ("timestampAsOf", Moment(start, value));
    }

    private string Moment(int start, Expression value) => value switch
    {
        Literal { Value: string text } => text,
        Cast { Child: var child, Type: TimestampType or TimestampNtzType or DateType } => Moment(start, child),
        Literal { Type: TimestampType or TimestampNtzType or DateType, Value: not null } literal => literal.ToString().Split('\'')[1],
        _ => throw ParseErrors.Unsupported(
            _tokens.Text, start, "a computed time after AS OF", "It must be a text, a date or a timestamp.", "Write TIMESTAMP AS OF '2026-01-31 12:00:00'."),
    };

    private Relation Sampled(Relation relation)
    {
        if ((_tokens.IsWord("PIVOT") || _tokens.IsWord("UNPIVOT")) && _tokens.IsSymbol("(", 1))
        {
            string word = _tokens.WordAt(0);
            throw ParseErrors.Unsupported(
                _tokens.Text,
                _tokens.Current.Start,
                $"clause {word}",
                "It is not read in SQL text.",
                word == "PIVOT" ? "Use GroupBy(...).Pivot(...) of the frame." : "Use Unpivot(...) of the frame.");
        }

        if (!_tokens.IsWord("TABLESAMPLE"))
        {
            return relation;
        }

        int start = _tokens.Current.Start;
        _tokens.Next();
        _tokens.ExpectSymbol("(");
        Relation sampled;
        string amount = _tokens.IsName() ? throw _tokens.Unexpected() : _tokens.TextOf(_tokens.Next());
        if (_tokens.TryWord("PERCENT"))
        {
            sampled = new Sample(relation, 0, double.Parse(amount, System.Globalization.CultureInfo.InvariantCulture) / 100, false, null);
        }
        else if (_tokens.TryWord("ROWS") && int.TryParse(amount, System.Globalization.CultureInfo.InvariantCulture, out int rows))
        {
            sampled = new Limit(relation, rows);
        }
        else
        {
            throw ParseErrors.Unsupported(
                _tokens.Text, start, "TABLESAMPLE of buckets or bytes", "It samples by percent or by rows.", "Write TABLESAMPLE (10 PERCENT) or TABLESAMPLE (100 ROWS).");
        }

        _tokens.ExpectSymbol(")");
        if (!_tokens.TryWord("REPEATABLE"))
        {
            return sampled;
        }

        _tokens.ExpectSymbol("(");
        long seed = _tokens.Integer();
        _tokens.ExpectSymbol(")");
        return sampled is Sample sample ? sample with { Seed = seed } : sampled;
    }
}
