namespace BigData.Models.Recommendations;

/// <summary>What <see cref="Als"/> minimises, to follow how a fit converges and to compare parameters.</summary>
public static class AlsObjective
{
    /// <summary>The sum of weighted squared errors and of the penalty, in double precision.</summary>
    /// <param name="ratings">The ratings.</param>
    /// <param name="factors">The factors.</param>
    /// <param name="options">The parameters of the fit.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The value of the formula at <see cref="Als"/>; 0 or more but for rounding.</returns>
    public static double Of(RatingMatrix ratings, AlsFactors factors, AlsOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        ArgumentNullException.ThrowIfNull(factors);
        ArgumentNullException.ThrowIfNull(options);
        double sum = options.ImplicitPreferences ? AllSquares(factors, options.MaxThreads, token) : 0;
        for (int user = 0; user < ratings.UserCount; user++)
        {
            ReadOnlySpan<int> items = ratings.ByUser.Columns(user);
            ReadOnlySpan<float> values = ratings.ByUser.Values(user);
            for (int k = 0; k < items.Length; k++)
            {
                sum += Error(factors.Score(user, items[k]), values[k], options);
            }
        }

        return sum + (options.RegParam * (Penalty(ratings.ByUser, factors.Users, options) + Penalty(ratings.ByItem, factors.Items, options)));
    }

    // When implicit, the square of the score is in the sum over all pairs already.
    private static double Error(double score, double rating, AlsOptions options)
    {
        if (!options.ImplicitPreferences)
        {
            return (rating - score) * (rating - score);
        }

        double confidence = options.Alpha * Math.Abs(rating);
        return rating > 0 ? (confidence * score * score) + ((1 + confidence) * (1 - (2 * score))) : confidence * score * score;
    }

    // The sum over all pairs of (x·y)² is the product of both Gram matrices.
    private static double AllSquares(AlsFactors factors, int maxThreads, CancellationToken token)
    {
        double[] users = GramMatrix.Of(factors.Users, maxThreads, token);
        double[] items = GramMatrix.Of(factors.Items, maxThreads, token);
        double sum = 0;
        for (int i = 0; i < users.Length; i++)
        {
            sum += users[i] * items[i];
        }

        return sum;
    }

    private static double Penalty(SparseRows rows, FactorMatrix factors, AlsOptions options)
    {
        double sum = 0;
        for (int row = 0; row < rows.RowCount; row++)
        {
            int weighted = 0;
            foreach (float rating in rows.Values(row))
            {
                weighted += !options.ImplicitPreferences || rating > 0 ? 1 : 0;
            }

            foreach (float value in factors.Row(row))
            {
                sum += weighted * (double)value * value;
            }
        }

        return sum;
    }
}
