namespace BigData.Hosting.Reporting.Topics;

/// <summary>What channels cost and return.</summary>
internal sealed class SpendTopic(ChannelCredits credits, SourceCurrencies currencies, int windowDays) : ReportTopic
{
    public override string Id => "spend";

    public override string Title => "What an order costs and returns";

    public override IReadOnlyList<string> Tables => [ChannelCredits.Table];

    public override string? GuideName => "attribution";

    private string Window => $"{windowDays}-day window";

    public override Task ReadAsync(ReportTables tables, CancellationToken token) => credits.ReadAsync(tables, windowDays, token);

    protected override string Lead(string source) =>
        $"Spend is the cost of all contacts of a channel in the data, whatever the window{currencies.Clause(source)}. "
        + $"CPA is spend for each credited order, ROAS is credited value for each unit of spend; both with a {Window}, "
        + "by last touch (what most tools show) and by a model that learns from whole paths.";

    protected override IEnumerable<ReportBlock> Blocks(string source)
    {
        IReadOnlyList<string> models = credits.Models(source);
        if (models.Count == 0)
        {
            yield return new Remark($"Not measurable: this source has no marketing contacts with a {Window}.");
            yield break;
        }

        string[] compared = [.. new[] { "last_touch", ModelNames.Reference(models) }.OfType<string>().Where(models.Contains).Distinct(StringComparer.Ordinal)];
        string[] channels = [.. credits.Channels(source).Where(channel => channel != ChannelCredits.NoPath)];
        Dictionary<(string Model, string Channel), ChannelCredit> cells = credits.Of(source).ToDictionary(credit => (credit.Model, credit.Channel));
        yield return new DataTable(
            "spend_by_channel",
            currencies.Title($"Spend, CPA and ROAS by channel, {Window}", source),
            [
                new("channel", "Channel"), new("window", "Window"), new("spend", "Spend", ValueKind.Money),
                .. compared.SelectMany(model => new DataColumn[]
                {
                    new($"{model}_conversions", $"Orders, {ModelNames.Title(model)}", ValueKind.Decimal),
                    new($"{model}_cpa", $"CPA, {ModelNames.Title(model)}", ValueKind.Money),
                    new($"{model}_roas", $"ROAS, {ModelNames.Title(model)}", ValueKind.Decimal),
                }),
            ],
            [.. channels.Select(channel => new List<object?>(
                [
                    ReaderText.Words(channel), ReaderText.Days(windowDays), Spend(compared.Select(model => cells.GetValueOrDefault((model, channel)))),
                    .. compared.SelectMany(model => Cells(cells.GetValueOrDefault((model, channel)))),
                ]))]);
        yield return Everything(source, models);
    }

    private DataTable Everything(string source, IReadOnlyList<string> models) => new(
        "credits",
        currencies.Title($"All models, {Window}", source),
        [
            new("model", "Model"), new("channel", "Channel"), new("window", "Window"), new("conversions", "Orders", ValueKind.Decimal), new("value", "Value", ValueKind.Money),
            new("removal_effect", "Removal effect", ValueKind.Share), new("spend", "Spend", ValueKind.Money), new("cpa", "CPA", ValueKind.Money), new("roas", "ROAS", ValueKind.Decimal),
        ],
        [.. models.SelectMany(model => credits.Channels(source).SelectMany(channel => credits.Of(source).Where(credit => credit.Model == model && credit.Channel == channel)))
            .Select(credit => new List<object?>
            {
                ModelNames.Title(credit.Model), ReaderText.Words(credit.Channel), ReaderText.Days(windowDays), credit.Conversions, credit.Value,
                credit.RemovalEffect, credit.Spend, credit.Cpa, credit.Roas,
            })],
        IsFolded: true);

    private static object Spend(IEnumerable<ChannelCredit?> found) => found.Select(credit => credit?.Spend).FirstOrDefault(spend => spend is not null) ?? (object)Absent.NoSpend;

    private static IEnumerable<object?> Cells(ChannelCredit? credit) => credit is null ? [null, null, null] : [credit.Conversions, credit.Cpa, credit.Roas];
}
