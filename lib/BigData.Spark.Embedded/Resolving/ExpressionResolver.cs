using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>Resolves expressions over the columns of a scope.</summary>
internal sealed partial class ExpressionResolver(Scope scope, ResolveOptions options, ColumnIds ids, ISubqueryResolver subqueries)
{
    private readonly Stack<TypedVariable> _variables = new();

    private CastMode SessionCast => options.Ansi ? CastMode.Ansi : CastMode.Legacy;

    /// <summary>Columns found below the scope's relation, which must be passed up.</summary>
    public List<OutputColumn> Missing { get; } = [];

    /// <summary>Whether columns below the relation may be named (filters and sorts).</summary>
    public bool AllowsMissing { get; init; }

    /// <summary>Where names are looked for that the scope does not have; null for nowhere.</summary>
    public Scope? Fallback { get; init; }

    /// <summary>The columns that an error proposes; those of the scope when null.</summary>
    public IReadOnlyList<ScopeColumn>? Candidates { get; init; }

    /// <summary>Columns of the select list that later ones may name by alias.</summary>
    public List<AliasedValue> Aliases { get; } = [];

    /// <summary>The typed expression.</summary>
    /// <exception cref="Spark.Sql.AnalysisException">A name is unknown or ambiguous, or types do not fit.</exception>
    public TypedExpression Resolve(Expression expression) => expression switch
    {
        Literal literal => Constant(literal),
        UnresolvedAttribute attribute => Attribute(attribute),
        Alias alias => Resolve(alias.Child),
        Cast cast => ResolveCast(cast),
        FunctionCall call => Call(call),
        Window window => ResolveWindow(window),
        ExtractValue extract => Extract(extract),
        LambdaVariable variable => Variable(variable),
        UpdateFields update => Update(update),
        SubqueryExpression subquery => Subquery(subquery),
        NamedArgument argument => Resolve(argument.Value),
        ResolvedColumn column => new ColumnReference(scope.Columns.First(c => c.Column.Id == column.Id).Column),
        InnerProduct product => new SqlExpression(
            "coalesce(list_inner_product({0}, {1}), CAST('NaN' AS FLOAT))", [Resolve(product.Left), Resolve(product.Right)], DataTypes.Float, MayBeNull: false),
        Ordinal ordinal => TypedLiteral.Of(ordinal.Position),
        Star star => throw AnalysisErrors.Make("INVALID_USAGE_OF_STAR_OR_REGEX", star, ("elem", "'*'"), ("prettyName", "expression")),
        RegexColumn regex => throw AnalysisErrors.Make("INVALID_USAGE_OF_STAR_OR_REGEX", regex, ("elem", "regular expression"), ("prettyName", "expression")),
        ParameterMarker marker => throw AnalysisErrors.Make("UNBOUND_SQL_PARAMETER", marker, ("name", marker.Name ?? "?")),
        Lambda lambda => throw AnalysisErrors.Make("INVALID_LAMBDA_FUNCTION_CALL.PARAMETER_DOES_NOT_ACCEPT_LAMBDA_FUNCTION", lambda),
        _ => throw AnalysisErrors.UnsupportedExpression(expression.GetType().Name, "It has no meaning in this place."),
    };

    /// <summary>An order by expressions.</summary>
    public OrderKey ResolveKey(SortOrder order)
    {
        TypedExpression value = Resolve(order.Child);
        if (!TypeRules.IsOrderable(value.Type))
        {
            string sql = $"{PrettyName.Of(value)} {(order.Direction == SortDirection.Descending ? "DESC" : "ASC")} NULLS {(order.Nulls == NullOrdering.First ? "FIRST" : "LAST")}";
            throw AnalysisErrors.Make(
                "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
                order,
                ("sqlExpr", $"\"{sql}\""),
                ("functionName", "`sortorder`"),
                ("dataType", AnalysisErrors.Type(value.Type)));
        }

        return new OrderKey(value, order.Direction == SortDirection.Descending, order.Nulls == NullOrdering.First);
    }

    private static TypedLiteral Constant(Literal literal) => new(literal.Type, literal.Value);

    private TypedCast ResolveCast(Cast cast)
    {
        TypedExpression child = Resolve(cast.Child);
        CastMode mode = cast.Mode == CastMode.Session ? SessionCast : cast.Mode;
        if (!CastRules.CanCast(child.Type, cast.Type, mode))
        {
            string? instead = (child.Type, cast.Type) switch
            {
                (_, DateType) when TypeRules.IsIntegral(child.Type) => "`DATE_FROM_UNIX_DATE`",
                (DateType, _) when TypeRules.IsIntegral(cast.Type) => "`UNIX_DATE`",
                _ => null,
            };
            throw AnalysisErrors.Make(
                instead is null ? "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION" : "DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION",
                cast,
                ("functionNames", instead ?? string.Empty),
                ("sqlExpr", $"\"{PrettyName.Of(new TypedCast(child, cast.Type, mode, IsImplicit: false))}\""),
                ("srcType", AnalysisErrors.Type(child.Type)),
                ("targetType", AnalysisErrors.Type(cast.Type)));
        }

        return new TypedCast(child, cast.Type, mode, IsImplicit: false);
    }

