using System.Globalization;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <content>Select lists of SQL text, positions in them, LATERAL VIEW and VALUES.</content>
internal sealed partial class RelationResolver
{
    // Later columns may name earlier ones by their alias.
    private static List<SelectItem> SelectItems(ValueArray<Expression> list, ExpressionResolver resolver)
    {
        List<SelectItem> items = [];
        foreach (SelectItem item in list.Items.SelectMany(e => Items(e, resolver)))
        {
            bool readsAlias = ExpressionFacts.DescendantsAndSelf(item.Value).Any(e => e is TypedAliasReference);
            SelectItem plain = readsAlias
                ? item with { Name = item.Name ?? Label(item.Value), Value = WithoutAliases(item.Value) }
                : item;
            items.Add(plain);
            if (item.Alias is { Names: [var name] } && !ExpressionFacts.HasGenerator(plain.Value))
            {
                resolver.Aliases.Add(new AliasedValue(name, plain.Value));
            }
        }

        return items;
    }

    private static TypedExpression WithoutAliases(TypedExpression value)
        => ExpressionFacts.TransformUp(value, e => e is TypedAliasReference alias ? alias.Value : e);

    // GROUP BY may name the select list's aliases where the rows have no such column.
    private ExpressionResolver KeyResolver(Scope input, List<SelectItem> select)
    {
        ExpressionResolver resolver = Expressions(input);
        foreach (SelectItem item in select)
        {
            if (item.Alias is { Names: [var name] } && !resolver.Aliases.Exists(a => SameName(a.Name, name)))
            {
                resolver.Aliases.Add(new AliasedValue(name, item.Value));
            }
        }

        return resolver;
    }

    private static IEnumerable<SelectItem> SelectKeys(Expression key, List<SelectItem> select, ExpressionResolver resolver)
    {
        switch (key)
        {
            case EveryColumn:
                return select.Where(i => !ExpressionFacts.HasAggregate(i.Value));
            case Ordinal { Position: var position } when position < 1 || position > select.Count:
                throw AnalysisErrors.Make("GROUP_BY_POS_OUT_OF_RANGE", key, ("index", Number(position)), ("size", Number(select.Count)));
            case Ordinal { Position: var position } when ExpressionFacts.HasAggregate(select[position - 1].Value):
                throw AnalysisErrors.Make("GROUP_BY_POS_AGGREGATE", key, ("index", Number(position)), ("aggExpr", Aliased(select[position - 1])));
            case Ordinal { Position: var position }:
                return [select[position - 1]];
            default:
                return Items(key, resolver).Select(i => i with { Value = WithoutAliases(i.Value) });
        }
    }

