using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <content>Pivot, unpivot and the functions for nulls.</content>
internal sealed partial class RelationResolver
{
    private Scope ResolvePivot(Aggregate aggregate, Scope input, ExpressionResolver resolver, List<SelectItem> keys)
    {
        Pivot pivot = aggregate.Pivot!;
        if (pivot.Values.IsEmpty)
        {
            throw AnalysisErrors.UnsupportedRelation("pivot without values", "Its values were not looked up.");
        }

        TypedExpression column = resolver.Resolve(pivot.Column);
        List<SelectItem> aggregates = [.. aggregate.Aggregates.Items.SelectMany(a => Items(a, resolver))];

        // Spark computes numbers per value and group first, and only then lays them out: a pair without rows is null, also for a count.
        bool isMissingNull = aggregates.TrueForAll(a => a.Value.Type is BooleanType || TypeRules.IsNumeric(a.Value.Type));
        List<SelectItem> outputs = [.. keys];
        foreach (Expression value in pivot.Values)
        {
            TypedExpression constant = PivotConstant(resolver.Resolve(value), column, value);
            TypedExpression hit = new TypedCall("<=>", [column, Coercion.To(constant, column.Type, SessionCast)], DataTypes.Boolean, false);
            string name = value is Alias alias ? alias.Names[0] : PivotName(constant);
            foreach (SelectItem item in aggregates)
            {
                string label = aggregates.Count == 1 ? name : $"{name}_{item.Alias?.Names[0] ?? Label(item.Value)}";
                outputs.Add(new SelectItem(WhereHit(item.Value, hit, isMissingNull), new Alias(item.Syntax!, label), null, item.Syntax));
            }
        }

        return Grouped(input, keys, outputs, null);
    }

    private static TypedExpression PivotConstant(TypedExpression value, TypedExpression column, Expression syntax)
    {
        if (ExpressionFacts.Columns(value).Any())
        {
            throw AnalysisErrors.Make("NON_LITERAL_PIVOT_VALUES", syntax, ("expression", AnalysisErrors.Sql(value)));
        }

        return CastRules.CanCast(value.Type, column.Type, CastMode.Legacy) ? value : throw AnalysisErrors.Make(
            "PIVOT_VALUE_DATA_TYPE_MISMATCH",
            syntax,
            ("value", PrettyName.Of(value)),
            ("valueType", value.Type.SimpleString),
            ("pivotType", column.Type.SimpleString));
    }

    // The value as a string: a date is not written as the constant DATE '2020-01-01'.
    private static string PivotName(TypedExpression value)
    {
        string name = value is TypedLiteral { Value: null } ? "null" : PrettyName.Of(value);
        int quote = value.Type is DateType or TimestampType or TimestampNtzType ? name.IndexOf('\'', StringComparison.Ordinal) : -1;
        return quote < 0 ? name : name[(quote + 1)..^1];
    }

    private static TypedExpression WhereHit(TypedExpression value, TypedExpression hit, bool isMissingNull)
    {
        TypedExpression filtered = ExpressionFacts.TransformUp(value, e => e is TypedCall call && ExpressionFacts.IsAggregate(call)
            ? call with
            {
                Filter = call.Filter is null ? hit : new TypedCall("and", [call.Filter, hit], DataTypes.Boolean, call.Filter.IsNullable),
                MayBeNull = isMissingNull || call.MayBeNull,
            }
            : e);
        if (!isMissingNull)
        {
            return filtered;
        }

        TypedCall rows = new("count", [TypedLiteral.Of(1)], DataTypes.Long, false) { Filter = hit };
        TypedCall any = new(">", [rows, TypedLiteral.Of(0L)], DataTypes.Boolean, false);
        return new TypedCall("when", [any, filtered], value.Type, true);
    }

