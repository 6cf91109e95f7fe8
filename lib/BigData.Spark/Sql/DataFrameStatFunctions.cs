using BigData.Spark.Engine;
using BigData.Spark.Plans;
using BigData.Spark.Proto;

namespace BigData.Spark.Sql;

/// <summary>Functions of statistics over a frame.</summary>
public sealed class DataFrameStatFunctions
{
    private readonly DataFrame _frame;

    internal DataFrameStatFunctions(DataFrame frame) => _frame = frame;

    /// <summary>The sample covariance of two numeric columns.</summary>
    /// <param name="column1">One column.</param>
    /// <param name="column2">The other column.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>The covariance.</returns>
    public async Task<double> CovAsync(string column1, string column2, CancellationToken token = default)
    {
        StatCov cov = new() { Input = _frame.Relation, Col1 = column1, Col2 = column2 };
        return (await _frame.Next(new Relation { Cov = cov }).FirstRowAsync(token).ConfigureAwait(false)).GetAs<double>(0);
    }

    /// <summary>The sample covariance of two numeric columns.</summary>
    /// <param name="column1">One column.</param>
    /// <param name="column2">The other column.</param>
    /// <returns>The covariance.</returns>
    public double Cov(string column1, string column2) => Blocking.Run(() => CovAsync(column1, column2));

    /// <summary>Pearson's correlation of two numeric columns.</summary>
    /// <param name="column1">One column.</param>
    /// <param name="column2">The other column.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>The correlation, -1 to 1; NaN if a column does not vary.</returns>
    public async Task<double> CorrAsync(string column1, string column2, CancellationToken token = default)
    {
        StatCorr corr = new() { Input = _frame.Relation, Col1 = column1, Col2 = column2, Method = "pearson" };
        return (await _frame.Next(new Relation { Corr = corr }).FirstRowAsync(token).ConfigureAwait(false)).GetAs<double>(0);
    }

    /// <summary>Pearson's correlation of two numeric columns.</summary>
    /// <param name="column1">One column.</param>
    /// <param name="column2">The other column.</param>
    /// <returns>The correlation, -1 to 1; NaN if a column does not vary.</returns>
    public double Corr(string column1, string column2) => Blocking.Run(() => CorrAsync(column1, column2));

    /// <summary>Approximate quantiles of numeric columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="probabilities">The probabilities, 0 to 1.</param>
    /// <param name="relativeError">The error of the rank, 0 for exact values.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>Per column the quantiles in the order of the probabilities.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<double>>> ApproxQuantileAsync(
        IEnumerable<string> columns, IEnumerable<double> probabilities, double relativeError, CancellationToken token = default)
    {
        StatApproxQuantile quantile = new()
        {
            Input = _frame.Relation,
            Cols = { columns },
            Probabilities = { probabilities },
            RelativeError = relativeError,
        };
        Row row = await _frame.Next(new Relation { ApproxQuantile = quantile }).FirstRowAsync(token).ConfigureAwait(false);
        return row.GetAs<List<List<double>>>(0);
    }

    /// <summary>Approximate quantiles of numeric columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="probabilities">The probabilities, 0 to 1.</param>
    /// <param name="relativeError">The error of the rank, 0 for exact values.</param>
    /// <returns>Per column the quantiles in the order of the probabilities.</returns>
    public IReadOnlyList<IReadOnlyList<double>> ApproxQuantile(
        IEnumerable<string> columns, IEnumerable<double> probabilities, double relativeError) =>
        Blocking.Run(() => ApproxQuantileAsync(columns, probabilities, relativeError));

    /// <summary>How often each pair of values of two columns occurs.</summary>
    /// <param name="column1">The column whose values become rows.</param>
    /// <param name="column2">The column whose values become columns.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Crosstab(string column1, string column2) =>
        _frame.Next(new Relation { Crosstab = new() { Input = _frame.Relation, Col1 = column1, Col2 = column2 } });

    /// <summary>Values that occur often, perhaps with some that do not.</summary>
    /// <param name="columns">The columns; at least one.</param>
    /// <param name="support">The least part of the rows, above 0.0001.</param>
    /// <returns>A new frame of one row of arrays.</returns>
    public DataFrame FreqItems(IEnumerable<string> columns, double support = 0.01) =>
        _frame.Next(new Relation { FreqItems = new() { Input = _frame.Relation, Cols = { columns }, Support = support } });

    /// <summary>A random part of the rows, by values of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="fractions">The expected part of the rows of each value; 0 for values that are not named.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>A new frame.</returns>
    public DataFrame SampleBy(Column column, IEnumerable<KeyValuePair<object, double>> fractions, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(column);
        StatSampleBy sample = new() { Input = _frame.Relation, Col = column.Expression, Seed = seed };
        sample.Fractions.Add(fractions.Select(f => new StatSampleBy.Types.Fraction { Stratum = Literals.Of(f.Key), Fraction_ = f.Value }));
        return _frame.Next(new Relation { SampleBy = sample });
    }
}
