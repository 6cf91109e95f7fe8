using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Options of a function, given as a map of constants; a bound call holds them as names and values one after the other.</summary>
internal static class ConstantOptions
{
    /// <summary>Names and values of the map that is an argument; nothing when the argument is not there.</summary>
    public static ValueArray<TypedExpression> Bind(Invocation call, int index)
    {
        if (call.Arguments.Count <= index)
        {
            return default;
        }

        TypedExpression? options = call.Arguments[index];
        ValueArray<TypedExpression> parts = options switch
        {
            TypedCall { Function: "map" } map => map.Arguments,
            TypedLiteral { Value: MapLiteral map } => map.Keys.Zip(map.Values, (k, v) => new TypedExpression[] { new TypedLiteral(k.Type, k.Value), new TypedLiteral(v.Type, v.Value) })
                .SelectMany(pair => pair).ToValueArray(),
            _ => throw AnalysisErrors.Make("INVALID_OPTIONS.NON_MAP_FUNCTION", call.Syntax),
        };
        return parts.Items.All(p => p is TypedLiteral { Value: string })
            ? parts
            : throw AnalysisErrors.Make("INVALID_OPTIONS.NON_STRING_TYPE", call.Syntax, ("mapType", AnalysisErrors.Type(options.Type)));
    }

    /// <summary>The options of a bound call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="from">The place of the first name among its arguments.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(TypedCall call, int from)
    {
        string[] texts = [.. call.Arguments.Items.Skip(from).Select(a => (string)((TypedLiteral)a).Value!)];
        return [.. Enumerable.Range(0, texts.Length / 2).Select(i => new KeyValuePair<string, string>(texts[2 * i], texts[(2 * i) + 1]))];
    }
}
