namespace BigData.Spark.Embedded.Plans;

/// <summary>The column at a place of the select list, from 1, in GROUP BY and ORDER BY.</summary>
internal sealed record Ordinal(int Position) : Expression;

/// <summary>ALL in GROUP BY (every column of the select list without an aggregate) and in ORDER BY (every column).</summary>
internal sealed record EveryColumn : Expression;

/// <summary>One row of VALUES.</summary>
internal sealed record RowValues(ValueArray<Expression> Values) : Expression
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Values);

    private protected override PlanNode Rebuild(ChildReader children) => this with { Values = children.List(Values) };
}

/// <summary>A column that the resolver has found by its place in the select list.</summary>
internal sealed record ResolvedColumn(long Id) : Expression;
