using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BigData.Spark.Connect.Calls;
using BigData.Spark.Connect.Results;
using BigData.Spark.Connect.Uploads;
using BigData.Spark.Engine;
using BigData.Spark.Proto;
using Google.Protobuf;
using Grpc.Core;

namespace BigData.Spark.Connect;

/// <summary>A session on a Spark Connect server.</summary>
internal sealed class ConnectBackend : ISparkBackend
{
    /// <summary>Small enough that what is lost with a connection is still among the responses that a server keeps.</summary>
    private const long PreferredChunkBytes = 2 * 1024 * 1024;

    private static readonly TimeSpan InterruptDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InterruptPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ReleasePause = TimeSpan.FromSeconds(2);
    private const int InterruptAttempts = 20;

    private readonly ConnectClient _client;
    private readonly ServerGreeting _greeting;
    private readonly LocalRelations _locals;
    private readonly ConcurrentDictionary<string, ExecuteStream> _givenUp = new(StringComparer.Ordinal);

    internal ConnectBackend(ConnectClient client)
    {
        _client = client;
        _greeting = new ServerGreeting(client);
        _locals = new LocalRelations(client);
    }

    public async IAsyncEnumerable<ExecuteEvent> ExecuteAsync(
        Plan plan, ExecuteOptions options, [EnumeratorCancellation] CancellationToken token)
    {
        Version version = await _greeting.ReadyAsync(token).ConfigureAwait(false);
        using var decoder = new ResponseDecoder(_client.Endpoint);
        if (LocalRows(plan) is { } rows)
        {
            foreach (ExecuteEvent item in decoder.DecodeLocal(rows))
            {
                yield return item;
            }

            yield return new CompleteEvent();
            yield break;
        }

        Plan sent = await _locals.StoreAsync(plan, version, token).ConfigureAwait(false);
        using var stream = new ExecuteStream(_client, Request(sent, options));
        try
        {
            while (await stream.NextAsync(token).ConfigureAwait(false) is { } response)
            {
                foreach (ExecuteEvent item in decoder.Decode(response))
                {
                    yield return item;
                }
            }

            decoder.Finish();
        }
        finally
        {
            if (!stream.IsComplete)
            {
                _givenUp[options.OperationId] = stream;
            }
        }

        yield return new CompleteEvent();
    }

    public async Task<AnalyzePlanResponse> AnalyzeAsync(AnalyzePlanRequest request, CancellationToken token)
    {
        Version version = await _greeting.ReadyAsync(token).ConfigureAwait(false);
        AnalyzePlanRequest sent = _client.Fill((await _locals.StoreAsync(request, version, token).ConfigureAwait(false)).Clone());
        AnalyzePlanResponse response = await _client.CallAsync(ConnectMethods.AnalyzePlan, sent, token).ConfigureAwait(false);
        _client.Observe(response.ServerSideSessionId);
        return response;
    }

    public async Task<ConfigResponse> ConfigAsync(ConfigRequest request, CancellationToken token)
    {
        await _greeting.ReadyAsync(token).ConfigureAwait(false);
        ConfigRequest sent = _client.Fill(request.Clone());
        ConfigResponse response = await _client.CallAsync(ConnectMethods.Config, sent, token).ConfigureAwait(false);
        _client.Observe(response.ServerSideSessionId);
        return response;
    }

    public async Task AddArtifactsAsync(IReadOnlyList<ArtifactFile> files, CancellationToken token)
    {
        await _greeting.ReadyAsync(token).ConfigureAwait(false);
        Artifact[] artifacts = [.. files.Select(file => new Artifact(file.Name, new FileInfo(file.Path).Length, () => File.OpenRead(file.Path)))];
        await new ArtifactUploader(_client).UploadAsync(artifacts, token).ConfigureAwait(false);
    }

