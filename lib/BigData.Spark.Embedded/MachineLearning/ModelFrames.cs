using Apache.Arrow;
using BigData.DuckDb;
using BigData.DuckDb.Arrow;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Errors;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>Attributes and methods of models whose value is a frame. Recommendations are computed while their rows are read.</summary>
/// <param name="session">The session.</param>
/// <param name="compiler">Compiles the frames that are arguments.</param>
/// <param name="scope">Owns what the query reads.</param>
/// <param name="sources">Finds the sources of the frames that are arguments.</param>
internal sealed class ModelFrames(EmbeddedSession session, SessionCompiler compiler, QueryScope scope, ISourceResolver sources)
{
    internal const string UserFactors = "userFactors";
    internal const string ItemFactors = "itemFactors";

    /// <summary>The source of a frame.</summary>
    /// <param name="frame">The call.</param>
    /// <param name="computes">Whether rows are wanted, or columns only.</param>
    /// <param name="token">Cancels the query of an argument.</param>
    /// <exception cref="SparkException">The model was deleted, has no such attribute, or an argument is wrong.</exception>
    internal async ValueTask<ScanSource> OpenAsync(ModelFrame frame, bool computes, CancellationToken token)
    {
        StoredModel model = session.Models.Get(frame.ModelId);
        (string user, string item) = (model.Parameters.UserCol, model.Parameters.ItemCol);
        return frame.Method switch
        {
            UserFactors => Factors(model.Users, frame.Method),
            ItemFactors => Factors(model.Items, frame.Method),
            "recommendForAllUsers" => Recommendations(model.Users, user, All(model.Users), model.Items, item, frame),
            "recommendForAllItems" => Recommendations(model.Items, item, All(model.Items), model.Users, user, frame),
            "recommendForUserSubset" => Recommendations(
                model.Users, user, await SubsetAsync(model.Users, user, frame, computes, token).ConfigureAwait(false), model.Items, item, frame),
            "recommendForItemSubset" => Recommendations(
                model.Items, item, await SubsetAsync(model.Items, item, frame, computes, token).ConfigureAwait(false), model.Users, user, frame),
            var other => throw SparkErrors.Create("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ("attribute", other), ("className", AlsParameters.ModelClass)),
        };
    }

    private ScanSource Factors(ModelSide side, string name)
    {
        StructType schema = new(
            new StructField("id", DataTypes.Integer, isNullable: false), new StructField("features", new ArrayType(DataTypes.Float, false)));
        return Register(name, FactorBatches.Factors(side), schema);
    }

    private ScanSource Recommendations(ModelSide side, string name, int[] rows, ModelSide others, string otherName, ModelFrame frame)
    {
        StructType pair = new(new StructField(otherName, DataTypes.Integer), new StructField("rating", DataTypes.Float));
        StructType schema = new(new StructField(name, DataTypes.Integer, isNullable: false), new StructField("recommendations", new ArrayType(pair)));
        int count = frame.Arguments is [{ Value: int number and > 0 }]
            ? number
            : throw new SparkIllegalArgumentException($"{frame.Method} needs the number of recommendations, 1 or more; got {string.Join(", ", frame.Arguments)}.");
        return Register(frame.Method, FactorBatches.Recommendations(side, rows, others, otherName, count, session.Threads), schema);
    }

    private ScanSource Register(string name, ArrowSource source, StructType schema)
    {
        ArrowSourceRegistration registration = session.Instance.RegisterArrowSource(source);
        scope.Own(registration);
        return TableScan.Source($"ALS {name}", registration.Sql, schema);
    }

    private static int[] All(ModelSide side) => [.. Enumerable.Range(0, side.Ids.Length)];

    // The rows of those ids of a frame that were trained, each once.
    private async Task<int[]> SubsetAsync(ModelSide side, string column, ModelFrame frame, bool computes, CancellationToken token)
    {
        Relation input = frame.Inputs is [var only] ? only : throw new SparkIllegalArgumentException($"{frame.Method} needs a frame; got {frame.Inputs.Count}.");
        StructType schema = (await new PlanResolver(sources, session.ResolveOptions()).ResolveAsync(input, token).ConfigureAwait(false)).Schema;
        Expression ids = AlsFit.Numbers(schema, column);
        if (!computes)
        {
            await new PlanResolver(sources, session.ResolveOptions()).ResolveAsync(new Project(input, [ids]), token).ConfigureAwait(false);
            return [];
        }

        RenderedQuery query = (await compiler.PrepareAsync(new Project(input, [ids]), sources, token).ConfigureAwait(false)).Query;
        SortedSet<int> rows = [];
        using DuckDbSession connection = session.Connect();
        using DuckDbReader reader = await connection.OpenReaderAsync(query.Sql, null, token).ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false) is { } batch)
        {
            using (batch)
            {
                AddRows(side, batch, column, rows);
            }
        }

        return [.. rows];
    }

    private static void AddRows(ModelSide side, RecordBatch batch, string column, SortedSet<int> rows)
    {
        int[] ids = new int[batch.Length];
        AlsRatings.ReadIds(batch.Column(0), column, ids);
        foreach (int id in ids)
        {
            if (side.Find(id) is var row and >= 0)
            {
                rows.Add(row);
            }
        }
    }
}
