using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace BigData.Spark;

/// <summary>An immutable array that is equal to another when their elements are equal, in order. The default value is empty.</summary>
/// <typeparam name="T">The element type; its default equality is used.</typeparam>
[CollectionBuilder(typeof(ValueArray), nameof(ValueArray.Create))]
internal readonly struct ValueArray<T> : IReadOnlyList<T>, IEquatable<ValueArray<T>>
{
    private readonly ImmutableArray<T> _items;

    public ValueArray(ImmutableArray<T> items) => _items = items;

    public static ValueArray<T> Empty => default;

    public int Count => _items.IsDefault ? 0 : _items.Length;

    public bool IsEmpty => Count == 0;

    public ImmutableArray<T> Items => _items.IsDefault ? [] : _items;

    public T this[int index] => Items[index];

    public static bool operator ==(ValueArray<T> left, ValueArray<T> right) => left.Equals(right);

    public static bool operator !=(ValueArray<T> left, ValueArray<T> right) => !left.Equals(right);

    public ReadOnlySpan<T> AsSpan() => Items.AsSpan();

    public ValueArray<T> Add(T item) => new(Items.Add(item));

    public ValueArray<TResult> Map<TResult>(Func<T, TResult> map) => new(ImmutableArray.CreateRange(Items, map));

    public bool Equals(ValueArray<T> other)
    {
        if (Count != other.Count)
        {
            return false;
        }

        EqualityComparer<T> comparer = EqualityComparer<T>.Default;
        for (int i = 0; i < Count; i++)
        {
            if (!comparer.Equals(_items[i], other._items[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is ValueArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T item in Items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => "[" + string.Join(", ", Items) + "]";

    public ImmutableArray<T>.Enumerator GetEnumerator() => Items.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)Items).GetEnumerator();
}

/// <summary>Makers of <see cref="ValueArray{T}"/>.</summary>
internal static class ValueArray
{
    public static ValueArray<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? default : new([.. items]);

    public static ValueArray<T> From<T>(IEnumerable<T> items) => new([.. items]);

    public static ValueArray<T> ToValueArray<T>(this IEnumerable<T> items) => new([.. items]);
}
