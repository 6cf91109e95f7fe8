namespace BigData.Spark.ML.Recommendation;

/// <content>How Spark does the work; the embedded engine takes these parameters and does not need them.</content>
public sealed partial class ALS
{
    /// <summary>Sets into how many blocks Spark cuts both users and items; the embedded engine needs none.</summary>
    /// <param name="value">At least 1.</param>
    /// <returns>This estimator.</returns>
    public ALS SetNumBlocks(int value) => SetNumUserBlocks(value).SetNumItemBlocks(value);

    /// <summary>Sets into how many blocks Spark cuts the users; the embedded engine needs none.</summary>
    /// <param name="value">At least 1.</param>
    /// <returns>This estimator.</returns>
    public ALS SetNumUserBlocks(int value)
    {
        _params.SetCount(ALSParams.NumUserBlocks, value, 1);
        return this;
    }

    /// <summary>Into how many blocks Spark cuts the users; 10 by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public int GetNumUserBlocks() => _params.Get(ALSParams.NumUserBlocks, 10);

    /// <summary>Sets into how many blocks Spark cuts the items; the embedded engine needs none.</summary>
    /// <param name="value">At least 1.</param>
    /// <returns>This estimator.</returns>
    public ALS SetNumItemBlocks(int value)
    {
        _params.SetCount(ALSParams.NumItemBlocks, value, 1);
        return this;
    }

    /// <summary>Into how many blocks Spark cuts the items; 10 by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public int GetNumItemBlocks() => _params.Get(ALSParams.NumItemBlocks, 10);

    /// <summary>Sets how many rows Spark stacks for recommendations to all; the embedded engine chooses itself.</summary>
    /// <param name="value">At least 1.</param>
    /// <returns>This estimator.</returns>
    public ALS SetBlockSize(int value)
    {
        _params.SetCount(ALSParams.BlockSize, value, 1);
        return this;
    }

    /// <summary>How many rows Spark stacks for recommendations to all; 4096 by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public int GetBlockSize() => _params.Get(ALSParams.BlockSize, 4096);

    /// <summary>Sets after how many iterations Spark writes a checkpoint, if it has a folder for them.</summary>
    /// <param name="value">At least 1, or -1 for never.</param>
    /// <returns>This estimator.</returns>
    public ALS SetCheckpointInterval(int value)
    {
        _params.SetCount(ALSParams.CheckpointInterval, value == -1 ? 1 : value, 1);
        _params.Set(ALSParams.CheckpointInterval, value);
        return this;
    }

    /// <summary>After how many iterations Spark writes a checkpoint; 10 by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public int GetCheckpointInterval() => _params.Get(ALSParams.CheckpointInterval, 10);

    /// <summary>Sets where Spark keeps what it computes in between.</summary>
    /// <param name="value">The name of a storage level, not NONE.</param>
    /// <returns>This estimator.</returns>
    public ALS SetIntermediateStorageLevel(string value)
    {
        _params.Set(ALSParams.IntermediateStorageLevel, value);
        return this;
    }

    /// <summary>Where Spark keeps what it computes in between.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public string GetIntermediateStorageLevel() => _params.Get(ALSParams.IntermediateStorageLevel, "MEMORY_AND_DISK");

    /// <summary>Sets where Spark keeps the factors.</summary>
    /// <param name="value">The name of a storage level.</param>
    /// <returns>This estimator.</returns>
    public ALS SetFinalStorageLevel(string value)
    {
        _params.Set(ALSParams.FinalStorageLevel, value);
        return this;
    }

    /// <summary>Where Spark keeps the factors.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public string GetFinalStorageLevel() => _params.Get(ALSParams.FinalStorageLevel, "MEMORY_AND_DISK");
}
