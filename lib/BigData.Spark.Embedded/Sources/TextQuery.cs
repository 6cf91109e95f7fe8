using Apache.Arrow;
using BigData.DuckDb;

namespace BigData.Spark.Embedded.Sources;

/// <summary>Small queries of the engine itself, whose columns are all text.</summary>
internal static class TextQuery
{
    internal static async Task<IReadOnlyList<string?[]>> ReadAsync(DuckDbSession connection, string sql, CancellationToken token)
    {
        List<string?[]> rows = [];
        using DuckDbReader reader = await connection.OpenReaderAsync(sql, null, token).ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false) is { } batch)
        {
            using (batch)
            {
                StringArray[] columns = [.. batch.Arrays.Cast<StringArray>()];
                for (int row = 0; row < batch.Length; row++)
                {
                    rows.Add([.. columns.Select(column => column.GetString(row))]);
                }
            }
        }

        return rows;
    }
}
