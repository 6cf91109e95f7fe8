using BigData.Spark.Sql;

namespace BigData.Customers;

/// <summary>
/// Recency, frequency and monetary value of customers, scored 1 to 5 (5 is best) and named by a segment map. Sources are scored
/// apart. Definitions: recency = days from the date of the last order (in the source's business time zone) to the as-of day;
/// frequency = number of distinct orders; monetary = sum of amounts.
/// </summary>
public static class Rfm
{
    /// <summary>
    /// Scores customers. Same as <c>Fit(orderLines, options).Scores</c>; the totals per customer stay persisted until the session
    /// ends, use <see cref="Fit"/> to release them earlier and to read the cut-offs.
    /// </summary>
    /// <param name="orderLines">
    /// Frame with the columns source, order_id, customer_id (null: nobody's line, left out), amount decimal, ordered_at timestamp and
    /// is_return boolean; other columns are ignored.
    /// </param>
    /// <param name="options">Options of the scores.</param>
    /// <returns>
    /// One row per source and customer with an order: source, customer_id, as_of date, recency_days int, frequency bigint,
    /// monetary decimal, r_score, f_score, m_score int, rfm_code string (the digits R, F, M), segment string.
    /// </returns>
    /// <exception cref="ArgumentException">Options do not fit together; all problems are listed.</exception>
    /// <exception cref="RfmTiesException">Quintiles are not distinct and <see cref="RfmOptions.OnTies"/> is <see cref="RfmTies.Error"/>.</exception>
    public static DataFrame Score(DataFrame orderLines, RfmOptions options) => Fit(orderLines, options).Scores;

    /// <summary>Adds up the customers, finds the cut-offs and returns both with the scores.</summary>
    /// <inheritdoc cref="Score" path="/param"/>
    /// <inheritdoc cref="Score" path="/exception"/>
    public static RfmModel Fit(DataFrame orderLines, RfmOptions options)
    {
        ArgumentNullException.ThrowIfNull(orderLines);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(nameof(options));
        DataFrame customers = RfmCustomers.Total(orderLines, options).Persist();
        try
        {
            var warnings = new List<string>();
            IReadOnlyList<RfmCutOffs> cutOffs = RfmFit.CutOffs(customers, options, warnings);
            return new RfmModel(customers, RfmScores.Of(customers, cutOffs, options), cutOffs, warnings);
        }
        catch
        {
            customers.Unpersist();
            throw;
        }
    }
}
