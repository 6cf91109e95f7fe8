using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace BigData.Delta.Checkpoints;

/// <summary>The wanted columns of a row group, read side by side row by row.</summary>
internal sealed class RowGroupColumns : IDisposable
{
    private readonly Dictionary<string, LeafCursor> _leaves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _levels = new(StringComparer.Ordinal);
    private readonly HashSet<string> _texts;

    private RowGroupColumns(HashSet<string> texts)
    {
        _texts = texts;
    }

    /// <summary>Loads the columns that <paramref name="wants"/> names by path, for example <c>add/path</c>.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="schema">Schema of the file.</param>
    /// <param name="wants">Which columns.</param>
    /// <param name="texts">Texts seen before, which are shared.</param>
    /// <param name="token">Cancels the loading.</param>
    public static async Task<RowGroupColumns> LoadAsync(
        ParquetRowGroupReader group, ParquetSchema schema, Func<string, bool> wants, HashSet<string> texts, CancellationToken token)
    {
        RowGroupColumns columns = new(texts);
        try
        {
            foreach (Field field in schema.Fields)
            {
                columns.NoteLevels(field);
            }

            foreach (DataField field in schema.DataFields)
            {
                string path = field.Path.ToString();
                if (wants(path))
                {
                    RawColumnData data = await group.ReadRawColumnDataBaseAsync(field, token).ConfigureAwait(false);
                    columns._leaves[path] = new LeafCursor(field, data);
                }
            }

            return columns;
        }
        catch
        {
            columns.Dispose();
            throw;
        }
    }

    /// <summary>The cursor of a plain column; one that is always null when the file lacks it.</summary>
    public LeafCursor Leaf(string path)
    {
        if (!_leaves.TryGetValue(path, out LeafCursor? cursor))
        {
            _leaves[path] = cursor = new LeafCursor(null, null);
        }

        return cursor;
    }

    /// <summary>The cursor of a map of texts.</summary>
    public MapCursor Map(string path) => new(Leaf(path + "/key_value/key"), Leaf(path + "/key_value/value"), Level(path + "/key_value"), _texts);

    /// <summary>The cursor of a list of texts, in the three-level form or in the old one of Spark.</summary>
    public ListCursor List(string path) => _levels.ContainsKey(path + "/bag")
        ? new ListCursor(Leaf(path + "/bag/array"), Level(path + "/bag"))
        : new ListCursor(Leaf(path + "/list/element"), Level(path + "/list"));

    public void Dispose()
    {
        foreach (LeafCursor leaf in _leaves.Values)
        {
            leaf.Dispose();
        }
    }

    // The definition level from which an entry of a list or map exists; never reached when the file lacks the column.
    private int Level(string path) => _levels.TryGetValue(path, out int level) ? level : int.MaxValue;

    private void NoteLevels(Field field)
    {
        _levels[field.Path.ToString()] = field.MaxDefinitionLevel;
        IEnumerable<Field> parts = field switch
        {
            StructField nested => nested.Fields,
            MapField map => [map.Key, map.Value],
            ListField list => [list.Item],
            _ => [],
        };
        foreach (Field part in parts)
        {
            NoteLevels(part);
        }
    }
}
