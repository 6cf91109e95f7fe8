using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Activation.Audiences;

/// <summary>
/// The people of an audience with their hashed identifiers. Consent and suppressions are joined here, last before the difference is
/// told: who has withdrawn a consent since the segment was computed is not in it.
/// </summary>
internal sealed class Audience
{
    public const string Member = "member";

    private const string Granted = "granted";

    /// <summary>Member key and one value for each identifier of the platform, null where a person has none.</summary>
    public List<Row> Rows { get; } = [];

    /// <summary>How many were chosen and left out, by reason.</summary>
    public SortedDictionary<string, long> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>People without any identifier that the platform takes.</summary>
    public List<RejectedRow> Rejects { get; } = [];

    /// <summary>The member keys of those left out by their own will or for their protection: their leaving needs no second look.</summary>
    public HashSet<string> Protected { get; } = new(StringComparer.Ordinal);

    public static async Task<Audience> BuildAsync(AudienceTables tables, AudienceOptions options, AudiencePlatform platform, CancellationToken token)
    {
        Audience audience = new();
        HashSet<string> keys = new(StringComparer.Ordinal);
        await foreach (Row row in Judged(tables, options).ToLocalIteratorAsync(token).ConfigureAwait(false))
        {
            audience.Take(row, options, platform, keys);
        }

        return audience;
    }

    private void Take(Row row, AudienceOptions options, AudiencePlatform platform, HashSet<string> keys)
    {
        (string source, string customer) = (row.GetAs<string>(0), row.GetAs<string>(1));
        string?[] hashes = [.. platform.Identifiers.Select(identifier => identifier.Hash(row.GetAs<string?>(2), row.GetAs<string?>(3), row.GetAs<string?>(4)))];

        // Who gets another address leaves with the old one and comes with the new one: the identifiers are part of the key.
        string key = Identifiers.Sha256(string.Join('|', [source, customer, .. hashes]))!;
        string? reason = row.GetAs<string?>(6) is not null ? "suppressed"
            : row.GetAs<string?>(5) switch { Granted => null, null => "no consent", string status => "consent " + status };
        if (reason is not null)
        {
            Protected.Add(key);
        }
        else if (IsHeldOut(options, source, customer))
        {
            reason = "holdout";
        }

        if (reason is not null)
        {
            LeftOut[reason] = LeftOut.GetValueOrDefault(reason) + 1;
        }
        else if (System.Array.TrueForAll(hashes, hash => hash is null))
        {
            Rejects.Add(new RejectedRow(Key(source, customer), $"no identifier that {platform.Name} takes"));
        }
        else if (keys.Add(key))
        {
            Rows.Add(new Row([key, .. hashes]));
        }
    }

    private static DataFrame Judged(AudienceTables tables, AudienceOptions options)
    {
        string[] person = ["source", "customer_id"];
        WindowSpec newest = Window.PartitionBy("source", "customer_id").OrderBy(
            Col("status_at").Desc(), When(Col("status").EqualTo(Lit(Granted)), Lit(1)).Otherwise(Lit(0)).Asc());
        DataFrame consents = tables.Consents
            .Filter(Col("purpose").EqualTo(Lit(options.Purpose)).And(Col("channel").EqualTo(Lit(options.Channel))).And(Col("destination").EqualTo(Lit(options.Receiver))))
            .WithColumn("__place", RowNumber().Over(newest))
            .Filter(Col("__place").EqualTo(Lit(1)))
            .Select("source", "customer_id", "status");
        DataFrame suppressions = tables.Suppressions.GroupBy("source", "customer_id").Agg(Min(Col("reason")).As("reason"));
        return tables.Members.Select("source", "customer_id").Distinct()
            .Join(tables.Customers.Select("source", "customer_id", "email", "phone_e164", "country"), person, "left")
            .Join(consents, person, "left")
            .Join(suppressions, person, "left")
            .Select("source", "customer_id", "email", "phone_e164", "country", "status", "reason")
            .OrderBy("source", "customer_id");
    }

    private static bool IsHeldOut(AudienceOptions options, string source, string customer)
    {
        if (options.HoldoutShare <= 0)
        {
            return false;
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{options.HoldoutSalt}|{source}|{customer}"));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) < options.HoldoutShare * ((double)uint.MaxValue + 1);
    }

    private static string Key(string source, string customer) =>
        new JsonObject { ["source"] = source, ["customer_id"] = customer }.ToJsonString(JsonSerializerOptions.Web);
}
