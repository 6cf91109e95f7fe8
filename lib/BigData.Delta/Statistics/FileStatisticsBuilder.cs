using System.Buffers;
using System.Globalization;
using System.Text.Json;
using BigData.Delta.Actions;

namespace BigData.Delta.Statistics;

/// <summary>Says which columns want statistics and writes them as Spark does: the first columns, cut texts, milliseconds, no NaN.</summary>
public sealed class FileStatisticsBuilder
{
    private const int DefaultIndexedColumns = 32;
    private const int DefaultPrefixLength = 32;
    private readonly int _prefixLength;

    /// <summary>Takes columns and limits from a table.</summary>
    /// <param name="metadata">Metadata of the table.</param>
    public FileStatisticsBuilder(Metadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        _prefixLength = ReadNumber(metadata, "delta.dataSkippingStringPrefixLength") ?? DefaultPrefixLength;
        Columns = StatisticsColumns.Choose(metadata, ReadNumber(metadata, "delta.dataSkippingNumIndexedCols") ?? DefaultIndexedColumns);
    }

    /// <summary>The columns for which statistics are wanted, in schema order; nested fields by their path.</summary>
    public IReadOnlyList<StatisticsColumn> Columns { get; }

    /// <summary>Writes the statistics of one file.</summary>
    /// <param name="numRecords">Rows in the file.</param>
    /// <param name="columns">What is known; bounds are exact or wider, and left null where the column holds NaN or an infinity.</param>
    /// <returns>The statistics as the log holds them.</returns>
    public FileStatistics Build(long numRecords, IEnumerable<ColumnStatistics> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        StatisticsNode root = new();
        foreach (ColumnStatistics column in columns)
        {
            root.Place(column);
        }

        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, LogJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteNumber("numRecords", numRecords);
            root.Write(writer, "minValues", c => BoundText.Lower(c.Min, _prefixLength));
            root.Write(writer, "maxValues", c => BoundText.Upper(c.Max, _prefixLength));
            root.Write(writer, "nullCount", c => c.NullCount?.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        return FileStatistics.FromJson(System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static int? ReadNumber(Metadata metadata, string key) =>
        int.TryParse(metadata.GetProperty(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;
}
