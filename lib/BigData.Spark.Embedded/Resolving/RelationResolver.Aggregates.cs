using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;

namespace BigData.Spark.Embedded.Resolving;

/// <content>Groups and aggregates.</content>
internal sealed partial class RelationResolver
{
    private Scope GlobalAggregate(Scope input, ExpressionResolver resolver, List<SelectItem> items, SqlOrigin? origin)
        => Grouped(input with { Relation = Widen(input.Relation, resolver.Missing) }, [], items, null, origin);

    private Scope ResolveAggregate(Aggregate aggregate)
    {
        Scope input = WithTimeWindow(Resolve(aggregate.Input), [.. aggregate.Grouping.Items, .. aggregate.Aggregates.Items]);
        ExpressionResolver resolver = Expressions(input);
        List<SelectItem>? select = aggregate.IsSelect ? SelectItems(aggregate.Aggregates, resolver) : null;
        ExpressionResolver keyResolver = select is null ? resolver : KeyResolver(input, select);
        List<SelectItem> keys = select is null
            ? [.. aggregate.Grouping.Items.SelectMany(g => Items(g, resolver))]
            : [.. aggregate.Grouping.Items.SelectMany(g => SelectKeys(g, select, keyResolver))];
        foreach (SelectItem key in keys)
        {
            CheckKey(key);
        }

        if (aggregate.Kind == GroupKind.Pivot)
        {
            return ResolvePivot(aggregate, input, resolver, keys);
        }

        ValueArray<ValueArray<int>>? sets = aggregate.Kind switch
        {
            GroupKind.Rollup => Enumerable.Range(0, keys.Count + 1).Select(n => Enumerable.Range(0, keys.Count - n).ToValueArray()).ToValueArray(),
            GroupKind.Cube => Cube(keys.Count),
            GroupKind.GroupingSets => GroupingSets(aggregate, e => select is null ? resolver.Resolve(e) : SelectKeys(e, select, keyResolver).First().Value, keys),
            _ => null,
        };
        List<SelectItem> outputs = select ?? [.. keys, .. aggregate.Aggregates.Items.SelectMany(a => Items(a, resolver))];
        Scope widened = input with { Relation = Widen(input.Relation, resolver.Missing.Concat(keyResolver.Missing)) };
        return Grouped(widened, keys, outputs, sets, aggregate.Origin);
    }

    private static void CheckKey(SelectItem key)
    {
        if (ExpressionFacts.HasAggregate(key.Value))
        {
            throw AnalysisErrors.Make("GROUP_BY_AGGREGATE", key.Syntax, ("sqlExpr", PrettyName.Of(key.Value)));
        }

        if (!TypeRules.IsOrderable(key.Value.Type))
        {
            throw AnalysisErrors.Make("GROUP_EXPRESSION_TYPE_IS_NOT_ORDERABLE", key.Syntax, ("sqlExpr", AnalysisErrors.Sql(key.Value)), ("dataType", AnalysisErrors.Type(key.Value.Type)));
        }
    }

    private static ValueArray<ValueArray<int>> Cube(int keys)
    {
        IEnumerable<ValueArray<int>> sets = Enumerable.Range(0, 1 << keys)
            .Select(mask => Enumerable.Range(0, keys).Where(k => (mask & (1 << (keys - 1 - k))) == 0).ToValueArray());
        return sets.ToValueArray();
    }

    private static ValueArray<ValueArray<int>> GroupingSets(Aggregate aggregate, Func<Expression, TypedExpression> resolve, List<SelectItem> keys)
    {
        foreach (Expression expression in aggregate.GroupingSets.Items.SelectMany(s => s.Expressions.Items))
        {
            TypedExpression value = resolve(expression);
            if (!keys.Exists(k => Same(k.Value, value)))
            {
                keys.Add(new SelectItem(value, expression as Alias, null, expression));
            }
        }

        return aggregate.GroupingSets.Map(set => set.Expressions.Map(e => keys.FindIndex(k => Same(k.Value, resolve(e)))));
    }

    private static bool Same(TypedExpression a, TypedExpression b) => Canonical.Of(a).Equals(Canonical.Of(b));

