using BigData.Spark.Connect.Calls;
using BigData.Spark.Connect.Failures;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using Grpc.Core;

namespace BigData.Spark.Connect.Uploads;

/// <summary>Sends artifacts to the session on the server, where they stay as long as the session.</summary>
internal sealed class ArtifactUploader(ConnectClient client)
{
    /// <summary>Sends artifacts; what was sent before under the same name and with the same bytes may be sent again.</summary>
    /// <exception cref="SparkException">The server cannot be reached, refused an artifact, or got other bytes than were sent.</exception>
    public async Task UploadAsync(IReadOnlyList<Artifact> artifacts, CancellationToken token)
    {
        if (artifacts.Count == 0)
        {
            return;
        }

        var retries = new Retries(client);
        while (true)
        {
            try
            {
                AddArtifactsResponse response = await SendAsync(artifacts, token).ConfigureAwait(false);
                Check(artifacts, response);
                return;
            }
            catch (RpcException error)
            {
                await retries.WaitAsync(error, nameof(ConnectMethods.AddArtifacts), token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Those of the names that the server does not have.</summary>
    /// <exception cref="SparkException">The server cannot be reached.</exception>
    public async Task<HashSet<string>> MissingAsync(IEnumerable<string> names, CancellationToken token)
    {
        var missing = names.ToHashSet(StringComparer.Ordinal);
        ArtifactStatusesRequest request = client.Fill(new ArtifactStatusesRequest { Names = { missing } });
        ArtifactStatusesResponse response = await client.CallAsync(ConnectMethods.ArtifactStatus, request, token).ConfigureAwait(false);
        missing.ExceptWith(response.Statuses.Where(status => status.Value.Exists).Select(status => status.Key));
        return missing;
    }

    private async Task<AddArtifactsResponse> SendAsync(IReadOnlyList<Artifact> artifacts, CancellationToken token)
    {
        using AsyncClientStreamingCall<AddArtifactsRequest, AddArtifactsResponse> call = client.Upload(ConnectMethods.AddArtifacts, token);
        try
        {
            await foreach (AddArtifactsRequest message in ArtifactRequests.ToMessagesAsync(artifacts, token).ConfigureAwait(false))
            {
                await call.RequestStream.WriteAsync(client.Fill(message), token).ConfigureAwait(false);
            }

            await call.RequestStream.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is RpcException or InvalidOperationException)
        {
            // The server has ended the call; why, is in its answer.
        }

        return await client.WatchAsync(call.ResponseAsync, token).ConfigureAwait(false);
    }

    private void Check(IReadOnlyList<Artifact> artifacts, AddArtifactsResponse response)
    {
        if (response.Artifacts.FirstOrDefault(summary => !summary.IsCrcSuccessful) is { } damaged)
        {
            throw ConnectErrors.Broken(client.Endpoint, $"the artifact {damaged.Name} did not arrive as it was sent.");
        }

        if (response.Artifacts.Count < artifacts.Count)
        {
            throw ConnectErrors.Broken(client.Endpoint, $"{artifacts.Count} artifacts were sent, it confirmed {response.Artifacts.Count}.");
        }
    }
}
