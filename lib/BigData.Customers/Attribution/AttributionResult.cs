using BigData.Spark.Sql;

namespace BigData.Customers;

/// <summary>
/// Credits with the paths behind them. Sources and windows are attributed apart. Disposing it releases the persisted paths, after which
/// <see cref="Paths"/> cannot be read; the other frames are small and stay.
/// </summary>
public sealed class AttributionResult : IDisposable, IAsyncDisposable
{
    private readonly DataFrame _persisted;

    internal AttributionResult(DataFrame persisted)
    {
        _persisted = persisted;
    }

    /// <summary>
    /// The shape of gold.channel_attribution, one row per source, model, window and channel of the source: source, as_of date, model,
    /// window_days int, channel, conversions double, value double, removal_effect double (Markov only; null where no path converts),
    /// spend decimal(18,2), cpa double (spend by conversions; null without spend or conversions), roas double (value by spend; null without
    /// spend or where it is 0). Spend is the cost of all touches before the as-of, whatever the window; null where no touch tells a cost.
    /// Conversions without a touch in the window stand under the channel <c>(none)</c>, the same in every model; touches without a channel
    /// under <c>(unknown)</c>. In each model and window the credits add up to all conversions and their value.
    /// </summary>
    public required DataFrame Channels { get; init; }

    /// <summary>
    /// The shape of gold.campaign_attribution: that of <see cref="Channels"/> with campaign after channel; a touch without a campaign stands
    /// under <c>(none)</c>. Models of single touches credit the campaign of the touch. Markov and Shapley credit channels: a channel's credit
    /// goes to its campaigns in proportion to their linear conversions, or to their touches where the channel is on no path that converts; the
    /// removal effect is that of the channel. Empty for aggregated paths, which know no campaigns.
    /// </summary>
    public required DataFrame Campaigns { get; init; }

    /// <summary>
    /// The shape of gold.conversion_paths, one row per source, window and distinct path, transformed: source, as_of date, window_days int,
    /// path array&lt;string&gt;, conversions bigint, value decimal(18,2), nulls bigint. Conversions without a path are not in it.
    /// </summary>
    public required DataFrame Paths { get; init; }

    /// <summary>
    /// The shape of gold.channel_transitions, steps that were taken at least once: source, as_of date, window_days int, from_state
    /// (a channel or <c>(start)</c>), to_state (a channel, <c>(conversion)</c> or <c>(null)</c>), count bigint.
    /// </summary>
    public required DataFrame Transitions { get; init; }

    /// <summary>What the numbers rest on, to be printed beside them: as-of, windows, transforms, cycles, nulls, parameters of models.</summary>
    public required string Settings { get; init; }

    /// <summary>One sentence per thing a reader must know: paths that were cut, conversions without a path, models left out.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Releases the persisted paths.</summary>
    public void Dispose() => _persisted.Unpersist();

    /// <summary>Releases the persisted paths.</summary>
    /// <returns>A task that ends when the engine has been told.</returns>
    public async ValueTask DisposeAsync() => await _persisted.UnpersistAsync().ConfigureAwait(false);
}
