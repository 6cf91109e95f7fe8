namespace BigData.Spark.ML.Recommendation;

/// <summary>Names of the parameters in <c>spark.ml</c>.</summary>
internal static class ALSParams
{
    /// <summary>The seed when none is set: the one that Spark takes from the name of the class.</summary>
    public const long DefaultSeed = 1994790107;

    public const string EstimatorClass = "org.apache.spark.ml.recommendation.ALS";
    public const string ModelClass = "org.apache.spark.ml.recommendation.ALSModel";
    public const string Rank = "rank";
    public const string MaxIter = "maxIter";
    public const string RegParam = "regParam";
    public const string NumUserBlocks = "numUserBlocks";
    public const string NumItemBlocks = "numItemBlocks";
    public const string ImplicitPrefs = "implicitPrefs";
    public const string Alpha = "alpha";
    public const string UserCol = "userCol";
    public const string ItemCol = "itemCol";
    public const string RatingCol = "ratingCol";
    public const string PredictionCol = "predictionCol";
    public const string Nonnegative = "nonnegative";
    public const string CheckpointInterval = "checkpointInterval";
    public const string Seed = "seed";
    public const string IntermediateStorageLevel = "intermediateStorageLevel";
    public const string FinalStorageLevel = "finalStorageLevel";
    public const string ColdStartStrategy = "coldStartStrategy";
    public const string BlockSize = "blockSize";

    /// <summary>Those of the estimator.</summary>
    public static readonly string[] OfEstimator =
    [
        Rank, MaxIter, RegParam, NumUserBlocks, NumItemBlocks, ImplicitPrefs, Alpha, UserCol, ItemCol, RatingCol, PredictionCol, Nonnegative,
        CheckpointInterval, Seed, IntermediateStorageLevel, FinalStorageLevel, ColdStartStrategy, BlockSize,
    ];

    /// <summary>Those that a model has.</summary>
    public static readonly string[] OfModel = [UserCol, ItemCol, PredictionCol, ColdStartStrategy, BlockSize];

    /// <summary>Checks what happens to pairs that the model cannot predict.</summary>
    public static string CheckColdStart(string value) => value is "nan" or "drop"
        ? value
        : throw new ArgumentException($"coldStartStrategy is '{value}'; expected nan (predict NaN for users and items that were not trained) or drop (leave their rows out).", nameof(value));
}
