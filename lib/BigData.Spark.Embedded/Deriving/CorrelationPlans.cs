using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Deriving;

/// <summary>Covariance, correlation and quantiles of columns.</summary>
internal static class CorrelationPlans
{
    public static async Task<Relation> PairAsync(Correlation correlation, IPlanProbe probe, CancellationToken token)
    {
        string name = correlation.IsCovariance ? "covariance" : "correlation";
        Project pair = new(correlation.Input, [Build.Parsed(correlation.Column1), Build.Parsed(correlation.Column2)]);
        StructType schema = await probe.SchemaAsync(pair, token).ConfigureAwait(false);
        foreach (StructField field in schema.Fields.Where(f => !TypeRules.IsNumeric(f.DataType)))
        {
            throw new SparkIllegalArgumentException(
                $"requirement failed: Currently {name} calculation for columns with dataType {field.DataType.SimpleString} not supported.");
        }

        // A missing value counts as zero here.
        Expression[] values = [.. Build.Names(2).Items.Select(c => Build.Call("coalesce", Build.Cast(Build.Column(c), DataTypes.Double), Build.Number(0)))];
        string function = correlation.IsCovariance ? "covar_samp" : "corr";
        Expression value = Build.Call(function, values[0], values[1]);
        return Build.Total(Build.Plain(pair, 2), Build.Named(value, correlation.IsCovariance ? "cov" : "corr"));
    }

    public static async Task<Relation> QuantilesAsync(ApproxQuantile quantile, IPlanProbe probe, CancellationToken token)
    {
        if (quantile.RelativeError < 0)
        {
            throw new SparkIllegalArgumentException(FormattableString.Invariant($"requirement failed: Relative Error must be non-negative but got {quantile.RelativeError}"));
        }

        if (quantile.Probabilities.Items.Any(p => p is not (>= 0 and <= 1)))
        {
            throw new SparkIllegalArgumentException("requirement failed: percentile should be in the range [0.0, 1.0]");
        }

        Project values = new(quantile.Input, quantile.Columns.Map(Build.Parsed));
        StructType schema = await probe.SchemaAsync(values, token).ConfigureAwait(false);
        foreach (StructField field in schema.Fields.Where(f => !TypeRules.IsNumeric(f.DataType)))
        {
            throw new SparkIllegalArgumentException(
                $"requirement failed: Quantile calculation for column {field.Name} with data type {field.DataType} is not supported.");
        }

        Expression probabilities = new FunctionCall(["array"], quantile.Probabilities.Map(Build.Number));
        ArrayType list = new(DataTypes.Double, ContainsNull: false);
        IEnumerable<Expression> columns = Build.Names(schema.Count).Items.Select(name =>
        {
            Expression number = Build.Cast(Build.Column(name), DataTypes.Double);
            Expression found = Build.Call("percentile_approx", Build.Call("nanvl", number, new Literal(DataTypes.Double, null)), probabilities);
            return Build.Call("coalesce", found, new Literal(list, default(ValueArray<Literal>)));
        });
        return Build.Total(
            Build.Plain(values, schema.Count), Build.Named(new FunctionCall(["array"], columns.ToValueArray()), "approx_quantile"));
    }
}
