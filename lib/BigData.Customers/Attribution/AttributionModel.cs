namespace BigData.Customers;

/// <summary>How conversions are credited to channels; credits of every model add up to the conversions and their value.</summary>
public enum AttributionModel
{
    /// <summary><c>first_touch</c>: all to the first touch.</summary>
    FirstTouch,

    /// <summary><c>last_touch</c>: all to the last touch.</summary>
    LastTouch,

    /// <summary><c>last_non_direct</c>: all to the last touch that is not direct; to the last one where all are direct.</summary>
    LastNonDirect,

    /// <summary><c>linear</c>: evenly to all touches.</summary>
    Linear,

    /// <summary><c>position_based</c>: fixed shares to the first and the last touch, the rest evenly between.</summary>
    PositionBased,

    /// <summary><c>time_decay</c>: by 2^(-days to the conversion / half-life), scaled to 1; days are spans of 24 hours and fractions of them.</summary>
    TimeDecay,

    /// <summary><c>markov</c>: removal effects of the Markov chain that remembers one channel.</summary>
    Markov,

    /// <summary><c>markov_2</c>: the chain remembers two channels.</summary>
    Markov2,

    /// <summary><c>markov_3</c>: the chain remembers three channels.</summary>
    Markov3,

    /// <summary><c>markov_4</c>: the chain remembers four channels.</summary>
    Markov4,

    /// <summary><c>shapley</c>: the exact Shapley value of the channels of a path, whatever their order: see <see cref="ShapleyGame"/>.</summary>
    Shapley,

    /// <summary>
    /// <c>shapley_ordered</c>: the path-wise counterfactual of Google's fractribution, which respects order: a touch counts for what the
    /// conversion rate of its path exceeds that of the same path without it.
    /// </summary>
    ShapleyOrdered,
}

/// <summary>Names of models, as they stand in tables.</summary>
public static class AttributionModels
{
    private static readonly Dictionary<AttributionModel, string> Names = new()
    {
        [AttributionModel.FirstTouch] = "first_touch",
        [AttributionModel.LastTouch] = "last_touch",
        [AttributionModel.LastNonDirect] = "last_non_direct",
        [AttributionModel.Linear] = "linear",
        [AttributionModel.PositionBased] = "position_based",
        [AttributionModel.TimeDecay] = "time_decay",
        [AttributionModel.Markov] = "markov",
        [AttributionModel.Markov2] = "markov_2",
        [AttributionModel.Markov3] = "markov_3",
        [AttributionModel.Markov4] = "markov_4",
        [AttributionModel.Shapley] = "shapley",
        [AttributionModel.ShapleyOrdered] = "shapley_ordered",
    };

    /// <summary>Every model, in the order of the enumeration.</summary>
    public static IReadOnlyList<AttributionModel> All { get; } = [.. Names.Keys];

    /// <summary>The model's name in tables, for example <c>last_touch</c>.</summary>
    /// <param name="model">The model.</param>
    public static string Name(this AttributionModel model) => Names[model];

    /// <summary>Reads a name.</summary>
    /// <param name="name">A name as <see cref="Name"/> gives it.</param>
    /// <exception cref="FormatException">There is no such model; the message lists all names.</exception>
    public static AttributionModel Parse(string name)
    {
        foreach ((AttributionModel model, string text) in Names)
        {
            if (text == name)
            {
                return model;
            }
        }

        throw new FormatException($"There is no attribution model '{name}'; expected one of {string.Join(", ", Names.Values)}");
    }
}
