using System.Collections;

namespace BigData.Spark.Arrow;

/// <summary>Equality of values by content: bytes, lists, maps and rows are equal when their parts are, NaN equals NaN.</summary>
internal sealed class ValueEquality : IEqualityComparer<object?>
{
    public static readonly ValueEquality Instance = new();

    private ValueEquality()
    {
    }

    public new bool Equals(object? x, object? y) => (x, y) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string, _) or (_, string) => x.Equals(y),
        (byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right),
        (IDictionary left, IDictionary right) => SameEntries(left, right),
        (IList left, IList right) => SameItems(left, right),
        _ => x.Equals(y),
    };

    public int GetHashCode(object? obj)
    {
        var hash = default(HashCode);
        switch (obj)
        {
            case byte[] bytes:
                hash.AddBytes(bytes);
                break;
            case IDictionary map:
                hash.Add(map.Count);
                break;
            case IList list:
                foreach (object? item in list)
                {
                    hash.Add(GetHashCode(item));
                }

                break;
            default:
                hash.Add(obj);
                break;
        }

        return hash.ToHashCode();
    }

    private bool SameItems(IList left, IList right)
    {
        bool same = left.Count == right.Count;
        for (int i = 0; same && i < left.Count; i++)
        {
            same = Equals(left[i], right[i]);
        }

        return same;
    }

    private bool SameEntries(IDictionary left, IDictionary right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (DictionaryEntry entry in left)
        {
            if (!right.Contains(entry.Key) || !Equals(entry.Value, right[entry.Key]))
            {
                return false;
            }
        }

        return true;
    }
}
