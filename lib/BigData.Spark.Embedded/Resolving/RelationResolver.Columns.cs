using System.Globalization;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <content>Relations that choose and make columns.</content>
internal sealed partial class RelationResolver
{
    private Scope ResolveProject(Project project)
    {
        Scope input = WithTimeWindow(project.Input is null ? new Scope(new OneRow(), []) : Resolve(project.Input), project.Expressions.Items);
        ExpressionResolver resolver = Expressions(input);
        List<SelectItem> items = SelectItems(project.Expressions, resolver);
        if (items.Exists(i => ExpressionFacts.HasAggregate(i.Value)))
        {
            return GlobalAggregate(input, resolver, items, project.Origin);
        }

        return ProjectItems(input, resolver, items);
    }

    private Scope ProjectItems(Scope input, ExpressionResolver resolver, List<SelectItem> items)
    {
        ResolvedRelation relation = Widen(input.Relation, resolver.Missing);
        List<NamedExpression> named = [];
        foreach (SelectItem item in items)
        {
            if (ExpressionFacts.HasGenerator(item.Value))
            {
                relation = Generate(relation, item, named, items);
            }
            else
            {
                named.Add(Named(item.Value, item.Alias, item.Name));
            }
        }

        RejectOpenWindows(items);
        return input.Project(new ResolvedProject(relation, named.ToValueArray()));
    }

    private static IEnumerable<SelectItem> Items(Expression expression, ExpressionResolver resolver) => expression switch
    {
        Star star => resolver.Expand(star).Select(c => new SelectItem(c.Value, null, c.Name, star)),
        RegexColumn regex => resolver.Expand(regex).Select(c => new SelectItem(c.Value, null, c.Name, regex)),
        Alias alias => [new SelectItem(resolver.Resolve(alias.Child), alias, null, alias.Child)],
        _ => [Item(resolver.Resolve(expression), expression)],
    };

    // A field that is reached by name goes by the last part of the name.
    private static SelectItem Item(TypedExpression value, Expression expression)
        => new(value, null, expression is UnresolvedAttribute attribute && value is not ColumnReference ? attribute.NameParts[^1] : null, expression);

    private static void RejectOpenWindows(List<SelectItem> items)
    {
        foreach (SelectItem item in items)
        {
            RejectOpenWindow(item.Value, item.Syntax);
        }
    }

    private static void RejectOpenWindow(TypedExpression value, Expression? syntax)
    {
        if (value is TypedCall call && FunctionTable.Get(call.Function).Kind == FunctionKind.Window)
        {
            throw AnalysisErrors.Make("WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE", syntax, ("funcName", $"\"{PrettyName.Of(call)}\""));
        }

        IEnumerable<TypedExpression> below = value is TypedWindow window
            ? window.Function.Children.Items.Concat(window.Children.Items.Skip(1))
            : value.Children.Items;
        foreach (TypedExpression child in below)
        {
            RejectOpenWindow(child, syntax);
        }
    }

    private ResolvedGenerate Generate(ResolvedRelation relation, SelectItem item, List<NamedExpression> named, List<SelectItem> items)
    {
        if (!ExpressionFacts.IsGenerator(item.Value))
        {
            throw AnalysisErrors.Make("UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS", item.Syntax, ("expression", AnalysisErrors.Sql(item.Value)));
        }

        TypedCall generator = (TypedCall)item.Value;
        (ResolvedGenerate generate, _) = Generators.Make(relation, generator, item.Alias?.Names ?? default, ids, item.Syntax);
        named.AddRange(generate.Generated.Items.Select(NamedExpression.PassThrough));
        return generate;
    }

    private Scope ResolveWithColumns(WithColumns columns)
    {
        Scope input = WithTimeWindow(Resolve(columns.Input), columns.Columns.Items);
        ExpressionResolver resolver = Expressions(input);
        List<SelectItem> added = [.. columns.Columns.Items.SelectMany(a => Items(a, resolver))];
        string? twice = added.GroupBy(a => a.Alias!.Names[0], options.CaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw AnalysisErrors.Make("COLUMN_ALREADY_EXISTS", null, ("columnName", SqlNames.Quote(twice.ToLowerInvariant())));
        }

        List<SelectItem> items = [];
        foreach (ScopeColumn column in input.Columns)
        {
            SelectItem? replaced = added.Find(a => SameName(a.Alias!.Names[0], column.Column.Name));
            items.Add(replaced ?? new SelectItem(new ColumnReference(column.Column), null, null, null));
        }

        items.AddRange(added.Where(a => !input.Columns.Any(c => SameName(c.Column.Name, a.Alias!.Names[0]))));
        if (added.Exists(i => ExpressionFacts.HasAggregate(i.Value)))
        {
            return GlobalAggregate(input, resolver, items, null);
        }

        return ProjectItems(input, resolver, items);
    }

