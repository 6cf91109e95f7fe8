namespace BigData.Hosting.Reporting.Topics;

/// <summary>Which channels brought the conversions, by every model side by side.</summary>
internal sealed class AttributionTopic(ChannelCredits credits, int windowDays) : ReportTopic
{
    private static readonly string[] Marked = ["first_touch", "last_touch", "markov", "shapley"];

    public override string Id => "attribution";

    public override string Title => "Which channels brought the orders";

    public override IReadOnlyList<string> Tables => [ChannelCredits.Table];

    public override string? GuideName => "attribution";

    public override IEnumerable<string> Sources => credits.Sources;

    private string Window => $"{windowDays}-day window";

    public override Task ReadAsync(ReportTables tables, CancellationToken token) => credits.ReadAsync(tables, windowDays, token);

    /// <summary>The numbers on top of a source's part.</summary>
    public IEnumerable<Figure> Figures(string source)
    {
        ChannelCredit[] all = [.. credits.Of(source)];
        if (ModelNames.Reference(credits.Models(source)) is { } model)
        {
            double conversions = all.Where(credit => credit.Model == model).Sum(credit => credit.Conversions);
            double touched = all.Where(credit => credit.Model == model && credit.Channel != ChannelCredits.NoPath).Sum(credit => credit.Conversions);
            yield return new Figure("conversions", "Orders with a marketing contact", Math.Round(touched), ValueKind.Count, $"of {ReaderText.Count(conversions)}, {Window}");
        }
    }

    protected override string Lead(string source) =>
        $"Each model answers the same question differently: which contacts in the {ReaderText.Days(windowDays)} before an order earned it? "
        + $"All numbers are orders credited with a {Window}; in every model they add up to all orders. Where a line is short, the choice of the model hardly matters; where it is long, it decides.";

    protected override IEnumerable<ReportBlock> Blocks(string source)
    {
        IReadOnlyList<string> models = credits.Models(source);
        if (models.Count == 0)
        {
            yield return new Remark($"Not measurable: this source has no marketing contacts with a {Window}.");
            yield break;
        }

        IReadOnlyList<string> channels = credits.Channels(source);
        Dictionary<(string Model, string Channel), ChannelCredit> cells = credits.Of(source).ToDictionary(credit => (credit.Model, credit.Channel));
        DataTable Side(string name, string what, ValueKind kind, Func<ChannelCredit, double> number) =>
            SideBySide(name, what, kind, models, channels, (model, channel) => cells.TryGetValue((model, channel), out ChannelCredit? credit) ? number(credit) : null);
        yield return Side("conversions_by_model", "Orders credited to channels", ValueKind.Decimal, credit => credit.Conversions) with
        {
            Chart = Chart(models, channels, cells),
            IsFolded = false,
        };
        yield return Side("value_by_model", "Value of orders credited to channels", ValueKind.Money, credit => credit.Value) with
        {
            IsFolded = true,
        };
        yield return new DataTable(
            "models",
            "What the models do",
            [new("model", "Model"), new("meaning", "An order is credited")],
            [.. models.Select(model => new List<object?> { ModelNames.Title(model), ModelNames.Meaning(model) })],
            IsFolded: true);
    }

    private DataTable SideBySide(
        string name, string what, ValueKind kind, IReadOnlyList<string> models, IReadOnlyList<string> channels, Func<string, string, double?> cell) =>
        new(
            name,
            $"{what}, by model, {Window}",
            [
                new("model", "Model"), new("window", "Window"),
                .. channels.Select(channel => new DataColumn(channel, ReaderText.Words(channel), kind)),
                new("all", "All", kind),
            ],
            [.. models.Select(model => new List<object?>(
                [
                    ModelNames.Title(model), ReaderText.Days(windowDays),
                    .. channels.Select(channel => (object?)cell(model, channel)),
                    channels.Sum(channel => cell(model, channel) ?? 0),
                ]))]);

    private RangeChart Chart(IReadOnlyList<string> models, IReadOnlyList<string> channels, Dictionary<(string Model, string Channel), ChannelCredit> cells)
    {
        string[] marked = [.. Marked.Where(models.Contains)];
        AnswerRange[] ranges = [.. channels.Where(channel => channel != ChannelCredits.NoPath).Select(channel =>
        {
            double[] all = [.. models.Select(model => cells.GetValueOrDefault((model, channel))?.Conversions ?? 0)];
            return new AnswerRange(ReaderText.Words(channel), all.Min(), all.Max(), [.. marked.Select(model => cells.GetValueOrDefault((model, channel))?.Conversions)]);
        })];
        AnswerRange? widest = ranges.MaxBy(range => range.Most - range.Least);
        string summary = widest is null
            ? "No order has a marketing contact."
            : $"The models differ most about {widest.Label}: from {ReaderText.Count(widest.Least)} to {ReaderText.Count(widest.Most)} orders.";
        return new RangeChart($"Orders credited to each channel, {Window}", summary, [.. marked.Select(ModelNames.Title)], ranges);
    }
}