    private static string Aliased(SelectItem item)
    {
        string text = Label(item.Value);
        return $"{text} AS {SqlNames.Quote(item.Alias?.Names[0] ?? text)}";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    // Positions and ALL become columns of the select list.
    private static ValueArray<SortOrder> Ordered(ValueArray<SortOrder> order, Scope input)
    {
        if (!order.Items.Any(o => o.Child is Ordinal or EveryColumn))
        {
            return order;
        }

        return order.Items.SelectMany(o => o.Child switch
        {
            EveryColumn when !input.Columns.Any(c => c.Column.Name.Equals("ALL", StringComparison.OrdinalIgnoreCase))
                => input.Columns.Select(c => o with { Child = new ResolvedColumn(c.Column.Id) { Origin = o.Child.Origin } }),
            EveryColumn => [o with { Child = new UnresolvedAttribute(["ALL"]) { Origin = o.Child.Origin } }],
            Ordinal { Position: var position } when position < 1 || position > input.Columns.Length
                => throw AnalysisErrors.Make("ORDER_BY_POS_OUT_OF_RANGE", o.Child, ("index", Number(position)), ("size", Number(input.Columns.Length))),
            Ordinal { Position: var position } => [o with { Child = new ResolvedColumn(input.Columns[position - 1].Column.Id) { Origin = o.Child.Origin } }],
            _ => [o],
        }).ToValueArray();
    }

    private Scope ResolveGenerate(Generate generate)
    {
        Scope input = Resolve(generate.Input);
        ExpressionResolver resolver = Expressions(input);
        TypedExpression call = resolver.Resolve(generate.Generator);
        if (!ExpressionFacts.IsGenerator(call))
        {
            string function = generate.Generator is FunctionCall { Name: var name } ? name.ToLowerInvariant() : PrettyName.Of(call);
            throw AnalysisErrors.At(
                "UNSUPPORTED_GENERATOR.NOT_GENERATOR", generate.Origin, ("functionName", SqlNames.Quote(function)), ("classCanonicalName", function));
        }

        TypedCall generator = (TypedCall)call;
        bool isOuter = generate.IsOuter && !generator.Function.EndsWith("_outer", StringComparison.Ordinal);
        generator = isOuter ? generator with { Function = generator.Function + "_outer" } : generator;
        ResolvedRelation below = Widen(input.Relation, resolver.Missing);
        Expression syntax = generate.Generator with { Origin = generate.Origin };
        (ResolvedGenerate relation, ValueArray<OutputColumn> columns) = Generators.Make(below, generator, generate.ColumnNames, ids, syntax);
        ValueArray<string> qualifier = generate.Name.Length == 0 ? default : [generate.Name];
        return new Scope(relation, [.. input.Columns, .. columns.Items.Select(c => new ScopeColumn(c, qualifier))])
        {
            Hidden = input.Hidden,
            Plans = input.Plans,
        };
    }

    private Scope ResolveInlineTable(InlineTable table)
    {
        ExpressionResolver resolver = Expressions(new Scope(new OneRow(), []));
        List<ValueArray<TypedExpression>> rows = [.. table.Rows.Items.Select(r => r.Values.Map(v => Constant(v, resolver, table)))];
        int count = rows[0].Count;
        List<StructField> fields = [];
        for (int i = 0; i < count; i++)
        {
            string name = table.ColumnNames.IsEmpty ? $"col{Number(i + 1)}" : table.ColumnNames[i];
            DataType type = TypeRules.Common(rows.Select(r => r[i].Type))
                ?? throw AnalysisErrors.At("INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE", table.Origin, ("colName", SqlNames.Quote(name)));
            fields.Add(new StructField(name, type, rows.Exists(r => r[i].IsNullable)));
        }

        StructType shape = new(fields);
        StructType inner = new(fields.Select((f, i) => f with { Name = $"c{Number(i)}" }));
        ValueArray<TypedExpression> structs = rows.Select(r => (TypedExpression)new TypedCall(
            "named_struct",
            r.Items.SelectMany((v, i) => new[] { TypedLiteral.Of(inner[i].Name), Coercion.To(v, inner[i].DataType, SessionCast) }).ToValueArray(),
            inner,
            false)).ToValueArray();
        ArrayType list = new(inner, false);
        TypedCall generator = new("inline", [new TypedCall("array", structs, list, false)], list, false);
        (ResolvedGenerate relation, ValueArray<OutputColumn> columns) = Generators.Make(new OneRow(), generator, shape.Fields.Select(f => f.Name).ToValueArray(), ids, null);
        ResolvedProject project = new(relation, columns.Map(NamedExpression.PassThrough));
        return new Scope(project, [.. columns.Items.Select(c => new ScopeColumn(c, default))]);
    }

    private static TypedExpression Constant(Expression syntax, ExpressionResolver resolver, InlineTable table)
    {
        bool isConstant = !syntax.DescendantsAndSelf().Any(n => n is UnresolvedAttribute or SubqueryExpression or Star);
        TypedExpression? value = isConstant ? resolver.Resolve(syntax) : null;
        return value is not null && !ExpressionFacts.HasAggregate(value) && !ExpressionFacts.HasWindow(value) && !ExpressionFacts.HasGenerator(value)
            ? value
            : throw AnalysisErrors.At("INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE", syntax.Origin ?? table.Origin, ("expr", $"\"{syntax}\""));
    }
}
