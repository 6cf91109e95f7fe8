using BigData.Spark.Sql;

namespace BigData.Pipelines;

/// <summary>What people are told of an error.</summary>
public static class Advice
{
    private static readonly string[] UnsupportedFeatures = ["DELTA_UNSUPPORTED_FEATURES_FOR_READ", "DELTA_UNSUPPORTED_FEATURES_FOR_WRITE"];

    /// <summary>The error's message, with what to do where the engine's own message leaves that open.</summary>
    /// <param name="error">Any error of a run or a query.</param>
    /// <returns>One paragraph of text.</returns>
    public static string Describe(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error is SparkException { ErrorClass: { } name } && UnsupportedFeatures.Contains(name, StringComparer.Ordinal)
            ? error.Message + " A newer program wrote the table, and it was left as it is. Use a newer version of this one, or Spark (--engine spark)."
            : error.Message;
    }
}
