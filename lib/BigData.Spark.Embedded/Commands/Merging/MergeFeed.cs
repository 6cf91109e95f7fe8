using BigData.Delta.Actions;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands.Merging;

/// <summary>
/// The queries of a merge into a table that records its row changes. What changes is computed once, into tables of the session: data files and change
/// files then hold the same values, whatever the user's expressions say the second time.
/// </summary>
/// <param name="changed">Table with the changed rows of the target by <see cref="MergePlans.Changed"/>.</param>
/// <param name="inserted">Table with the inserted rows; null when there are none.</param>
/// <param name="schema">Columns of the target.</param>
internal sealed class MergeFeed(string changed, string? inserted, StructType schema)
{
    private readonly string _isDeleted = TableScan.ColumnName(2 * schema.Count);

    /// <summary>How many columns the table of changed rows has.</summary>
    internal static int Width(StructType schema) => (2 * schema.Count) + 1;

    /// <summary>The rows that the data files hold beside those that stay as they are.</summary>
    internal IEnumerable<string> Rows()
    {
        yield return $"SELECT {Columns(0)} FROM {changed} WHERE NOT {_isDeleted}";
        if (inserted is not null)
        {
            yield return $"SELECT {Columns(0)} FROM {inserted}";
        }
    }

    /// <summary>The rows of the change files.</summary>
    internal string Changes()
    {
        IEnumerable<string> parts =
        [
            $"SELECT {Columns(schema.Count)}, CASE WHEN {_isDeleted} THEN 'delete' ELSE 'update_preimage' END FROM {changed}",
            $"SELECT {Columns(0)}, 'update_postimage' FROM {changed} WHERE NOT {_isDeleted}",
            .. inserted is null ? Array.Empty<string>() : [$"SELECT {Columns(0)}, 'insert' FROM {inserted}"],
        ];
        return WriteColumns.Named(string.Join(" UNION ALL ", parts), WithType(schema));
    }

    /// <summary>The columns of change files.</summary>
    internal static StructType WithType(StructType schema) => schema.Add(new StructField(ChangeDataFile.ChangeTypeColumn, DataTypes.String));

    private string Columns(int from) => string.Join(", ", Enumerable.Range(from, schema.Count).Select(TableScan.ColumnName));
}
