using BigData.DuckDb;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Rendering;

/// <summary>Writes a lowered plan as one DuckDB statement. Columns have names of their own inside (<c>c12</c>), so equal names never clash.</summary>
internal sealed class Renderer
{
    private readonly Stack<IReadOnlyDictionary<long, ColumnText>> _outer = new();
    private readonly List<IScan> _scans = [];
    private int _aliases;

    /// <summary>The statement of a lowered plan.</summary>
    public static RenderedQuery Render(ResolvedRelation plan)
    {
        Renderer renderer = new();
        string sql = renderer.Visit(plan).ToOuterSql();
        return new RenderedQuery(sql, plan.Schema, renderer._scans.Distinct().ToValueArray(), KernelCatalog.In(sql).ToValueArray());
    }

    private Select Visit(ResolvedRelation node) => node switch
    {
        ScanRelation scan => Scan(scan),
        ResolvedRange range => Range(range),
        OneRow => new Select(string.Empty, default, new Dictionary<long, ColumnText>()),
        ResolvedProject project => Project(project),
        ResolvedFilter filter => Filter(filter),
        ResolvedJoin join => Join(join),
        ResolvedAggregate aggregate => Aggregate(aggregate),
        ResolvedSort sort => Sort(sort),
        ResolvedLimit limit => Limit(limit),
        ResolvedDistinct distinct => Distinct(distinct),
        ResolvedSet set => Set(set),
        _ => throw SparkErrors.Internal($"The renderer does not know {node.GetType().Name}; lowering should have replaced it."),
    };

    private string Alias() => FormattableString.Invariant($"q{++_aliases}");

    private Select Scan(ScanRelation scan)
    {
        _scans.Add(scan.Scan);
        ScanSql sql = scan.Scan.Write(new ScanRequest(scan.Fields.Map(f => f.SourceName), scan.Filters.Map(f => SourceNames(f, scan))));
        string alias = Alias();
        Dictionary<long, ColumnText> texts = [];
        for (int i = 0; i < scan.Fields.Count; i++)
        {
            texts[scan.Fields[i].Column.Id] = new ColumnText($"{alias}.{DuckDbSql.Identifier(sql.ColumnNames[i])}", ColumnUse.Plain);
        }

        return new Select($"{sql.FromItem} AS {alias}", scan.Columns, texts);
    }

    // A scan knows its columns by their names in the source.
    private static TypedExpression SourceNames(TypedExpression filter, ScanRelation scan)
        => ExpressionFacts.TransformUp(filter, e => e is ColumnReference reference && scan.Fields.Items.FirstOrDefault(f => f.Column.Id == reference.Column.Id) is { } field
            ? new ColumnReference(reference.Column with { Name = field.SourceName })
            : e);

    private Select Range(ResolvedRange range)
    {
        string alias = Alias();
        Dictionary<long, ColumnText> texts = new() { [range.Column.Id] = new ColumnText($"{alias}.id", ColumnUse.Plain) };
        string from = FormattableString.Invariant($"range(CAST('{range.Start}' AS BIGINT), CAST('{range.End}' AS BIGINT), CAST('{range.Step}' AS BIGINT)) AS {alias}(id)");
        return new Select(from, [range.Column], texts);
    }

    /// <summary>The select as a subquery, so that every column is a bare one.</summary>
    private Select Close(Select select)
    {
        if (select.IsBare)
        {
            return select;
        }

        string alias = Alias();
        return new Select($"(\n  {Select.Indent(select.ToInnerSql())}\n) AS {alias}", select.Columns, Plain(select.Columns, alias));
    }

    private static Dictionary<long, ColumnText> Plain(ValueArray<OutputColumn> columns, string alias)
    {
        Dictionary<long, ColumnText> texts = [];
        foreach (OutputColumn column in columns)
        {
            texts[column.Id] = new ColumnText($"{alias}.{column.SqlName}", ColumnUse.Plain);
        }

        return texts;
    }

    private Select Project(ResolvedProject project)
    {
        Select input = Visit(project.Input);
        if (input.GroupBy is not null || input.Distinct is not null || !CanInline(input, project))
        {
            input = Close(input);
        }

        Dictionary<long, ColumnText> texts = [];
        foreach (NamedExpression item in project.Expressions)
        {
            texts[item.Column.Id] = item.Value is ColumnReference reference && input.Texts.TryGetValue(reference.Column.Id, out ColumnText? same)
                ? same
                : new ColumnText(Text(item.Value, input), Use(item.Value));
        }

        return input with { Columns = project.Columns, Texts = texts };
    }

    private static ColumnUse Use(TypedExpression value) => IsFixed(value) ? ColumnUse.Fixed : ColumnUse.Once;

    private static bool IsFixed(TypedExpression value) => ExpressionFacts.DescendantsAndSelf(value).Any(e =>
        e is TypedWindow or TypedSubquery || (e is SqlExpression sql && VolatileSql.Is(sql.Template)));

