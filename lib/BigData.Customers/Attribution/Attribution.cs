using BigData.Models;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>
/// Credits conversions to the marketing channels that the customer met before. Paths are built and counted in the engine; what models need of
/// them is small and solved here, so that both engines give the same credits. Definitions: a touch is on the path of a conversion when
/// touch time is at most the conversion time and at least that less the window (days of 24 hours); touches are ordered by time and, within a
/// microsecond, by touch_id in binary order. Markov chains with removal effects: Anderl et al. 2016, solved exactly; Shapley: Shapley 1953,
/// Zhao et al. 2018 for the closed form; ordered variant: Google's fractribution; time decay and position: common practice.
/// </summary>
public static class Attribution
{
    /// <summary>Builds the paths of touchpoints to conversions and credits them by every model and window.</summary>
    /// <param name="touchpoints">
    /// Frame with source, touch_id, customer_id (null: nobody's touch, on no path, but its cost is spend), channel (null, blank, or a name in brackets
    /// that the results use: <c>(unknown)</c>), campaign (null: <c>(none)</c>), cost decimal (null: not known), occurred_at timestamp, and kind
    /// where the taxonomy asks for it; other columns are ignored. One row a touch.
    /// </param>
    /// <param name="conversions">
    /// Frame with source, conversion_id (unique within the source), customer_id (null: no path), value decimal of two places (null: 0; may be
    /// negative) and converted_at timestamp; other columns are ignored.
    /// </param>
    /// <param name="options">Options.</param>
    /// <returns>The credits; dispose it when its paths are no longer needed.</returns>
    /// <exception cref="ArgumentException">
    /// Options do not fit together (all problems are listed), a conversion_id is null or repeated, or a source has too many channels for
    /// <see cref="ShapleyGame.ConversionRate"/>.
    /// </exception>
    public static AttributionResult Credit(DataFrame touchpoints, DataFrame conversions, AttributionOptions options)
    {
        ArgumentNullException.ThrowIfNull(touchpoints);
        ArgumentNullException.ThrowIfNull(conversions);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(nameof(options));
        DataFrame touches = Journeys.Touches(touchpoints, options);
        DataFrame converted = Journeys.Conversions(conversions, options);
        Dictionary<string, Outcome> totals = Totals(converted);
        TouchCatalogue catalogue = TouchCatalogue.Of(touches, options);
        Dictionary<string, SourceChannels> channels = catalogue.Costs.GroupBy(cost => cost.Source, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new SourceChannels(group.Select(cost => cost.Channel)), StringComparer.Ordinal);
        var names = new PathLabels(catalogue.Channels, options.CountsTouches);
        var journeys = new Journeys(catalogue, options);
        DataFrame built = journeys.Build(touches, converted);
        DataFrame windows = journeys.Windowed(built);
        DataFrame paths = CodedPaths.Of(windows, catalogue, names).Persist();
        try
        {
            Dictionary<string, SourceChannels> labels = options.CountsTouches ? CodedPaths.Labels(paths, names) : channels;
            CheckRateGame(labels, options);
            Dictionary<PathGroup, PathTally> tallies = CodedPaths.Read(
                paths, source => labels[source].Names.Count, (source, code) => labels[source].Code(names.Name((int)code)));
            var report = new CreditReport(options, options.Models, catalogue.Costs, TouchCredits.Of(windows, catalogue, options));
            foreach (string source in channels.Keys.Union(totals.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                foreach (int days in options.WindowsDays)
                {
                    AddGroup(
                        report, new PathGroup(source, days), tallies, labels.GetValueOrDefault(source, SourceChannels.None),
                        channels.GetValueOrDefault(source, SourceChannels.None), totals.GetValueOrDefault(source));
                }
            }

            return Result(paths, CodedPaths.Named(paths, names, options.AsOf), report, AttributionSettings.Of(options, isBuilt: true));
        }
        catch
        {
            paths.Unpersist();
            throw;
        }
        finally
        {
            built.Unpersist();
        }
    }

    /// <summary>
    /// Credits paths that were aggregated before, such as those of gold.conversion_paths; every model but time decay, which needs the times
    /// of touches and is left out with a warning.
    /// </summary>
    /// <param name="paths">
    /// Frame with path array&lt;string&gt; (null or empty: the conversions stand under <c>(none)</c>), conversions, value and nulls (null: 0);
    /// source (default <c>all</c>) and window_days (default 0) keep groups apart where they exist. Equal paths are added up.
    /// </param>
    /// <param name="options">Options; windows, cycles, the half-life and zones play no part.</param>
    /// <returns>The credits, without spend and campaigns; dispose it when its paths are no longer needed.</returns>
    /// <exception cref="ArgumentException">Options do not fit together, a column is missing, or a count is negative.</exception>
    public static AttributionResult CreditPaths(DataFrame paths, AttributionOptions options)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(nameof(options));
        DataFrame given = GivenPaths.Of(paths, options).Persist();
        try
        {
            Dictionary<string, SourceChannels> labels = GivenPaths.Labels(given, name => (string)name);
            CheckRateGame(labels, options);
            Dictionary<PathGroup, PathTally> tallies = CodedPaths.Read(
                given,
                source => labels.GetValueOrDefault(source, SourceChannels.None).Names.Count,
                (source, name) => labels[source].Code((string)name));
            AttributionModel[] models = [.. options.Models.Where(model => model != AttributionModel.TimeDecay)];
            var report = new CreditReport(options, models, costs: [], credits: []);
            foreach (PathGroup group in tallies.Keys.OrderBy(group => group.Source, StringComparer.Ordinal).ThenBy(group => group.WindowDays))
            {
                SourceChannels elements = labels.GetValueOrDefault(group.Source, SourceChannels.None);
                AddGroup(report, group, tallies, elements, new SourceChannels(elements.Names.Select(options.ChannelOf)), total: null);
            }

            if (models.Length < options.Models.Count)
            {
                report.Warnings.Add($"{AttributionModel.TimeDecay.Name()} is left out: aggregated paths do not tell the times of touches");
            }

            return Result(given, GivenPaths.Named(given, options.AsOf), report, AttributionSettings.Of(options, isBuilt: false));
        }
        catch
        {
            given.Unpersist();
            throw;
        }
    }

