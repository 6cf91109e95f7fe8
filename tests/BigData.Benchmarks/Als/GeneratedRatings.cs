using System.Globalization;
using BigData.DuckDb;

namespace BigData.Benchmarks.Als;

/// <summary>
/// Interactions with truth in them, equal on every machine because only hashes of numbers decide: users belong to one of 50 groups and take seven in ten
/// items out of their group's, popular ones more often. One pair in twenty is held back.
/// </summary>
internal static class GeneratedRatings
{
    private const string Write = """
        CREATE TEMP TABLE pairs AS
        WITH draws AS (
            SELECT (hash(i, 'user', 1) % {users})::INTEGER AS "user", pow(hash(i, 'rank', 1) / 18446744073709551616.0, 3) AS rank, hash(i, 'own', 1) % 10 < 7 AS is_own
            FROM range({draws}) t(i)
        )
        SELECT "user", (CASE WHEN is_own THEN "user" % 50 + 50 * floor(rank * ({items} // 50)) ELSE floor(rank * {items}) END)::INTEGER AS item,
               count(*)::FLOAT AS rating
        FROM draws GROUP BY ALL;
        COPY (SELECT * FROM pairs WHERE hash("user", item, 'held', 1) % 20 > 0 ORDER BY "user", item) TO '{train}' (FORMAT parquet, COMPRESSION snappy);
        COPY (SELECT * FROM pairs WHERE hash("user", item, 'held', 1) % 20 = 0 ORDER BY "user", item) TO '{held}' (FORMAT parquet, COMPRESSION snappy);
        """;

    public static async Task WriteAsync(int users, int items, long draws, string train, string held)
    {
        using DuckDbInstance instance = DuckDbInstance.Open();
        using DuckDbSession session = instance.Connect();
        await session.ExecuteAsync(Write
            .Replace("{users}", users.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{items}", items.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{draws}", draws.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{train}", train, StringComparison.Ordinal)
            .Replace("{held}", held, StringComparison.Ordinal));
    }
}
