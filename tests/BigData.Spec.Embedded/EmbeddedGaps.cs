namespace BigData.Spec.Embedded;

/// <summary>What the embedded engine does not answer as Spark does, with the error that it gives instead.</summary>
internal static class EmbeddedGaps
{
    public static IReadOnlyDictionary<string, SpecGap> All { get; } = new Dictionary<string, SpecGap>(StringComparer.Ordinal);
}
