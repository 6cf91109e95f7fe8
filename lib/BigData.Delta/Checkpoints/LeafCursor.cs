using System.Globalization;
using Parquet.Data;
using Parquet.Schema;

namespace BigData.Delta.Checkpoints;

/// <summary>Walks the entries of one Parquet column; values are stored for non-null entries only.</summary>
internal sealed class LeafCursor : IDisposable
{
    private readonly RawColumnData? _data;
    private readonly int _maxDefinition;
    private readonly bool _isRepeated;
    private readonly int _count;
    private int _next;
    private int _nextValue;
    private int _value;

    /// <param name="field">The column; null when the file has none, then every entry is null.</param>
    /// <param name="data">Its data.</param>
    public LeafCursor(DataField? field, RawColumnData? data)
    {
        _data = data;
        if (field is not null && data is not null)
        {
            _maxDefinition = field.MaxDefinitionLevel;
            _isRepeated = field.MaxRepetitionLevel > 0;
            _count = _maxDefinition > 0 ? data.DefinitionLevels.Length : int.MaxValue;
        }
    }

    /// <summary>Definition level of the current entry; -1 when the column does not exist.</summary>
    public int Definition { get; private set; } = -1;

    public bool HasValue => _value >= 0;

    /// <summary>Steps to the next entry.</summary>
    /// <exception cref="InvalidDataException">The column has fewer entries than the file says.</exception>
    public void MoveNext()
    {
        if (_data is null)
        {
            _value = -1;
            return;
        }

        if (_next >= _count)
        {
            throw new InvalidDataException("a column is shorter than the file says");
        }

        Definition = _maxDefinition > 0 ? _data.DefinitionLevels[_next] : 0;
        _next++;
        _value = Definition == _maxDefinition ? _nextValue++ : -1;
    }

    /// <summary>Steps and gives the text of the entry.</summary>
    public string? NextText()
    {
        MoveNext();
        return Text;
    }

    /// <summary>Steps and gives the integer of the entry.</summary>
    public long? NextNumber()
    {
        MoveNext();
        return Number;
    }

    /// <summary>Steps and gives the integer of the entry.</summary>
    /// <exception cref="OverflowException">It needs more than 32 bits.</exception>
    public int? NextInt() => NextNumber() is { } number ? checked((int)number) : null;

    /// <summary>Whether the next entry belongs to the same row.</summary>
    public bool NextIsSameRow => _isRepeated && _next < _count && _data!.RepetitionLevels[_next] > 0;

    public ReadOnlySpan<char> Chars => _data is RawColumnData<ReadOnlyMemory<char>> texts
        ? texts.Values[_value].Span
        : throw new InvalidDataException("a column holds something else than texts");

    public string? Text => HasValue ? Chars.ToString() : null;

    public long? Number => !HasValue ? null : _data switch
    {
        RawColumnData<long> data => data.Values[_value],
        RawColumnData<int> data => data.Values[_value],
        RawColumnData<short> data => data.Values[_value],
        _ => throw new InvalidDataException("a column holds something else than integers"),
    };

    /// <summary>The value as JSON; null when its type has no place in statistics.</summary>
    public string? Json => !HasValue ? null : _data switch
    {
        RawColumnData<ReadOnlyMemory<char>> data => $"\"{System.Text.Json.JsonEncodedText.Encode(data.Values[_value].Span, LogJson.Encoder)}\"",
        RawColumnData<long> data => data.Values[_value].ToString(CultureInfo.InvariantCulture),
        RawColumnData<int> data => data.Values[_value].ToString(CultureInfo.InvariantCulture),
        RawColumnData<short> data => data.Values[_value].ToString(CultureInfo.InvariantCulture),
        RawColumnData<sbyte> data => data.Values[_value].ToString(CultureInfo.InvariantCulture),
        RawColumnData<decimal> data => data.Values[_value].ToString(CultureInfo.InvariantCulture),
        RawColumnData<float> data when float.IsFinite(data.Values[_value]) => data.Values[_value].ToString("R", CultureInfo.InvariantCulture),
        RawColumnData<double> data when double.IsFinite(data.Values[_value]) => data.Values[_value].ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };

    public void Dispose() => _data?.Dispose();
}
