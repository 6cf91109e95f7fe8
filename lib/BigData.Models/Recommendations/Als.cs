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
    /// <summary>Fits factors.</summary>
    /// <param name="ratings">The ratings. A pair that comes twice counts twice; implicit ratings of 0 say nothing; negative ones say "not wanted".</param>
    /// <param name="options">Parameters; the defaults when null.</param>
    /// <param name="start">Factors to go on from (a warm start), of the same shape; random ones when null. They are not changed.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The factors. The same ratings, options and start give the same bits, whatever the number of threads.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    /// <exception cref="ArgumentException">The start has another shape than the ratings and the rank.</exception>
    /// <exception cref="ArithmeticException">The factors grew beyond all bounds; the ratings are too large for single precision.</exception>
    public static AlsFactors Fit(RatingMatrix ratings, AlsOptions? options = null, AlsFactors? start = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        options ??= new AlsOptions();
        options.Validate();
        AlsFactors factors = start is null
            ? new AlsFactors(FirstFactors.Random(ratings.ByUser, options), new FactorMatrix(ratings.ItemCount, options.Rank))
            : new AlsFactors(FirstFactors.Copy(start.Users, ratings.UserCount, options.Rank, "users"), FirstFactors.Copy(start.Items, ratings.ItemCount, options.Rank, "items"));
        HalfStep items = new(ratings.ByItem, options);
        HalfStep users = new(ratings.ByUser, options);
        for (int iteration = 0; iteration < options.MaxIterations; iteration++)
        {
            items.Solve(factors.Users, factors.Items, token);
            users.Solve(factors.Items, factors.Users, token);
        }

        Check(factors.Users, "user");
        Check(factors.Items, "item");
        return factors;
    }

    private static void Check(FactorMatrix factors, string kind)
    {
        int bad = factors.Data.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (bad >= 0)
        {
            throw new ArithmeticException(
                $"The factors of {kind} {bad / factors.Stride} are not finite. Ratings (times alpha) must stay below about 1e15: scale them down, or use a larger regParam.");
        }
    }
}
