using System.Text.Json;

namespace BigData.Delta.Statistics;

/// <summary>Column statistics as a tree in the shape of the schema, in the order in which they came.</summary>
internal sealed class StatisticsNode
{
    private readonly List<(string Name, StatisticsNode Node)> _children = [];
    private ColumnStatistics? _column;

    public void Place(ColumnStatistics column)
    {
        StatisticsNode node = this;
        foreach (string part in column.Column.Parts)
        {
            node = node.Child(part);
        }

        node._column = column;
    }

    /// <summary>Writes one of the groups; <paramref name="text"/> gives raw JSON, null leaves the column out.</summary>
    public void Write(Utf8JsonWriter writer, string name, Func<ColumnStatistics, string?> text)
    {
        writer.WriteStartObject(name);
        foreach ((string child, StatisticsNode node) in _children)
        {
            if (node._column is null)
            {
                node.Write(writer, child, text);
            }
            else if (text(node._column) is { } json)
            {
                writer.WritePropertyName(child);
                writer.WriteRawValue(json, skipInputValidation: true);
            }
        }

        writer.WriteEndObject();
    }

    private StatisticsNode Child(string name)
    {
        foreach ((string existing, StatisticsNode node) in _children)
        {
            if (existing == name)
            {
                return node;
            }
        }

        StatisticsNode added = new();
        _children.Add((name, added));
        return added;
    }
}
