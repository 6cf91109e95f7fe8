using BigData.Delta.Actions;
using BigData.Delta.Transactions;

namespace BigData.Delta.Tests.Protocols;

public sealed class ProtocolTests
{
    private const string Ntz = """{"type":"struct","fields":[{"name":"t","type":"timestamp_ntz","nullable":true,"metadata":{}}]}""";

    [Fact]
    public async Task A_plain_table_gets_the_oldest_protocol_that_every_reader_knows()
    {
        using TestTable table = new();
        Protocol protocol = (await table.CreateAsync()).Protocol;
        Assert.Equal((1, 2), (protocol.MinReaderVersion, protocol.MinWriterVersion));
        Assert.Null(protocol.WriterFeatures);
    }

    [Fact]
    public async Task A_local_time_column_brings_its_feature_and_lists_those_implied_before()
    {
        using TestTable table = new();
        Transaction create = table.Log.Begin(null);
        create.SetMetadata(Metadata.Create(Ntz));
        await TestTable.CommitAsync(create, DeltaOperation.CreateTable(create.Metadata!));
        Assert.Contains(
            """{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["timestampNtz"],"writerFeatures":["timestampNtz","invariants","appendOnly"]}}""",
            table.ReadLines(0));
        Snapshot snapshot = await table.Log.GetSnapshotAsync();
        Transaction next = table.Log.Begin(snapshot);
        next.SetMetadata(snapshot.Metadata with { Description = "x" });
        await TestTable.CommitAsync(next, new DeltaOperation("SET TBLPROPERTIES"));
        Assert.DoesNotContain(table.ReadLines(1), l => l.Contains("\"protocol\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("delta.columnMapping.mode", "name", "columnMapping")]
    [InlineData("delta.constraints.positive", "id > 0", "checkConstraints")]
    [InlineData("delta.enableInCommitTimestamps", "true", "inCommitTimestamp")]
    [InlineData("delta.enableRowTracking", "true", "rowTracking")]
    [InlineData("delta.checkpointPolicy", "v2", "v2Checkpoint")]
    [InlineData("delta.enableTypeWidening", "true", "typeWidening")]
    public void Properties_that_need_a_missing_feature_are_refused_by_its_name(string key, string value, string feature)
    {
        using TestTable table = new();
        Transaction create = table.Log.Begin(null);
        DeltaUnsupportedFeatureException refused = Assert.Throws<DeltaUnsupportedFeatureException>(
            () => create.SetMetadata(TestTable.NewMetadata() with { Configuration = new Dictionary<string, string?> { [key] = value } }));
        Assert.Equal([feature], refused.Features);
        Assert.Equal(DeltaAccess.Write, refused.Access);
    }

    [Theory]
    [InlineData("""{"protocol":{"minReaderVersion":4,"minWriterVersion":7,"readerFeatures":[],"writerFeatures":[]}}""", "reader version 4")]
    [InlineData("""{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["v2Checkpoint"],"writerFeatures":["v2Checkpoint"]}}""", "v2Checkpoint")]
    [InlineData("""{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["catalogManaged"],"writerFeatures":["catalogManaged"]}}""", "catalogManaged")]
    [InlineData("""{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["fromTheFuture","timestampNtz"],"writerFeatures":["fromTheFuture"]}}""", "fromTheFuture")]
    public async Task A_table_that_needs_a_missing_reader_feature_is_refused_by_its_name(string protocol, string feature)
    {
        using TestTable table = new();
        await table.CreateAsync();
        table.WriteForeign(1, protocol);
        DeltaUnsupportedFeatureException refused = await Assert.ThrowsAsync<DeltaUnsupportedFeatureException>(() => table.Log.GetSnapshotAsync());
        Assert.Equal(DeltaAccess.Read, refused.Access);
        Assert.Equal([feature], refused.Features);
        Assert.Equal(DeltaErrorKind.UnsupportedFeature, refused.Kind);
        Assert.Equal(2, (await table.Log.GetHistoryAsync()).Count);
    }

    [Theory]
    [InlineData("""{"protocol":{"minReaderVersion":1,"minWriterVersion":8}}""", "writer version 8")]
    [InlineData("""{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["clustering","domainMetadata"]}}""", "clustering")]
    [InlineData("""{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["fromTheFuture"]}}""", "fromTheFuture")]
    public async Task A_table_whose_only_extra_binds_writers_is_read_and_refused_for_writing(string protocol, string feature)
    {
        using TestTable table = new();
        await table.CreateAsync();
        table.WriteForeign(1, protocol);
        Snapshot snapshot = await table.Log.GetSnapshotAsync();
        DeltaUnsupportedFeatureException refused = Assert.Throws<DeltaUnsupportedFeatureException>(() => table.Log.Begin(snapshot));
        Assert.Equal(DeltaAccess.Write, refused.Access);
        Assert.Equal([feature], refused.Features);
        Assert.Contains("can be read", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Features_that_are_listed_but_not_used_bar_nobody()
    {
        using TestTable table = new();
        await table.CreateAsync();
        table.WriteForeign(
            1,
            """{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["deletionVectors","columnMapping","typeWidening"],"writerFeatures":["deletionVectors","columnMapping","typeWidening","changeDataFeed","checkConstraints","vacuumProtocolCheck","domainMetadata"]}}""");
        Assert.Equal(2, await table.AppendAsync(TestTable.NewFile("a")));
    }
}
