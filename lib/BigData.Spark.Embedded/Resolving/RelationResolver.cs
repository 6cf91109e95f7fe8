using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>Resolves relations, from the leaves up.</summary>
internal sealed partial class RelationResolver(BoundSources sources, ResolveOptions options, ColumnIds ids) : ISubqueryResolver
{
    private readonly Dictionary<long, Relation> _references = [];
    private Scope? _outer;

    private CastMode SessionCast => options.Ansi ? CastMode.Ansi : CastMode.Legacy;

    /// <summary>The relation with its names.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="outer">The scope around a subquery or lateral join; null when there is none.</param>
    public Scope Resolve(Relation relation, Scope? outer)
    {
        Scope? before = _outer;
        _outer = outer;
        Scope scope = Resolve(relation);
        _outer = before;
        return scope;
    }

    /// <summary>Resolves expressions over a scope.</summary>
    public ExpressionResolver Expressions(Scope scope, bool allowsMissing = false, Scope? fallback = null)
        => new(scope with { Outer = _outer }, options, ids, this) { AllowsMissing = allowsMissing, Fallback = fallback };

    /// <inheritdoc/>
    public ResolvedRelation Resolve(SubqueryExpression subquery, Scope outer)
        => subquery.Query is { } query ? Resolve(query, outer).Relation
            : _references.TryGetValue(subquery.PlanId, out Relation? plan) ? Resolve(plan, outer).Relation
            : throw AnalysisErrors.UnsupportedExpression("subquery", "Its plan did not come with the query.", subquery);

    private Scope Resolve(Relation relation)
    {
        Scope scope = sources.Find(relation) switch
        {
            ScanSource scan => Scan(scan),
            PlanSource view => View(view),
            StoredSource stored => Stored(Node(relation), stored),
            _ => Node(relation),
        };
        return scope.WithPlanId(relation.PlanId);
    }

    private Scope Node(Relation relation) => relation switch
    {
        Project project => ResolveProject(project),
        WithColumns columns => ResolveWithColumns(columns),
        WithColumnsRenamed renamed => ResolveRenamed(renamed),
        Drop drop => ResolveDrop(drop),
        ToDF names => ResolveToDF(names),
        ToSchema schema => ResolveToSchema(schema),
        Filter filter => ResolveFilter(filter),
        Join join => ResolveJoin(join),
        LateralJoin join => ResolveLateral(join),
        AsOfJoin => throw AnalysisErrors.UnsupportedRelation("as-of join", "It is not part of this engine yet."),
        SetOperation set => ResolveSet(set),
        Sort sort => ResolveSort(sort),
        Limit limit => Wrap(limit.Input, r => new ResolvedLimit(r, limit.Count, 0)),
        Offset offset => Wrap(offset.Input, r => new ResolvedLimit(r, null, offset.Count)),
        Tail tail => Wrap(tail.Input, r => new ResolvedTail(r, tail.Count)),
        Deduplicate deduplicate => ResolveDeduplicate(deduplicate),
        Repartition repartition => ResolveRepartition(repartition),
        Sample sample => ResolveSample(sample),
        Aggregate aggregate => ResolveAggregate(aggregate),
        Having having => ResolveHaving(having),
        Qualify qualify => ResolveQualify(qualify),
        Generate generate => ResolveGenerate(generate),
        InlineTable table => ResolveInlineTable(table),
        Unpivot unpivot => ResolveUnpivot(unpivot),
        FillNa fill => ResolveFillNa(fill),
        DropNa drop => ResolveDropNa(drop),
        ReplaceNa replace => ResolveReplaceNa(replace),
        RangeRelation range => Range(range),
        SubqueryAlias alias => ResolveAlias(alias),
        Hint hint => Resolve(hint.Input),
        CollectMetrics metrics => ResolveMetrics(metrics),
        WithRelations with => ResolveWithRelations(with),
        TableFunction function => ResolveTableFunction(function),
        _ => throw AnalysisErrors.UnsupportedRelation(relation.GetType().Name, "It is not part of this engine."),
    };

    private Scope Scan(ScanSource source)
    {
        OutputColumn[] columns = [.. source.Schema.Fields.Select(f => ids.New(f.Name, f.DataType, f.IsNullable) with { Field = f })];
        OutputColumn[] hidden = [.. source.Metadata.Fields.Select(f => ids.New(f.Name, f.DataType, f.IsNullable) with { Field = f })];
        ScanRelation scan = new(source.Scan, columns.Select(c => new ScanField(c.Field!.Name, c)).ToValueArray(), default) { Hidden = hidden.ToValueArray() };
        return new Scope(scan, [.. columns.Select(c => new ScopeColumn(c, source.Qualifier))])
        {
            Hidden = [.. hidden.Select(c => new ScopeColumn(c, source.Qualifier))],
        };
    }

