using System.Collections.Concurrent;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>The models of a session, until they are deleted.</summary>
internal sealed class ModelCache
{
    private readonly ConcurrentDictionary<string, StoredModel> _models = new(StringComparer.Ordinal);

    /// <summary>Keeps a model.</summary>
    /// <returns>Its id.</returns>
    internal string Add(StoredModel model)
    {
        string id = Guid.NewGuid().ToString();
        _models[id] = model;
        return id;
    }

    /// <exception cref="Sql.SparkException">CONNECT_ML.CACHE_INVALID.</exception>
    internal StoredModel Get(string id) => _models.GetValueOrDefault(id) ?? throw SparkErrors.Create("CONNECT_ML.CACHE_INVALID", ("objectName", $"object {id}"));

    /// <summary>Removes models, all of them when none is named.</summary>
    /// <returns>Those that were there.</returns>
    internal IReadOnlyList<string> Remove(IReadOnlyCollection<string> ids) =>
        [.. (ids.Count == 0 ? [.. _models.Keys] : ids).Where(id => _models.TryRemove(id, out _))];
}
