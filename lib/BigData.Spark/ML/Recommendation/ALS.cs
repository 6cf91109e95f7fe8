using BigData.Spark.Engine;
using BigData.Spark.Proto;
using BigData.Spark.Sql;

namespace BigData.Spark.ML.Recommendation;

/// <summary>
/// Alternating least squares: learns factors of users and items whose products approximate ratings (explicit), or the preference that purchases, views
/// and clicks show (<see cref="SetImplicitPrefs"/>, Hu, Koren, Volinsky 2008). Parameters, defaults and formulas are those of <c>spark.ml</c>: on Spark it
/// is MLlib, on the embedded engine a solver of our own. The penalty of a user or item is multiplied by its number of ratings (Zhou and others 2008).
/// <para>
/// Input: a frame with a column each of users, items and ratings. Ids are whole numbers in the range of <c>int</c>; null ids and ratings that are
/// null, NaN or infinite are errors. A pair that comes in several rows counts several times. Explicit models rank badly; for orders and views use implicit ones.
/// </para>
/// </summary>
public sealed partial class ALS
{
    private readonly ParamMap _params = new();

    private MlOperator Operator => new() { Name = ALSParams.EstimatorClass, Uid = Uid, Type = MlOperator.Types.OperatorType.Estimator };

    /// <summary>Makes an estimator with the default parameters.</summary>
    public ALS()
        : this("ALS_" + Guid.NewGuid().ToString("N")[..12])
    {
    }

    /// <summary>Makes an estimator with the default parameters.</summary>
    /// <param name="uid">A name that tells it from others; models get it too.</param>
    public ALS(string uid)
    {
        ArgumentException.ThrowIfNullOrEmpty(uid);
        Uid = uid;
    }

    /// <summary>A name that tells it from others; its models have it too.</summary>
    public string Uid { get; }

    /// <summary>Fits a model, at once.</summary>
    /// <param name="dataset">The ratings.</param>
    /// <returns>The model, which lives in the engine: dispose it.</returns>
    /// <exception cref="SparkException">A column is missing or has the wrong type, an id or rating is not allowed, or the engine failed.</exception>
    public ALSModel Fit(DataFrame dataset) => Blocking.Run(() => FitAsync(dataset));

    /// <summary>Fits a model, at once.</summary>
    /// <param name="dataset">The ratings.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>The model, which lives in the engine: dispose it.</returns>
    /// <exception cref="SparkException">A column is missing or has the wrong type, an id or rating is not allowed, or the engine failed.</exception>
    public async Task<ALSModel> FitAsync(DataFrame dataset, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        MlCommandResult.Types.MlOperatorInfo model = await new ModelCalls(dataset.SparkSession)
            .FitAsync(Operator, _params.ToProto(ALSParams.OfEstimator), dataset, token).ConfigureAwait(false);
        return new ALSModel(dataset.SparkSession, model.ObjRef.Id, model.HasUid ? model.Uid : Uid, new ParamMap(_params));
    }

    /// <summary>Reads an estimator that was saved, by either engine.</summary>
    /// <param name="session">A session of the engine that reads it.</param>
    /// <param name="path">The folder, as the engine sees it.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="SparkException">There is no such estimator.</exception>
    public static ALS Load(SparkSession session, string path) => Blocking.Run(() => LoadAsync(session, path));

    /// <summary>Reads an estimator that was saved, by either engine.</summary>
    /// <param name="session">A session of the engine that reads it.</param>
    /// <param name="path">The folder, as the engine sees it.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="SparkException">There is no such estimator.</exception>
    public static async Task<ALS> LoadAsync(SparkSession session, string path, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentException.ThrowIfNullOrEmpty(path);
        MlCommandResult.Types.MlOperatorInfo read = await new ModelCalls(session).ReadEstimatorAsync(ALSParams.EstimatorClass, path, token).ConfigureAwait(false);
        ALS als = new(read.Uid);
        als._params.Read(read.Params, ALSParams.OfEstimator);
        return als;
    }

    /// <summary>Saves the parameters in MLlib's layout, which both engines read: <c>metadata</c> (JSON).</summary>
    /// <param name="session">A session of the engine that writes it.</param>
    /// <param name="path">A folder, as the engine sees it.</param>
    /// <param name="overwrite">Whether to replace what is there.</param>
    /// <exception cref="SparkException">There is something already, or it cannot be written.</exception>
    public void Save(SparkSession session, string path, bool overwrite = false) => Blocking.Run(() => SaveAsync(session, path, overwrite));

    /// <summary>Saves the parameters in MLlib's layout, which both engines read: <c>metadata</c> (JSON).</summary>
    /// <param name="session">A session of the engine that writes it.</param>
    /// <param name="path">A folder, as the engine sees it.</param>
    /// <param name="overwrite">Whether to replace what is there.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>A task that ends when it is saved.</returns>
    /// <exception cref="SparkException">There is something already, or it cannot be written.</exception>
    public Task SaveAsync(SparkSession session, string path, bool overwrite = false, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new ModelCalls(session).WriteEstimatorAsync(Operator, _params.ToProto(ALSParams.OfEstimator), path, overwrite, token);
    }
}
