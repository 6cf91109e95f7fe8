namespace BigData.Spark.ML.Recommendation;

/// <content>What the model is to be.</content>
public sealed partial class ALS
{
    /// <summary>Sets the length of the factors.</summary>
    /// <param name="value">At least 1.</param>
    /// <returns>This estimator.</returns>
    public ALS SetRank(int value)
    {
        _params.SetCount(ALSParams.Rank, value, 1);
        return this;
    }

    /// <summary>The length of the factors; 10 by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public int GetRank() => _params.Get(ALSParams.Rank, 10);

    /// <summary>Sets how often items and then users are solved.</summary>
    /// <param name="value">0 or more.</param>
    /// <returns>This estimator.</returns>
    public ALS SetMaxIter(int value)
    {
        _params.SetCount(ALSParams.MaxIter, value, 0);
        return this;
    }

    /// <summary>How often items and then users are solved; 10 by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public int GetMaxIter() => _params.Get(ALSParams.MaxIter, 10);

    /// <summary>Sets the weight of the penalty; of each user and item it is multiplied by its number of ratings.</summary>
    /// <param name="value">0 or more.</param>
    /// <returns>This estimator.</returns>
    public ALS SetRegParam(double value)
    {
        _params.SetWeight(ALSParams.RegParam, value);
        return this;
    }

    /// <summary>The weight of the penalty; 0.1 by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public double GetRegParam() => _params.Get(ALSParams.RegParam, 0.1);

    /// <summary>Sets whether ratings are weights of a preference that is seen (orders, views) instead of values to be predicted.</summary>
    /// <param name="value">True for orders, views and clicks.</param>
    /// <returns>This estimator.</returns>
    public ALS SetImplicitPrefs(bool value)
    {
        _params.Set(ALSParams.ImplicitPrefs, value);
        return this;
    }

    /// <summary>Whether ratings are weights of a preference that is seen; false by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public bool GetImplicitPrefs() => _params.Get(ALSParams.ImplicitPrefs, false);

    /// <summary>Sets how much a weight adds to the confidence, when implicit: it is 1 + alpha · |rating|.</summary>
    /// <param name="value">0 or more.</param>
    /// <returns>This estimator.</returns>
    public ALS SetAlpha(double value)
    {
        _params.SetWeight(ALSParams.Alpha, value);
        return this;
    }

    /// <summary>How much a weight adds to the confidence; 1 by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public double GetAlpha() => _params.Get(ALSParams.Alpha, 1d);

    /// <summary>Sets whether factors must not be negative.</summary>
    /// <param name="value">True to forbid negative factors.</param>
    /// <returns>This estimator.</returns>
    public ALS SetNonnegative(bool value)
    {
        _params.Set(ALSParams.Nonnegative, value);
        return this;
    }

    /// <summary>Whether factors must not be negative; false by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public bool GetNonnegative() => _params.Get(ALSParams.Nonnegative, false);

    /// <summary>Sets the start of the random numbers. Each engine has its own random numbers: the same seed gives the same model on the same engine only.</summary>
    /// <param name="value">Any number.</param>
    /// <returns>This estimator.</returns>
    public ALS SetSeed(long value)
    {
        _params.Set(ALSParams.Seed, value);
        return this;
    }

    /// <summary>The start of the random numbers.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public long GetSeed() => _params.Get(ALSParams.Seed, ALSParams.DefaultSeed);

    /// <summary>Sets the column of users: integers, or other numbers that are whole and in the range of <c>int</c>.</summary>
    /// <param name="value">Its name.</param>
    /// <returns>This estimator.</returns>
    public ALS SetUserCol(string value)
    {
        _params.Set(ALSParams.UserCol, value);
        return this;
    }

    /// <summary>The column of users; <c>user</c> by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public string GetUserCol() => _params.Get(ALSParams.UserCol, "user");

    /// <summary>Sets the column of items: integers, or other numbers that are whole and in the range of <c>int</c>.</summary>
    /// <param name="value">Its name.</param>
    /// <returns>This estimator.</returns>
    public ALS SetItemCol(string value)
    {
        _params.Set(ALSParams.ItemCol, value);
        return this;
    }

    /// <summary>The column of items; <c>item</c> by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public string GetItemCol() => _params.Get(ALSParams.ItemCol, "item");

    /// <summary>Sets the column of ratings: numbers. For a rating of 1 in every row add a column of ones.</summary>
    /// <param name="value">Its name.</param>
    /// <returns>This estimator.</returns>
    public ALS SetRatingCol(string value)
    {
        _params.Set(ALSParams.RatingCol, value);
        return this;
    }

    /// <summary>The column of ratings; <c>rating</c> by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public string GetRatingCol() => _params.Get(ALSParams.RatingCol, "rating");

    /// <summary>Sets the column that <c>Transform</c> adds.</summary>
    /// <param name="value">Its name; no column of the input may have it.</param>
    /// <returns>This estimator.</returns>
    public ALS SetPredictionCol(string value)
    {
        _params.Set(ALSParams.PredictionCol, value);
        return this;
    }

    /// <summary>The column that <c>Transform</c> adds; <c>prediction</c> by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public string GetPredictionCol() => _params.Get(ALSParams.PredictionCol, "prediction");

    /// <summary>Sets what <c>Transform</c> does with users and items that were not trained.</summary>
    /// <param name="value"><c>nan</c> to predict NaN, <c>drop</c> to leave their rows out.</param>
    /// <returns>This estimator.</returns>
    public ALS SetColdStartStrategy(string value)
    {
        _params.Set(ALSParams.ColdStartStrategy, ALSParams.CheckColdStart(value));
        return this;
    }

    /// <summary>What <c>Transform</c> does with users and items that were not trained; <c>nan</c> by default.</summary>
    /// <returns>The value that was set, or the default.</returns>
    public string GetColdStartStrategy() => _params.Get(ALSParams.ColdStartStrategy, "nan");
}
