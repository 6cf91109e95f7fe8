using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <content>Windows of time: each row once for every window in which its time lies; rows without a time are left out.</content>
internal sealed partial class RelationResolver
{
    /// <summary>The scope with a column for the call of <c>window</c> among the expressions; the scope itself when there is none.</summary>
    private Scope WithTimeWindow(Scope input, params IEnumerable<Expression> expressions)
    {
        FunctionCall[] calls = [.. expressions.SelectMany(e => e.DescendantsAndSelf()).OfType<FunctionCall>().Where(TimeWindowFunction.IsCall).Distinct()];
        switch (calls.Length)
        {
            case 0:
                return input;
            case > 1:
                throw AnalysisErrors.UnsupportedExpression("window", "Several windows in one place would multiply each other's rows; make them one after the other.", calls[1]);
            default:
                break;
        }

        ExpressionResolver resolver = Expressions(input);
        TypedExpression[] arguments = [.. calls[0].Arguments.Items.Select(resolver.Resolve)];
        WindowLengths lengths = WindowLengths.Of(calls[0], arguments);
        TypedExpression time = TimeWindowFunction.Time(calls[0], arguments[0], SessionCast);
        ResolvedRelation relation = new ResolvedFilter(
            Widen(input.Relation, resolver.Missing), new TypedCall("isnotnull", [time], DataTypes.Boolean, false));
        OutputColumn column = ids.New("window", TimeWindowFunction.Type(time.Type), !lengths.IsTumbling);
        TypedCall windows = TimeWindowFunction.Make(time, lengths);
        relation = lengths.IsTumbling
            ? new ResolvedProject(relation, new([.. relation.Columns.Items.Select(NamedExpression.PassThrough), new NamedExpression(windows, column)]))
            : new ResolvedGenerate(relation, new TypedCall("explode", [windows], new ArrayType(column.Type, false), false), IsOuter: false, [column]);
        return input with { Relation = relation, TimeWindow = new TimeWindow(calls[0], column) };
    }

    /// <summary>The relation without the column of a time window.</summary>
    private static Scope WithoutTimeWindow(Scope input, Scope result) => ReferenceEquals(input, result) || result.TimeWindow is null || input.TimeWindow is not null
        ? result
        : result with { Relation = new ResolvedProject(result.Relation, input.Relation.Columns.Map(NamedExpression.PassThrough)), TimeWindow = input.TimeWindow };
}
