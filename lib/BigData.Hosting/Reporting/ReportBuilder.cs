using BigData.Hosting.Reporting.Topics;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Hosting.Reporting;

/// <summary>Makes the document of a report from the tables of a lakehouse.</summary>
internal static class ReportBuilder
{
    /// <summary>Window of attribution where none is asked for and the tables have it, days.</summary>
    public const int DefaultWindowDays = 30;

    private static readonly string[] WindowTables = [ChannelCredits.Table, "gold.campaign_attribution", "gold.conversion_paths", "gold.channel_transitions"];

    /// <summary>Reads the tables and composes.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="sources">The sources to tell of; empty for all.</param>
    /// <param name="windowDays">Window of attribution, days; null for the default.</param>
    /// <param name="token">Cancels the queries.</param>
    /// <exception cref="PipelineUsageException">A source or the window is not in the tables; the message lists those that are.</exception>
    public static async Task<ReportDocument> BuildAsync(ReportTables tables, IReadOnlyList<string> sources, int? windowDays, CancellationToken token)
    {
        int? window = await WindowAsync(tables, windowDays, token).ConfigureAwait(false);
        SourceCurrencies currencies = new();
        await currencies.ReadAsync(tables, token).ConfigureAwait(false);
        ProductNames names = new();
        ChannelCredits credits = new();
        int days = window ?? DefaultWindowDays;
        ValueTopic value = new(currencies);
        AttributionTopic attribution = new(credits, days);
        ReportTopic[] topics =
        [
            new SegmentsTopic(), value, attribution, new SpendTopic(credits, currencies, days), new CampaignsTopic(currencies, days),
            new PathsTopic(currencies, days), new NeighboursTopic(names), new RecommendationsTopic(names), new QualityTopic(),
        ];
        foreach (ReportTopic topic in topics.Where(topic => topic.Tables.All(tables.Has)))
        {
            await topic.ReadAsync(tables, token).ConfigureAwait(false);
        }

        LakehouseTopic lakehouse = new();
        await lakehouse.ReadAsync(tables, token).ConfigureAwait(false);
        DateOnly? asOf = tables.Gold.Max(table => table.AsOf);
        string[] known = [.. topics.SelectMany(topic => topic.Sources).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        SourceReport[] reports = [.. Chosen(known, sources).Select(source => new SourceReport(
            source,
            value.AsOf(source) ?? asOf,
            [.. value.Figures(source), .. attribution.Figures(source)],
            [.. topics.Select(topic => topic.Compose(tables, source))]))];
        return new ReportDocument(reports.Max(report => report.AsOf) ?? asOf, window, reports, [.. lakehouse.Compose(tables, asOf), NextStepsTopic.Compose()]);
    }

    private static IEnumerable<string> Chosen(string[] known, IReadOnlyList<string> asked)
    {
        string? unknown = asked.FirstOrDefault(source => !known.Contains(source, StringComparer.Ordinal));
        return unknown is null
            ? known.Where(source => asked.Count == 0 || asked.Contains(source, StringComparer.Ordinal))
            : throw new PipelineUsageException(known.Length == 0
                ? $"report: there is no source '{unknown}': no gold table has rows yet."
                : $"report: there is no source '{unknown}' in the gold tables. Sources: {string.Join(", ", known)}.");
    }

    private static async Task<int?> WindowAsync(ReportTables tables, int? asked, CancellationToken token)
    {
        DataFrame[] found = [.. WindowTables.Where(tables.Has).Select(table => tables.Read(table).Select("window_days"))];
        if (found.Length == 0)
        {
            return asked;
        }

        IReadOnlyList<Row> rows = await found.Aggregate((all, next) => all.Union(next)).Distinct().CollectAsync(token).ConfigureAwait(false);
        SortedSet<int> windows = [.. rows.Select(row => row.GetAs<int>("window_days"))];
        if (windows.Count == 0)
        {
            return asked;
        }

        int window = asked ?? (windows.Contains(DefaultWindowDays) ? DefaultWindowDays : windows.Max);
        return windows.Contains(window)
            ? window
            : throw new PipelineUsageException($"--window {window}: the tables have no such window. Windows, in days: {string.Join(", ", windows)}.");
    }
}
