using System.Collections.Immutable;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <content>Joins.</content>
internal sealed partial class RelationResolver
{
    private Scope ResolveJoin(Join join)
    {
        Scope left = Resolve(join.Left);
        Scope right = Resolve(join.Right);
        if (join.IsNatural)
        {
            ValueArray<string> common = left.Columns.Select(c => c.Column.Name).Where(n => right.Columns.Any(c => SameName(c.Column.Name, n))).ToValueArray();
            join = join with { Using = common, IsNatural = false };
        }

        return join.Using.IsEmpty ? OnCondition(join.Kind, join.Condition, left, right, isLateral: false) : OnColumns(join, left, right);
    }

    private Scope ResolveLateral(LateralJoin join)
    {
        if (join.Kind is not (JoinKind.Inner or JoinKind.LeftOuter or JoinKind.Cross))
        {
            throw AnalysisErrors.Make("UNSUPPORTED_JOIN_TYPE", null, ("typ", join.Kind.ToString()), ("supported", "'inner', 'leftouter', 'cross'"));
        }

        Scope left = Resolve(join.Left);
        Scope right = Resolve(join.Right, left);
        return OnCondition(join.Kind, join.Condition, left, right, isLateral: true);
    }

    private Scope OnCondition(JoinKind kind, Expression? syntax, Scope left, Scope right, bool isLateral)
    {
        JoinKind effective = syntax is null && kind == JoinKind.Inner ? JoinKind.Cross : kind;
        Scope both = Both(new ResolvedJoin(left.Relation, right.Relation, JoinKind.Cross, null), left, right);
        TypedExpression? condition = null;
        ResolvedRelation leftRelation = left.Relation;
        ResolvedRelation rightRelation = right.Relation;
        if (syntax is not null)
        {
            ExpressionResolver resolver = Expressions(both);
            condition = resolver.Resolve(syntax);
            condition = condition.Type is BooleanType ? condition
                : condition.Type is NullType ? Coercion.To(condition, DataTypes.Boolean, SessionCast)
                : throw AnalysisErrors.Make(
                    "JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE", syntax, ("joinCondition", AnalysisErrors.Sql(condition)), ("conditionType", AnalysisErrors.Type(condition.Type)));
            foreach (OutputColumn missing in resolver.Missing)
            {
                leftRelation = MissingColumns.Add(leftRelation, missing) ?? leftRelation;
                rightRelation = leftRelation.Columns.Items.Any(c => c.Id == missing.Id) ? rightRelation : MissingColumns.Add(rightRelation, missing) ?? rightRelation;
            }
        }

        ResolvedJoin joined = new(leftRelation, rightRelation, effective == JoinKind.Cross && condition is not null ? JoinKind.Inner : effective, condition)
        {
            IsLateral = isLateral,
        };
        if (kind is JoinKind.LeftSemi or JoinKind.LeftAnti)
        {
            return left.Over(joined);
        }

        ResolvedRelation relation = joined.Columns.Count == both.Columns.Length
            ? joined
            : new ResolvedProject(joined, both.Columns.Select(c => NamedExpression.PassThrough(joined.Columns.Items.First(j => j.Id == c.Column.Id))).ToValueArray());
        return Both(relation, left, right);
    }

    private static Scope Both(ResolvedRelation relation, Scope left, Scope right) => new(relation, Scope.Requalify(relation, left, right))
    {
        Hidden = [.. left.Hidden, .. right.Hidden],
        Plans = Scope.MergePlans(left, right),
    };

    // The shared columns come first; the other side's columns of the same names stay reachable through their frame.
    private Scope OnColumns(Join join, Scope left, Scope right)
    {
        List<(OutputColumn Left, OutputColumn Right)> pairs = [.. join.Using.Items.Select(name => (Side(name, left, "left"), Side(name, right, "right")))];
        TypedExpression? condition = null;
        foreach ((OutputColumn a, OutputColumn b) in pairs)
        {
            TypedExpression equal = Equal(a, b);
            condition = condition is null ? equal : new TypedCall("and", [condition, equal], DataTypes.Boolean, condition.IsNullable || equal.IsNullable);
        }

        JoinKind kind = join.Kind == JoinKind.Cross ? JoinKind.Inner : join.Kind;
        ResolvedJoin joined = new(left.Relation, right.Relation, kind, condition);
        if (kind is JoinKind.LeftSemi or JoinKind.LeftAnti)
        {
            return left.Over(joined);
        }

        Dictionary<long, OutputColumn> output = joined.Columns.Items.GroupBy(c => c.Id).ToDictionary(g => g.Key, g => g.First());
        List<NamedExpression> shared = [.. pairs.Select(p => Shared(kind, output[p.Left.Id], output[p.Right.Id]))];
        HashSet<long> used = [.. pairs.SelectMany(p => new[] { p.Left.Id, p.Right.Id })];
        ResolvedProject project = new(
            joined,
            new([.. shared, .. joined.Columns.Items.Where(c => !used.Contains(c.Id)).Select(NamedExpression.PassThrough)]));
        HashSet<long> visible = [.. project.Columns.Items.Select(c => c.Id)];
        ImmutableArray<ScopeColumn> hidden = [.. left.Columns.Concat(right.Columns).Where(c => used.Contains(c.Column.Id) && !visible.Contains(c.Column.Id))
            .Select(c => c with { Column = output[c.Column.Id] })];
        return new Scope(project, Scope.Requalify(project, left, right))
        {
            Hidden = [.. left.Hidden, .. right.Hidden, .. hidden],
            Plans = Scope.MergePlans(left, right),
            Below = Both(joined, left, right),
        };
    }

    private OutputColumn Side(string name, Scope scope, string side)
    {
        ScopeColumn[] matches = [.. scope.Columns.Where(c => SameName(c.Column.Name, name))];
        if (matches.Length > 1)
        {
            throw AnalysisErrors.Ambiguous([name], matches, null);
        }

        return matches.Length == 1
            ? matches[0].Column
            : throw AnalysisErrors.Make(
                "UNRESOLVED_USING_COLUMN_FOR_JOIN",
                null,
                ("colName", SqlNames.Quote(name)),
                ("side", side),
                ("suggestion", string.Join(", ", scope.Columns.Select(c => SqlNames.Quote(c.Column.Name)).Order(StringComparer.Ordinal))));
    }

    private TypedExpression Equal(OutputColumn left, OutputColumn right)
    {
        FunctionRow equal = FunctionTable.Get("==");
        FunctionCall syntax = new("==", new UnresolvedAttribute([left.Name]), new UnresolvedAttribute([right.Name]));
        return equal.Bind(equal, new Invocation("==", [new ColumnReference(left), new ColumnReference(right)], syntax, options));
    }

    private NamedExpression Shared(JoinKind kind, OutputColumn left, OutputColumn right)
    {
        switch (kind)
        {
            case JoinKind.RightOuter:
                return NamedExpression.PassThrough(right with { Name = left.Name });
            case JoinKind.FullOuter:
                DataType type = TypeRules.Common(left.Type, right.Type)!;
                TypedCall either = new(
                    "coalesce",
                    [Coercion.To(new ColumnReference(left), type, SessionCast), Coercion.To(new ColumnReference(right), type, SessionCast)],
                    type,
                    left.IsNullable && right.IsNullable);
                return new NamedExpression(either, ids.New(left.Name, type, either.MayBeNull));
            default:
                return NamedExpression.PassThrough(left);
        }
    }
}
