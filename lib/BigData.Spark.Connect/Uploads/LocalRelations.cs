using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using BigData.Spark.Connect.Calls;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BigData.Spark.Connect.Uploads;

/// <summary>
/// Large rows of this program: they are sent once and then named by their hash, because a request may not be as large as
/// they are and every further plan over them would carry them again.
/// </summary>
internal sealed class LocalRelations(ConnectClient client)
{
    private const string ThresholdKey = "spark.sql.session.localRelationCacheThreshold";
    private const int DefaultThreshold = 1024 * 1024;

    /// <summary>No server has a smaller threshold by default; plans below it are not looked into.</summary>
    private const int SmallPlan = DefaultThreshold;

    private static readonly Version Chunked = new(4, 1);

    private readonly ArtifactUploader _uploader = new(client);
    private readonly ConditionalWeakTable<ByteString, Relation> _stored = [];
    private long _threshold = -1;

    /// <summary>The plan with its large local relations sent and named; the same plan when it has none.</summary>
    /// <exception cref="SparkException">They cannot be sent.</exception>
    public async ValueTask<T> StoreAsync<T>(T plan, Version server, CancellationToken token)
        where T : class, IMessage<T>
    {
        if (plan.CalculateSize() < SmallPlan)
        {
            return plan;
        }

        long threshold = await ThresholdAsync(token).ConfigureAwait(false);
        T copy = plan.Clone();
        List<Relation> large = [];
        Find(copy, threshold, large);
        foreach (Relation relation in large)
        {
            Relation stored = await StoreAsync(relation.LocalRelation, server, token).ConfigureAwait(false);
            if (stored.RelTypeCase == Relation.RelTypeOneofCase.CachedLocalRelation)
            {
                relation.CachedLocalRelation = stored.CachedLocalRelation;
            }
            else
            {
                relation.ChunkedCachedLocalRelation = stored.ChunkedCachedLocalRelation;
            }
        }

        return large.Count > 0 ? copy : plan;
    }

    private static void Find(IMessage message, long threshold, List<Relation> found)
    {
        if (message is Relation { RelTypeCase: Relation.RelTypeOneofCase.LocalRelation } relation)
        {
            if (relation.LocalRelation.Data.Length > threshold)
            {
                found.Add(relation);
            }

            return;
        }

        foreach (FieldDescriptor field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.FieldType != FieldType.Message || field.IsMap)
            {
                continue;
            }

            if (field.IsRepeated)
            {
                foreach (IMessage item in ((System.Collections.IList)field.Accessor.GetValue(message)).Cast<IMessage>())
                {
                    Find(item, threshold, found);
                }
            }
            else if (field.Accessor.GetValue(message) is IMessage child)
            {
                Find(child, threshold, found);
            }
        }
    }

    private async Task<Relation> StoreAsync(LocalRelation local, Version server, CancellationToken token)
    {
        if (_stored.TryGetValue(local.Data, out Relation? known))
        {
            return known;
        }

        Relation stored = server >= Chunked
            ? await StoreInChunksAsync(local, token).ConfigureAwait(false)
            : await StoreWholeAsync(local, token).ConfigureAwait(false);
        _stored.AddOrUpdate(local.Data, stored);
        return stored;
    }

    private async Task<Relation> StoreInChunksAsync(LocalRelation local, CancellationToken token)
    {
        ChunkedCachedLocalRelation relation = new();
        List<Artifact> artifacts = [];
        foreach (IReadOnlyList<ReadOnlyMemory<byte>> piece in ArrowPieces.Cut(local.Data.Memory))
        {
            string hash = Hash(piece);
            relation.DataHashes.Add(hash);
            artifacts.Add(new Artifact(Name(hash), piece.Sum(part => (long)part.Length), () => new MemoryStream(Join(piece), writable: false)));
        }

        if (local.HasSchema)
        {
            byte[] schema = Encoding.UTF8.GetBytes(local.Schema);
            relation.SchemaHash = Hash([schema]);
            artifacts.Add(Artifact.Of(Name(relation.SchemaHash), schema));
        }

        await SendAsync(artifacts, token).ConfigureAwait(false);
        return new Relation { ChunkedCachedLocalRelation = relation };
    }

    private async Task<Relation> StoreWholeAsync(LocalRelation local, CancellationToken token)
    {
        byte[] bytes = local.ToByteArray();
        string hash = Hash([bytes]);
        await SendAsync([Artifact.Of(Name(hash), bytes)], token).ConfigureAwait(false);
        return new Relation { CachedLocalRelation = new() { Hash = hash } };
    }

    private async Task SendAsync(List<Artifact> artifacts, CancellationToken token)
    {
        HashSet<string> missing = await _uploader.MissingAsync(artifacts.Select(artifact => artifact.Name), token).ConfigureAwait(false);
        await _uploader.UploadAsync([.. artifacts.Where(artifact => missing.Remove(artifact.Name))], token).ConfigureAwait(false);
    }

    private async ValueTask<long> ThresholdAsync(CancellationToken token)
    {
        if (_threshold >= 0)
        {
            return _threshold;
        }

        ConfigRequest request = client.Fill(new ConfigRequest
        {
            Operation = new() { GetWithDefault = new() { Pairs = { new KeyValue { Key = ThresholdKey, Value = DefaultThreshold.ToString(CultureInfo.InvariantCulture) } } } },
        });
        ConfigResponse response = await client.CallAsync(ConnectMethods.Config, request, token).ConfigureAwait(false);
        string? text = response.Pairs.FirstOrDefault()?.Value;

        // Spark writes sizes with their unit, this one in bytes unless somebody changed it.
        _threshold = long.TryParse(text?.TrimEnd('b', 'B'), NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? bytes : DefaultThreshold;
        return _threshold;
    }

    private static string Name(string hash) => "cache/" + hash;

    private static string Hash(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ReadOnlyMemory<byte> part in parts)
        {
            hash.AppendData(part.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Join(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(parts.Sum(part => part.Length));
        int at = 0;
        foreach (ReadOnlyMemory<byte> part in parts)
        {
            part.CopyTo(bytes.AsMemory(at));
            at += part.Length;
        }

        return bytes;
    }
}