    private TypedExpression Extract(ExtractValue extract)
    {
        TypedExpression child = Resolve(extract.Child);
        return AccessFamily.Extract(child, Resolve(extract.Extraction), options, extract);
    }

    private TypedExpression Call(FunctionCall call)
    {
        if (scope.TimeWindow is { } window && window.Syntax.Equals(call))
        {
            return new ColumnReference(window.Column);
        }

        FunctionRow row = call.NameParts.Count == 1 ? FunctionTable.Find(call.Name) ?? throw AnalysisErrors.UnknownFunction(call.Name, call)
            : throw AnalysisErrors.UnknownFunction(call.Name, call);
        if (row.Support == EngineSupport.Unsupported)
        {
            throw AnalysisErrors.UnsupportedFunction(row.Name, row.Reason!, call);
        }

        ValueArray<Expression> syntax = CountedArguments(call);
        TypedExpression?[] arguments = [.. syntax.Items.Select(a => a is Lambda ? null : Resolve(a))];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (syntax[i] is Lambda lambda)
            {
                LambdaTypes types = row.Lambdas
                    ?? throw AnalysisErrors.Make("INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION", call, ("class", call.Name));
                arguments[i] = ResolveLambda(lambda, types(arguments, i, lambda.Variables.Count), call);
            }
        }

        if (arguments.FirstOrDefault(a => ExpressionFacts.HasGenerator(a!)) is { } generator)
        {
            throw AnalysisErrors.Make("UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS", call, ("expression", AnalysisErrors.Sql(generator)));
        }

        bool isOrderedSet = row.Name is "percentile_cont" or "percentile_disc" && call.WithinGroup.Count == 1;
        if (isOrderedSet)
        {
            return OrderedSet(row, call, arguments);
        }

