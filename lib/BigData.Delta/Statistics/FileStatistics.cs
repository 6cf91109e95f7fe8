using System.Text;
using BigData.Delta.Predicates;
using BigData.Delta.Schemas;

namespace BigData.Delta.Statistics;

/// <summary>Statistics of a data file. They are kept as the JSON's bytes and parsed only when asked.</summary>
public sealed class FileStatistics
{
    private readonly byte[] _json;

    private FileStatistics(byte[] json)
    {
        _json = json;
    }

    /// <summary>Wraps the JSON of an <c>add</c> action. It is not validated: what cannot be parsed counts as unknown.</summary>
    /// <param name="json">The statistics as JSON text.</param>
    public static FileStatistics FromJson(string json) => new(Encoding.UTF8.GetBytes(json));

    /// <summary>Wraps the JSON of an <c>add</c> action.</summary>
    /// <param name="json">The statistics as JSON text.</param>
    public static FileStatistics FromJson(ReadOnlySpan<char> json)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(json)];
        Encoding.UTF8.GetBytes(json, bytes);
        return new FileStatistics(bytes);
    }

    /// <summary>Number of rows in the file; null when not known.</summary>
    public long? NumRecords => StatisticsJson.ReadNumRecords(_json);

    /// <summary>The JSON text, verbatim.</summary>
    public string ToJson() => Encoding.UTF8.GetString(_json);

    /// <summary>What is known of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="type">Its type, by which the bounds are parsed.</param>
    /// <returns>Bounds and null count, each null where unknown.</returns>
    public ColumnStatistics GetColumn(ColumnPath column, DeltaType type) => StatisticsJson.ReadColumn(_json, column, type);

    /// <inheritdoc/>
    public override string ToString() => ToJson();

    internal ReadOnlySpan<byte> Utf8 => _json;

    internal ReadOnlyMemory<byte> Memory => _json;
}
