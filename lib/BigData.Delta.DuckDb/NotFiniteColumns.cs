using Apache.Arrow;
using BigData.Delta.Predicates;
using BigData.Delta.Schemas;
using BigData.Delta.Statistics;
using BigData.DuckDb;

namespace BigData.Delta.DuckDb;

/// <summary>The columns of each file that hold NaN or an infinity; such columns get no bounds. COPY's own mark for NaN only tells of the last row group.</summary>
internal sealed class NotFiniteColumns
{
    private readonly HashSet<(string File, ColumnPath Column)> _found = [];

    public bool Contains(string file, ColumnPath column) => _found.Contains((file, column));

    /// <summary>Reads the floating-point columns of the files back.</summary>
    public static async Task<NotFiniteColumns> FindAsync(
        DuckDbSession session, IReadOnlyList<WrittenFile> files, IReadOnlyList<StatisticsColumn> columns, CancellationToken token)
    {
        var result = new NotFiniteColumns();
        var floats = columns.Where(column => column.WantsBounds && column.Type is DeltaPrimitiveType { Kind: DeltaTypeKind.Float or DeltaTypeKind.Double }).ToList();
        if (floats.Count == 0 || files.Count == 0)
        {
            return result;
        }

        var tests = floats.Select((column, i) => $"coalesce(bool_or(NOT isfinite({string.Join('.', column.Column.Parts.Select(DuckDbSql.Identifier))})), false) AS c{i}");
        var names = files.Select(file => DuckDbSql.Literal(DuckDbSql.EscapeGlob(file.FullPath)));
        var sql = $"SELECT CAST(file_index AS BIGINT) AS f, {string.Join(", ", tests)} FROM read_parquet([{string.Join(", ", names)}], hive_partitioning = false) GROUP BY file_index";
        await foreach (var batch in session.QueryAsync(sql, null, token).ConfigureAwait(false))
        {
            using (batch)
            {
                for (var row = 0; row < batch.Length; row++)
                {
                    var file = files[(int)((Int64Array)batch.Column(0)).GetValue(row)!.Value];
                    for (var i = 0; i < floats.Count; i++)
                    {
                        if (((BooleanArray)batch.Column(i + 1)).GetValue(row) == true)
                        {
                            result._found.Add((file.FullPath, floats[i].Column));
                        }
                    }
                }
            }
        }

        return result;
    }
}
