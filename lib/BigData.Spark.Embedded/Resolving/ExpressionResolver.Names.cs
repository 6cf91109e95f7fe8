using System.Collections.Immutable;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <content>Names of columns.</content>
internal sealed partial class ExpressionResolver
{
    private StringComparison NameComparison => options.CaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>The columns that a star stands for, each with the name that it gives.</summary>
    public IReadOnlyList<(TypedExpression Value, string Name)> Expand(Star star)
    {
        IReadOnlyList<(TypedExpression Value, string Name)> all = ExpandAll(star);
        if (star.Except.IsEmpty)
        {
            return all;
        }

        HashSet<long> left = [];
        foreach (ValueArray<string> name in star.Except)
        {
            TypedExpression found = TryAttribute(name, scope, star) ?? throw AnalysisErrors.UnresolvedColumn(name, scope.Columns, star);
            left.Add(found is ColumnReference reference
                ? reference.Column.Id
                : throw AnalysisErrors.UnsupportedExpression("star with EXCEPT of a field", "Only whole columns are left out; use dropFields.", star));
        }

        return [.. all.Where(c => !(c.Value is ColumnReference r && left.Contains(r.Column.Id)))];
    }

    private IReadOnlyList<(TypedExpression Value, string Name)> ExpandAll(Star star)
    {
        if (star.Target.IsEmpty)
        {
            return [.. StarColumns(star).Select(c => ((TypedExpression)new ColumnReference(c.Column), c.Column.Name))];
        }

        ScopeColumn[] qualified = [.. scope.Columns.Where(c => EndsWith(c.Qualifier, star.Target))];
        if (qualified.Length > 0)
        {
            return [.. qualified.Select(c => ((TypedExpression)new ColumnReference(c.Column), c.Column.Name))];
        }

        if (TryAttribute(star.Target, scope, star) is { Type: StructType fields } value)
        {
            return [.. fields.Fields.Select(f => (Functions.AccessFamily.Extract(value, TypedLiteral.Of(f.Name), options, star), f.Name))];
        }

        throw AnalysisErrors.Make(
            "CANNOT_RESOLVE_STAR_EXPAND",
            star,
            ("targetString", AnalysisErrors.QuoteParts(star.Target)),
            ("columns", string.Join(", ", scope.Columns.Select(c => SqlNames.Quote(c.Column.Name)))));
    }

    /// <summary>The columns whose names match a regular expression, each with its name.</summary>
    public IReadOnlyList<(TypedExpression Value, string Name)> Expand(RegexColumn regex)
    {
        System.Text.RegularExpressions.Regex pattern = Functions.JavaRegex.Compile($"^(?:{regex.Pattern})$", ignoreCase: !options.CaseSensitive);
        return
        [
            .. scope.Columns
                .Where(c => (regex.Target.IsEmpty || EndsWith(c.Qualifier, regex.Target)) && pattern.IsMatch(c.Column.Name))
                .Select(c => ((TypedExpression)new ColumnReference(c.Column), c.Column.Name)),
        ];
    }

    private ImmutableArray<ScopeColumn> StarColumns(Star star)
    {
        if (star.PlanId is not { } planId || !scope.Plans.TryGetValue(planId, out ImmutableList<ImmutableArray<ScopeColumn>>? plans) || plans.Count != 1)
        {
            return scope.Columns;
        }

        HashSet<long> known = [.. plans[0].Select(c => c.Column.Id)];
        return [.. scope.Columns.Where(c => known.Contains(c.Column.Id))];
    }

    private TypedExpression Attribute(UnresolvedAttribute attribute)
    {
        if (attribute.PlanId is { } planId)
        {
            return Bound(attribute, planId);
        }

        if (FindVariable(attribute.NameParts, attribute) is { } variable)
        {
            return variable;
        }

        TypedExpression? found = TryAttribute(attribute.NameParts, scope, attribute) ?? TryBelow(attribute)
            ?? (Fallback is null ? null : TryAttribute(attribute.NameParts, Fallback, attribute)) ?? TryAlias(attribute);
        for (Scope? outer = scope.Outer; found is null && outer is not null; outer = outer.Outer)
        {
            found = TryAttribute(attribute.NameParts, outer, attribute);
        }

        return found ?? throw AnalysisErrors.UnresolvedColumn(attribute.NameParts, Candidates ?? scope.Columns, attribute);
    }

    private TypedExpression? TryAlias(UnresolvedAttribute attribute)
    {
        AliasedValue[] named = [.. Aliases.Where(a => string.Equals(a.Name, attribute.NameParts[0], NameComparison))];
        if (named.Length > 1)
        {
            throw AnalysisErrors.Make("AMBIGUOUS_LATERAL_COLUMN_ALIAS", attribute, ("name", SqlNames.Quote(named[0].Name)), ("n", $"{named.Length}"));
        }

        return named.Length == 0 ? null
            : ExpressionFacts.DescendantsAndSelf(named[0].Value).Any(e => e is TypedCall call && Functions.FunctionTable.Get(call.Function).IsVolatile)
                ? throw AnalysisErrors.UnsupportedExpression($"alias {named[0].Name} of a random value", "It would be computed twice; name it in a subquery.", attribute)
            : Fields(new TypedAliasReference(attribute.NameParts[0], named[0].Value), attribute.NameParts, 1, attribute);
    }

