using System.Globalization;
using BigData.Models.Recommendations;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>Parameters of ALS under Spark's names; those that are not set have Spark's defaults.</summary>
internal sealed class AlsParameters
{
    internal const string EstimatorClass = "org.apache.spark.ml.recommendation.ALS";
    internal const string ModelClass = "org.apache.spark.ml.recommendation.ALSModel";

    /// <summary>Spark's defaults; the type of each is the type of its parameter. For the seed, Spark takes the hash of the class's name.</summary>
    internal static readonly IReadOnlyDictionary<string, object> Defaults = new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["alpha"] = 1.0,
        ["blockSize"] = 4096,
        ["checkpointInterval"] = 10,
        ["coldStartStrategy"] = "nan",
        ["finalStorageLevel"] = "MEMORY_AND_DISK",
        ["implicitPrefs"] = false,
        ["intermediateStorageLevel"] = "MEMORY_AND_DISK",
        ["itemCol"] = "item",
        ["maxIter"] = 10,
        ["nonnegative"] = false,
        ["numItemBlocks"] = 10,
        ["numUserBlocks"] = 10,
        ["predictionCol"] = "prediction",
        ["rank"] = 10,
        ["ratingCol"] = "rating",
        ["regParam"] = 0.1,
        ["seed"] = 1994790107L,
        ["userCol"] = "user",
    };

    private readonly SortedDictionary<string, object> _values;

    internal AlsParameters(IEnumerable<KeyValuePair<string, object>> values)
    {
        _values = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach ((string name, object value) in values)
        {
            _values[name] = value;
        }
    }

    internal static AlsParameters Of(ValueArray<ModelParameter> parameters) => new(Pairs(parameters));

    /// <summary>The parameters that are set.</summary>
    internal IReadOnlyDictionary<string, object> Values => _values;

    internal string UserCol => Text("userCol");

    internal string ItemCol => Text("itemCol");

    internal string RatingCol => Text("ratingCol");

    internal string PredictionCol => Text("predictionCol");

    internal bool DropsUnknown => Text("coldStartStrategy").ToLowerInvariant() switch
    {
        "nan" => false,
        "drop" => true,
        var other => throw Invalid("coldStartStrategy", other),
    };

    /// <summary>These parameters, changed by others.</summary>
    internal AlsParameters With(ValueArray<ModelParameter> parameters) => new(_values.Concat(Pairs(parameters)));

    internal AlsOptions ToOptions(int threads) => new()
    {
        Rank = Number("rank"),
        MaxIterations = Number("maxIter"),
        RegParam = Real("regParam"),
        ImplicitPreferences = Flag("implicitPrefs"),
        Alpha = Real("alpha"),
        Nonnegative = Flag("nonnegative"),
        Seed = Convert.ToInt64(Value("seed"), CultureInfo.InvariantCulture),
        MaxThreads = threads,
    };

    private static IEnumerable<KeyValuePair<string, object>> Pairs(ValueArray<ModelParameter> parameters) =>
        parameters.Items.Where(p => p.Value.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value.Value!));

    private object Value(string name) => _values.TryGetValue(name, out object? value) ? value : Defaults[name];

    private string Text(string name) => Value(name) as string ?? throw Invalid(name, _values[name]);

    private bool Flag(string name) => Value(name) as bool? ?? throw Invalid(name, _values[name]);

    private int Number(string name) => checked((int)Real(name));

    private double Real(string name) => Value(name) is var value and (int or long or double or float)
        ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
        : throw Invalid(name, _values[name]);

    private static SparkIllegalArgumentException Invalid(string name, object value) => new($"ALS parameter {name} given invalid value {value}.");
}