    private Scope ResolveRenamed(WithColumnsRenamed renamed)
    {
        Scope input = Resolve(renamed.Input);
        List<NamedExpression> named = [];
        foreach (ScopeColumn column in input.Columns)
        {
            // Renames apply one after the other, so that a -> b, b -> c gives c.
            string name = column.Column.Name;
            foreach (ColumnRename rename in renamed.Renames)
            {
                name = SameName(rename.Name, name) ? rename.NewName : name;
            }

            ColumnReference reference = new(column.Column);
            named.Add(name == column.Column.Name
                ? new NamedExpression(reference, column.Column)
                : Named(reference, new Alias(new UnresolvedAttribute([name]), name), null));
        }

        return input.Project(new ResolvedProject(input.Relation, named.ToValueArray()));
    }

    private Scope ResolveDrop(Drop drop)
    {
        Scope input = Resolve(drop.Input);
        HashSet<long> dropped = [];
        foreach (Expression expression in drop.Columns)
        {
            if (expression is UnresolvedAttribute { PlanId: null } attribute)
            {
                dropped.UnionWith(input.Columns.Where(c => attribute.NameParts.Count == 1
                    ? SameName(c.Column.Name, attribute.NameParts[0])
                    : SameName(AnalysisErrors.QuoteParts(attribute.NameParts), c.QualifiedName) || SameName(string.Join('.', attribute.NameParts), c.Column.Name)).Select(c => c.Column.Id));
            }
            else
            {
                dropped.UnionWith(ExpressionFacts.Columns(Expressions(input).Resolve(expression)).Select(c => c.Id));
            }
        }

        dropped.UnionWith(input.Columns.Where(c => drop.ColumnNames.Items.Any(n => SameName(n, c.Column.Name))).Select(c => c.Column.Id));
        if (dropped.Count == 0)
        {
            return input;
        }

        ValueArray<NamedExpression> kept = input.Columns.Where(c => !dropped.Contains(c.Column.Id)).Select(c => NamedExpression.PassThrough(c.Column)).ToValueArray();
        return input.Project(new ResolvedProject(input.Relation, kept));
    }

    private Scope ResolveToDF(ToDF names)
    {
        Scope input = Resolve(names.Input);
        if (names.ColumnNames.Count != input.Columns.Length)
        {
            throw AnalysisErrors.At(
                "ASSIGNMENT_ARITY_MISMATCH",
                names.Origin,
                ("numExpr", names.ColumnNames.Count.ToString(CultureInfo.InvariantCulture)),
                ("numTarget", input.Columns.Length.ToString(CultureInfo.InvariantCulture)));
        }

        ValueArray<NamedExpression> renamed = input.Columns
            .Select((c, i) => Named(new ColumnReference(c.Column), new Alias(new UnresolvedAttribute([c.Column.Name]), names.ColumnNames[i]), null)).ToValueArray();
        return input.Project(new ResolvedProject(input.Relation, renamed));
    }

    private Scope ResolveToSchema(ToSchema schema)
    {
        Scope input = Resolve(schema.Input);
        List<NamedExpression> named = [];
        foreach (StructField field in schema.Schema.Fields)
        {
            ScopeColumn[] matches = [.. input.Columns.Where(c => SameName(c.Column.Name, field.Name))];
            if (matches.Length > 1)
            {
                throw AnalysisErrors.Ambiguous([field.Name], matches, null);
            }

            if (matches.Length == 0 && !field.IsNullable)
            {
                throw AnalysisErrors.UnresolvedColumn([field.Name], input.Columns, null);
            }

            TypedExpression value = matches.Length == 0 ? TypedLiteral.Null(field.DataType) : UpCast(new ColumnReference(matches[0].Column), field);
            OutputColumn column = ids.New(field.Name, field.DataType, value.IsNullable) with { Field = field };
            named.Add(new NamedExpression(value, column));
        }

        return input.Project(new ResolvedProject(input.Relation, named.ToValueArray()));
    }

    private TypedExpression UpCast(TypedExpression value, StructField field)
    {
        if (!field.IsNullable && value.IsNullable)
        {
            throw AnalysisErrors.Make("NULLABLE_COLUMN_OR_FIELD", null, ("name", SqlNames.Quote(field.Name)));
        }

        if (Coercion.Implicit(value, field.DataType, SessionCast) is not { } converted)
        {
            throw AnalysisErrors.Make(
                "INVALID_COLUMN_OR_FIELD_DATA_TYPE",
                null,
                ("name", SqlNames.Quote(field.Name)),
                ("type", AnalysisErrors.Type(value.Type)),
                ("expectedType", AnalysisErrors.Type(field.DataType)));
        }

        return converted;
    }

    /// <summary>One column of a select list.</summary>
    internal sealed record SelectItem(TypedExpression Value, Alias? Alias, string? Name, Expression? Syntax);
}
