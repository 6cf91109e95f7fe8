using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BigData.Spark.Sql;

namespace BigData.Activation.Audiences;

/// <summary>
/// The people of an audience with their hashed identifiers. Consent and suppressions are joined here, last before the difference is
/// told: who has withdrawn a consent since the segment was computed is not in it.
/// </summary>
internal sealed class Audience
{
    public const string Member = "member";
    public const string Person = "person";

    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>Member key, person and one value for each identifier of the platform, null where a person has none.</summary>
    public List<Row> Rows { get; } = [];

    /// <summary>How many people were chosen, before anybody was left out.</summary>
    public long Chosen { get; private set; }

    /// <summary>How many were chosen and left out, by reason.</summary>
    public SortedDictionary<string, long> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>People without any identifier that the platform takes.</summary>
    public List<RejectedRow> Rejects { get; } = [];

    /// <summary>Chooses.</summary>
    /// <param name="tables">Who is chosen, and what is known of them.</param>
    /// <param name="options">Who may be in.</param>
    /// <param name="platform">Which identifiers count.</param>
    /// <param name="capped">Persons who have had as many contacts as they may have; those who are in already stay.</param>
    /// <param name="token">Stops the engine.</param>
    public static async Task<Audience> BuildAsync(
        AudienceTables tables, AudienceOptions options, AudiencePlatform platform, IReadOnlySet<string> capped, CancellationToken token)
    {
        Audience audience = new();
        await foreach (Row row in Judged(tables, options).ToLocalIteratorAsync(token).ConfigureAwait(false))
        {
            audience.Take(row, options, platform, capped);
        }

        return audience;
    }

    private void Take(Row row, AudienceOptions options, AudiencePlatform platform, IReadOnlySet<string> capped)
    {
        (string source, string customer) = (row.GetAs<string>(0), row.GetAs<string>(1));
        string?[] hashes = [.. platform.Identifiers.Select(identifier => identifier.Hash(row.GetAs<string?>(2), row.GetAs<string?>(3), row.GetAs<string?>(4)))];
        string person = Standing.Person(source, customer);
        string? status = row.GetAs<string?>(5);
        string? reason = row.GetAs<string?>(6) is not null ? "suppressed"
            : status is null ? "no consent"
            : status != Standing.Granted ? "consent " + status
            : IsHeldOut(options, source, customer) ? "holdout"
            : null;
        bool isKnown = !Array.TrueForAll(hashes, hash => hash is null);
        reason ??= isKnown && capped.Contains(person) ? "frequency cap" : null;
        Chosen++;
        if (reason is not null)
        {
            LeftOut[reason] = LeftOut.GetValueOrDefault(reason) + 1;
            return;
        }

        // Who gets another address leaves with the old one and comes with the new one: the identifiers are part of the key.
        string key = Identifiers.Sha256(string.Join('|', [source, customer, .. hashes]))!;
        if (!isKnown)
        {
            Rejects.Add(new RejectedRow(Key(source, customer), $"no identifier that {platform.Name} takes"));
        }
        else if (_keys.Add(key))
        {
            Rows.Add(new Row([key, person, .. hashes]));
        }
    }

    private static DataFrame Judged(AudienceTables tables, AudienceOptions options)
    {
        string[] person = ["source", "customer_id"];
        return tables.Members.Select("source", "customer_id").Distinct()
            .Join(tables.Customers.Select("source", "customer_id", "email", "phone_e164", "country"), person, "left")
            .Join(Standing.Of(tables, options), person, "left")
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
