using BigData.Delta.Actions;
using BigData.Delta.Logs;

namespace BigData.Delta.Checkpoints;

/// <summary>The cursors of all actions of a row group. A row holds one action, but every cursor steps once a row.</summary>
internal sealed class ActionCursors(RowGroupColumns columns, ParsedStatistics? parsed)
{
    private readonly AddCursor _add = new(columns, parsed);
    private readonly RemoveCursor _remove = new(columns);
    private readonly MetadataCursor _metadata = new(columns);
    private readonly LeafCursor _readerVersion = columns.Leaf("protocol/minReaderVersion");
    private readonly LeafCursor _writerVersion = columns.Leaf("protocol/minWriterVersion");
    private readonly ListCursor _readerFeatures = columns.List("protocol/readerFeatures");
    private readonly ListCursor _writerFeatures = columns.List("protocol/writerFeatures");
    private readonly LeafCursor _appId = columns.Leaf("txn/appId");
    private readonly LeafCursor _appVersion = columns.Leaf("txn/version");
    private readonly LeafCursor _appUpdated = columns.Leaf("txn/lastUpdated");
    private readonly LeafCursor _domain = columns.Leaf("domainMetadata/domain");
    private readonly LeafCursor _domainConfiguration = columns.Leaf("domainMetadata/configuration");
    private readonly LeafCursor _sidecar = columns.Leaf("sidecar/path");
    private readonly LeafCursor _checkpointVersion = columns.Leaf("checkpointMetadata/version");

    public void ApplyRow(LogReplay replay)
    {
        Apply(replay, _add.Read());
        Apply(replay, _remove.Read());
        Apply(replay, _metadata.Read());
        Apply(replay, ReadProtocol());
        Apply(replay, ReadTransaction());
        Apply(replay, ReadDomain());
        bool isSidecar = _sidecar.NextText() is not null;
        if (_checkpointVersion.NextNumber() is not null || isSidecar)
        {
            replay.RefuseV2Checkpoint();
        }
    }

    private static void Apply(LogReplay replay, DeltaAction? action)
    {
        if (action is not null)
        {
            replay.Apply(action);
        }
    }

    private Protocol? ReadProtocol()
    {
        int? reader = _readerVersion.NextInt();
        int? writer = _writerVersion.NextInt();
        IReadOnlyList<string>? readerFeatures = _readerFeatures.Read();
        IReadOnlyList<string>? writerFeatures = _writerFeatures.Read();
        return reader is null || writer is null ? null : new Protocol
        {
            MinReaderVersion = reader.Value,
            MinWriterVersion = writer.Value,
            ReaderFeatures = reader >= 3 ? readerFeatures ?? [] : null,
            WriterFeatures = writer >= 7 ? writerFeatures ?? [] : null,
        };
    }

    private SetTransaction? ReadTransaction()
    {
        string? appId = _appId.NextText();
        long? version = _appVersion.NextNumber();
        long? updated = _appUpdated.NextNumber();
        return appId is null ? null : new SetTransaction(appId, version ?? throw new InvalidDataException($"txn of '{appId}' has no version"), updated);
    }

    private DomainMetadata? ReadDomain()
    {
        string? domain = _domain.NextText();
        string? configuration = _domainConfiguration.NextText();
        return domain is null ? null : new DomainMetadata(domain, configuration ?? string.Empty, Removed: false);
    }
}
