using System.IO.Hashing;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using BigData.Testing;

namespace BigData.Spark.Connect.Tests.Uploads;

public sealed class ArtifactTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private FakeServer _server = null!;
    private SparkSession _spark = null!;

    private Script Script => _server.Script;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _spark = await Answers.OpenAsync(_server.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await _spark.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Small_files_share_a_message_and_a_large_one_comes_in_pieces()
    {
        byte[] large = new byte[(2 * 32 * 1024) + 1];
        new Random(3).NextBytes(large);
        string[] paths = [Write("a.jar", [1, 2, 3]), Write("big.bin", large), Write("b.txt", [4])];

        await _spark.AddArtifactsAsync(paths, TestContext.Current.CancellationToken);

        AddArtifactsRequest[] messages = [.. Script.Artifacts];
        Assert.Equal(["jars/a.jar", "files/b.txt"], messages[0].Batch.Artifacts.Select(artifact => artifact.Name));
        Assert.Equal(("files/big.bin", large.Length, 3), (messages[1].BeginChunk.Name, messages[1].BeginChunk.TotalBytes, messages[1].BeginChunk.NumChunks));
        AddArtifactsRequest.Types.ArtifactChunk[] chunks = [messages[1].BeginChunk.InitialChunk, messages[2].Chunk, messages[3].Chunk];
        Assert.Equal(large, chunks.SelectMany(chunk => chunk.Data.ToByteArray()));
        Assert.All(chunks, chunk => Assert.Equal(Crc32.HashToUInt32(chunk.Data.Span), (uint)chunk.Crc));
        Assert.All(messages, message => Assert.Equal(messages[0].SessionId, message.SessionId));
    }

    [Fact]
    public async Task A_copy_to_the_servers_file_system_keeps_its_whole_path()
    {
        await _spark.CopyFromLocalToFsAsync(Write("a.csv", [1]), "/data/in/a.csv", TestContext.Current.CancellationToken);

        Assert.Equal("forward_to_fs/data/in/a.csv", Assert.Single(Assert.Single(Script.Artifacts).Batch.Artifacts).Name);
        await Assert.ThrowsAsync<ArgumentException>(() => _spark.CopyFromLocalToFsAsync(Write("a.csv", [1]), "relative"));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named_before_anything_is_sent()
    {
        var error = await Assert.ThrowsAsync<FileNotFoundException>(() => _spark.AddArtifactsAsync([_folder.File("missing.jar")]));

        Assert.Contains("missing.jar", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, Script.CountOf("AddArtifacts"));
    }

    [Fact]
    public async Task A_file_that_was_damaged_on_the_way_is_refused()
    {
        Script.Confirm = (name, _) => new AddArtifactsResponse.Types.ArtifactSummary { Name = name, IsCrcSuccessful = false };

        SparkException error = await Assert.ThrowsAnyAsync<SparkException>(() => _spark.AddArtifactsAsync([Write("a.jar", [1])]));

        Assert.Contains("jars/a.jar did not arrive as it was sent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_rows_are_sent_once_in_pieces_and_then_named()
    {
        DataFrame frame = _spark.CreateDataFrame(Enumerable.Range(0, 200_000).Select(i => (long)i));
        Answer();

        await frame.CollectAsync();
        await frame.Limit(5).CollectAsync();

        Assert.Equal(2, Script.Executed.Count);
        Relation[] locals = [Script.Executed.First().Plan.Root, Script.Executed.Last().Plan.Root.Limit.Input];
        Assert.All(locals, local => Assert.Equal(20, local.ChunkedCachedLocalRelation.DataHashes.Count));
        Assert.Equal(locals[0].ChunkedCachedLocalRelation, locals[1].ChunkedCachedLocalRelation);
        Assert.Equal(1, Script.CountOf("AddArtifacts"));
        Assert.Equal(
            [.. locals[0].ChunkedCachedLocalRelation.DataHashes.Append(locals[0].ChunkedCachedLocalRelation.SchemaHash).Select(hash => "cache/" + hash).Order(StringComparer.Ordinal)],
            Names().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_server_has_already_is_not_sent()
    {
        Script.Statuses = request =>
        {
            var response = new ArtifactStatusesResponse();
            foreach (string name in request.Names)
            {
                response.Statuses[name] = new() { Exists = true };
            }

            return response;
        };
        Answer();

        await _spark.CreateDataFrame(Enumerable.Range(0, 200_000).Select(i => (long)i)).CollectAsync();

        Assert.Equal(0, Script.CountOf("AddArtifacts"));
        Assert.Equal(Relation.RelTypeOneofCase.ChunkedCachedLocalRelation, Assert.Single(Script.Executed).Plan.Root.RelTypeCase);
    }

    [Fact]
    public async Task A_server_of_version_4_0_gets_large_rows_as_one()
    {
        Script.Analyze = _ => new AnalyzePlanResponse { SparkVersion = new() { Version = "4.0.1" } };
        await using SparkSession old = await Answers.OpenAsync(_server.Url);
        Answer();

        await old.CreateDataFrame(Enumerable.Range(0, 200_000).Select(i => (long)i)).CollectAsync();

        Assert.Equal("cache/" + Assert.Single(Script.Executed).Plan.Root.CachedLocalRelation.Hash, Assert.Single(Names()));
    }

    [Fact]
    public async Task Small_rows_travel_inside_of_the_plan_and_so_do_all_below_the_servers_threshold()
    {
        Script.Config = request => request.Operation.OpTypeCase == ConfigRequest.Types.Operation.OpTypeOneofCase.GetWithDefault
            ? new ConfigResponse { Pairs = { new KeyValue { Key = "spark.sql.session.localRelationCacheThreshold", Value = "67108864b" } } }
            : new ConfigResponse();
        Answer();

        await _spark.CreateDataFrame([1L, 2L]).CollectAsync();
        await _spark.CreateDataFrame(Enumerable.Range(0, 200_000).Select(i => (long)i)).CollectAsync();

        Assert.All(Script.Executed, request => Assert.Equal(Relation.RelTypeOneofCase.LocalRelation, request.Plan.Root.RelTypeCase));
        Assert.Equal(0, Script.CountOf("AddArtifacts"));
    }

    private IEnumerable<string> Names() => Script.Artifacts.SelectMany(message => message.PayloadCase switch
    {
        AddArtifactsRequest.PayloadOneofCase.Batch => message.Batch.Artifacts.Select(artifact => artifact.Name),
        AddArtifactsRequest.PayloadOneofCase.BeginChunk => [message.BeginChunk.Name],
        _ => [],
    });

    private void Answer() => Script.Execute = _ => [Answers.Schema(), Answers.Batch(0, 1)];

    private string Write(string name, byte[] bytes)
    {
        string path = _folder.File(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
