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

    // Spark takes the hash of the class's name.
    internal const long DefaultSeed = 1994790107;

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

    internal string UserCol => Text("userCol", "user");

    internal string ItemCol => Text("itemCol", "item");

    internal string RatingCol => Text("ratingCol", "rating");

    internal string PredictionCol => Text("predictionCol", "prediction");

    internal bool DropsUnknown => Text("coldStartStrategy", "nan").ToLowerInvariant() switch
    {
        "nan" => false,
        "drop" => true,
        var other => throw Invalid("coldStartStrategy", other),
    };

    /// <summary>These parameters, changed by others.</summary>
    internal AlsParameters With(ValueArray<ModelParameter> parameters) => new(_values.Concat(Pairs(parameters)));

    internal AlsOptions ToOptions(int threads) => new()
    {
        Rank = Number("rank", 10),
        MaxIterations = Number("maxIter", 10),
        RegParam = Real("regParam", 0.1),
        ImplicitPreferences = Flag("implicitPrefs"),
        Alpha = Real("alpha", 1),
        Nonnegative = Flag("nonnegative"),
        Seed = Convert.ToInt64(_values.GetValueOrDefault("seed", DefaultSeed), CultureInfo.InvariantCulture),
        MaxThreads = threads,
    };

    private static IEnumerable<KeyValuePair<string, object>> Pairs(ValueArray<ModelParameter> parameters) =>
        parameters.Items.Where(p => p.Value.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value.Value!));

    private string Text(string name, string byDefault) => _values.GetValueOrDefault(name, byDefault) as string ?? throw Invalid(name, _values[name]);

    private bool Flag(string name) => _values.GetValueOrDefault(name, false) as bool? ?? throw Invalid(name, _values[name]);

    private int Number(string name, int byDefault) => checked((int)Real(name, byDefault));

    private double Real(string name, double byDefault) => _values.GetValueOrDefault(name, byDefault) is var value and (int or long or double or float)
        ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
        : throw Invalid(name, _values[name]);

    private static SparkIllegalArgumentException Invalid(string name, object value) => new($"ALS parameter {name} given invalid value {value}.");
}
