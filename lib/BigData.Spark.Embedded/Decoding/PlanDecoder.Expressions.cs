using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;
using ExpressionCase = BigData.Spark.Proto.Expression.ExprTypeOneofCase;

namespace BigData.Spark.Embedded.Decoding;

/// <summary>Expressions.</summary>
internal sealed partial class PlanDecoder
{
    /// <summary>The tree of an expression.</summary>
    public Expression Decode(Proto.Expression expression)
    {
        EnsureStack();
        return expression.ExprTypeCase switch
        {
            ExpressionCase.Literal => LiteralDecoder.Decode(expression.Literal),
            ExpressionCase.UnresolvedAttribute => Attribute(expression.UnresolvedAttribute),
            ExpressionCase.UnresolvedFunction => Function(expression.UnresolvedFunction),
            ExpressionCase.CallFunction => new FunctionCall(
                SqlParser.ParseName(expression.CallFunction.FunctionName), Decode(expression.CallFunction.Arguments)),
            ExpressionCase.ExpressionString => SqlParser.ParseExpression(expression.ExpressionString.Expression, _zone),
            ExpressionCase.UnresolvedStar => Star(expression.UnresolvedStar),
            ExpressionCase.UnresolvedRegex => Regex(expression.UnresolvedRegex),
            ExpressionCase.Alias => Alias(expression.Alias),
            ExpressionCase.Cast => Cast(expression.Cast),
            ExpressionCase.SortOrder => Decode(expression.SortOrder),
            ExpressionCase.LambdaFunction => Lambda(expression.LambdaFunction),
            ExpressionCase.UnresolvedNamedLambdaVariable => Variable(expression.UnresolvedNamedLambdaVariable),
            ExpressionCase.Window => Window(expression.Window),
            ExpressionCase.UnresolvedExtractValue => new ExtractValue(
                Required(expression.UnresolvedExtractValue.Child, "Expression.UnresolvedExtractValue", "child"),
                Required(expression.UnresolvedExtractValue.Extraction, "Expression.UnresolvedExtractValue", "extraction")),
            ExpressionCase.UpdateFields => new UpdateFields(
                Required(expression.UpdateFields.StructExpression, "Expression.UpdateFields", "struct_expression"),
                expression.UpdateFields.FieldName,
                Optional(expression.UpdateFields.ValueExpression)),
            ExpressionCase.NamedArgumentExpression => new NamedArgument(
                expression.NamedArgumentExpression.Key,
                Required(expression.NamedArgumentExpression.Value, "NamedArgumentExpression", "value")),
            ExpressionCase.MergeAction => Merge(expression.MergeAction),
            ExpressionCase.SubqueryExpression => Subquery(expression.SubqueryExpression),
            ExpressionCase.None => throw DecodeErrors.NotSet("Expression", "expr_type"),
            var other => throw DecodeErrors.Unsupported(
                "EXPRESSION", other.ToString(), "It needs code that runs on Spark's side.", "Use functions, or run on Spark with Remote(...)."),
        };
    }

    private ValueArray<Expression> Decode(IEnumerable<Proto.Expression> expressions) => expressions.Select(Decode).ToValueArray();

    private ValueArray<SortOrder> Decode(IEnumerable<Proto.Expression.Types.SortOrder> orders) => orders.Select(Decode).ToValueArray();

    private Expression Required(Proto.Expression? expression, string message, string field)
        => expression is null ? throw DecodeErrors.Missing(message, field) : Decode(expression);

    private Expression? Optional(Proto.Expression? expression)
        => expression is null || expression.ExprTypeCase == ExpressionCase.None ? null : Decode(expression);

    private static UnresolvedAttribute Attribute(Proto.Expression.Types.UnresolvedAttribute attribute) => new(
        SqlParser.ParseAttributeName(attribute.UnparsedIdentifier),
        attribute.HasPlanId ? attribute.PlanId : null,
        attribute.HasIsMetadataColumn && attribute.IsMetadataColumn);

    // A client's own function has the name of a registered one with parts; operators and built-in names are plain.
    private FunctionCall Function(Proto.Expression.Types.UnresolvedFunction function)
    {
        ValueArray<string> name = function.IsUserDefinedFunction ? SqlParser.ParseName(function.FunctionName) : [function.FunctionName];
        return new FunctionCall(name, Decode(function.Arguments))
        {
            IsDistinct = function.IsDistinct,
            IsInternal = function.HasIsInternal && function.IsInternal,
        };
    }