    // Keys become columns of a projection, so that the aggregate groups by plain columns.
    private Scope Grouped(Scope input, List<SelectItem> keys, List<SelectItem> outputs, ValueArray<ValueArray<int>>? sets, SqlOrigin? origin = null)
    {
        List<NamedExpression> before = [];
        List<OutputColumn> keyColumns = [];
        foreach (SelectItem key in keys)
        {
            OutputColumn column = key.Value is ColumnReference { Column: var plain } && sets is null && !keyColumns.Exists(k => k.Id == plain.Id)
                ? plain
                : ids.New(key.Alias?.Names[0] ?? key.Name ?? Label(key.Value), key.Value.Type, key.Value.IsNullable);
            keyColumns.Add(column);
            before.Add(new NamedExpression(key.Value, column));
        }

        ResolvedRelation relation = input.Relation;
        if (before.Exists(b => !b.IsPassThrough))
        {
            IEnumerable<NamedExpression> rest = relation.Columns.Items.Where(c => !keyColumns.Exists(k => k.Id == c.Id)).Select(NamedExpression.PassThrough);
            relation = new ResolvedProject(relation, new([.. rest, .. before]));
        }

        KeyReplacer replacer = new(keys.ConvertAll(k => Canonical.Of(k.Value)), keyColumns, sets, origin);
        List<NamedExpression> named = [];
        for (int i = 0; i < outputs.Count; i++)
        {
            SelectItem item = outputs[i];
            string name = item.Alias?.Names[0] ?? item.Name ?? Label(item.Value);
            TypedExpression value = i < keys.Count && ReferenceEquals(item, keys[i]) ? replacer.Key(i) : replacer.Replace(item.Value, item.Syntax, keys.Count > 0);
            OutputColumn column = value is ColumnReference reference && item.Alias is null && sets is null
                ? reference.Column with { Name = name }
                : ids.New(name, value.Type, value.IsNullable);
            named.Add(new NamedExpression(value, column));
        }

        RejectOpenWindows(outputs);
        ResolvedRelation aggregate = WindowedAggregate(relation, keyColumns.ToValueArray(), named, sets);
        return input.Closed(aggregate) with { Below = null, Groups = new GroupScope(input with { Groups = null }, replacer) };
    }

    // Windows over aggregates are computed above the groups.
    private ResolvedRelation WindowedAggregate(
        ResolvedRelation relation, ValueArray<OutputColumn> keys, List<NamedExpression> outputs, ValueArray<ValueArray<int>>? sets)
    {
        if (!outputs.Exists(o => ExpressionFacts.HasWindow(o.Value)))
        {
            return new ResolvedAggregate(relation, keys, outputs.ToValueArray()) { GroupingSets = sets };
        }

        List<NamedExpression> inner = [];
        List<NamedExpression> outer = outputs.ConvertAll(o => o with { Value = Split(o.Value, inner) });
        inner.AddRange(keys.Items.Where(k => !inner.Exists(i => i.Column.Id == k.Id)).Select(NamedExpression.PassThrough));
        ResolvedAggregate aggregate = new(relation, keys, inner.ToValueArray()) { GroupingSets = sets };
        return new ResolvedProject(aggregate, outer.ToValueArray());
    }

    private TypedExpression Split(TypedExpression value, List<NamedExpression> inner)
    {
        switch (value)
        {
            case TypedWindow { Function: TypedCall function } window:
                TypedExpression replaced = function.WithChildren(function.Children.Map(c => Split(c, inner)));
                ValueArray<TypedExpression> rest = window.Children.Items.Skip(1).Select(c => Split(c, inner)).ToValueArray();
                return window.WithChildren(new([replaced, .. rest.Items]));
            case TypedCall when ExpressionFacts.IsAggregate(value):
                OutputColumn column = ids.New(PrettyName.Of(value), value.Type, value.IsNullable);
                inner.Add(new NamedExpression(value, column));
                return new ColumnReference(column);
            default:
                return value.WithChildren(value.Children.Map(c => Split(c, inner)));
        }
    }
}
