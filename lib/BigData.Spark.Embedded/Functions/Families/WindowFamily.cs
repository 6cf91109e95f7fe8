using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Functions that need OVER.</summary>
internal static class WindowFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        foreach (string name in (string[])["row_number", "rank", "dense_rank"])
        {
            yield return Rows.Window(name, " -> int!", (call, _) => Rows.Fill(call, $"CAST({name}(){{^}} AS INTEGER)")) with
            {
                Pretty = (_, _) => name == "row_number" ? "row_number()" : $"{name.ToUpperInvariant()}()",
            };
        }

        yield return Rows.Window("percent_rank", " -> double!", (call, _) => Rows.Fill(call, "percent_rank(){^}")) with { Pretty = (_, _) => "PERCENT_RANK()" };
        yield return Rows.Window("cume_dist", " -> double!", (call, _) => Rows.Fill(call, "cume_dist(){^}"));
        yield return Rows.Window("ntile", "int -> int!", (call, _) => Rows.Fill(call, "CAST(ntile({0}){^} AS INTEGER)"));
        yield return Edge("$first", "first_value");
        yield return Edge("$last", "last_value");
        yield return Shift("lag");
        yield return Shift("lead");
        yield return new FunctionRow("nth_value", FunctionKind.Window, EngineSupport.Rewrite, BindNth, (call, _) => Rows.Fill(
            call, call.IgnoreNulls ? "nth_value({0}, {1} IGNORE NULLS){^}" : "nth_value({0}, {1}){^}"));
    }

    // first and last over a window; the aggregates of that name cannot leave out nulls there.
    private static FunctionRow Edge(string name, string duck) => new(
        name,
        FunctionKind.Window,
        EngineSupport.Rewrite,
        (_, call) => throw AnalysisErrors.UnknownFunction(call.Name, call.Syntax),
        (call, _) => new SqlExpression(call.IgnoreNulls ? $"{duck}({{0}} IGNORE NULLS){{^}}" : $"{duck}({{0}}){{^}}", [call.Arguments[0]], call.Type, true));

    private static FunctionRow Shift(string name) => new(name, FunctionKind.Window, EngineSupport.Rewrite, BindShift, (call, _) => Rows.Fill(
        call, call.IgnoreNulls ? $"{name}({{0}}, {{1}}, {{2}} IGNORE NULLS){{^}}" : $"{name}({{0}}, {{1}}, {{2}}){{^}}"));

    private static TypedExpression BindShift(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count is < 1 or > 4)
        {
            throw AnalysisErrors.WrongNumArgs(call.Name, "[1, 2, 3]", call.Arguments.Count, call.Syntax);
        }

        TypedExpression value = call.Arguments[0];
        TypedExpression offset = call.Arguments.Count > 1 ? Coercion.To(call.Arguments[1], DataTypes.Integer, call.CastMode) : TypedLiteral.Of(1);
        TypedExpression fallback = call.Arguments.Count > 2 ? call.Arguments[2] : TypedLiteral.Null(DataTypes.Null);
        DataType type = TypeRules.Common(value.Type, fallback.Type) ?? throw OperatorFamily.DifferentTypes(call, call.Name);
        bool ignores = call.Arguments.Count == 4 && call.Arguments[3] is TypedLiteral { Value: true };
        return Rows.Make(
            row,
            call,
            [Coercion.To(value, type, call.CastMode), offset, Coercion.To(fallback, type, call.CastMode)],
            type,
            value.IsNullable || fallback.IsNullable) with
        {
            IgnoreNulls = ignores,
        };
    }

    private static TypedExpression BindNth(FunctionRow row, Invocation call)
    {
        TypedCall bound = (TypedCall)Rows.Bound("T, int, [boolean] -> T?")(row, call);
        bool ignores = bound.Arguments.Count == 3 && bound.Arguments[2] is TypedLiteral { Value: true };
        return bound with { Arguments = [bound.Arguments[0], bound.Arguments[1]], IgnoreNulls = ignores };
    }
}
