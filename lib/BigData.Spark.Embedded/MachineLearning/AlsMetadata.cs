using System.Text.Json;
using System.Text.Json.Nodes;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>The metadata of a model that is saved.</summary>
internal sealed record AlsMetadata(string Uid, int Rank, AlsParameters Parameters)
{
    // What a model of ALS has; the estimator's other parameters are not its business.
    private static readonly Dictionary<string, object> Defaults = new(StringComparer.Ordinal)
    {
        ["blockSize"] = 4096,
        ["coldStartStrategy"] = "nan",
        ["itemCol"] = "item",
        ["predictionCol"] = "prediction",
        ["userCol"] = "user",
    };

    internal static AlsMetadata Of(StoredModel model) => new(model.Uid, model.Rank, model.Parameters);

    /// <exception cref="SparkIllegalArgumentException">The text is not the metadata of a model of ALS.</exception>
    internal static AlsMetadata Parse(string json, string path)
    {
        try
        {
            JsonNode root = JsonNode.Parse(json)!;
            string name = (string)root["class"]!;
            return name == AlsParameters.ModelClass
                ? new AlsMetadata((string)root["uid"]!, (int)root["rank"]!, new AlsParameters(Values(root["defaultParamMap"]).Concat(Values(root["paramMap"]))))
                : throw new SparkIllegalArgumentException($"requirement failed: Error loading metadata: Expected class name {AlsParameters.ModelClass} but found class name {name} at '{path}'.");
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new SparkIllegalArgumentException($"The metadata of the model at '{path}' cannot be read ({e.Message}). Save the model again.", e);
        }
    }

    internal string ToJson(DateTimeOffset now) => new JsonObject
    {
        ["class"] = AlsParameters.ModelClass,
        ["timestamp"] = now.ToUnixTimeMilliseconds(),
        ["sparkVersion"] = Executing.AnalyzeCommands.SparkVersion,
        ["uid"] = Uid,
        ["paramMap"] = Map(Parameters.Values.Where(pair => Defaults.ContainsKey(pair.Key))),
        ["defaultParamMap"] = Map(Defaults),
        ["rank"] = Rank,
    }.ToJsonString();

    private static IEnumerable<KeyValuePair<string, object>> Values(JsonNode? map)
    {
        foreach ((string name, JsonNode? value) in map?.AsObject() ?? [])
        {
            if (Defaults.ContainsKey(name) && value is not null)
            {
                yield return new(name, value.GetValueKind() == JsonValueKind.Number ? value.GetValue<int>() : value.GetValue<string>());
            }
        }
    }

    private static JsonObject Map(IEnumerable<KeyValuePair<string, object>> values)
    {
        JsonObject map = [];
        foreach ((string name, object value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            map[name] = JsonValue.Create(value);
        }

        return map;
    }
}