    // Below DISTINCT, a limit or fixed columns nothing is computed; an expression is not repeated.
    private static bool CanInline(Select input, ResolvedProject project)
    {
        bool isPassThrough = project.Expressions.Items.All(e => e.Value is ColumnReference);
        if (isPassThrough)
        {
            HashSet<long> kept = [.. project.Expressions.Items.SelectMany(e => ExpressionFacts.Columns(e.Value)).Select(c => c.Id)];
            return input.Texts.All(t => kept.Contains(t.Key) || !t.Value.Sql.StartsWith("unnest(", StringComparison.Ordinal));
        }

        if (input.IsLimited || input.Texts.Values.Any(t => t.Sql.StartsWith("unnest(", StringComparison.Ordinal)))
        {
            return false;
        }

        bool hasFixed = project.Expressions.Items.Any(e => IsFixed(e.Value));
        if (hasFixed && (!input.OrderBy.IsEmpty || input.Texts.Values.Any(t => t.Use == ColumnUse.Fixed)))
        {
            return false;
        }

        Dictionary<long, int> uses = [];
        foreach (OutputColumn column in project.Expressions.Items.SelectMany(e => ExpressionFacts.Columns(e.Value)))
        {
            uses[column.Id] = uses.GetValueOrDefault(column.Id) + Weight(input, column);
        }

        return uses.All(u => u.Value <= 1) && !ReadsFixed(input, project);
    }

    private static int Weight(Select input, OutputColumn column)
        => input.Texts.TryGetValue(column.Id, out ColumnText? text) && text.Use != ColumnUse.Plain ? 1 : 0;

    private static bool ReadsFixed(Select input, ResolvedProject project) => project.Expressions.Items.Where(e => e.Value is not ColumnReference)
        .SelectMany(e => ExpressionFacts.Columns(e.Value)).Any(c => input.Texts.TryGetValue(c.Id, out ColumnText? text) && text.Use == ColumnUse.Fixed);

    private Select Filter(ResolvedFilter filter)
    {
        Select input = Visit(filter.Input);
        bool readsPlain = ExpressionFacts.Columns(filter.Condition).All(c => !input.Texts.TryGetValue(c.Id, out ColumnText? text) || text.Use == ColumnUse.Plain);
        if (input.GroupBy is not null || input.Distinct is not null || input.IsLimited || !input.OrderBy.IsEmpty || !readsPlain
            || input.Texts.Values.Any(t => t.Use == ColumnUse.Fixed))
        {
            input = Close(input);
        }

        return input with { Where = input.Where.Add(Text(filter.Condition, input)) };
    }

    private Select Sort(ResolvedSort sort)
    {
        Select input = Visit(sort.Input);
        bool readsPlain = sort.Keys.Items.SelectMany(k => ExpressionFacts.Columns(k.Value))
            .All(c => !input.Texts.TryGetValue(c.Id, out ColumnText? text) || text.Use == ColumnUse.Plain);
        if (input.GroupBy is not null || input.Distinct is not null || input.IsLimited || !input.OrderBy.IsEmpty || !readsPlain)
        {
            input = Close(input);
        }

        return input with { OrderBy = Keys(sort.Keys, input) };
    }

    private ValueArray<string> Keys(ValueArray<OrderKey> keys, Select input)
        => keys.Map(k => $"{SortText(k.Value, input)} {(k.IsDescending ? "DESC" : "ASC")} NULLS {(k.NullsFirst ? "FIRST" : "LAST")}");

    // A bare number would be taken for the position of a column.
    private string SortText(TypedExpression value, Select input) => value is TypedLiteral ? $"({Text(value, input)})::{DuckTypes.Name(value.Type)}" : Text(value, input);

    private Select Limit(ResolvedLimit limit)
    {
        Select input = Visit(limit.Input);
        if (input.IsLimited)
        {
            input = Close(input);
        }

        return input with { Limit = limit.Count, Offset = limit.Offset };
    }

    private Select Distinct(ResolvedDistinct distinct)
    {
        Select input = Close(Visit(distinct.Input));
        string text = distinct.Keys.IsEmpty ? "DISTINCT" : $"DISTINCT ON ({string.Join(", ", distinct.Keys.Items.Select(k => input.Texts[k.Id].Sql))})";
        return Close(input with { Distinct = text });
    }

