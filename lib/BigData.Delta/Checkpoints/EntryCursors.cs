using BigData.Delta.Actions;

namespace BigData.Delta.Checkpoints;

/// <summary>Reads a map of texts row by row. Equal texts are shared, because partition values repeat a million times.</summary>
internal sealed class MapCursor(LeafCursor key, LeafCursor value, int level, HashSet<string> texts)
{
    private const int MostShared = 100_000;

    /// <returns>Null when the map is null, empty when it is empty.</returns>
    public IReadOnlyDictionary<string, string?>? Read()
    {
        key.MoveNext();
        value.MoveNext();
        if (key.Definition < level)
        {
            return key.Definition == level - 1 ? FileAction.NoValues : null;
        }

        Dictionary<string, string?> map = new(1, StringComparer.Ordinal) { [Share(key)!] = Share(value) };
        while (key.NextIsSameRow)
        {
            key.MoveNext();
            value.MoveNext();
            map[Share(key)!] = Share(value);
        }

        return map;
    }

    private string? Share(LeafCursor cursor)
    {
        if (!cursor.HasValue)
        {
            return null;
        }

        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = texts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(cursor.Chars, out string? known))
        {
            return known;
        }

        string text = cursor.Chars.ToString();
        if (texts.Count < MostShared)
        {
            texts.Add(text);
        }

        return text;
    }
}

/// <summary>Reads a list of texts row by row; null entries are left out.</summary>
internal sealed class ListCursor(LeafCursor element, int level)
{
    /// <returns>Null when the list is null, empty when it is empty.</returns>
    public IReadOnlyList<string>? Read()
    {
        element.MoveNext();
        if (element.Definition < level)
        {
            return element.Definition == level - 1 ? [] : null;
        }

        List<string> list = [];
        Add(list);
        while (element.NextIsSameRow)
        {
            element.MoveNext();
            Add(list);
        }

        return list;
    }

    private void Add(List<string> list)
    {
        if (element.Text is { } text)
        {
            list.Add(text);
        }
    }
}

/// <summary>Reads a deletion vector row by row.</summary>
internal sealed class VectorCursor(RowGroupColumns columns, string path)
{
    private readonly LeafCursor _storage = columns.Leaf(path + "/storageType");
    private readonly LeafCursor _place = columns.Leaf(path + "/pathOrInlineDv");
    private readonly LeafCursor _offset = columns.Leaf(path + "/offset");
    private readonly LeafCursor _size = columns.Leaf(path + "/sizeInBytes");
    private readonly LeafCursor _cardinality = columns.Leaf(path + "/cardinality");

    public DeletionVector? Read()
    {
        string? storage = _storage.NextText();
        string? place = _place.NextText();
        int? offset = _offset.NextInt();
        int? size = _size.NextInt();
        long? cardinality = _cardinality.NextNumber();
        return storage is null ? null : new DeletionVector(storage, place ?? string.Empty, offset, size ?? 0, cardinality ?? 0);
    }
}
