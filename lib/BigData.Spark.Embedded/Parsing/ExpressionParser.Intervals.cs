using System.Globalization;
using System.Numerics;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>ANSI intervals: <c>INTERVAL '1-2' YEAR TO MONTH</c>, <c>INTERVAL 1 DAY 2 HOURS</c>, <c>INTERVAL '3 days'</c>.</summary>
internal sealed partial class ExpressionParser
{
    private static readonly string[] FieldNames = ["DAY", "HOUR", "MINUTE", "SECOND"];

    // Micros of a unit with the field it belongs to; months are kept apart by a negative field.
    private static readonly Dictionary<string, (int Field, long Size)> IntervalUnits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["YEAR"] = (-2, 12),
        ["MONTH"] = (-1, 1),
        ["WEEK"] = (0, 7 * 86_400_000_000),
        ["DAY"] = (0, 86_400_000_000),
        ["HOUR"] = (1, 3_600_000_000),
        ["MINUTE"] = (2, 60_000_000),
        ["SECOND"] = (3, 1_000_000),
        ["MILLISECOND"] = (3, 1_000),
        ["MICROSECOND"] = (3, 1),
    };

    // Gives null, and takes nothing, when INTERVAL is a plain name here.
    private Literal? TryInterval(int start)
    {
        TokenKind next = _tokens.Ahead(_tokens.IsSymbol("-", 1) || _tokens.IsSymbol("+", 1) ? 2 : 1).Kind;
        if (next is not (TokenKind.Integer or TokenKind.Decimal or TokenKind.String))
        {
            return null;
        }

        _tokens.Next();
        return Interval(start);
    }

    private Literal Interval(int start)
    {
        bool quoted = _tokens.Current.Kind == TokenKind.String;
        string value = IntervalValue();
        if (quoted && UnitHere() is null)
        {
            return At(start, IntervalOfText(start, value));
        }

        string unit = TakeUnit();
        if (quoted && _tokens.TryWord("TO"))
        {
            return At(start, FieldsOfText(start, value, unit, TakeUnit()));
        }

        List<(string Value, string Unit)> parts = [(value, unit)];
        while (_tokens.Current.Kind is TokenKind.Integer or TokenKind.Decimal or TokenKind.String or TokenKind.Symbol && PartAhead())
        {
            string more = IntervalValue();
            parts.Add((more, TakeUnit()));
        }

        return At(start, Sum(start, parts));
    }

    private bool PartAhead()
    {
        int sign = _tokens.IsSymbol("-") || _tokens.IsSymbol("+") ? 1 : 0;
        return _tokens.Ahead(sign).Kind is TokenKind.Integer or TokenKind.Decimal or TokenKind.String && UnitAt(sign + 1) is not null;
    }

    private string IntervalValue()
    {
        string sign = _tokens.TrySymbol("-") ? "-" : "";
        _tokens.TrySymbol("+");
        if (_tokens.Current.Kind == TokenKind.String)
        {
            return sign + _tokens.String().Trim();
        }

        return _tokens.Current.Kind is TokenKind.Integer or TokenKind.Decimal ? sign + _tokens.TextOf(_tokens.Next()) : throw _tokens.Unexpected();
    }

    private string? UnitHere() => UnitAt(0);

    private string? UnitAt(int ahead) => _tokens.Ahead(ahead).Kind == TokenKind.Word ? UnitOf(_tokens.TextOf(_tokens.Ahead(ahead))) : null;

    private static string? UnitOf(string word)
    {
        string upper = word.ToUpperInvariant();
        string single = upper.EndsWith('S') ? upper[..^1] : upper;
        return IntervalUnits.ContainsKey(single) ? single : null;
    }

    private string TakeUnit()
    {
        string unit = UnitHere() ?? throw _tokens.Unexpected();
        _tokens.Next();
        return unit;
    }

    private Literal Sum(int start, List<(string Value, string Unit)> parts)
    {
        int[] fields = [.. parts.Select(p => IntervalUnits[p.Unit].Field)];
        if (fields.Any(f => f < 0) && fields.Any(f => f >= 0))
        {
            throw ParseErrors.Unsupported(
                _tokens.Text, start, "interval of months and days", "Spark refuses it as well: the two do not add up.", "Add two intervals one after the other.");
        }

        BigInteger total = 0;
        foreach ((string value, string unit) in parts)
        {
            total += Amount(start, value, IntervalUnits[unit].Size, IntervalUnits[unit].Field);
        }

        return fields[0] < 0
            ? new Literal(new YearMonthIntervalType((YearMonthField)(fields.Min() + 2), (YearMonthField)(fields.Max() + 2)), Checked<int>(start, total))
            : new Literal(new DayTimeIntervalType((DayTimeField)fields.Min(), (DayTimeField)fields.Max()), Checked<long>(start, total));
    }

    private BigInteger Amount(int start, string value, long size, int field)
    {
        if (BigInteger.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole))
        {
            return whole * size;
        }

        bool fraction = field == 3 && decimal.TryParse(
            value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
        return fraction
            ? (BigInteger)decimal.Truncate(decimal.Parse(value, CultureInfo.InvariantCulture) * size)
            : throw BadInterval(start, value);
    }

    // '1 day 2 hours' without units after it.
    private Literal IntervalOfText(int start, string text)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        words = words is ["interval" or "INTERVAL", ..] ? words[1..] : words;
        List<(string, string)> parts = [];
        for (int i = 0; i + 1 < words.Length; i += 2)
        {
            parts.Add((words[i], UnitOf(words[i + 1]) ?? throw BadInterval(start, text)));
        }

        return parts.Count > 0 && words.Length % 2 == 0 ? Sum(start, parts) : throw BadInterval(start, text);
    }

    private Literal FieldsOfText(int start, string text, string from, string to)
    {
        string sign = text.StartsWith('-') ? "-" : "";
        string body = text.TrimStart('-', '+');
        if (from == "YEAR" && to == "MONTH")
        {
            string[] both = body.Split('-');
            return both.Length == 2 ? Sum(start, [(sign + both[0], from), (sign + both[1], to)]) : throw BadInterval(start, text);
        }

        int first = Array.IndexOf(FieldNames, from);
        int last = Array.IndexOf(FieldNames, to);
        string[] parts = body.Split(' ', ':');
        if (first < 0 || last <= first || parts.Length != last - first + 1)
        {
            throw BadInterval(start, text);
        }

        return Sum(start, [.. parts.Select((p, i) => (sign + p, FieldNames[first + i]))]);
    }

    private T Checked<T>(int start, BigInteger value)
        where T : struct, INumber<T>, IMinMaxValue<T>
        => value >= BigInteger.CreateChecked(T.MinValue) && value <= BigInteger.CreateChecked(T.MaxValue)
            ? T.CreateChecked(value)
            : throw BadInterval(start, value.ToString(CultureInfo.InvariantCulture));

    private Sql.SparkException BadInterval(int start, string value)
        => ParseErrors.Fragment(
            _tokens.Text, start, _tokens.PreviousEnd, "INVALID_TYPED_LITERAL", ("valueType", "\"INTERVAL\""), ("value", $"'{value}'"));
}
