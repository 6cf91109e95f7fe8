using BigData.Spark.Proto;

namespace BigData.Spark.Sql;

/// <content>Descriptions of columns.</content>
public sealed partial class DataFrame
{
    /// <summary>Count, mean, standard deviation, least and greatest value of columns, as text.</summary>
    /// <param name="cols">The columns; all numeric and text columns by default.</param>
    /// <returns>A new frame: a row per statistic.</returns>
    public DataFrame Describe(params string[] cols) => Next(new Relation { Describe = new() { Input = Relation, Cols = { cols } } });

    /// <summary>Statistics of all numeric and text columns, as text.</summary>
    /// <param name="statistics">
    /// <c>count</c>, <c>mean</c>, <c>stddev</c>, <c>min</c>, <c>max</c>, percentiles such as <c>75%</c>; by default these and the quartiles.
    /// </param>
    /// <returns>A new frame: a row per statistic.</returns>
    public DataFrame Summary(params string[] statistics) =>
        Next(new Relation { Summary = new() { Input = Relation, Statistics = { statistics } } });
}
