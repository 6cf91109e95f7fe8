namespace BigData.Models.Recommendations;

/// <summary>
/// Alternating least squares: factors of users and items whose products approximate ratings.
/// <para>
/// Explicit (Zhou, Wilkinson, Schreiber, Pan 2008, "ALS-WR") minimises Σ (r − x·y)² over the ratings; implicit (Hu, Koren, Volinsky 2008) minimises
/// Σ c (p − x·y)² over all pairs, with p = 1 where r &gt; 0 and else 0, and c = 1 + alpha · |r|. Both add regParam · (Σ n_u |x_u|² + Σ n_i |y_i|²), n
/// being the number of ratings of the row (of positive ones when implicit), as <c>spark.ml</c> does.
/// </para>
/// </summary>
public static class Als
{
    private const double LargestRating = 1e9;

    /// <summary>Fits factors.</summary>
    /// <param name="ratings">The ratings. A pair that comes twice counts twice; implicit ratings of 0 say nothing; negative ones say "not wanted".</param>
    /// <param name="options">Parameters; the defaults when null.</param>
    /// <param name="start">Factors to go on from (a warm start), of the same shape; random ones when null. They are not changed.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The factors. The same ratings, options and start give the same bits, whatever the number of threads.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    /// <exception cref="ArgumentException">The start has another shape than the ratings and the rank or is not finite, or a rating is beyond 1e9.</exception>
    public static AlsFactors Fit(RatingMatrix ratings, AlsOptions? options = null, AlsFactors? start = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        options ??= new AlsOptions();
        options.Validate();
        Check(ratings, options);
        AlsFactors factors = start is null
            ? new AlsFactors(FirstFactors.Random(ratings.ByUser, options, token), new FactorMatrix(ratings.ItemCount, options.Rank))
            : new AlsFactors(FirstFactors.Copy(start.Users, ratings.UserCount, options.Rank, "users"), FirstFactors.Copy(start.Items, ratings.ItemCount, options.Rank, "items"));
        HalfStep items = new(ratings.ByItem, options);
        HalfStep users = new(ratings.ByUser, options);
        for (int iteration = 0; iteration < options.MaxIterations; iteration++)
        {
            items.Solve(factors.Users, factors.Items, token);
            users.Solve(factors.Items, factors.Users, token);
        }

        return factors;
    }

    // Squares of sums of such numbers stay finite in single precision.
    private static void Check(RatingMatrix ratings, AlsOptions options)
    {
        double scale = options.ImplicitPreferences ? options.Alpha : 1;
        for (int user = 0; user < ratings.UserCount; user++)
        {
            foreach (float rating in ratings.ByUser.Values(user))
            {
                if (!(Math.Abs(rating) * scale <= LargestRating))
                {
                    throw new ArgumentException(
                        $"User {user} has the rating {rating}, which {(options.ImplicitPreferences ? "times alpha " : "")}is beyond {LargestRating:0e0}. Scale the ratings down.", nameof(ratings));
                }
            }
        }
    }
}
