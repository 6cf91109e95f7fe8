using BigData.DuckDb;
using BigData.Models.Recommendations;
using BigData.Spark.Embedded.Deriving;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>Fits ALS to the rows of a plan: they stream out of DuckDB into arrays, and the solver works on those.</summary>
internal sealed class AlsFit(EmbeddedSession session, SessionCompiler compiler)
{
    private const int BatchRows = 1 << 16;

    internal async Task<StoredModel> RunAsync(FitModel fit, CancellationToken token)
    {
        AlsParameters parameters = AlsParameters.Of(fit.Parameters);
        AlsRatings ratings = await ReadAsync(fit.Input, parameters, token).ConfigureAwait(false);
        if (ratings.Count == 0)
        {
            throw new SparkIllegalArgumentException("requirement failed: No ratings available: the rows to fit ALS to are empty.");
        }

        try
        {
            return await Task.Run(() => Fit(fit.Uid, ratings, parameters, token), token).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            throw new SparkIllegalArgumentException(e.Message, e);
        }
    }

    /// <summary>A column of numbers as bigint, or as double where it may have fractions.</summary>
    /// <exception cref="SparkIllegalArgumentException">The column is no number.</exception>
    internal static Expression Numbers(StructType schema, string column)
    {
        int index = schema.IndexOf(column, ignoreCase: true);
        if (index >= 0 && !TypeRules.IsNumeric(schema[index].DataType))
        {
            throw new SparkIllegalArgumentException(
                $"requirement failed: Column {column} must be of type numeric but was actually of type {schema[index].DataType.SimpleString}.");
        }

        // One that is not there is left to the resolver, which names those that are.
        return Build.Cast(Build.Column(column), index >= 0 && !TypeRules.IsIntegral(schema[index].DataType) ? DataTypes.Double : DataTypes.Long);
    }

    private async Task<AlsRatings> ReadAsync(Relation input, AlsParameters parameters, CancellationToken token)
    {
        using QueryScope scope = new();
        StructType schema = (await compiler.ResolveAsync(input, scope, token).ConfigureAwait(false)).Schema;
        _ = Numbers(schema, parameters.RatingCol);
        Expression rating = Build.Cast(Build.Column(parameters.RatingCol), DataTypes.Float);
        Project columns = new(input, [Numbers(schema, parameters.UserCol), Numbers(schema, parameters.ItemCol), rating]);
        RenderedQuery query = await compiler.CompileAsync(columns, scope, token).ConfigureAwait(false);
        AlsRatings ratings = new(parameters.UserCol, parameters.ItemCol);
        using DuckDbSession connection = session.Connect();
        using DuckDbReader reader = await connection.OpenReaderAsync(query.Sql, new DuckDbQueryOptions { BatchRows = BatchRows }, token).ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false) is { } batch)
        {
            using (batch)
            {
                ratings.Add(batch);
            }
        }

        return ratings;
    }

    private StoredModel Fit(string uid, AlsRatings ratings, AlsParameters parameters, CancellationToken token)
    {
        AlsOptions options = parameters.ToOptions(session.Threads);
        int[] users = IdIndex.Replace(ratings.Users);
        int[] items = IdIndex.Replace(ratings.Items);
        RatingMatrix matrix = new(ratings.Users, ratings.Items, ratings.Ratings, users.Length, items.Length);
        AlsFactors factors = Als.Fit(matrix, options, start: null, token);
        return new StoredModel(uid, parameters, new ModelSide(users, factors.Users), new ModelSide(items, factors.Items));
    }
}
