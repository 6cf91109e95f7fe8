using System.Globalization;
using BigData.Pipelines.Writing;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Running;

internal static class RowCounts
{
    /// <summary>How many rows the newest commit appended: from its metrics, else counted.</summary>
    public static async Task<long> AppendedAsync(TableStore store, TableContract table, TableState after, long batch, CancellationToken token)
    {
        if (after.Metrics.TryGetValue("numOutputRows", out string? text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long rows))
        {
            return rows;
        }

        return await store.Read(table.Name, after.Version)
            .Where(Col(FileColumns.Batch).EqualTo(Lit(batch)))
            .CountAsync(token).ConfigureAwait(false);
    }
}