    private Scope ResolveUnpivot(Unpivot unpivot)
    {
        Scope input = Resolve(unpivot.Input);
        ExpressionResolver resolver = Expressions(input);
        List<SelectItem> identifiers = [.. unpivot.Ids.Items.SelectMany(i => Items(i, resolver))];
        List<SelectItem> values = unpivot.Values is { } given
            ? [.. given.Items.SelectMany(v => Items(v, resolver))]
            : [.. input.Columns.Where(c => !identifiers.Exists(i => i.Value is ColumnReference r && r.Column.Id == c.Column.Id))
                .Select(c => new SelectItem(new ColumnReference(c.Column), null, c.Column.Name, null))];
        if (values.Count == 0)
        {
            throw AnalysisErrors.Make("UNPIVOT_REQUIRES_VALUE_COLUMNS", null);
        }

        DataType type = TypeRules.Common(values.Select(v => v.Value.Type)) ?? throw AnalysisErrors.Make(
            "UNPIVOT_VALUE_DATA_TYPE_MISMATCH", null, ("types", string.Join(", ", values.Select(v => $"{AnalysisErrors.Type(v.Value.Type)} ({SqlNames.Quote(Label(v.Value))})"))));
        StructType shape = new(
            new StructField(unpivot.VariableColumn, DataTypes.String, false),
            new StructField(unpivot.ValueColumn, type, values.Exists(v => v.Value.IsNullable)));
        ValueArray<TypedExpression> rows = values.Select(v => (TypedExpression)new TypedCall(
            "named_struct",
            [
                TypedLiteral.Of(unpivot.VariableColumn), TypedLiteral.Of(v.Name ?? Label(v.Value)),
                TypedLiteral.Of(unpivot.ValueColumn), Coercion.To(v.Value, type, SessionCast),
            ],
            shape,
            false)).ToValueArray();
        ArrayType list = new(shape, false);
        TypedCall generator = new("inline", [new TypedCall("array", rows, list, false)], list, false);
        (ResolvedGenerate generate, ValueArray<OutputColumn> columns) = Generators.Make(input.Relation, generator, default, ids, null);
        IEnumerable<NamedExpression> kept = identifiers.Select(i => Named(i.Value, i.Alias, i.Name));
        return input.Closed(new ResolvedProject(generate, new([.. kept, .. columns.Items.Select(NamedExpression.PassThrough)])));
    }

    private Scope ResolveFillNa(FillNa fill)
    {
        Scope input = Resolve(fill.Input);
        List<SelectItem> items = [];
        foreach (ScopeColumn column in input.Columns)
        {
            int named = fill.Columns.Items.Select((n, i) => SameName(n, column.Column.Name) ? i : -1).Where(i => i >= 0).DefaultIfEmpty(-1).Last();
            Literal? value = fill.Columns.IsEmpty ? fill.Values[0]
                : named < 0 ? null
                : fill.Values.Count == 1 ? fill.Values[0] : fill.Values[named];
            items.Add(value is not null && Fills(value.Type, column.Column.Type) ? Filled(column.Column, value) : Plain(column.Column));
        }

        foreach (string name in fill.Columns)
        {
            if (!input.Columns.Any(c => SameName(c.Column.Name, name)))
            {
                throw AnalysisErrors.UnresolvedColumn([name], input.Columns, null);
            }
        }

        return ProjectItems(input, Expressions(input), items);
    }

    private static SelectItem Plain(OutputColumn column) => new(new ColumnReference(column), null, null, null);

    private static bool Fills(DataType value, DataType column) => value switch
    {
        BooleanType => column is BooleanType,
        StringType => column is StringType,
        _ => TypeRules.IsNumeric(value) && TypeRules.IsNumeric(column),
    };

