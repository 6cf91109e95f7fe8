namespace BigData.Hosting.Reporting;

/// <summary>Models of attribution in words.</summary>
internal static class ModelNames
{
    private static readonly (string Model, string Title, string Meaning)[] All =
    [
        ("first_touch", "First touch", "all of an order to the first contact in the window"),
        ("last_touch", "Last touch", "all to the last contact"),
        ("last_non_direct", "Last non-direct", "all to the last contact that is not a direct visit"),
        ("linear", "Linear", "evenly to all contacts"),
        ("position_based", "Position-based", "most to the first and the last contact, the rest to those between"),
        ("time_decay", "Time decay", "more to contacts shortly before the order"),
        ("markov", "Markov", "by how many orders would be lost if the channel were taken out of the paths"),
        ("markov_2", "Markov, order 2", "the same, where a step depends on the last two contacts"),
        ("markov_3", "Markov, order 3", "the same, with the last three contacts"),
        ("markov_4", "Markov, order 4", "the same, with the last four contacts"),
        ("shapley", "Shapley", "a channel’s fair part in every combination of channels, whatever their order"),
        ("shapley_ordered", "Shapley, ordered", "the same, with respect to the order of contacts"),
    ];

    private static readonly string[] References = ["markov", "shapley", "last_touch"];

    /// <summary>The name for a reader.</summary>
    public static string Title(string model) => Array.Find(All, known => known.Model == model).Title ?? ReaderText.Words(model);

    /// <summary>What the model does; null for one that is not known.</summary>
    public static string? Meaning(string model) => Array.Find(All, known => known.Model == model).Meaning;

    /// <summary>Its place in lists; unknown ones last.</summary>
    public static int Place(string model) => Array.FindIndex(All, known => known.Model == model) is >= 0 and int place ? place : int.MaxValue;

    /// <summary>The model that single numbers are told by: one that learns from the paths where there is one.</summary>
    public static string? Reference(IReadOnlyList<string> models) =>
        Array.Find(References, models.Contains) ?? (models.Count > 0 ? models[0] : null);
}
