using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;

namespace BigData.Spark.Embedded.Resolving;

/// <content>What stands directly above groups and may still aggregate their rows: HAVING, QUALIFY, ORDER BY.</content>
internal sealed partial class RelationResolver
{
    private Scope ResolveHaving(Having having)
    {
        Scope input = Resolve(having.Input);
        GroupScope groups = input.Groups ?? throw AnalysisErrors.UnsupportedRelation("HAVING", "It stands above something that is no group.");
        ExpressionResolver resolver = new(groups.Input with { Outer = _outer }, options, ids, this) { Fallback = input, Candidates = input.Columns };
        TypedExpression condition = Condition(resolver.Resolve(having.Condition), having.Condition);
        if (ExpressionFacts.HasWindow(condition))
        {
            throw AnalysisErrors.At("WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE", null, ("clauseName", "HAVING"));
        }

        Lifting lifting = new(this, input, groups);
        condition = lifting.Lift(condition, having.Condition);
        return Lifted(input, lifting, relation => new ResolvedFilter(relation, condition));
    }

    private Scope ResolveSortOfGroups(ValueArray<SortOrder> order, Scope input, GroupScope groups)
    {
        ExpressionResolver resolver = Expressions(input, allowsMissing: true, fallback: groups.Input);
        Lifting lifting = new(this, input, groups);
        ValueArray<OrderKey> keys = order.Map(o => resolver.ResolveKey(o) is var key ? key with { Value = lifting.Lift(key.Value, o.Child) } : key);
        return Lifted(input, lifting, relation => new ResolvedSort(relation, keys));
    }

    // Windows are computed above the select list; their columns are left out again.
    private Scope ResolveQualify(Qualify qualify)
    {
        Scope input = Resolve(qualify.Input);
        if (!HasWindow(qualify))
        {
            throw AnalysisErrors.At("QUALIFY_REQUIRES_WINDOW_FUNCTION", null);
        }

        ExpressionResolver resolver = Expressions(input, allowsMissing: true);
        TypedExpression condition = Condition(resolver.Resolve(qualify.Condition), qualify.Condition);
        ResolvedRelation wide = Widen(input.Relation, resolver.Missing);
        List<NamedExpression> columns = [.. wide.Columns.Items.Select(NamedExpression.PassThrough)];
        condition = ExpressionFacts.TransformDown(condition, e =>
        {
            if (e is not TypedWindow)
            {
                return null;
            }

            OutputColumn column = ids.New(PrettyName.Of(e), e.Type, e.IsNullable);
            columns.Add(new NamedExpression(e, column));
            return new ColumnReference(column);
        });
        ResolvedFilter filter = new(new ResolvedProject(wide, columns.ToValueArray()), condition);
        return input.Over(new ResolvedProject(filter, input.Relation.Columns.Map(NamedExpression.PassThrough))) with { Groups = null };
    }

    private static bool HasWindow(Qualify qualify)
    {
        Relation list = qualify.Input is Having having ? having.Input : qualify.Input;
        ValueArray<Expression> items = list switch
        {
            Project project => project.Expressions,
            Aggregate aggregate => aggregate.Aggregates,
            _ => default,
        };
        return items.Items.Append(qualify.Condition).Any(e => e.DescendantsAndSelf().Any(n => n is Window));
    }

    // The relation over the wider groups, with the columns that it had.
    private static Scope Lifted(Scope input, Lifting lifting, Func<ResolvedRelation, ResolvedRelation> make)
        => lifting.IsEmpty
            ? input.Over(make(input.Relation))
            : input.Over(new ResolvedProject(make(lifting.Widen(input.Relation)), input.Relation.Columns.Map(NamedExpression.PassThrough)));

    /// <summary>Brings keys and aggregates that an expression above groups names into the output of the groups.</summary>
    private sealed class Lifting(RelationResolver resolver, Scope output, GroupScope groups)
    {
        private readonly List<NamedExpression> _added = [];
        private readonly List<OutputColumn> _keys = [];

        public bool IsEmpty => _added.Count == 0 && _keys.Count == 0;

        /// <summary>The expression over columns of the groups, some of them to be added.</summary>
        public TypedExpression Lift(TypedExpression value, Expression syntax)
        {
            if (groups.Keys.Find(value) is { } key)
            {
                return KeyColumn(key);
            }

            switch (value)
            {
                case TypedCall { Function: "grouping" or "grouping_id" } grouping:
                    return Added(groups.Keys.Grouping(grouping, syntax));
                case TypedCall when ExpressionFacts.IsAggregate(value):
                    return Added(Checked(value, syntax));
                case TypedWindow { Function: TypedCall function } window:
                    TypedExpression inner = function.WithChildren(function.Children.Map(c => Lift(c, syntax)));
                    return window.WithChildren(new([inner, .. window.Children.Items.Skip(1).Select(c => Lift(c, syntax))]));
                case ColumnReference reference:
                    return Column(reference, syntax);
                case TypedSubquery subquery:
                    AddOuterKeys(subquery);
                    return subquery.WithChildren(subquery.Children.Map(c => Lift(c, syntax)));
                default:
                    return value.WithChildren(value.Children.Map(c => Lift(c, syntax)));
            }
        }

