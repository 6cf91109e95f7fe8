using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Hosting.Reporting.Topics;

/// <summary>What campaigns brought and cost.</summary>
internal sealed class CampaignsTopic(SourceCurrencies currencies, int windowDays) : ReportTopic
{
    private const string Table = "gold.campaign_attribution";
    private const int Shown = 15;

    private ILookup<string, CampaignCredit> _credits = Enumerable.Empty<CampaignCredit>().ToLookup(credit => credit.Source);
    private string _model = "last_touch";

    public override string Id => "campaigns";

    public override string Title => "Campaigns";

    public override IReadOnlyList<string> Tables => [Table];

    public override string? GuideName => "attribution";

    public override IEnumerable<string> Sources => _credits.Select(group => group.Key);

    private string Window => $"{windowDays}-day window";

    public override async Task ReadAsync(ReportTables tables, CancellationToken token)
    {
        IReadOnlyList<Row> rows = await tables.Read(Table)
            .Where(Col("window_days").EqualTo(Lit(windowDays)).And(Expr("campaign <> '(none)'")))
            .SelectExpr(
                "*",
                "row_number() OVER (PARTITION BY source, model ORDER BY conversions DESC, channel, campaign) AS place",
                "count(*) OVER (PARTITION BY source, model) AS campaigns")
            .Where($"place <= {Shown}")
            .CollectAsync(token).ConfigureAwait(false);
        _model = ModelNames.Reference([.. rows.Select(row => row.GetAs<string>("model")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]) ?? _model;
        _credits = rows.Where(row => row.GetAs<string>("model") == _model).Select(row => new CampaignCredit(
            row.GetAs<string>("source"),
            row.GetAs<int>("place"),
            row.GetAs<long>("campaigns"),
            row.GetAs<string>("channel"),
            row.GetAs<string>("campaign"),
            row.GetAs<double>("conversions"),
            row.GetAs<double>("value"),
            row.GetAs<decimal?>("spend"),
            row.GetAs<double?>("cpa"),
            row.GetAs<double?>("roas"))).OrderBy(credit => credit.Place).ToLookup(credit => credit.Source);
    }

    protected override string Lead(string source) =>
        $"The campaigns with the most orders, credited by the model {ModelNames.Title(_model)} with a {Window}; amounts are{currencies.Clause(source)[1..]}. "
        + "Models of whole paths credit channels; a channel’s credit goes to its campaigns in proportion to their contacts on converting paths. Contacts without a campaign are not listed.";

    protected override IEnumerable<ReportBlock> Blocks(string source)
    {
        CampaignCredit[] credits = [.. _credits[source]];
        if (credits.Length == 0)
        {
            yield return new Remark($"Not measurable: this source has no campaigns with a {Window}.");
            yield break;
        }

        string more = credits[0].Campaigns > Shown ? $", the {Shown} largest of {ReaderText.Count(credits[0].Campaigns)}" : string.Empty;
        yield return new DataTable(
            "campaigns",
            currencies.Title($"Campaigns by orders, {ModelNames.Title(_model)}, {Window}{more}", source),
            [
                new("campaign", "Campaign"), new("channel", "Channel"), new("window", "Window"), new("conversions", "Orders", ValueKind.Decimal), new("value", "Value", ValueKind.Money),
                new("spend", "Spend", ValueKind.Money), new("cpa", "CPA", ValueKind.Money), new("roas", "ROAS", ValueKind.Decimal),
            ],
            [.. credits.Select(credit => new List<object?>
            {
                credit.Campaign, ReaderText.Words(credit.Channel), ReaderText.Days(windowDays), credit.Conversions, credit.Value,
                credit.Spend ?? (object)Absent.NoSpend, credit.Cpa, credit.Roas,
            })]);
    }

    private sealed record CampaignCredit(
        string Source, int Place, long Campaigns, string Channel, string Campaign, double Conversions, double Value, decimal? Spend, double? Cpa, double? Roas);
}