    private Select Aggregate(ResolvedAggregate aggregate)
    {
        Select input = Visit(aggregate.Input);
        bool isOpen = input.GroupBy is null && input.Distinct is null && !input.IsLimited && input.OrderBy.IsEmpty
            && input.Texts.Values.All(t => t.Use != ColumnUse.Fixed)
            && aggregate.Keys.Items.All(k => input.Texts[k.Id].Use == ColumnUse.Plain)
            && aggregate.Outputs.Items.SelectMany(o => ExpressionFacts.Columns(o.Value)).GroupBy(c => c.Id)
                .All(g => !input.Texts.TryGetValue(g.Key, out ColumnText? text) || text.Use == ColumnUse.Plain || g.Count() == 1);
        input = isOpen ? input : Close(input);
        Dictionary<long, ColumnText> texts = [];
        foreach (NamedExpression output in aggregate.Outputs)
        {
            texts[output.Column.Id] = new ColumnText(Text(output.Value, input), ColumnUse.Fixed);
        }

        Select grouped = input with { Columns = aggregate.Columns, Texts = texts, GroupBy = Groups(aggregate, input), OrderBy = default };

        // Without columns an aggregate without keys still gives its one row.
        return grouped;
    }

    private static string? Groups(ResolvedAggregate aggregate, Select input)
    {
        string[] keys = [.. aggregate.Keys.Items.Select(k => input.Texts[k.Id].Sql)];
        if (aggregate.GroupingSets is { } sets)
        {
            // No rows have no total in Spark.
            return $"GROUP BY GROUPING SETS ({string.Join(", ", sets.Items.Select(s => $"({string.Join(", ", s.Items.Select(i => keys[i]))})"))})\nHAVING count(*) > 0";
        }

        return keys.Length == 0 ? "HAVING true" : $"GROUP BY {string.Join(", ", keys)}";
    }

    private Select Join(ResolvedJoin join)
    {
        Select left = Side(Close(Visit(join.Left)));
        Select right = LateralSide(join, left);
        Dictionary<long, ColumnText> texts = new(left.Texts);
        foreach ((long id, ColumnText text) in right.Texts)
        {
            texts.TryAdd(id, text);
        }

        Select both = new(string.Empty, join.Columns, texts);
        string word = join.Kind switch
        {
            JoinKind.Cross => "CROSS JOIN",
            JoinKind.LeftOuter => "LEFT JOIN",
            JoinKind.RightOuter => "RIGHT JOIN",
            JoinKind.FullOuter => "FULL JOIN",
            JoinKind.LeftSemi => "SEMI JOIN",
            JoinKind.LeftAnti => "ANTI JOIN",
            _ => "JOIN",
        };
        string condition = join.Kind == JoinKind.Cross ? string.Empty : $" ON {(join.Condition is null ? "true" : Text(join.Condition, both))}";
        return both with { From = $"{left.From}\n{word} {right.From}{condition}" };
    }

    private Select LateralSide(ResolvedJoin join, Select left)
    {
        if (!join.IsLateral)
        {
            return Side(Close(Visit(join.Right)));
        }

        _outer.Push(left.Texts);
        Select inner = Visit(join.Right);
        _outer.Pop();
        string alias = Alias();
        return new Select($"LATERAL (\n  {Select.Indent(inner.ToInnerSql())}\n) AS {alias}", inner.Columns, Plain(inner.Columns, alias));
    }

    // A side without FROM, or that is itself a join, needs parentheses of its own.
    private Select Side(Select select)
    {
        if (select.From.Length > 0 && !select.From.Contains("JOIN ", StringComparison.Ordinal))
        {
            return select;
        }

        string alias = Alias();
        return new Select($"(\n  {Select.Indent(select.ToInnerSql())}\n) AS {alias}", select.Columns, Plain(select.Columns, alias));
    }

    private Select Set(ResolvedSet set)
    {
        string word = set.Kind.ToString().ToUpperInvariant() + (set.IsAll ? " ALL" : string.Empty);
        Select left = Visit(set.Left);
        Select right = Visit(set.Right);
        string alias = Alias();
        string first = Part(left, set.OutputColumns);
        string second = Part(right, set.OutputColumns);
        string from = $"(\n  ({Select.Indent(first)})\n  {word}\n  ({Select.Indent(second)})\n) AS {alias}";
        return new Select(from, set.OutputColumns, Plain(set.OutputColumns, alias));
    }

    private static string Part(Select select, ValueArray<OutputColumn> names) => select.ToSql((_, i) => names[i].SqlName);

    private string Text(TypedExpression expression, Select input) => new ExpressionSql(column => Find(column, input), Subquery(input)).Of(expression);

    private string Find(OutputColumn column, Select input)
    {
        if (input.Texts.TryGetValue(column.Id, out ColumnText? text))
        {
            return text.Sql;
        }

        foreach (IReadOnlyDictionary<long, ColumnText> outer in _outer)
        {
            if (outer.TryGetValue(column.Id, out ColumnText? found))
            {
                return found.Sql;
            }
        }

        throw SparkErrors.Internal($"The column {column} is not among the input's columns.");
    }

    private Func<TypedSubquery, string> Subquery(Select input) => subquery =>
    {
        _outer.Push(input.Texts);
        Select plan = Visit(subquery.Plan);
        _outer.Pop();
        return $"(\n  {Select.Indent(plan.ToInnerSql())}\n)";
    };
}