    // Where the total is known, what has no path is the rest of it; money has two places, so the difference has too.
    private static void AddGroup(
        CreditReport report, PathGroup group, Dictionary<PathGroup, PathTally> tallies, SourceChannels labels, SourceChannels channels, Outcome? total)
    {
        PathTally? tally = tallies.GetValueOrDefault(group);
        PathTable table = tally?.Build() ?? new PathTableBuilder(labels.Names.Count).Build();
        Outcome pathless = total is { } all
            ? new Outcome(all.Conversions - table.TotalConversions, Math.Round(all.Value - table.TotalValue, 2))
            : new Outcome(tally?.Pathless ?? 0, tally?.PathlessValue ?? 0);
        report.Add(group, table, labels.Names, channels.Names, pathless, tally?.Cut ?? 0);
    }

    private static AttributionResult Result(DataFrame persisted, DataFrame paths, CreditReport report, string settings)
    {
        SparkSession spark = persisted.SparkSession;
        return new AttributionResult(persisted)
        {
            Channels = spark.CreateDataFrame(report.Channels, CreditFrames.Channels),
            Campaigns = spark.CreateDataFrame(report.Campaigns, CreditFrames.Campaigns),
            Transitions = spark.CreateDataFrame(report.Transitions, CreditFrames.Transitions),
            Paths = paths,
            Settings = settings,
            Warnings = report.Warnings,
        };
    }

    private static Dictionary<string, Outcome> Totals(DataFrame conversions)
    {
        const string Distinct = "distinct_ids";
        var totals = new Dictionary<string, Outcome>(StringComparer.Ordinal);
        DataFrame counted = conversions.GroupBy(AttributionColumns.Source).Agg(
            Functions.Count(Lit(1)).As(AttributionColumns.Conversions),
            CountDistinct(Col(AttributionColumns.ConversionId)).As(Distinct),
            Sum(Col(AttributionColumns.Value)).Cast("double").As(AttributionColumns.Value));
        foreach (Row row in counted.Collect())
        {
            string source = row.GetAs<string>(AttributionColumns.Source);
            long count = row.GetAs<long>(AttributionColumns.Conversions);
            long distinct = row.GetAs<long>(Distinct);
            if (distinct != count)
            {
                throw new ArgumentException(
                    $"The conversions of source '{source}' have {count} rows but {distinct} different values of conversion_id; expected one row a conversion, "
                    + "without a null. Drop duplicates before attribution.",
                    nameof(conversions));
            }

            totals[source] = new Outcome(count, row.GetAs<double>(AttributionColumns.Value));
        }

        return totals;
    }

    private static void CheckRateGame(Dictionary<string, SourceChannels> channels, AttributionOptions options)
    {
        if (options.ShapleyGame != ShapleyGame.ConversionRate || !options.Models.Contains(AttributionModel.Shapley))
        {
            return;
        }

        foreach ((string source, SourceChannels all) in channels.Where(pair => pair.Value.Names.Count > AttributionOptions.MaximumRateChannels))
        {
            throw new ArgumentException(
                $"{nameof(AttributionOptions.ShapleyGame)} is {nameof(ShapleyGame.ConversionRate)}, which takes at most {AttributionOptions.MaximumRateChannels} "
                + $"channels (of each its counts, where paths have them); the source '{source}' has {all.Names.Count}. Group the small ones into one channel, or take {nameof(ShapleyGame.Conversions)}.",
                nameof(options));
        }
    }
}