    private TypedExpression? TryBelow(UnresolvedAttribute attribute)
    {
        for (Scope? below = AllowsMissing ? scope.Below : null; below is not null; below = below.Below)
        {
            if (TryAttribute(attribute.NameParts, below, attribute) is { } found)
            {
                AddMissing(found);
                return found;
            }
        }

        return null;
    }

    private void AddMissing(TypedExpression expression)
    {
        foreach (OutputColumn column in ExpressionFacts.Columns(expression))
        {
            if (!scope.Has(column.Id) && !Missing.Exists(c => c.Id == column.Id))
            {
                Missing.Add(column);
            }
        }
    }

    // The name in the output of the relation that has the plan id, if that column can still be seen from here.
    private TypedExpression Bound(UnresolvedAttribute attribute, long planId)
    {
        List<TypedExpression> found = [];
        bool isPlanKnown = false;
        for (Scope? around = scope; around is not null && found.Count == 0; around = around.Outer)
        {
            foreach (ImmutableArray<ScopeColumn> columns in around.Plans.GetValueOrDefault(planId, []))
            {
                isPlanKnown = true;
                Scope plan = new(around.Relation, columns);
                if (TryAttribute(attribute.NameParts, plan, attribute) is { } value && Reaches(value, around))
                {
                    found.Add(value);
                }
            }
        }

        if (found.Count > 1 && found.Select(f => ExpressionFacts.Columns(f).First().Id).Distinct().Count() > 1)
        {
            throw AnalysisErrors.Make("AMBIGUOUS_COLUMN_REFERENCE", attribute, ("name", AnalysisErrors.QuoteParts(attribute.NameParts)));
        }

        if (found.Count > 0)
        {
            AddMissingHere(found[0]);
            return found[0];
        }

        if (isPlanKnown && scope.Plans.GetValueOrDefault(planId, []).All(c => TryAttribute(attribute.NameParts, new Scope(scope.Relation, c), attribute) is null))
        {
            throw AnalysisErrors.UnresolvedColumn(attribute.NameParts, scope.Plans[planId].SelectMany(c => c), attribute);
        }

        throw AnalysisErrors.Make("CANNOT_RESOLVE_DATAFRAME_COLUMN", attribute, ("name", AnalysisErrors.QuoteParts(attribute.NameParts)));
    }

    private void AddMissingHere(TypedExpression value)
    {
        foreach (OutputColumn column in ExpressionFacts.Columns(value))
        {
            if (!scope.Has(column.Id) && !InOuter(column.Id) && !Missing.Exists(c => c.Id == column.Id))
            {
                Missing.Add(column);
            }
        }
    }

    private bool InOuter(long id)
    {
        for (Scope? outer = scope.Outer; outer is not null; outer = outer.Outer)
        {
            if (outer.Has(id))
            {
                return true;
            }
        }

        return false;
    }

    private bool Reaches(TypedExpression value, Scope around) => ExpressionFacts.Columns(value).All(c =>
        around.Has(c.Id)
        || around.Hidden.Any(h => h.Column.Id == c.Id)
        || (ReferenceEquals(around, scope) && AllowsMissing && MissingColumns.Add(around.Relation, c) is not null));

    private TypedExpression? TryAttribute(ValueArray<string> nameParts, Scope within, Expression syntax)
        => Pick(nameParts, within.Columns, syntax) ?? PickHidden(nameParts, within, syntax);

    private TypedExpression? PickHidden(ValueArray<string> nameParts, Scope within, Expression syntax)
    {
        if (within.Hidden.IsEmpty || Pick(nameParts, within.Hidden, syntax) is not { } hidden)
        {
            return null;
        }

        if (ReferenceEquals(within, scope))
        {
            AddMissing(hidden);
        }

        return hidden;
    }

    // The longest qualifier that fits wins; what is left of the name are fields.
    private TypedExpression? Pick(ValueArray<string> nameParts, ImmutableArray<ScopeColumn> columns, Expression syntax)
    {
        for (int qualifier = Math.Min(nameParts.Count - 1, 3); qualifier >= 0; qualifier--)
        {
            ScopeColumn[] matches =
            [
                .. columns.Where(c => string.Equals(c.Column.Name, nameParts[qualifier], NameComparison)
                    && (qualifier == 0 || EndsWith(c.Qualifier, new ValueArray<string>(nameParts.Items[..qualifier])))).DistinctBy(c => c.Column.Id),
            ];
            if (matches.Length > 1)
            {
                throw AnalysisErrors.Ambiguous(nameParts, matches, syntax);
            }

            if (matches.Length == 1)
            {
                OutputColumn column = matches[0].Column with { Name = nameParts[qualifier] };
                return Fields(new ColumnReference(column), nameParts, qualifier + 1, syntax);
            }
        }

        return null;
    }

    private bool EndsWith(ValueArray<string> qualifier, ValueArray<string> parts)
    {
        int skip = qualifier.Count - parts.Count;
        return skip >= 0 && parts.Items.Select((p, i) => string.Equals(p, qualifier[skip + i], NameComparison)).All(same => same);
    }
}
