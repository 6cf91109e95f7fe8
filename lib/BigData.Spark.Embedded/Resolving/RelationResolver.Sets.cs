using System.Globalization;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <content>Set operations and table functions.</content>
internal sealed partial class RelationResolver
{
    private Scope ResolveSet(SetOperation set)
    {
        Scope left = Resolve(set.Left);
        Scope right = Resolve(set.Right);
        ResolvedRelation a = left.Relation;
        ResolvedRelation b = right.Relation;
        if (set.ByName)
        {
            (a, b) = ByName(set, a, b);
        }

        string name = set.Kind.ToString().ToUpperInvariant();
        if (a.Columns.Count != b.Columns.Count)
        {
            throw AnalysisErrors.At(
                "NUM_COLUMNS_MISMATCH",
                set.Origin,
                ("operator", name),
                ("firstNumColumns", a.Columns.Count.ToString(CultureInfo.InvariantCulture)),
                ("invalidOrdinalNum", "second"),
                ("invalidNumColumns", b.Columns.Count.ToString(CultureInfo.InvariantCulture)));
        }

        if (set.Kind != SetOperationKind.Union)
        {
            RejectMaps([.. a.Columns.Items, .. b.Columns.Items]);
        }

        List<DataType> types = [];
        for (int i = 0; i < a.Columns.Count; i++)
        {
            types.Add(TypeRules.Common(a.Columns[i].Type, b.Columns[i].Type) ?? throw Incompatible(set, name, i, b.Columns[i].Type, a.Columns[i].Type));
        }

        ValueArray<OutputColumn> columns = a.Columns.Items
            .Select((c, i) => ids.New(c.Name, types[i], set.Kind switch
            {
                SetOperationKind.Union => c.IsNullable || b.Columns[i].IsNullable,
                SetOperationKind.Intersect => c.IsNullable && b.Columns[i].IsNullable,
                _ => c.IsNullable,
            })).ToValueArray();
        ResolvedSet result = new(Typed(a, types), Typed(b, types), set.Kind, set.IsAll, columns);
        return new Scope(result, [.. columns.Select(c => new ScopeColumn(c, default))]);
    }

    // Maps cannot be compared.
    private static void RejectMaps(IEnumerable<OutputColumn> columns)
    {
        if (columns.FirstOrDefault(c => HasMap(c.Type)) is { } column)
        {
            throw AnalysisErrors.Make(
                "UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE", null, ("colName", SqlNames.Quote(column.Name)), ("dataType", AnalysisErrors.Type(column.Type)));
        }
    }

    private static bool HasMap(DataType type) => type switch
    {
        MapType => true,
        ArrayType list => HasMap(list.ElementType),
        StructType row => row.Fields.Any(f => HasMap(f.DataType)),
        _ => false,
    };

    private static Sql.SparkException Incompatible(SetOperation set, string name, int column, DataType actual, DataType first) => AnalysisErrors.At(
        "INCOMPATIBLE_COLUMN_TYPE",
        set.Origin,
        ("operator", name),
        ("columnOrdinalNumber", AnalysisErrors.Ordinal(column)),
        ("tableOrdinalNumber", "second"),
        ("dataType1", AnalysisErrors.Type(actual)),
        ("dataType2", AnalysisErrors.Type(first)),
        ("hint", string.Empty));

    private ResolvedRelation Typed(ResolvedRelation relation, List<DataType> types)
    {
        if (relation.Columns.Items.Select((c, i) => TypeRules.SameType(c.Type, types[i]) && !(c.Type is NullType && types[i] is not NullType)).All(same => same))
        {
            return relation;
        }

        ValueArray<NamedExpression> casts = relation.Columns.Items.Select((c, i) =>
        {
            TypedExpression value = Coercion.To(new ColumnReference(c), types[i], SessionCast);
            return value is ColumnReference ? NamedExpression.PassThrough(c) : new NamedExpression(value, ids.New(c.Name, types[i], value.IsNullable));
        }).ToValueArray();
        return new ResolvedProject(relation, casts);
    }

