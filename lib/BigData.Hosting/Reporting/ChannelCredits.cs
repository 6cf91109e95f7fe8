using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Hosting.Reporting;

/// <summary>The rows of <c>gold.channel_attribution</c> in one window.</summary>
internal sealed class ChannelCredits
{
    /// <summary>The channel of conversions that no touch came before.</summary>
    public const string NoPath = "(none)";

    public const string Table = "gold.channel_attribution";

    private ILookup<string, ChannelCredit> _credits = Enumerable.Empty<ChannelCredit>().ToLookup(credit => credit.Source);

    /// <summary>Sources with rows in the window.</summary>
    public IEnumerable<string> Sources => _credits.Select(group => group.Key);

    /// <summary>The window, days; 0 before <see cref="ReadAsync"/>.</summary>
    public int WindowDays { get; private set; }

    public IEnumerable<ChannelCredit> Of(string source) => _credits[source];

    /// <summary>Models of a source in the order in which a reader meets them: from the simplest to those that learn from the data.</summary>
    public IReadOnlyList<string> Models(string source) => [.. _credits[source].Select(credit => credit.Model)
        .Distinct(StringComparer.Ordinal).OrderBy(ModelNames.Place).ThenBy(model => model, StringComparer.Ordinal)];

    /// <summary>Channels of a source, by falling conversions of its reference model; those without a touch last.</summary>
    public IReadOnlyList<string> Channels(string source)
    {
        string? reference = ModelNames.Reference(Models(source));
        Dictionary<string, double> weights = _credits[source].Where(credit => credit.Model == reference)
            .ToDictionary(credit => credit.Channel, credit => credit.Conversions, StringComparer.Ordinal);
        return [.. _credits[source].Select(credit => credit.Channel).Distinct(StringComparer.Ordinal)
            .OrderBy(channel => channel == NoPath)
            .ThenByDescending(channel => weights.GetValueOrDefault(channel))
            .ThenBy(channel => channel, StringComparer.Ordinal)];
    }

    /// <summary>Asks the engine once, however many topics need it.</summary>
    public async Task ReadAsync(ReportTables tables, int windowDays, CancellationToken token)
    {
        if (WindowDays > 0)
        {
            return;
        }

        WindowDays = windowDays;
        IReadOnlyList<Row> rows = await tables.Read(Table).Where(Col("window_days").EqualTo(Lit(windowDays))).CollectAsync(token).ConfigureAwait(false);
        _credits = rows.Select(row => new ChannelCredit(
            row.GetAs<string>("source"),
            row.GetAs<string>("model"),
            row.GetAs<string>("channel"),
            row.GetAs<double>("conversions"),
            row.GetAs<double>("value"),
            row.GetAs<double?>("removal_effect"),
            row.GetAs<decimal?>("spend"),
            row.GetAs<double?>("cpa"),
            row.GetAs<double?>("roas"))).ToLookup(credit => credit.Source);
    }
}

/// <summary>What a model credits to a channel.</summary>
internal sealed record ChannelCredit(
    string Source, string Model, string Channel, double Conversions, double Value, double? RemovalEffect, decimal? Spend, double? Cpa, double? Roas);
