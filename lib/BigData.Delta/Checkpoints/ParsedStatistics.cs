using System.Text;
using BigData.Delta.Statistics;
using Parquet.Schema;

namespace BigData.Delta.Checkpoints;

/// <summary>Turns the typed statistics of a checkpoint without JSON (<c>add.stats_parsed</c>) into the JSON form.</summary>
/// <remarks>Columns whose type has no safe JSON here (times, bytes, booleans) are left out: unknown is always right.</remarks>
internal sealed class ParsedStatistics
{
    private const string Root = "add/stats_parsed";
    private readonly Node _root;
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    private ParsedStatistics(StructField field)
    {
        _root = Build(field)!;
    }

    public static ParsedStatistics? TryCreate(ParquetSchema schema)
    {
        StructField? add = schema.Fields.OfType<StructField>().FirstOrDefault(f => f.Name == "add");
        StructField? parsed = add?.Fields.OfType<StructField>().FirstOrDefault(f => f.Name == "stats_parsed");
        return parsed is null ? null : new ParsedStatistics(parsed);
    }

    public bool Wants(string path) => _paths.Contains(path);

    public FileStatistics? ReadRow(RowGroupColumns columns)
    {
        StringBuilder json = new();
        return Write(json, _root, columns) ? FileStatistics.FromJson(json.ToString()) : null;
    }

    private static bool Write(StringBuilder json, Node node, RowGroupColumns columns)
    {
        json.Append('{');
        int start = json.Length;
        foreach (Node child in node.Children)
        {
            int before = json.Length;
            json.Append(before > start ? ",\"" : "\"").Append(System.Text.Json.JsonEncodedText.Encode(child.Name, LogJson.Encoder).Value).Append("\":");
            if (!(child.Path is null ? Write(json, child, columns) : WriteLeaf(json, columns.Leaf(child.Path))))
            {
                json.Length = before;
            }
        }

        json.Append('}');
        return json.Length > start + 1;
    }

    private static bool WriteLeaf(StringBuilder json, LeafCursor cursor)
    {
        cursor.MoveNext();
        string? value = cursor.Json;
        json.Append(value);
        return value is not null;
    }

    private Node? Build(Field field)
    {
        if (field is StructField nested)
        {
            return new Node(field.Name, null, nested.Fields.Select(Build).OfType<Node>().ToArray());
        }

        string path = field.Path.ToString();
        return field is DataField data and not (DateTimeDataField or DecimalDataField) && data.MaxRepetitionLevel == 0 && IsPlain(data.ClrType) && path.StartsWith(Root, StringComparison.Ordinal)
            && _paths.Add(path)
                ? new Node(field.Name, path, [])
                : null;
    }

    private static bool IsPlain(Type type) =>
        type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(sbyte)
        || type == typeof(float) || type == typeof(double) || type == typeof(ReadOnlyMemory<char>);

    private sealed record Node(string Name, string? Path, IReadOnlyList<Node> Children);
}