    private (ResolvedRelation Left, ResolvedRelation Right) ByName(SetOperation set, ResolvedRelation left, ResolvedRelation right)
    {
        CheckDuplicates(left);
        CheckDuplicates(right);
        List<NamedExpression> rightItems = [];
        foreach (OutputColumn column in left.Columns)
        {
            OutputColumn? match = right.Columns.Items.FirstOrDefault(c => SameName(c.Name, column.Name));
            if (match is null && !set.AllowMissingColumns)
            {
                throw AnalysisErrors.Make(
                    "UNRESOLVED_COLUMN_AMONG_FIELD_NAMES", null, ("colName", column.Name), ("fieldNames", string.Join(", ", right.Columns.Items.Select(c => c.Name))));
            }

            rightItems.Add(match is null
                ? new NamedExpression(TypedLiteral.Null(column.Type), ids.New(column.Name, column.Type, true))
                : NamedExpression.PassThrough(match));
        }

        OutputColumn[] extra = [.. right.Columns.Items.Where(c => !left.Columns.Items.Any(l => SameName(l.Name, c.Name)))];
        if (extra.Length > 0 && !set.AllowMissingColumns)
        {
            throw AnalysisErrors.Make(
                "NUM_COLUMNS_MISMATCH",
                null,
                ("operator", "UNION"),
                ("firstNumColumns", left.Columns.Count.ToString(CultureInfo.InvariantCulture)),
                ("invalidOrdinalNum", "second"),
                ("invalidNumColumns", right.Columns.Count.ToString(CultureInfo.InvariantCulture)));
        }

        IEnumerable<NamedExpression> leftItems = left.Columns.Items.Select(NamedExpression.PassThrough)
            .Concat(extra.Select(c => new NamedExpression(TypedLiteral.Null(c.Type), ids.New(c.Name, c.Type, true))));
        rightItems.AddRange(extra.Select(NamedExpression.PassThrough));
        return (new ResolvedProject(left, leftItems.ToValueArray()), new ResolvedProject(right, rightItems.ToValueArray()));
    }

    private void CheckDuplicates(ResolvedRelation relation)
    {
        string? twice = relation.Columns.Items
            .GroupBy(c => c.Name, options.CaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw AnalysisErrors.Make("COLUMN_ALREADY_EXISTS", null, ("columnName", SqlNames.Quote(twice.ToLowerInvariant())));
        }
    }

    private Scope ResolveTableFunction(TableFunction function)
    {
        Scope input = new(new OneRow(), []);
        ExpressionResolver resolver = Expressions(input);
        if (function.Name.Equals("range", StringComparison.OrdinalIgnoreCase))
        {
            long[] values = [.. function.Arguments.Items.Select(a => Whole(resolver.Resolve(a), function))];
            return Renamed(function, values.Length switch
            {
                1 => Range(new RangeRelation(0, values[0], 1)),
                2 => Range(new RangeRelation(values[0], values[1], 1)),
                3 or 4 => Range(new RangeRelation(values[0], values[1], values[2])),
                _ => throw AnalysisErrors.WrongNumArgs("range", "[1, 2, 3, 4]", values.Length, null),
            });
        }

        if (FunctionTable.Find(function.Name) is not { Kind: FunctionKind.Generator })
        {
            throw AnalysisErrors.At("UNRESOLVABLE_TABLE_VALUED_FUNCTION", function.Origin, ("name", SqlNames.Quote(function.Name)));
        }

        TypedExpression call = resolver.Resolve(new FunctionCall([function.Name], function.Arguments));
        (ResolvedGenerate generate, ValueArray<OutputColumn> columns) = Generators.Make(input.Relation, (TypedCall)call, default, ids, null);
        ResolvedProject project = new(generate, columns.Map(NamedExpression.PassThrough));
        return Renamed(function, new Scope(project, [.. columns.Select(c => new ScopeColumn(c, default))]));
    }

    private Scope Renamed(TableFunction function, Scope scope)
    {
        if (function.ColumnNames.IsEmpty)
        {
            return scope;
        }

        if (function.ColumnNames.Count != scope.Columns.Length)
        {
            throw AnalysisErrors.At(
                "NUM_TABLE_VALUE_ALIASES_MISMATCH",
                function.Origin,
                ("funcName", SqlNames.Quote(function.Name)),
                ("aliasesNum", function.ColumnNames.Count.ToString(CultureInfo.InvariantCulture)),
                ("outColsNum", scope.Columns.Length.ToString(CultureInfo.InvariantCulture)));
        }

        ValueArray<NamedExpression> renamed = scope.Columns.Select((c, i) => new NamedExpression(
            new ColumnReference(c.Column), ids.Renew(c.Column) with { Name = function.ColumnNames[i] })).ToValueArray();
        return new Scope(new ResolvedProject(scope.Relation, renamed), [.. renamed.Select(r => new ScopeColumn(r.Column, default))]);
    }

    private static long Whole(TypedExpression value, TableFunction function)
    {
        while (value is TypedCast cast)
        {
            value = cast.Child;
        }

        return value is TypedLiteral { Value: sbyte or short or int or long } literal
            ? Convert.ToInt64(literal.Value, CultureInfo.InvariantCulture)
            : throw AnalysisErrors.UnsupportedRelation($"table function {function.Name}", "Its arguments must be whole numbers.");
    }
}
