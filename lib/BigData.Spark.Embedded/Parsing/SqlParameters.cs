using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>The arguments of a SQL text, put in the place of its markers while it is read.</summary>
/// <param name="named">By name.</param>
/// <param name="positional">In order.</param>
internal sealed class SqlParameters(IReadOnlyDictionary<string, Expression> named, IReadOnlyList<Expression> positional)
{
    // The parser may read a place twice.
    private readonly List<int> _places = [];

    /// <summary>No arguments: every marker stays, for the resolver to refuse.</summary>
    public static SqlParameters None => new(new Dictionary<string, Expression>(), []);

    /// <summary>The argument of <c>:name</c>; the marker itself when there is none.</summary>
    public Expression Named(ParameterMarker marker) => named.GetValueOrDefault(marker.Name!) ?? marker;

    /// <summary>The argument of the next <c>?</c>; the marker itself when there are no more.</summary>
    public Expression Next(ParameterMarker marker)
    {
        int index = _places.IndexOf(marker.Position);
        if (index < 0)
        {
            index = _places.Count;
            _places.Add(marker.Position);
        }

        return index < positional.Count ? positional[index] : marker;
    }
}
