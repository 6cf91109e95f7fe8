using BigData.Delta.Actions;
using BigData.Delta.Schemas;

namespace BigData.Delta.Protocols;

/// <summary>The features that this library knows. One that is not here is unknown, and a table that lists it is refused.</summary>
internal static class TableFeatures
{
    public const string TimestampNtz = "timestampNtz";
    public const string DeletionVectors = "deletionVectors";

    public static IReadOnlyList<TableFeature> All { get; } =
    [
        new("appendOnly", FeatureSupport.Full, FeatureSupport.Full) { LegacyWriterVersion = 2 },
        new("invariants", FeatureSupport.Full, FeatureSupport.Unused)
        {
            LegacyWriterVersion = 2,
            IsUsed = m => HasFieldKey(m, "delta.invariants"),
        },
        new("checkConstraints", FeatureSupport.Full, FeatureSupport.Unused)
        {
            LegacyWriterVersion = 3,
            IsUsed = m => m.Configuration.Keys.Any(k => k.StartsWith("delta.constraints.", StringComparison.OrdinalIgnoreCase)),
        },
        new("changeDataFeed", FeatureSupport.Full, FeatureSupport.Full) { LegacyWriterVersion = 4, IsUsed = m => m.RecordsChanges },
        new("generatedColumns", FeatureSupport.Full, FeatureSupport.Unused)
        {
            LegacyWriterVersion = 4,
            IsUsed = m => HasFieldKey(m, "delta.generationExpression"),
        },
        new("columnMapping", FeatureSupport.Unused, FeatureSupport.Unused)
        {
            IsReaderFeature = true,
            LegacyReaderVersion = 2,
            LegacyWriterVersion = 5,
            IsUsed = m => m.GetProperty("delta.columnMapping.mode") is "name" or "id",
        },
        new("identityColumns", FeatureSupport.Full, FeatureSupport.Unused)
        {
            LegacyWriterVersion = 6,
            IsUsed = m => HasFieldKey(m, "delta.identity."),
        },
        new(TimestampNtz, FeatureSupport.Full, FeatureSupport.Full) { IsReaderFeature = true, IsUsed = m => HasType(m, DeltaTypeKind.TimestampNtz) },

        // Files that carry a vector are refused where the files are known; a table may list or enable the feature.
        new(DeletionVectors, FeatureSupport.Full, FeatureSupport.Full) { IsReaderFeature = true, IsUsed = m => IsOn(m, "delta.enableDeletionVectors") },
        new("v2Checkpoint", FeatureSupport.None, FeatureSupport.None)
        {
            IsReaderFeature = true,
            IsUsed = m => m.GetProperty("delta.checkpointPolicy") == "v2",
        },
        new("typeWidening", FeatureSupport.Unused, FeatureSupport.Unused) { IsReaderFeature = true, IsUsed = UsesTypeWidening },
        new("typeWidening-preview", FeatureSupport.Unused, FeatureSupport.Unused) { IsReaderFeature = true, IsUsed = UsesTypeWidening },
        new("variantType", FeatureSupport.Unused, FeatureSupport.Unused) { IsReaderFeature = true, IsUsed = m => HasType(m, DeltaTypeKind.Variant) },
        new("variantType-preview", FeatureSupport.Unused, FeatureSupport.Unused) { IsReaderFeature = true, IsUsed = m => HasType(m, DeltaTypeKind.Variant) },
        new("vacuumProtocolCheck", FeatureSupport.Full, FeatureSupport.Full) { IsReaderFeature = true },
        new("domainMetadata", FeatureSupport.Full, FeatureSupport.Full),
        new("checkpointProtection", FeatureSupport.Full, FeatureSupport.Full),
        new("inCommitTimestamp", FeatureSupport.Full, FeatureSupport.Unused) { IsUsed = m => IsOn(m, "delta.enableInCommitTimestamps") },
        new("allowColumnDefaults", FeatureSupport.Full, FeatureSupport.Unused) { IsUsed = m => HasFieldKey(m, "CURRENT_DEFAULT") },
        new("rowTracking", FeatureSupport.Full, FeatureSupport.None) { IsUsed = m => IsOn(m, "delta.enableRowTracking") },
        new("clustering", FeatureSupport.Full, FeatureSupport.None),
        new("icebergCompatV1", FeatureSupport.Full, FeatureSupport.Unused) { IsUsed = m => IsOn(m, "delta.enableIcebergCompatV1") },
        new("icebergCompatV2", FeatureSupport.Full, FeatureSupport.Unused) { IsUsed = m => IsOn(m, "delta.enableIcebergCompatV2") },
        new("icebergCompatV3", FeatureSupport.Full, FeatureSupport.Unused) { IsUsed = m => IsOn(m, "delta.enableIcebergCompatV3") },
    ];

    public static TableFeature? Find(string name) => All.FirstOrDefault(f => f.Name == name);

    private static bool UsesTypeWidening(Metadata metadata) => IsOn(metadata, "delta.enableTypeWidening") || HasFieldKey(metadata, "delta.typeChanges");

    private static bool IsOn(Metadata metadata, string key) => string.Equals(metadata.GetProperty(key), "true", StringComparison.OrdinalIgnoreCase);

    private static bool HasType(Metadata metadata, DeltaTypeKind kind) =>
        SchemaWalk.Types(metadata.GetSchema()).Any(t => t is DeltaPrimitiveType primitive && primitive.Kind == kind);

    private static bool HasFieldKey(Metadata metadata, string prefix) =>
        SchemaWalk.Fields(metadata.GetSchema())
            .Any(f => f.Metadata.ValueKind == System.Text.Json.JsonValueKind.Object
                && f.Metadata.EnumerateObject().Any(p => p.Name.StartsWith(prefix, StringComparison.Ordinal)));
}