    public async Task<ISparkBackend> CloneAsync(CancellationToken token)
    {
        await _greeting.ReadyAsync(token).ConfigureAwait(false);
        CloneSessionRequest request = _client.Fill(new CloneSessionRequest { NewSessionId = Guid.NewGuid().ToString("D") });
        CloneSessionResponse response = await _client.CallAsync(ConnectMethods.CloneSession, request, token).ConfigureAwait(false);
        return new ConnectBackend(_client.For(response.NewSessionId, response.NewServerSideSessionId));
    }

    public async Task<IReadOnlyList<string>> InterruptAsync(InterruptScope scope, CancellationToken token)
    {
        InterruptRequest request = Request(scope);
        ExecuteStream? stream = null;
        bool isGivenUp = scope is InterruptScope.ByOperation { OperationId: var id } && _givenUp.TryRemove(id, out stream);
        if (isGivenUp && stream!.HasFailed)
        {
            return [];
        }

        InterruptResponse response = await SendAsync(request, token).ConfigureAwait(false);
        if (!isGivenUp)
        {
            return [.. response.InterruptedIds];
        }

        // A request that is given up at once may reach the server after its interrupt, and would then run to its end.
        for (int attempt = 1; attempt < InterruptAttempts && !stream!.HasAnswer && response.InterruptedIds.Count == 0; attempt++)
        {
            await Task.Delay(InterruptPause, _client.Timing.Clock, token).ConfigureAwait(false);
            response = await SendAsync(request, token).ConfigureAwait(false);
        }

        _ = ReleaseLaterAsync(stream!);
        return [.. response.InterruptedIds];
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_client.HasAnswered)
            {
                ReleaseSessionRequest request = _client.Fill(new ReleaseSessionRequest());
                await _client.CallOnceAsync(ConnectMethods.ReleaseSession, request, _client.Timing.BestEffort, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (RpcException)
        {
            // A session that cannot be released is dropped by the server when it has been idle for an hour.
        }
        finally
        {
            _client.Dispose();
        }
    }

    // Spark 4.2 shows an execution as running for ever when it is released before its thread has noticed the interrupt.
    private async Task ReleaseLaterAsync(ExecuteStream stream)
    {
        await Task.Delay(ReleasePause, _client.Timing.Clock).ConfigureAwait(false);
        stream.Release();
    }

    // A server answers a SQL command with its rows inside the frame; asking for them again would only bring them back.
    private static ByteString? LocalRows(Plan plan) =>
        plan.Root is { RelTypeCase: Relation.RelTypeOneofCase.LocalRelation, LocalRelation: { HasData: true, HasSchema: false } rows } ? rows.Data : null;

    private static ExecutePlanRequest Request(Plan plan, ExecuteOptions options) => new()
    {
        OperationId = options.OperationId,
        Plan = plan,
        Tags = { options.Tags },
        RequestOptions =
        {
            new ExecutePlanRequest.Types.RequestOption { ReattachOptions = new() { Reattachable = true } },
            new ExecutePlanRequest.Types.RequestOption
            {
                ResultChunkingOptions = new() { AllowArrowBatchChunking = true, PreferredArrowChunkSize = PreferredChunkBytes },
            },
        },
    };

    private InterruptRequest Request(InterruptScope scope)
    {
        InterruptRequest request = _client.Fill(new InterruptRequest());
        switch (scope)
        {
            case InterruptScope.ByTag tagged:
                request.InterruptType = InterruptRequest.Types.InterruptType.Tag;
                request.OperationTag = tagged.Tag;
                break;
            case InterruptScope.ByOperation operation:
                request.InterruptType = InterruptRequest.Types.InterruptType.OperationId;
                request.OperationId = operation.OperationId;
                break;
            default:
                request.InterruptType = InterruptRequest.Types.InterruptType.All;
                break;
        }

        return request;
    }

    // Servers before 4.2 may wait for ever on an operation that they never saw.
    private async Task<InterruptResponse> SendAsync(InterruptRequest request, CancellationToken token)
    {
        try
        {
            return await _client.CallOnceAsync(ConnectMethods.Interrupt, request, InterruptDeadline, token).ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            throw await _client.TranslateAsync(error, nameof(ConnectMethods.Interrupt), retries: 0, token).ConfigureAwait(false);
        }
    }
}
