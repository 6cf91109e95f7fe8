using System.Globalization;
using BigData.Spark.Sql;

namespace BigData.Hosting.Reporting.Topics;

/// <summary>How good models are on data that they have not seen, against simple baselines.</summary>
internal sealed class QualityTopic : ReportTopic
{
    private const string Main = "ndcg";

    private static readonly string[] Baselines = ["item_item", "popular"];

    private ILookup<string, ModelCard> _cards = Enumerable.Empty<ModelCard>().ToLookup(card => card.Source);

    public override string Id => "quality";

    public override string Title => "How good the recommendations are";

    public override IReadOnlyList<string> Tables => ["gold.models"];

    public override string? GuideName => "recommendations";

    public override IEnumerable<string> Sources => _cards.Select(group => group.Key);

    public override async Task ReadAsync(ReportTables tables, CancellationToken token)
    {
        IReadOnlyList<Row> rows = await tables.Read("gold.models").CollectAsync(token).ConfigureAwait(false);
        _cards = rows.Select(ModelCard.Of)
            .GroupBy(card => (card.Source, card.Model))
            .Select(cards => cards.OrderBy(card => card.TrainedAt).ThenBy(card => card.Version, StringComparer.Ordinal).Last())
            .OrderByDescending(card => card.Measures.GetValueOrDefault(Main)).ThenBy(card => card.Model, StringComparer.Ordinal)
            .ToLookup(card => card.Source);
    }

    protected override string Lead(string source)
    {
        ModelCard? card = _cards[source].FirstOrDefault(card => card.HoldoutDays is not null);
        string held = card?.HoldoutDays is { } days ? $"the newest {ReaderText.Days(days)}" : "the newest days";
        string length = card?.Length is { } k ? string.Create(CultureInfo.InvariantCulture, $" Lists of {k} products are judged;") : string.Empty;
        return $"Each method was fitted to the data before {held} and asked what customers would choose in them; every product could be recommended.{length} "
            + "nDCG and MAP reward hits near the top of a list. The taste model is worth its effort only if it beats the two baselines: what is popular, and what is similar.";
    }

    protected override IEnumerable<ReportBlock> Blocks(string source)
    {
        ModelCard[] cards = [.. _cards[source]];
        if (cards.Length == 0)
        {
            yield return new Remark("Not measurable: no model was fitted to this source.");
            yield break;
        }

        if (Array.Exists(cards, card => card.Measures.Count > 0))
        {
            yield return Measures(cards);
        }
        else
        {
            yield return new Remark($"Not measurable: {cards.Select(card => card.NotMeasurable).FirstOrDefault(reason => reason is not null) ?? "the models carry no measures"}.");
        }

        yield return new DataTable(
            "models",
            "What the models were fitted to",
            [
                new("model", "Method"), new("version", "Version"), new("data_until", "Data until", ValueKind.Time),
                new("window_from", "First day that counts", ValueKind.Day), new("window_to", "As of", ValueKind.Day),
            ],
            [.. cards.Select(card => new List<object?> { RecommenderNames.Title(card.Model), card.Version, card.TrainedAt, card.From ?? (object)new Absent("all days"), card.To })],
            IsFolded: true);
    }

    private static DataTable Measures(ModelCard[] cards)
    {
        string[] names = [.. cards.SelectMany(card => card.Measures.Keys).Distinct(StringComparer.Ordinal)];
        int? length = cards.Select(card => card.Length).Distinct().Count() == 1 ? cards[0].Length : null;
        return new DataTable(
            "measures",
            "Quality on the days that were held back",
            [
                new("model", "Method"), new("kind", "Role"), new("customers", "Customers judged", ValueKind.Count),
                .. names.Select(name => new DataColumn(name, MeasureNames.Title(name, length), MeasureNames.Kind(name))),
            ],
            [.. cards.Select(card => new List<object?>(
                [
                    RecommenderNames.Title(card.Model), Baselines.Contains(card.Model, StringComparer.Ordinal) ? "baseline" : "model", card.Customers,
                    .. names.Select(name => card.Measures.GetValueOrDefault(name) ?? (object)Absent.NotMeasurable),
                ]))],
            Chart(cards, length),
            IsFolded: false);
    }

    private static BarChart? Chart(ModelCard[] cards, int? length)
    {
        ModelCard[] shown = [.. cards.Where(card => card.Measures.GetValueOrDefault(Main) is >= 0)];
        if (shown.Length == 0)
        {
            return null;
        }

        string summary = $"{RecommenderNames.Title(shown[0].Model)} ranks best. Grey bars are baselines.";
        return new BarChart(
            $"Ranking quality, {MeasureNames.Title(Main, length)}",
            summary,
            [.. shown.Select(card => new Bar(
                RecommenderNames.Title(card.Model), card.Measures[Main]!.Value, ReaderText.Cell(card.Measures[Main], ValueKind.Precise), Baselines.Contains(card.Model, StringComparer.Ordinal)))]);
    }
}

/// <summary>Measures of recommendations in words.</summary>
internal static class MeasureNames
{
    public static string Title(string measure, int? length)
    {
        string title = measure switch
        {
            "ndcg" => "nDCG",
            "map" => "MAP",
            "novelty" => "Novelty, bits",
            _ => ReaderText.Words(measure),
        };
        return length is null || measure is "coverage" or "novelty" ? title : string.Create(CultureInfo.InvariantCulture, $"{title}@{length}");
    }

    public static ValueKind Kind(string measure) => measure switch
    {
        "hit_rate" or "coverage" => ValueKind.Share,
        "novelty" => ValueKind.Decimal,
        _ => ValueKind.Precise,
    };
}
