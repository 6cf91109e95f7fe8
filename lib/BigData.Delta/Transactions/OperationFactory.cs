using System.Buffers;
using System.Text;
using System.Text.Json;
using BigData.Delta.Actions;

namespace BigData.Delta.Transactions;

/// <summary>Builds operations with the parameter names and the JSON-in-text values of delta-spark.</summary>
internal static class OperationFactory
{
    public static DeltaOperation Write(string mode, IReadOnlyList<string> partitionColumns, string? predicate)
    {
        Dictionary<string, string?> parameters = new(StringComparer.Ordinal)
        {
            ["mode"] = mode,
            ["partitionBy"] = ToJson(writer => WriteList(writer, partitionColumns)),
        };
        if (predicate is not null)
        {
            parameters["predicate"] = predicate;
        }

        return new DeltaOperation("WRITE") { Parameters = parameters };
    }

    public static DeltaOperation CreateTable(string name, Metadata metadata, bool isManaged) => new(name)
    {
        Parameters = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["partitionBy"] = ToJson(writer => WriteList(writer, metadata.PartitionColumns)),
            ["clusterBy"] = "[]",
            ["description"] = metadata.Description,
            ["isManaged"] = isManaged ? "true" : "false",
            ["properties"] = ToJson(writer => WriteMap(writer, metadata.Configuration)),
        },
    };

    public static DeltaOperation Merge(
        string condition,
        IReadOnlyList<MergeClause> matched,
        IReadOnlyList<MergeClause> notMatched,
        IReadOnlyList<MergeClause> notMatchedBySource) => new("MERGE")
        {
            Parameters = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["predicate"] = ToJson(writer => WriteList(writer, [condition])),
                ["matchedPredicates"] = ToJson(writer => WriteClauses(writer, matched)),
                ["notMatchedPredicates"] = ToJson(writer => WriteClauses(writer, notMatched)),
                ["notMatchedBySourcePredicates"] = ToJson(writer => WriteClauses(writer, notMatchedBySource)),
            },
        };

    public static DeltaOperation Filtered(string name, string? predicate) => new(name)
    {
        Parameters = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["predicate"] = ToJson(writer => WriteList(writer, predicate is null ? [] : [predicate])),
        },
    };

    private static string ToJson(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, LogJson.WriterOptions))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteList(Utf8JsonWriter writer, IReadOnlyList<string> values)
    {
        writer.WriteStartArray();
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, IReadOnlyDictionary<string, string?> values)
    {
        writer.WriteStartObject();
        foreach ((string key, string? value) in values)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteClauses(Utf8JsonWriter writer, IReadOnlyList<MergeClause> clauses)
    {
        writer.WriteStartArray();
        foreach (MergeClause clause in clauses)
        {
            writer.WriteStartObject();
            if (clause.Predicate is not null)
            {
                writer.WriteString("predicate", clause.Predicate);
            }

            writer.WriteString("actionType", clause.ActionType);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