    private static Star Star(Proto.Expression.Types.UnresolvedStar star)
    {
        if (!star.HasUnparsedTarget)
        {
            return new Star(default, star.HasPlanId ? star.PlanId : null);
        }

        if (star.HasPlanId)
        {
            throw DecodeErrors.Invalid("UNRESOLVED_STAR_WITH_BOTH_TARGET_AND_PLAN_ID");
        }

        return star.UnparsedTarget.EndsWith(".*", StringComparison.Ordinal)
            ? new Star(SqlParser.ParseAttributeName(star.UnparsedTarget[..^2]))
            : throw DecodeErrors.Invalid("UNRESOLVED_STAR_TARGET_INVALID", ("target", star.UnparsedTarget));
    }

    // The name is `pattern`, or relation.`pattern`; one without back-ticks is a plain column name.
    private static Expression Regex(Proto.Expression.Types.UnresolvedRegex regex)
    {
        string name = regex.ColName;
        long? planId = regex.HasPlanId ? regex.PlanId : null;
        int open = name.IndexOf('`', StringComparison.Ordinal);
        bool pattern = open >= 0 && name.Length > open + 1 && name.EndsWith('`') && (open == 0 || name[open - 1] == '.');
        return pattern
            ? new RegexColumn(name[(open + 1)..^1], open == 0 ? default : SqlParser.ParseAttributeName(name[..(open - 1)]), planId)
            : new UnresolvedAttribute(SqlParser.ParseAttributeName(name), planId);
    }

    private Alias Alias(Proto.Expression.Types.Alias alias)
    {
        string? metadata = alias.HasMetadata && alias.Metadata.Length > 0 ? alias.Metadata : null;
        if (alias.Name.Count > 1 && metadata is not null)
        {
            throw DecodeErrors.Invalid("ALIAS_WITH_MULTIPLE_IDENTIFIERS_AND_METADATA");
        }

        return alias.Name.Count == 0
            ? throw DecodeErrors.Missing("Expression.Alias", "name")
            : new Alias(Required(alias.Expr, "Expression.Alias", "expr"), alias.Name.ToValueArray(), metadata);
    }

    private Cast Cast(Proto.Expression.Types.Cast cast)
    {
        DataType type = cast.CastToTypeCase switch
        {
            Proto.Expression.Types.Cast.CastToTypeOneofCase.Type => TypeOf(cast.Type, "Expression.Cast"),
            Proto.Expression.Types.Cast.CastToTypeOneofCase.TypeStr => SqlParser.ParseType(cast.TypeStr),
            _ => throw DecodeErrors.NotSet("Expression.Cast", "cast_to_type"),
        };
        CastMode mode = cast.EvalMode switch
        {
            Proto.Expression.Types.Cast.Types.EvalMode.Unspecified => CastMode.Session,
            Proto.Expression.Types.Cast.Types.EvalMode.Legacy => CastMode.Legacy,
            Proto.Expression.Types.Cast.Types.EvalMode.Ansi => CastMode.Ansi,
            Proto.Expression.Types.Cast.Types.EvalMode.Try => CastMode.Try,
            _ => throw DecodeErrors.BadEnum("Expression.Cast.EvalMode", cast.EvalMode),
        };
        return new Cast(Required(cast.Expr, "Expression.Cast", "expr"), type, mode);
    }

    private SortOrder Decode(Proto.Expression.Types.SortOrder order)
    {
        SortDirection direction = order.Direction == Proto.Expression.Types.SortOrder.Types.SortDirection.Descending
            ? SortDirection.Descending
            : SortDirection.Ascending;
        NullOrdering nulls = order.NullOrdering switch
        {
            Proto.Expression.Types.SortOrder.Types.NullOrdering.SortNullsFirst => NullOrdering.First,
            Proto.Expression.Types.SortOrder.Types.NullOrdering.SortNullsLast => NullOrdering.Last,
            _ => direction == SortDirection.Ascending ? NullOrdering.First : NullOrdering.Last,
        };
        return new SortOrder(Required(order.Child, "Expression.SortOrder", "child"), direction, nulls);
    }

    private Lambda Lambda(Proto.Expression.Types.LambdaFunction lambda)
    {
        if (lambda.Arguments.Count is 0 or > 3)
        {
            throw DecodeErrors.Invalid(
                "LAMBDA_FUNCTION_ARGUMENT_COUNT_INVALID", ("got", lambda.Arguments.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        return new Lambda(
            Required(lambda.Function, "Expression.LambdaFunction", "function"), lambda.Arguments.Select(Variable).ToValueArray());
    }

    private static LambdaVariable Variable(Proto.Expression.Types.UnresolvedNamedLambdaVariable variable)
        => variable.NameParts.Count == 0
            ? throw DecodeErrors.Invalid("UNRESOLVED_NAMED_LAMBDA_VARIABLE_REQUIRES_NAME_PART")
            : new LambdaVariable(variable.NameParts.ToValueArray());
}
