using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>Windows and orders.</summary>
internal sealed partial class ExpressionParser
{
    /// <summary>The list after ORDER BY.</summary>
    public ValueArray<SortOrder> SortOrders()
    {
        List<SortOrder> orders = [SortItem()];
        while (_tokens.TrySymbol(","))
        {
            orders.Add(SortItem());
        }

        return orders.ToValueArray();
    }

    private SortOrder SortItem()
    {
        int start = _tokens.Current.Start;
        Expression value = Expression();
        SortDirection direction = _tokens.TryWord("DESC") ? SortDirection.Descending : SortDirection.Ascending;
        if (direction == SortDirection.Ascending)
        {
            _tokens.TryWord("ASC");
        }

        NullOrdering nulls = direction == SortDirection.Ascending ? NullOrdering.First : NullOrdering.Last;
        if (_tokens.TryWord("NULLS"))
        {
            bool first = _tokens.TryWord("FIRST");
            if (!first)
            {
                _tokens.ExpectWord("LAST");
            }

            nulls = first ? NullOrdering.First : NullOrdering.Last;
        }

        return At(start, new SortOrder(value, direction, nulls));
    }

    /// <summary>A window in parentheses, or the name of one.</summary>
    public WindowDefinition WindowDefinition()
    {
        if (_tokens.IsName())
        {
            return new WindowDefinition(default, default, null, _tokens.Name());
        }

        _tokens.ExpectSymbol("(");
        if (_tokens.IsName() && _tokens.IsSymbol(")", 1))
        {
            string name = _tokens.Name();
            _tokens.ExpectSymbol(")");
            return new WindowDefinition(default, default, null, name);
        }

        ValueArray<Expression> partition = _tokens.TryWords("PARTITION", "BY") || _tokens.TryWords("DISTRIBUTE", "BY") ? List() : default;
        ValueArray<SortOrder> order = _tokens.TryWords("ORDER", "BY") || _tokens.TryWords("SORT", "BY") ? SortOrders() : default;
        WindowFrame? frame = _tokens.IsWord("ROWS") || _tokens.IsWord("RANGE") ? Frame() : null;
        _tokens.ExpectSymbol(")");
        return new WindowDefinition(partition, order, frame);
    }

    private Window Over(int start, FunctionCall function)
    {
        _tokens.ExpectWord("OVER");
        WindowDefinition window = WindowDefinition();
        return At(start, new Window(function, window.PartitionBy, window.OrderBy, window.Frame) { Reference = window.Reference });
    }

    private WindowFrame Frame()
    {
        FrameKind kind = _tokens.IsWord("ROWS") ? FrameKind.Rows : FrameKind.Range;
        _tokens.Next();
        if (!_tokens.TryWord("BETWEEN"))
        {
            return new WindowFrame(kind, Bound(), FrameBound.CurrentRow);
        }

        FrameBound lower = Bound();
        _tokens.ExpectWord("AND");
        return new WindowFrame(kind, lower, Bound());
    }

    private FrameBound Bound()
    {
        if (_tokens.TryWords("CURRENT", "ROW"))
        {
            return FrameBound.CurrentRow;
        }

        if (_tokens.TryWord("UNBOUNDED"))
        {
            if (!_tokens.TryWord("PRECEDING"))
            {
                _tokens.ExpectWord("FOLLOWING");
            }

            return FrameBound.Unbounded;
        }

        Expression distance = Expression();
        if (!_tokens.TryWord("PRECEDING"))
        {
            _tokens.ExpectWord("FOLLOWING");
            return new FrameBound(FrameBoundKind.Value, distance);
        }

        return new FrameBound(FrameBoundKind.Value, Negate(distance));
    }

    // A distance before the current row is negative, as clients of Connect send it.
    private static Expression Negate(Expression distance) => distance switch
    {
        Literal { Value: int n } literal => literal with { Value = -n },
        Literal { Value: long n } literal => literal with { Value = -n },
        Literal { Value: double n } literal => literal with { Value = -n },
        Literal { Value: System.Numerics.BigInteger n } literal => literal with { Value = -n },
        _ => new FunctionCall("negative", distance),
    };
}
