namespace BigData.Spec.Embedded;

/// <summary>What the embedded engine does not answer as Spark does, with the error that it gives instead.</summary>
internal static class EmbeddedGaps
{
    private const string Function = "EMBEDDED_UNSUPPORTED.FUNCTION";

    public static IReadOnlyDictionary<string, SpecGap> All { get; } = new Dictionary<string, SpecGap>(StringComparer.Ordinal)
    {
        ["randstr(0, 1)"] = new(Function, SpecGapCategory.Ours, "not built yet"),
        ["sentences('Hi there. Bye.')"] = new(Function, SpecGapCategory.Ours, "not built yet"),
        ["shuffle(array(1))"] = new(Function, SpecGapCategory.Never, "a random order cannot be repeated on another engine"),
    };
}