    private static Scope Stored(Scope computed, StoredSource stored)
    {
        ValueArray<ScanField> fields = [.. computed.Relation.Columns.Items.Select((column, i) => new ScanField(stored.Schema[i].Name, column))];
        return computed with { Relation = new ScanRelation(stored.Scan, fields, default), Below = null, Hidden = [] };
    }

    private Scope View(PlanSource view)
    {
        // A view is closed: what lies around it does not lend it names.
        Scope scope = Resolve(view.Plan, outer: null);
        return view.Qualifier.IsEmpty ? scope with { Below = null } : Qualified(scope, view.Qualifier) with { Below = null };
    }

    private static Scope Qualified(Scope scope, ValueArray<string> qualifier)
        => scope with
        {
            Columns = [.. scope.Columns.Select(c => c with { Qualifier = qualifier })],
            Hidden = [.. scope.Hidden.Select(c => c with { Qualifier = qualifier })],
            Groups = null,
        };

    private Scope ResolveAlias(SubqueryAlias alias)
    {
        Scope input = Resolve(alias.Input);
        return Qualified(input, alias.Qualifier.Add(alias.Name));
    }

    private Scope Range(RangeRelation range)
    {
        if (range.Step == 0)
        {
            throw AnalysisErrors.Make("INVALID_PARAMETER_VALUE.LONG", null, ("functionName", "`range`"), ("parameter", "`step`"), ("invalidValue", "0"));
        }

        OutputColumn id = ids.New("id", DataTypes.Long, false);
        return new Scope(new ResolvedRange(range.Start, range.End, range.Step, id), [new ScopeColumn(id, default)]);
    }

    private Scope ResolveWithRelations(WithRelations with)
    {
        foreach (Relation reference in with.References)
        {
            if (reference.PlanId is { } id)
            {
                _references[id] = reference;
            }
        }

        return Resolve(with.Root);
    }

    private Scope Wrap(Relation input, Func<ResolvedRelation, ResolvedRelation> make)
    {
        Scope scope = Resolve(input);
        return scope.Over(make(scope.Relation));
    }

    private Scope ResolveFilter(Filter filter)
    {
        Scope below = Resolve(filter.Input);
        Scope input = WithTimeWindow(below, filter.Condition);
        ExpressionResolver resolver = Expressions(input, allowsMissing: true);
        TypedExpression condition = resolver.Resolve(filter.Condition);
        condition = Condition(condition, filter.Condition);
        RejectInFilter(condition, filter.Condition);
        return WithoutTimeWindow(below, Kept(input, resolver, relation => new ResolvedFilter(relation, condition)));
    }

    private static TypedExpression Condition(TypedExpression condition, Expression syntax) => condition.Type switch
    {
        BooleanType => condition,
        NullType when condition is not TypedLiteral => Coercion.To(condition, DataTypes.Boolean, CastMode.Ansi),
        _ => throw AnalysisErrors.Make(
            "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN",
            syntax,
            ("sqlExpr", AnalysisErrors.Sql(condition)),
            ("filter", AnalysisErrors.Sql(condition)),
            ("type", AnalysisErrors.Type(condition.Type))),
    };

    private static void RejectInFilter(TypedExpression condition, Expression syntax)
    {
        TypedExpression[] wrong =
        [
            .. ExpressionFacts.DescendantsAndSelf(condition)
                .Where(e => e is TypedWindow || ExpressionFacts.IsAggregate(e) || ExpressionFacts.IsGenerator(e)).Take(1),
        ];
        if (wrong is [TypedWindow])
        {
            throw AnalysisErrors.At("WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE", null, ("clauseName", "WHERE"));
        }

        if (wrong.Length > 0)
        {
            throw AnalysisErrors.Make(
                "INVALID_WHERE_CONDITION", syntax, ("condition", AnalysisErrors.Sql(condition)), ("expressionList", string.Join(", ", wrong.Select(PrettyName.Of))));
        }
    }

    // A relation that may read columns from below its input; they are passed up and then left out again.
    private static Scope Kept(Scope input, ExpressionResolver resolver, Func<ResolvedRelation, ResolvedRelation> make)
    {
        if (resolver.Missing.Count == 0)
        {
            return input.Over(make(input.Relation));
        }

        ResolvedRelation wide = Widen(input.Relation, resolver.Missing);
        ResolvedRelation narrow = new ResolvedProject(make(wide), input.Relation.Columns.Map(NamedExpression.PassThrough));
        return input.Over(narrow);
    }

