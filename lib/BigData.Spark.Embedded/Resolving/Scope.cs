using System.Collections.Immutable;
using BigData.Spark.Embedded.Resolved;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>A column as names can reach it.</summary>
/// <param name="Column">The column.</param>
/// <param name="Qualifier">The name parts by which it may be qualified, or empty.</param>
internal sealed record ScopeColumn(OutputColumn Column, ValueArray<string> Qualifier)
{
    /// <summary>Qualifier and name, quoted, as errors show it.</summary>
    public string QualifiedName => AnalysisErrors.QuoteParts(Qualifier.Add(Column.Name));
}

/// <summary>A resolved relation and the names by which its columns can be reached.</summary>
internal sealed record Scope(ResolvedRelation Relation, ImmutableArray<ScopeColumn> Columns)
{
    /// <summary>Columns that are no part of <c>*</c> but can be named: metadata, and the other side's columns of a USING join.</summary>
    public ImmutableArray<ScopeColumn> Hidden { get; init; } = [];

    /// <summary>The scope of the rows below a projection, whose columns a filter or sort above may still name; null when there is none.</summary>
    public Scope? Below { get; init; }

    /// <summary>The rows before they were grouped, which HAVING and a sort directly above may still aggregate; null when there are none.</summary>
    public GroupScope? Groups { get; init; }

    /// <summary>The columns of every relation below that has a plan id; several entries when it occurs several times.</summary>
    public ImmutableDictionary<long, ImmutableList<ImmutableArray<ScopeColumn>>> Plans { get; init; }
        = ImmutableDictionary<long, ImmutableList<ImmutableArray<ScopeColumn>>>.Empty;

    /// <summary>The scope of the relation around a lateral join or subquery; null when there is none.</summary>
    public Scope? Outer { get; init; }

    /// <summary>The windows of time that the relation holds for the expressions above it; null when there are none.</summary>
    public TimeWindow? TimeWindow { get; init; }

    /// <summary>Columns of a relation under the qualifiers that they had in a scope, where they were there.</summary>
    public static ImmutableArray<ScopeColumn> Requalify(ResolvedRelation relation, params ReadOnlySpan<Scope> scopes)
    {
        Dictionary<long, ValueArray<string>> known = [];
        foreach (Scope scope in scopes)
        {
            foreach (ScopeColumn column in scope.Columns)
            {
                known[column.Column.Id] = column.Qualifier;
            }
        }

        return [.. relation.Columns.Items.Select(c => new ScopeColumn(c, known.GetValueOrDefault(c.Id)))];
    }

    /// <summary>This scope over a relation with the same columns (a filter, a sort …).</summary>
    public Scope Over(ResolvedRelation relation) => this with { Relation = relation };

    /// <summary>The scope of a projection over this one.</summary>
    public Scope Project(ResolvedRelation relation) => new(relation, Requalify(relation, this))
    {
        Hidden = Hidden,
        Below = this,
        Plans = Plans,
    };

    /// <summary>The scope of a relation whose columns are all new (a set operation, an aggregate …).</summary>
    public Scope Closed(ResolvedRelation relation) => new(relation, Requalify(relation, this)) { Plans = Plans };

    /// <summary>This scope with its columns known under a plan id.</summary>
    public Scope WithPlanId(long? planId)
        => planId is { } id ? this with { Plans = Plans.SetItem(id, [Columns.AddRange(Hidden)]) } : this;

    /// <summary>The plans of both scopes.</summary>
    public static ImmutableDictionary<long, ImmutableList<ImmutableArray<ScopeColumn>>> MergePlans(Scope left, Scope right)
    {
        ImmutableDictionary<long, ImmutableList<ImmutableArray<ScopeColumn>>>.Builder plans = left.Plans.ToBuilder();
        foreach ((long id, ImmutableList<ImmutableArray<ScopeColumn>> columns) in right.Plans)
        {
            plans[id] = plans.TryGetValue(id, out ImmutableList<ImmutableArray<ScopeColumn>>? known) ? known.AddRange(columns) : columns;
        }

        return plans.ToImmutable();
    }

    public bool Has(long id) => Columns.Any(c => c.Column.Id == id);
}

/// <summary>Makes columns that are read below a relation visible above it.</summary>
internal static class MissingColumns
{
    /// <summary>The relation with the column among its output; null when it cannot be passed up.</summary>
    public static ResolvedRelation? Add(ResolvedRelation relation, OutputColumn column)
    {
        if (relation.Columns.Items.Any(c => c.Id == column.Id))
        {
            return relation;
        }

        switch (relation)
        {
            case ResolvedProject project when Add(project.Input, column) is { } input:
                return project with { Input = input, Expressions = project.Expressions.Add(NamedExpression.PassThrough(column)) };
            case ResolvedFilter or ResolvedSort or ResolvedLimit or ResolvedObserve or ResolvedSample or ResolvedGenerate:
                UnaryRelation unary = (UnaryRelation)relation;
                return Add(unary.Input, column) is { } below ? unary with { Input = below } : null;
            case ResolvedJoin { Kind: not (Plans.JoinKind.LeftSemi or Plans.JoinKind.LeftAnti) } join:
                return Add(join.Left, column) is { } left ? join with { Left = left }
                    : Add(join.Right, column) is { } right ? join with { Right = right } : null;
            case ResolvedJoin semi:
                return Add(semi.Left, column) is { } kept ? semi with { Left = kept } : null;
            case ResolvedAggregate aggregate when aggregate.Keys.Items.FirstOrDefault(k => k.Id == column.Id) is { } key:
                return aggregate with { Outputs = aggregate.Outputs.Add(NamedExpression.PassThrough(column with { IsNullable = key.IsNullable || aggregate.GroupingSets is not null })) };
            case ScanRelation scan when column.Field is { } field && IsMetadata(scan, column):
                return scan with { Fields = scan.Fields.Add(new ScanField(field.Name, column)) };
            default:
                return null;
        }
    }

    private static bool IsMetadata(ScanRelation scan, OutputColumn column) => scan.Hidden.Items.Any(c => c.Id == column.Id);
}
