using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Activation.Audiences;

/// <summary>Who may be addressed: the newest consent of each person, the stricter of equally new ones, and the list of those who must not be.</summary>
internal static class Standing
{
    public const string Granted = "granted";

    private const int Sha256Bits = 256;

    private static readonly string[] Key = ["source", "customer_id"];

    /// <summary>source, customer_id, status (null: never said anything), reason (null: not suppressed).</summary>
    public static DataFrame Of(AudienceTables tables, AudienceOptions options)
    {
        const string Place = "__place";
        WindowSpec newest = Window.PartitionBy("source", "customer_id").OrderBy(
            Col("status_at").Desc(), When(Col("status").EqualTo(Lit(Granted)), Lit(1)).Otherwise(Lit(0)).Asc());
        DataFrame consents = tables.Consents
            .Filter(Col("purpose").EqualTo(Lit(options.Purpose)).And(Col("channel").EqualTo(Lit(options.Channel))).And(Col("destination").EqualTo(Lit(options.Receiver))))
            .WithColumn(Place, RowNumber().Over(newest))
            .Filter(Col(Place).EqualTo(Lit(1)))
            .Select("source", "customer_id", "status");
        DataFrame suppressions = tables.Suppressions.GroupBy("source", "customer_id").Agg(Min(Col("reason")).As("reason"));
        return consents.Join(suppressions, Key, "full_outer");
    }

    /// <summary>The keys of members, chosen now or not, who may not be addressed any more: never said yes, took it back, suppressed, forgotten.</summary>
    public static async Task<HashSet<string>> BlockedAsync(DataFrame members, AudienceTables tables, AudienceOptions options, CancellationToken token)
    {
        // The same text as Person, by the engine.
        DataFrame known = Of(tables, options).Select(Sha2(ConcatWs("|", "source", "customer_id"), Sha256Bits).As(Audience.Person), Col("status"), Col("reason"));
        IReadOnlyList<Row> rows = await members.Select(Audience.Member, Audience.Person)
            .Join(known, [Audience.Person], "left")
            .Filter(Coalesce(Col("status").NotEqual(Lit(Granted)), Lit(true)).Or(Col("reason").IsNotNull()))
            .Select(Audience.Member)
            .CollectAsync(token).ConfigureAwait(false);
        return new HashSet<string>(rows.Select(row => row.GetAs<string>(0)), StringComparer.Ordinal);
    }

    /// <summary>A person without a name: the same in all audiences of a lakehouse.</summary>
    public static string Person(string source, string customer) => Identifiers.Sha256(string.Join('|', source, customer))!;
}
