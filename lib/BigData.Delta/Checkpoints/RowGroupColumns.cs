using BigData.Delta.Actions;
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

    /// <summary>The definition level from which a struct, or an entry of a list or map, exists; never reached when the file lacks it.</summary>
    public int Level(string path) => _levels.TryGetValue(path, out int level) ? level : int.MaxValue;

    /// <summary>Reads the map of the current row.</summary>
    /// <returns>Null when the map is null, empty when it is empty.</returns>
    public IReadOnlyDictionary<string, string?>? ReadMap(string path)
    {
        LeafCursor key = Leaf(path + "/key_value/key");
        LeafCursor value = Leaf(path + "/key_value/value");
        int level = Level(path + "/key_value");
        key.MoveNext();
        value.MoveNext();
        if (key.Definition < level)
        {
            return key.Definition == level - 1 ? FileAction.NoValues : null;
        }

        Dictionary<string, string?> map = new(StringComparer.Ordinal) { [Share(key)!] = Share(value) };
        while (key.NextIsSameRow)
        {
            key.MoveNext();
            value.MoveNext();
            map[Share(key)!] = Share(value);
        }

        return map;
    }

    /// <summary>Reads the list of texts of the current row; null entries are left out.</summary>
    public IReadOnlyList<string>? ReadList(string path)
    {
        string entry = _levels.ContainsKey(path + "/list") ? path + "/list" : path + "/bag";
        LeafCursor element = Leaf(entry == path + "/list" ? entry + "/element" : entry + "/array");
        int level = Level(entry);
        element.MoveNext();
        if (element.Definition < level)
        {
            return element.Definition == level - 1 ? [] : null;
        }

        List<string> list = [];
        AddElement(list, element);
        while (element.NextIsSameRow)
        {
            element.MoveNext();
            AddElement(list, element);
        }

        return list;
    }

    public void Dispose()
    {
        foreach (LeafCursor leaf in _leaves.Values)
        {
            leaf.Dispose();
        }
    }

    private static void AddElement(List<string> list, LeafCursor element)
    {
        if (element.Text is { } text)
        {
            list.Add(text);
        }
    }

    private string? Share(LeafCursor cursor)
    {
        if (!cursor.HasValue)
        {
            return null;
        }

        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(cursor.Chars, out string? known))
        {
            return known;
        }

        string text = cursor.Chars.ToString();
        if (_texts.Count < 100_000)
        {
            _texts.Add(text);
        }

        return text;
    }

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
