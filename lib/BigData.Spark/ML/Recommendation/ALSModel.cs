using System.Globalization;
using BigData.Spark.Engine;
using BigData.Spark.Proto;
using BigData.Spark.Sql;

namespace BigData.Spark.ML.Recommendation;

/// <summary>
/// Factors that <see cref="ALS"/> has learned. The model lives in the engine of its session until it is disposed or the session ends; frames made of it can
/// run only so long. Write rows that are to stay.
/// </summary>
public sealed partial class ALSModel : IDisposable, IAsyncDisposable
{
    private readonly SparkSession _session;
    private readonly string _id;
    private readonly ParamMap _params;
    private int _disposed;

    internal ALSModel(SparkSession session, string id, string uid, ParamMap parameters)
    {
        _session = session;
        _id = id;
        Uid = uid;
        _params = parameters;
    }

    /// <summary>The name of the estimator that made it.</summary>
    public string Uid { get; }

    private ModelCalls Calls
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
            return new ModelCalls(_session);
        }
    }

    /// <summary>Reads a model that was saved, by either engine.</summary>
    /// <param name="session">The session that is to have it.</param>
    /// <param name="path">The folder, as the engine sees it.</param>
    /// <returns>The model: dispose it.</returns>
    /// <exception cref="SparkException">There is no such model.</exception>
    public static ALSModel Load(SparkSession session, string path) => Blocking.Run(() => LoadAsync(session, path));

    /// <summary>Reads a model that was saved, by either engine.</summary>
    /// <param name="session">The session that is to have it.</param>
    /// <param name="path">The folder, as the engine sees it.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The model: dispose it.</returns>
    /// <exception cref="SparkException">There is no such model.</exception>
    public static async Task<ALSModel> LoadAsync(SparkSession session, string path, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentException.ThrowIfNullOrEmpty(path);
        MlCommandResult.Types.MlOperatorInfo model = await new ModelCalls(session).ReadAsync(ALSParams.ModelClass, path, token).ConfigureAwait(false);
        ParamMap parameters = new();
        parameters.Read(model.Params, ALSParams.OfModel);
        return new ALSModel(session, model.ObjRef.Id, model.Uid, parameters);
    }

    /// <summary>The length of the factors.</summary>
    /// <returns>The rank.</returns>
    public int Rank() => Blocking.Run(() => RankAsync());

    /// <summary>The length of the factors.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>The rank.</returns>
    public async Task<int> RankAsync(CancellationToken token = default) =>
        Convert.ToInt32(await Calls.FetchAsync(_id, "rank", token).ConfigureAwait(false), CultureInfo.InvariantCulture);

    /// <summary>The factors of users.</summary>
    /// <returns>A frame: <c>id int, features array&lt;float&gt;</c>, one row a user that was trained.</returns>
    public DataFrame UserFactors() => Calls.Frame(_id, "userFactors");

    /// <summary>The factors of items.</summary>
    /// <returns>A frame: <c>id int, features array&lt;float&gt;</c>, one row an item that was trained.</returns>
    public DataFrame ItemFactors() => Calls.Frame(_id, "itemFactors");

    /// <summary>Adds the predicted rating of each row's user and item (implicit: a preference, around 0 to 1).</summary>
    /// <param name="dataset">A frame with the columns of users and items.</param>
    /// <returns>
    /// Its columns, users and items as <c>int</c>, and <c>prediction float</c>: NaN where user or item were not trained, unless <see cref="SetColdStartStrategy"/> says to leave
    /// those rows out.
    /// </returns>
    public DataFrame Transform(DataFrame dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Calls.Transform(_id, _params.ToProto(ALSParams.OfModel), dataset);
    }

    /// <summary>The best items of every user that was trained.</summary>
    /// <param name="numItems">How many at most, at least 1.</param>
    /// <returns>A frame: the column of users, <c>recommendations array&lt;struct&lt;item int, rating float&gt;&gt;</c>, best first. Items that the user has are not left out.</returns>
    public DataFrame RecommendForAllUsers(int numItems) => Calls.Frame(_id, "recommendForAllUsers", Positive(numItems));

    /// <summary>The best users of every item that was trained.</summary>
    /// <param name="numUsers">How many at most, at least 1.</param>
    /// <returns>A frame: the column of items, <c>recommendations array&lt;struct&lt;user int, rating float&gt;&gt;</c>, best first.</returns>
    public DataFrame RecommendForAllItems(int numUsers) => Calls.Frame(_id, "recommendForAllItems", Positive(numUsers));

    /// <summary>The best items of some users.</summary>
    /// <param name="dataset">A frame with the column of users; each is answered once, and those that were not trained not at all.</param>
    /// <param name="numItems">How many at most, at least 1.</param>
    /// <returns>A frame as <see cref="RecommendForAllUsers"/> gives it.</returns>
    public DataFrame RecommendForUserSubset(DataFrame dataset, int numItems) => Subset("recommendForUserSubset", dataset, numItems);

    /// <summary>The best users of some items.</summary>
    /// <param name="dataset">A frame with the column of items; each is answered once, and those that were not trained not at all.</param>
    /// <param name="numUsers">How many at most, at least 1.</param>
    /// <returns>A frame as <see cref="RecommendForAllItems"/> gives it.</returns>
    public DataFrame RecommendForItemSubset(DataFrame dataset, int numUsers) => Subset("recommendForItemSubset", dataset, numUsers);

    /// <summary>Saves the model in MLlib's layout, which both engines read: <c>metadata</c> (JSON), <c>userFactors</c> and <c>itemFactors</c> (Parquet).</summary>
    /// <param name="path">A folder, as the engine sees it.</param>
    /// <param name="overwrite">Whether to replace what is there.</param>
    /// <exception cref="SparkException">There is something already, or it cannot be written.</exception>
    public void Save(string path, bool overwrite = false) => Blocking.Run(() => SaveAsync(path, overwrite));

    /// <summary>Saves the model in MLlib's layout, which both engines read: <c>metadata</c> (JSON), <c>userFactors</c> and <c>itemFactors</c> (Parquet).</summary>
    /// <param name="path">A folder, as the engine sees it.</param>
    /// <param name="overwrite">Whether to replace what is there.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>A task that ends when it is saved.</returns>
    /// <exception cref="SparkException">There is something already, or it cannot be written.</exception>
    public Task SaveAsync(string path, bool overwrite = false, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Calls.WriteAsync(_id, _params.ToProto(ALSParams.OfModel), path, overwrite, token);
    }

    /// <summary>Deletes the model from the engine.</summary>
    public void Dispose() => Blocking.Run(() => DisposeAsync().AsTask());

    /// <summary>Deletes the model from the engine.</summary>
    /// <returns>A task that ends when it is gone.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        try
        {
            await new ModelCalls(_session).DeleteAsync(_id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SparkException e) when (e.ErrorClass == "SESSION_CLOSED")
        {
            // It went with its session.
        }
    }

    private DataFrame Subset(string method, DataFrame dataset, int count)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Calls.Frame(_id, method, dataset, Positive(count));
    }

    private static int Positive(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return count;
    }
}
