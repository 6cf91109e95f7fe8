namespace BigData.Spark.ML.Recommendation;

/// <content>Parameters of <see cref="Transform"/>; they begin as those of the estimator. Recommendations keep the column names of the fit.</content>
public sealed partial class ALSModel
{
    /// <summary>Sets the column of users: integers, or other numbers that are whole and in the range of <c>int</c>.</summary>
    /// <param name="value">Its name.</param>
    /// <returns>This model.</returns>
    public ALSModel SetUserCol(string value)
    {
        _params.Set(ALSParams.UserCol, value);
        return this;
    }

    /// <summary>The column of users; <c>user</c> by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public string GetUserCol() => _params.Get(ALSParams.UserCol, "user");

    /// <summary>Sets the column of items: integers, or other numbers that are whole and in the range of <c>int</c>.</summary>
    /// <param name="value">Its name.</param>
    /// <returns>This model.</returns>
    public ALSModel SetItemCol(string value)
    {
        _params.Set(ALSParams.ItemCol, value);
        return this;
    }

    /// <summary>The column of items; <c>item</c> by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public string GetItemCol() => _params.Get(ALSParams.ItemCol, "item");

    /// <summary>Sets the column that <c>Transform</c> adds.</summary>
    /// <param name="value">Its name; no column of the input may have it.</param>
    /// <returns>This model.</returns>
    public ALSModel SetPredictionCol(string value)
    {
        _params.Set(ALSParams.PredictionCol, value);
        return this;
    }

    /// <summary>The column that <c>Transform</c> adds; <c>prediction</c> by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public string GetPredictionCol() => _params.Get(ALSParams.PredictionCol, "prediction");

    /// <summary>Sets what <c>Transform</c> does with users and items that were not trained.</summary>
    /// <param name="value"><c>nan</c> to predict NaN, <c>drop</c> to leave their rows out.</param>
    /// <returns>This model.</returns>
    public ALSModel SetColdStartStrategy(string value)
    {
        _params.Set(ALSParams.ColdStartStrategy, ALSParams.CheckColdStart(value));
        return this;
    }

    /// <summary>What <c>Transform</c> does with users and items that were not trained; <c>nan</c> by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public string GetColdStartStrategy() => _params.Get(ALSParams.ColdStartStrategy, "nan");

    /// <summary>Sets how many rows Spark stacks for recommendations to all; the embedded engine chooses itself.</summary>
    /// <param name="value">At least 1.</param>
    /// <returns>This model.</returns>
    public ALSModel SetBlockSize(int value)
    {
        _params.SetCount(ALSParams.BlockSize, value, 1);
        return this;
    }

    /// <summary>How many rows Spark stacks for recommendations to all; 4096 by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public int GetBlockSize() => _params.Get(ALSParams.BlockSize, 4096);
}