        string name = call.Name.ToLowerInvariant();
        TypedExpression bound = row.Bind(row, new Invocation(name, arguments.Select(a => a!).ToValueArray(), call, options));
        return bound is TypedCall typed ? Modify(typed, call) : bound;
    }

    // percentile_cont(p) WITHIN GROUP (ORDER BY x): the value comes from the order.
    private TypedCall OrderedSet(FunctionRow row, FunctionCall call, TypedExpression?[] arguments)
    {
        if (call.WithinGroup[0].Direction == SortDirection.Descending)
        {
            throw AnalysisErrors.UnsupportedFunction(row.Name, "A descending order is not part of this engine; take 1 - p.", call);
        }

        ValueArray<TypedExpression> all = new([Resolve(call.WithinGroup[0].Child), .. arguments.Select(a => a!)]);
        FunctionCall plain = call with { WithinGroup = default };
        return Modify((TypedCall)row.Bind(row, new Invocation(row.Name, all, plain, options)), plain);
    }

    // count(*) counts rows, as count(1) does.
    private static ValueArray<Expression> CountedArguments(FunctionCall call)
        => call.Arguments is [Star { Target.IsEmpty: true }] && call.Name.Equals("count", StringComparison.OrdinalIgnoreCase) && !call.IsDistinct
            ? [new Literal(DataTypes.Integer, 1)]
            : call.Arguments;

    private TypedCall Modify(TypedCall bound, FunctionCall call) => bound with
    {
        IsDistinct = call.IsDistinct || bound.IsDistinct,
        IgnoreNulls = call.IgnoreNulls ?? bound.IgnoreNulls,
        Filter = call.Filter is null ? bound.Filter : Coercion.To(Resolve(call.Filter), DataTypes.Boolean, SessionCast),
        Order = call.WithinGroup.IsEmpty ? bound.Order : call.WithinGroup.Map(ResolveKey),
    };

    private TypedLambda ResolveLambda(Lambda lambda, IReadOnlyList<(DataType Type, bool IsNullable)> types, FunctionCall call)
    {
        if (lambda.Variables.Count > types.Count)
        {
            throw AnalysisErrors.Make(
                "INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH",
                call,
                ("expectedNumArgs", types.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("actualNumArgs", lambda.Variables.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        List<TypedVariable> variables = [];
        for (int i = 0; i < lambda.Variables.Count; i++)
        {
            string name = lambda.Variables[i].NameParts[0];
            TypedVariable variable = new(ids.New(name, types[i].Type, types[i].IsNullable).Id, name, types[i].Type, types[i].IsNullable);
            variables.Add(variable);
            _variables.Push(variable);
        }

        TypedExpression body = Resolve(lambda.Body);
        foreach (TypedVariable _ in variables)
        {
            _variables.Pop();
        }

        return new TypedLambda(variables.ToValueArray(), body);
    }

    private TypedExpression Variable(LambdaVariable variable)
        => FindVariable(variable.NameParts, variable)
            ?? throw AnalysisErrors.UnresolvedColumn(variable.NameParts, scope.Columns, variable);

    private TypedExpression? FindVariable(ValueArray<string> nameParts, Expression syntax)
    {
        TypedVariable? found = _variables.FirstOrDefault(v => string.Equals(v.Name, nameParts[0], StringComparison.OrdinalIgnoreCase));
        return found is null ? null : Fields(found, nameParts, 1, syntax);
    }

    private TypedExpression Fields(TypedExpression value, ValueArray<string> nameParts, int from, Expression syntax)
    {
        for (int i = from; i < nameParts.Count; i++)
        {
            value = AccessFamily.Extract(value, TypedLiteral.Of(nameParts[i]), options, syntax);
        }

        return value;
    }

    private TypedExpression Update(UpdateFields update)
    {
        TypedExpression value = Resolve(update.Struct);
        return StructUpdate.Apply(value, update.FieldName, update.Value is null ? null : Resolve(update.Value), options, update);
    }

    private TypedSubquery Subquery(SubqueryExpression subquery)
    {
        ResolvedRelation plan = subqueries.Resolve(subquery, scope);
        ValueArray<TypedExpression> values = subquery.Values.Map(Resolve);
        return subquery.Kind switch
        {
            SubqueryKind.Scalar when plan.Columns.Count != 1 => throw AnalysisErrors.Make(
                "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN",
                subquery,
                ("number", plan.Columns.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))),
            SubqueryKind.TableArgument => throw AnalysisErrors.UnsupportedExpression("TABLE argument", "There are no table functions of users here.", subquery),
            SubqueryKind.In => InSubquery(subquery, plan, values),
            _ => new TypedSubquery(subquery.Kind, plan, values),
        };
    }

    // Both sides take their common types, the rows of the subquery by a projection.
    private TypedSubquery InSubquery(SubqueryExpression syntax, ResolvedRelation plan, ValueArray<TypedExpression> values)
    {
        if (values.Count != plan.Columns.Count)
        {
            throw AnalysisErrors.Make(
                "DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH",
                syntax,
                ("sqlExpr", $"\"{PrettyName.Of(new TypedSubquery(SubqueryKind.In, plan, values))}\""),
                ("leftLength", values.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("leftColumns", string.Join(", ", values.Items.Select(AnalysisErrors.Sql))),
                ("rightLength", plan.Columns.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("rightColumns", string.Join(", ", plan.Columns.Items.Select(c => $"\"{c.Name}\""))));
        }

        List<TypedExpression> left = [];
        List<NamedExpression> right = [];
        for (int i = 0; i < values.Count; i++)
        {
            OutputColumn column = plan.Columns[i];
            DataType type = TypeRules.Common(values[i].Type, column.Type) ?? throw AnalysisErrors.Make(
                "DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH",
                syntax,
                ("sqlExpr", $"\"{PrettyName.Of(new TypedSubquery(SubqueryKind.In, plan, values))}\""),
                ("mismatchedColumns", $"({AnalysisErrors.Sql(values[i])}:{AnalysisErrors.Type(values[i].Type)}, \"{column.Name}\":{AnalysisErrors.Type(column.Type)})"),
                ("leftType", AnalysisErrors.Type(values[i].Type)),
                ("rightType", AnalysisErrors.Type(column.Type)));
            left.Add(Coercion.To(values[i], type, SessionCast));
            TypedExpression cast = Coercion.To(new ColumnReference(column), type, SessionCast);
            right.Add(cast is ColumnReference ? NamedExpression.PassThrough(column) : new NamedExpression(cast, ids.New(column.Name, type, cast.IsNullable)));
        }

        ResolvedRelation typed = right.TrueForAll(r => r.IsPassThrough) ? plan : new ResolvedProject(plan, right.ToValueArray());
        return new TypedSubquery(SubqueryKind.In, typed, left.ToValueArray());
    }
}

/// <summary>A value of a select list and its alias.</summary>
internal sealed record AliasedValue(string Name, TypedExpression Value);

/// <summary>Resolves the plans of subqueries.</summary>
internal interface ISubqueryResolver
{
    /// <summary>The plan of the subquery; its columns may be those of the outer scope.</summary>
    ResolvedRelation Resolve(SubqueryExpression subquery, Scope outer);
}