    private static ResolvedRelation Widen(ResolvedRelation relation, IEnumerable<OutputColumn> missing)
    {
        foreach (OutputColumn column in missing)
        {
            relation = MissingColumns.Add(relation, column)
                ?? throw AnalysisErrors.Make("CANNOT_RESOLVE_DATAFRAME_COLUMN", null, ("name", SqlNames.Quote(column.Name)));
        }

        return relation;
    }

    private Scope ResolveSort(Sort sort)
    {
        Scope input = Resolve(sort.Input);
        ValueArray<SortOrder> order = Ordered(sort.Order, input);
        if (input.Groups is { } groups)
        {
            return ResolveSortOfGroups(order, input, groups);
        }

        ExpressionResolver resolver = Expressions(input, allowsMissing: true);
        ValueArray<OrderKey> keys = order.Map(resolver.ResolveKey);
        return Kept(input, resolver, relation => new ResolvedSort(relation, keys));
    }

    private Scope ResolveDeduplicate(Deduplicate deduplicate)
    {
        Scope input = Resolve(deduplicate.Input);
        List<OutputColumn> keys = [];
        foreach (string name in deduplicate.ColumnNames)
        {
            ScopeColumn[] matches = [.. input.Columns.Where(c => SameName(c.Column.Name, name))];
            if (matches.Length == 0)
            {
                throw AnalysisErrors.Make(
                    "CONNECT_INVALID_PLAN.UNRESOLVED_COLUMN_AMONG_FIELD_NAMES",
                    null,
                    ("colName", name),
                    ("fieldNames", string.Join(", ", input.Columns.Select(c => c.Column.Name))));
            }

            keys.AddRange(matches.Select(m => m.Column));
        }

        bool all = deduplicate.AllColumns || keys.Count == 0;
        RejectMaps(all ? input.Relation.Columns.Items : keys);
        return input.Over(new ResolvedDistinct(input.Relation, all ? default : keys.ToValueArray())) with { Below = null, Groups = null };
    }

    private bool SameName(string a, string b)
        => string.Equals(a, b, options.CaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private Scope ResolveRepartition(Repartition repartition)
    {
        Scope input = Resolve(repartition.Input);
        foreach (Expression expression in repartition.Expressions)
        {
            Expressions(input).Resolve(expression is SortOrder order ? order.Child : expression);
        }

        return input;
    }

    private Scope ResolveSample(Sample sample)
    {
        double fraction = sample.UpperBound - sample.LowerBound;
        if (fraction < 0 || (fraction > 1 && !sample.WithReplacement))
        {
            throw new Sql.SparkIllegalArgumentException(
                $"requirement failed: Sampling fraction ({fraction.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}) must be "
                + (sample.WithReplacement ? "nonnegative with replacement" : "on interval [0, 1] without replacement"));
        }

        return Wrap(sample.Input, r => new ResolvedSample(r, sample.LowerBound, sample.UpperBound, sample.Seed ?? 0) { WithReplacement = sample.WithReplacement });
    }

    private Scope ResolveMetrics(CollectMetrics metrics)
    {
        Scope input = Resolve(metrics.Input);
        ExpressionResolver resolver = Expressions(input);
        ValueArray<NamedExpression> values = metrics.Metrics.Map(m => Named(m, resolver));
        return input.Over(new ResolvedObserve(input.Relation, metrics.Name, values));
    }

    private NamedExpression Named(Expression expression, ExpressionResolver resolver)
    {
        TypedExpression value = resolver.Resolve(expression);
        return Named(value, expression as Alias, null);
    }

    /// <summary>The value under its alias, else under the name that Spark gives it; a bare column keeps its id.</summary>
    private NamedExpression Named(TypedExpression value, Alias? alias, string? name)
    {
        if (alias is null && value is ColumnReference reference)
        {
            return new NamedExpression(value, name is null ? reference.Column : reference.Column with { Name = name });
        }

        string label = alias is null ? name ?? Label(value) : alias.Names[0];
        OutputColumn column = ids.New(label, value.Type, value.IsNullable);
        if (value is ColumnReference { Column.Field: { } source })
        {
            column = column with { Field = source };
        }

        if (alias?.Metadata is { } metadata)
        {
            column = column with { Field = new StructField(label, value.Type, value.IsNullable, Metadata.FromJson(metadata)) };
        }

        return new NamedExpression(value, column);
    }

    private static string Label(TypedExpression value) => PrettyName.Of(value);
}
