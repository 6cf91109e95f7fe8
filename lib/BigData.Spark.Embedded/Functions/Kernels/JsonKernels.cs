using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BigData.DuckDb.Functions;
using BigData.Spark.Embedded.Functions.Json;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Looks into JSON text.</summary>
internal static class JsonKernels
{
    public static NativeKernel GetObject { get; } = new("spark_get_json_object", static () => DuckDbFunction.Create<string, string, string?>("spark_get_json_object", Get));

    public static NativeKernel Field { get; } = new("spark_json_field", static () => DuckDbFunction.Create<string, string, string?>(
        "spark_json_field",
        static (text, name) => Lenient(text) is { Kind: JsonKind.Object } node && Member(node, name) is { } member ? Text(member) : null));

    public static NativeKernel ArrayLength { get; } = new("spark_json_array_length", static () => DuckDbFunction.Create<string, int?>(
        "spark_json_array_length", static text => Lenient(text) is { Kind: JsonKind.Array } node ? node.Items.Count : null));

    public static NativeKernel ObjectKeys { get; } = Nested(
        "spark_json_object_keys",
        new ArrayType(DataTypes.String),
        static text => Lenient(text) is { Kind: JsonKind.Object } node ? (object)node.Members.Select(object? (m) => m.Key).ToArray() : null);

    /// <summary>JSON text to a value of the type.</summary>
    public static NativeKernel Read(DataType type, JsonReadOptions options)
    {
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{type.Json}|{options.Key}")))[..24];
        int corrupt = type is StructType row ? row.IndexOf(options.CorruptColumn) : -1;
        DataType read = corrupt < 0 ? type : new StructType(((StructType)type).Fields.Where((_, i) => i != corrupt));
        JsonReader reader = JsonReaders.For(read, options);
        return Nested($"spark_from_json_{key}", type, text => Value(text, reader, type, corrupt, options.FailsFast));
    }

    private static object? Value(string text, JsonReader reader, DataType type, int corrupt, bool failsFast)
    {
        JsonFit fit = JsonFit.Misfit;
        object? value = null;
        if (JsonParser.TryParse(text, out JsonNode? node))
        {
            if (node is null)
            {
                return null;
            }

            // One object stands for an array of it.
            bool isSingle = type is ArrayType { ElementType: StructType } && node.Kind == JsonKind.Object;
            fit = node.Kind == JsonKind.Null ? JsonFit.Misfit : reader(isSingle ? new JsonNode(JsonKind.Array, string.Empty) { Items = [node] } : node, out value);
        }

        if (fit != JsonFit.Whole && failsFast)
        {
            throw SparkErrors.Create("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", ("badRecord", "[null]"), ("failFastMode", "FAILFAST"));
        }

        if (type is not StructType fields)
        {
            return value;
        }

        object?[] values = value as object?[] ?? new object?[fields.Count - (corrupt < 0 ? 0 : 1)];
        return corrupt < 0 ? values : (object?[])[.. values[..corrupt], fit == JsonFit.Whole ? null : text, .. values[corrupt..]];
    }

    private static NativeKernel Nested(string name, DataType type, Func<string, object?> read)
    {
        NestedValues.Writer write = NestedValues.For(type);
        return new NativeKernel(name, () => new DuckDbFunction
        {
            Name = name,
            Parameters = ["VARCHAR"],
            Result = DuckTypes.Name(type),
            Body = (arguments, output, rows) =>
            {
                for (int row = 0; row < rows; row++)
                {
                    write(arguments.IsNull(0, row) ? null : read(arguments.Text(0, row)), output, row);
                }
            },
            Strict = false,
        });
    }

    private static JsonNode? Lenient(string text) => JsonParser.TryParse(text, out JsonNode? node, allowsControls: true) ? node : null;

    private static JsonNode? Member(JsonNode node, string name) => node.Members.Where(m => string.Equals(m.Key, name, StringComparison.Ordinal)).Select(m => m.Value).LastOrDefault();

    private static string? Text(JsonNode node) => node.Kind switch
    {
        JsonKind.Null => null,
        JsonKind.Text => node.Text,
        _ => JsonWriter.Write(node),
    };

    private static string? Get(string text, string path)
    {
        if (Lenient(text) is not { } root || Steps(path) is not { } steps)
        {
            return null;
        }

        List<JsonNode> found = [root];
        bool isMany = false;
        for (int i = 0; i < steps.Count; i++)
        {
            // Two wildcards in a row take one level of arrays only.
            i += i + 1 < steps.Count && steps[i] == "[*]" && steps[i + 1] == "[*]" ? 1 : 0;
            isMany |= steps[i] == "[*]";
            found = [.. found.SelectMany(e => Step(e, steps[i]))];
        }

        return found.Count == 0 ? null
            : found.Count == 1 && (!isMany || found[0].Kind == JsonKind.Array) ? Text(found[0])
            : found.Count == 1 ? JsonWriter.Write(found[0]) : $"[{string.Join(',', found.Select(JsonWriter.Write))}]";
    }

    // $.name, $['name'], $[0], $[*]; each step is a name, or an index in brackets.
    private static List<string>? Steps(string path)
    {
        if (!path.StartsWith('$'))
        {
            return null;
        }

        List<string> steps = [];
        int i = 1;
        while (i < path.Length)
        {
            if (path[i] == '.')
            {
                int end = path.AsSpan(i + 1).IndexOfAny('.', '[');
                end = end < 0 ? path.Length : i + 1 + end;
                steps.Add(path[(i + 1)..end]);
                i = end;
            }
            else if (path[i] == '[' && path.IndexOf(']', i) is var close && close > i)
            {
                string inner = path[(i + 1)..close];
                steps.Add(inner.StartsWith('\'') ? inner.Trim('\'') : $"[{inner}]");
                i = close + 1;
            }
            else
            {
                return null;
            }
        }

        return steps;
    }

    private static IEnumerable<JsonNode> Step(JsonNode node, string step)
    {
        if (step.StartsWith('['))
        {
            if (node.Kind != JsonKind.Array)
            {
                return [];
            }

            if (step == "[*]")
            {
                return node.Items;
            }

            return int.TryParse(step.AsSpan(1, step.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < node.Items.Count ? [node.Items[index]] : [];
        }

        return node.Kind switch
        {
            JsonKind.Object when Member(node, step) is { } value => [value],
            JsonKind.Array => node.Items.SelectMany(e => Step(e, step)),
            _ => [],
        };
    }
}
