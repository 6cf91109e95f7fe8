using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>The metadata of a model or an estimator that is saved; only a model has its rank beside its parameters.</summary>
internal sealed record AlsMetadata(string ClassName, string Uid, int? Rank, AlsParameters Parameters)
{
    // What a model of ALS has; the estimator's other parameters are not its business.
    private static readonly Dictionary<string, object> OfModel = new[] { "blockSize", "coldStartStrategy", "itemCol", "predictionCol", "userCol" }
        .ToDictionary(name => name, name => AlsParameters.Defaults[name], StringComparer.Ordinal);

    private IReadOnlyDictionary<string, object> Defaults => DefaultsOf(ClassName);

    /// <exception cref="SparkIllegalArgumentException">The text is not the metadata of the class.</exception>
    internal static AlsMetadata Parse(string json, string className, string path)
    {
        try
        {
            JsonNode root = JsonNode.Parse(json)!;
            string name = (string)root["class"]!;
            if (name != className)
            {
                throw new SparkIllegalArgumentException($"requirement failed: Error loading metadata: Expected class name {className} but found class name {name} at '{path}'.");
            }

            AlsParameters parameters = new(Values(className, root["defaultParamMap"]).Concat(Values(className, root["paramMap"])));
            return new AlsMetadata(className, (string)root["uid"]!, className == AlsParameters.ModelClass ? (int)root["rank"]! : null, parameters);
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new SparkIllegalArgumentException($"The metadata at '{path}' cannot be read ({e.Message}). Save {className} again.", e);
        }
    }

    internal string ToJson(DateTimeOffset now)
    {
        JsonObject json = new()
        {
            ["class"] = ClassName,
            ["timestamp"] = now.ToUnixTimeMilliseconds(),
            ["sparkVersion"] = Executing.AnalyzeCommands.SparkVersion,
            ["uid"] = Uid,
            ["paramMap"] = Map(Parameters.Values.Where(pair => Defaults.ContainsKey(pair.Key))),
            ["defaultParamMap"] = Map(Defaults),
        };
        if (Rank is { } rank)
        {
            json["rank"] = rank;
        }

        return json.ToJsonString();
    }

    private static IReadOnlyDictionary<string, object> DefaultsOf(string className) => className == AlsParameters.ModelClass ? OfModel : AlsParameters.Defaults;

    // Each is of the type of its default.
    private static IEnumerable<KeyValuePair<string, object>> Values(string className, JsonNode? map)
    {
        foreach ((string name, JsonNode? value) in map?.AsObject() ?? [])
        {
            if (DefaultsOf(className).TryGetValue(name, out object? byDefault) && value is not null)
            {
                yield return new(name, byDefault switch
                {
                    double => value.GetValue<double>(),
                    bool => value.GetValue<bool>(),
                    long => value.GetValue<long>(),
                    int => value.GetValue<int>(),
                    _ => value.GetValue<string>(),
                });
            }
        }
    }

    private static JsonObject Map(IEnumerable<KeyValuePair<string, object>> values)
    {
        JsonObject map = [];
        foreach ((string name, object value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            map[name] = value is double real ? Real(real) : JsonValue.Create(value);
        }

        return map;
    }

    // Spark takes a number without a point or exponent for a whole one, which is no value of such a parameter.
    private static JsonNode? Real(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return JsonNode.Parse(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
    }
}
