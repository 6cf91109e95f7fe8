using System.Globalization;
using BigData.Delta.Actions;
using BigData.Delta.Schemas;

namespace BigData.Delta.Protocols;

/// <summary>Decides by the feature table what may be read and written, and which protocol metadata needs.</summary>
internal static class ProtocolRules
{
    public const int ReaderFeaturesVersion = 3;
    public const int WriterFeaturesVersion = 7;

    /// <summary>Features of a table: those listed and those that its old protocol versions imply.</summary>
    public static IReadOnlyList<string> GetFeatures(Protocol protocol)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        names.UnionWith(protocol.ReaderFeatures ?? []);
        names.UnionWith(protocol.WriterFeatures ?? []);
        if (protocol.MinWriterVersion < WriterFeaturesVersion)
        {
            names.UnionWith(ImpliedBy(protocol.MinWriterVersion));
        }

        return [.. names];
    }

    /// <exception cref="DeltaUnsupportedFeatureException">Reading would give wrong rows.</exception>
    public static void CheckReadable(string tablePath, Protocol protocol, Metadata metadata)
    {
        List<string> missing = [];
        if (protocol.MinReaderVersion > ReaderFeaturesVersion)
        {
            missing.Add(string.Create(CultureInfo.InvariantCulture, $"reader version {protocol.MinReaderVersion}"));
        }

        IEnumerable<string> names = protocol.MinReaderVersion == ReaderFeaturesVersion
            ? protocol.ReaderFeatures ?? []
            : TableFeatures.All.Where(f => f.IsReaderFeature && f.LegacyReaderVersion > 0 && f.LegacyReaderVersion <= protocol.MinReaderVersion).Select(f => f.Name);
        missing.AddRange(FindMissing(names, f => f.IsReaderFeature, f => f.Read, metadata));
        Throw(tablePath, DeltaAccess.Read, missing);
    }

    /// <exception cref="DeltaException">Writing would break the table, or a column has an unknown type.</exception>
    public static void CheckWritable(string tablePath, Protocol protocol, Metadata metadata)
    {
        List<string> missing = [];
        if (protocol.MinWriterVersion > WriterFeaturesVersion)
        {
            missing.Add(string.Create(CultureInfo.InvariantCulture, $"writer version {protocol.MinWriterVersion}"));
        }

        missing.AddRange(FindMissing(GetFeatures(protocol), _ => true, f => f.Write, metadata));
        Throw(tablePath, DeltaAccess.Write, missing);
        SchemaRules.CheckTypes(metadata.GetSchema());
    }

    /// <summary>The weakest protocol that holds the features of the old one and those that the metadata uses.</summary>
    /// <exception cref="DeltaUnsupportedFeatureException">The metadata uses a feature that is missing here.</exception>
    public static Protocol Upgrade(string tablePath, Protocol? current, Metadata metadata)
    {
        TableFeature[] used = TableFeatures.All.Where(f => f.IsUsed(metadata) && !f.Name.EndsWith("-preview", StringComparison.Ordinal)).ToArray();
        Throw(tablePath, DeltaAccess.Write, used.Where(f => f.Write != FeatureSupport.Full).Select(f => f.Name).ToArray());
        Protocol start = current ?? new Protocol { MinReaderVersion = 1, MinWriterVersion = 2 };
        IReadOnlyList<string> listed = GetFeatures(start);
        string[] added = used.Select(f => f.Name).Where(n => !listed.Contains(n, StringComparer.Ordinal)).ToArray();
        if (added.Length == 0)
        {
            return start;
        }

        string[] readers = (start.ReaderFeatures ?? listed.Where(IsReaderFeature)).Concat(added.Where(IsReaderFeature)).ToArray();
        string[] writers = added.Concat(listed.Reverse()).ToArray();
        return new Protocol
        {
            MinReaderVersion = readers.Length > 0 ? ReaderFeaturesVersion : start.MinReaderVersion,
            MinWriterVersion = WriterFeaturesVersion,
            ReaderFeatures = readers.Length > 0 ? readers : start.ReaderFeatures,
            WriterFeatures = writers,
        };
    }

    private static IEnumerable<string> ImpliedBy(int writerVersion) =>
        TableFeatures.All.Where(f => f.IsLegacy && f.LegacyWriterVersion <= writerVersion).Select(f => f.Name);

    private static bool IsReaderFeature(string name) => TableFeatures.Find(name)?.IsReaderFeature ?? false;

    // Metadata may use a feature that the protocol does not list; its files are then no less unreadable.
    private static IEnumerable<string> FindMissing(
        IEnumerable<string> listed, Func<TableFeature, bool> concerns, Func<TableFeature, FeatureSupport> support, Metadata metadata)
    {
        string[] names = listed.ToArray();
        IEnumerable<string> unlisted = TableFeatures.All
            .Where(f => concerns(f) && support(f) == FeatureSupport.Unused && f.IsUsed(metadata) && !f.Name.EndsWith("-preview", StringComparison.Ordinal))
            .Select(f => f.Name);
        return names.Where(n => IsMissing(n, support, metadata)).Union(unlisted, StringComparer.Ordinal);
    }

    private static bool IsMissing(string name, Func<TableFeature, FeatureSupport> support, Metadata metadata) => TableFeatures.Find(name) is not { } feature
        || support(feature) switch
        {
            FeatureSupport.Full => false,
            FeatureSupport.Unused => feature.IsUsed(metadata),
            _ => true,
        };

    private static void Throw(string tablePath, DeltaAccess access, IReadOnlyList<string> features)
    {
        if (features.Count > 0)
        {
            throw DeltaErrors.UnsupportedFeatures(tablePath, access, features);
        }
    }
}
