using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Parsing;

/// <content>GROUP BY: expressions, ALL, ROLLUP, CUBE, GROUPING SETS and their products.</content>
internal sealed partial class QueryParser
{
    private Grouping ReadGrouping()
    {
        if (_tokens.IsWord("ALL") && !_tokens.IsSymbol("(", 1) && !_tokens.IsSymbol(",", 1) && !_tokens.IsSymbol(".", 1))
        {
            int start = _tokens.Current.Start;
            _tokens.Next();
            return new Grouping(GroupKind.GroupBy, [new EveryColumn { Origin = new SqlOrigin(_tokens.Text, start, _tokens.PreviousEnd) }], default);
        }

        List<Element> elements = [GroupingElement()];
        while (_tokens.TrySymbol(","))
        {
            elements.Add(GroupingElement());
        }

        GroupKind? suffix = _tokens.TryWords("WITH", "ROLLUP") ? GroupKind.Rollup : _tokens.TryWords("WITH", "CUBE") ? GroupKind.Cube : null;
        if (suffix is { } all)
        {
            return new Grouping(all, elements.SelectMany(e => e.Sets[0].Items).ToValueArray(), default);
        }

        if (_tokens.IsWord("GROUPING") && _tokens.IsWord("SETS", 1))
        {
            // GROUP BY a, b GROUPING SETS (…): the sets name what is listed before.
            Element sets = GroupingElement();
            return Sets(elements.SelectMany(e => e.Sets[0].Items), sets.Sets);
        }

        return Combine(elements);
    }

    private static Grouping Combine(List<Element> elements)
    {
        if (elements.TrueForAll(e => e.Kind == GroupKind.GroupBy))
        {
            return new Grouping(GroupKind.GroupBy, elements.SelectMany(e => e.Sets[0].Items).ToValueArray(), default);
        }

        if (elements is [{ Kind: GroupKind.Rollup or GroupKind.Cube, IsSimple: true } single])
        {
            return new Grouping(single.Kind, single.Keys, default);
        }

        List<ValueArray<Expression>> product = [default];
        foreach (Element element in elements)
        {
            product = [.. product.SelectMany(p => element.Sets, (p, s) => new ValueArray<Expression>(p.Items.AddRange(s.Items.Where(e => !p.Items.Contains(e)))))];
        }

        return Sets(elements.SelectMany(e => e.Keys.Items), product);
    }

    private static Grouping Sets(IEnumerable<Expression> keys, List<ValueArray<Expression>> sets)
        => new(GroupKind.GroupingSets, keys.Distinct().ToValueArray(), sets.Select(s => new GroupingSet(s)).ToValueArray());

    private Element GroupingElement()
    {
        if (_tokens.IsWord("GROUPING") && _tokens.IsWord("SETS", 1) && _tokens.IsSymbol("(", 2))
        {
            _tokens.TryWords("GROUPING", "SETS");
            List<Element> inner = ListOf(() => _tokens.IsSymbol("(") ? Plain(KeySet()) : GroupingElement());
            return new Element(GroupKind.GroupingSets, inner.SelectMany(e => e.Keys.Items).Distinct().ToValueArray(), [.. inner.SelectMany(e => e.Sets)], IsSimple: false);
        }

        bool rollup = _tokens.IsWord("ROLLUP") && _tokens.IsSymbol("(", 1);
        if (!rollup && !(_tokens.IsWord("CUBE") && _tokens.IsSymbol("(", 1)))
        {
            return Plain([Key()]);
        }

        _tokens.Next();
        List<ValueArray<Expression>> parts = ListOf(() => _tokens.IsSymbol("(") ? KeySet() : [Key()]);
        List<ValueArray<Expression>> sets = rollup
            ? [.. Enumerable.Range(0, parts.Count + 1).Select(n => Join(parts.Take(parts.Count - n)))]
            : [.. Enumerable.Range(0, 1 << parts.Count).Select(mask => Join(parts.Where((_, i) => (mask & (1 << (parts.Count - 1 - i))) == 0)))];
        return new Element(rollup ? GroupKind.Rollup : GroupKind.Cube, Join(parts), sets, parts.TrueForAll(p => p.Count == 1));
    }

    private static Element Plain(ValueArray<Expression> keys) => new(GroupKind.GroupBy, keys, [keys], IsSimple: true);

    private static ValueArray<Expression> Join(IEnumerable<ValueArray<Expression>> parts) => parts.SelectMany(p => p.Items).ToValueArray();

    // (a, b) is a set of two keys, (a + b) * 2 one key.
    private ValueArray<Expression> KeySet()
    {
        int mark = _tokens.Mark;
        _tokens.ExpectSymbol("(");
        List<Expression> keys = [];
        while (!_tokens.IsSymbol(")"))
        {
            keys.Add(Key());
            if (!_tokens.TrySymbol(","))
            {
                break;
            }
        }

        _tokens.ExpectSymbol(")");
        if (_tokens.IsSymbol(",") || _tokens.IsSymbol(")"))
        {
            return keys.ToValueArray();
        }

        _tokens.Reset(mark);
        return [Key()];
    }

    private Expression Key()
    {
        Expression key = _expressions.Expression();
        return key is Literal { Value: int position } ? new Ordinal(position) { Origin = key.Origin } : key;
    }

    private List<T> ListOf<T>(Func<T> item)
    {
        _tokens.ExpectSymbol("(");
        List<T> items = [item()];
        while (_tokens.TrySymbol(","))
        {
            items.Add(item());
        }

        _tokens.ExpectSymbol(")");
        return items;
    }

    /// <summary>What GROUP BY says.</summary>
    private sealed record Grouping(GroupKind Kind, ValueArray<Expression> Keys, ValueArray<GroupingSet> Sets)
    {
        public static Grouping None { get; } = new(GroupKind.GroupBy, default, default);
    }

    /// <summary>One element of GROUP BY and the sets of keys that it stands for.</summary>
    private sealed record Element(GroupKind Kind, ValueArray<Expression> Keys, List<ValueArray<Expression>> Sets, bool IsSimple);
}