        /// <summary>The groups with the added columns, as far down as they are grouped.</summary>
        public ResolvedRelation Widen(ResolvedRelation relation)
        {
            switch (relation)
            {
                case ResolvedAggregate aggregate:
                    IEnumerable<NamedExpression> keys = _keys.Where(k => !aggregate.Outputs.Items.Any(o => o.Column.Id == k.Id)).Select(NamedExpression.PassThrough);
                    return aggregate with { Outputs = new([.. aggregate.Outputs, .. _added, .. keys]) };
                case UnaryRelation unary:
                    ResolvedRelation below = Widen(unary.Input);
                    IEnumerable<OutputColumn> more = _added.Select(a => a.Column).Concat(_keys).Where(c => !relation.Columns.Items.Any(known => known.Id == c.Id));
                    return unary is ResolvedProject project
                        ? project with { Input = below, Expressions = new([.. project.Expressions, .. more.Select(NamedExpression.PassThrough)]) }
                        : unary with { Input = below };
                default:
                    throw Errors.SparkErrors.Internal("Groups have no aggregate below.");
            }
        }

        private ColumnReference KeyColumn(ColumnReference key)
        {
            if (!output.Relation.Columns.Items.Any(c => c.Id == key.Column.Id) && !_keys.Exists(k => k.Id == key.Column.Id))
            {
                _keys.Add(key.Column);
            }

            return key;
        }

        private ColumnReference Added(TypedExpression value)
        {
            TypedExpression canonical = Canonical.Of(value);
            if (_added.Find(a => Canonical.Of(a.Value).Equals(canonical)) is { } known)
            {
                return new ColumnReference(known.Column);
            }

            OutputColumn column = resolver.NewColumn(value);
            _added.Add(new NamedExpression(value, column));
            return new ColumnReference(column);
        }

        private TypedExpression Checked(TypedExpression aggregate, Expression syntax)
        {
            if (aggregate.Children.Items.Any(ExpressionFacts.HasAggregate))
            {
                throw AnalysisErrors.Make("NESTED_AGGREGATE_FUNCTION", syntax);
            }

            // An aggregate of a column that is itself an aggregate of the select list.
            OutputColumn? wrong = ExpressionFacts.Columns(aggregate)
                .FirstOrDefault(c => output.Has(c.Id) && !groups.Input.Relation.Columns.Items.Any(i => i.Id == c.Id) && groups.Keys.Find(new ColumnReference(c)) is null);
            return wrong is null ? aggregate : throw AnalysisErrors.Make(
                "MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_APPEAR_IN_OPERATION",
                syntax,
                ("missingAttributes", $"\"{wrong.Name}\""),
                ("input", string.Join(", ", groups.Input.Columns.Select(c => $"\"{c.Column.Name}\""))),
                ("operator", "Aggregate"),
                ("operation", $"\"{wrong.Name}\""));
        }

        // A column of the rows that is no key means the column of the select list that has its name.
        private ColumnReference Column(ColumnReference reference, Expression syntax)
        {
            if (output.Has(reference.Column.Id))
            {
                return reference;
            }

            ScopeColumn[] named = [.. output.Columns.Where(c => resolver.SameName(c.Column.Name, reference.Column.Name))];
            return named.Length == 1
                ? new ColumnReference(named[0].Column)
                : throw AnalysisErrors.UnresolvedColumn([reference.Column.Name], output.Columns, Place(reference, syntax));
        }

        private static Expression Place(ColumnReference reference, Expression syntax) => syntax.DescendantsAndSelf().OfType<UnresolvedAttribute>()
            .FirstOrDefault(a => a.NameParts[^1].Equals(reference.Column.Name, StringComparison.OrdinalIgnoreCase)) ?? syntax;

        // A correlated subquery may read keys only.
        private void AddOuterKeys(TypedSubquery subquery)
        {
            foreach (OutputColumn column in ExpressionFacts.Columns(subquery).Where(c => groups.Input.Relation.Columns.Items.Any(i => i.Id == c.Id)))
            {
                if (groups.Keys.Find(new ColumnReference(column)) is { } key)
                {
                    KeyColumn(key);
                }
            }
        }
    }

    private OutputColumn NewColumn(TypedExpression value) => ids.New(PrettyName.Of(value), value.Type, value.IsNullable);
}