    private SelectItem Filled(OutputColumn column, Literal value)
    {
        TypedExpression reference = new ColumnReference(column);
        TypedExpression source = column.Type is FloatType or DoubleType
            ? new TypedCall("nanvl", [Coercion.To(reference, DataTypes.Double, SessionCast), TypedLiteral.Null(DataTypes.Double)], DataTypes.Double, true)
            : reference;
        source = Coercion.To(source, column.Type, SessionCast);
        TypedExpression constant = new TypedLiteral(value.Type, value.Value);
        TypedExpression replacement = TypeRules.SameType(value.Type, column.Type)
            ? constant
            : new TypedCast(constant, column.Type, SessionCast, IsImplicit: true);
        TypedCall filled = new("coalesce", [source, replacement], column.Type, false);
        return new SelectItem(filled, new Alias(new UnresolvedAttribute([column.Name]), column.Name), null, null);
    }

    private Scope ResolveDropNa(DropNa drop)
    {
        Scope input = Resolve(drop.Input);
        List<OutputColumn> columns = drop.Columns.IsEmpty
            ? [.. input.Columns.Select(c => c.Column)]
            : [.. drop.Columns.Items.Select(n => input.Columns.FirstOrDefault(c => SameName(c.Column.Name, n))?.Column ?? throw AnalysisErrors.UnresolvedColumn([n], input.Columns, null))];
        if (columns.Count == 0)
        {
            return input;
        }

        TypedExpression count = TypedLiteral.Of(0);
        foreach (OutputColumn column in columns)
        {
            TypedExpression present = new TypedCall("isnotnull", [new ColumnReference(column)], DataTypes.Boolean, false);
            if (column.Type is FloatType or DoubleType)
            {
                TypedCall isNan = new("isnan", [Coercion.To(new ColumnReference(column), DataTypes.Double, SessionCast)], DataTypes.Boolean, false);
                present = new TypedCall("and", [present, new TypedCall("not", [isNan], DataTypes.Boolean, false)], DataTypes.Boolean, false);
            }

            TypedCall one = new("if", [present, TypedLiteral.Of(1), TypedLiteral.Of(0)], DataTypes.Integer, false);
            count = new TypedCall("+", [count, one], DataTypes.Integer, false);
        }

        TypedCall enough = new(">=", [count, TypedLiteral.Of(drop.MinNonNulls ?? columns.Count)], DataTypes.Boolean, false);
        return input.Over(new ResolvedFilter(input.Relation, enough));
    }

    private Scope ResolveReplaceNa(ReplaceNa replace)
    {
        Scope input = Resolve(replace.Input);
        DataType kind = replace.Replacements[0].OldValue.Type is NullType ? replace.Replacements[0].NewValue.Type : replace.Replacements[0].OldValue.Type;
        List<SelectItem> items = [];
        foreach (ScopeColumn column in input.Columns)
        {
            bool isNamed = replace.Columns.IsEmpty || replace.Columns.Items.Any(n => n == "*" || SameName(n, column.Column.Name));
            items.Add(isNamed && Fills(kind, column.Column.Type) ? Replaced(column.Column, replace) : Plain(column.Column));
        }

        return ProjectItems(input, Expressions(input), items);
    }

    private SelectItem Replaced(OutputColumn column, ReplaceNa replace)
    {
        TypedExpression reference = new ColumnReference(column);
        List<TypedExpression> branches = [];
        foreach (ValueReplacement replacement in replace.Replacements)
        {
            TypedExpression old = Constant(replacement.OldValue, column.Type);
            branches.Add(new TypedCall("==", [reference, old], DataTypes.Boolean, true));
            branches.Add(Constant(replacement.NewValue, column.Type));
        }

        branches.Add(reference);
        TypedCall value = new("when", branches.ToValueArray(), column.Type, true);
        return new SelectItem(value, new Alias(new UnresolvedAttribute([column.Name]), column.Name), null, null);
    }

    private TypedExpression Constant(Literal literal, DataType type)
    {
        TypedExpression value = new TypedLiteral(literal.Type, literal.Value);
        return literal.Value is null ? TypedLiteral.Null(type)
            : TypeRules.SameType(literal.Type, type) ? value
            : new TypedCast(value, type, SessionCast, IsImplicit: true);
    }
}
