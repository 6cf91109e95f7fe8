using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Hosting.Reporting.Topics;

/// <summary>The ways from the first contact to an order, or to none.</summary>
internal sealed class PathsTopic(SourceCurrencies currencies, int windowDays) : ReportTopic
{
    private const string Table = "gold.conversion_paths";
    private const string Transitions = "gold.channel_transitions";
    private const int PathsShown = 10;

    private static readonly string[] StepColumns = ["first", "second", "third"];

    private ILookup<string, PathStart> _starts = Enumerable.Empty<PathStart>().ToLookup(start => start.Source);
    private ILookup<string, PathRow> _paths = Enumerable.Empty<PathRow>().ToLookup(path => path.Source);
    private ILookup<string, Transition> _transitions = Enumerable.Empty<Transition>().ToLookup(step => step.Source);
    private MissingTable? _missing;

    public override string Id => "paths";

    public override string Title => "Paths to an order";

    public override IReadOnlyList<string> Tables => [Table];

    public override string? GuideName => "attribution";

    public override IEnumerable<string> Sources => _starts.Select(group => group.Key);

    private string Window => $"{windowDays}-day window";

    public override async Task ReadAsync(ReportTables tables, CancellationToken token)
    {
        DataFrame paths = tables.Read(Table).Where(Col("window_days").EqualTo(Lit(windowDays))).Where("size(path) > 0");
        IReadOnlyList<Row> starts = await paths
            .SelectExpr("source", "path[0] AS first", "get(path, 1) AS second", "get(path, 2) AS third", "least(size(path), 4) AS steps", "conversions", "nulls")
            .GroupBy("source", "first", "second", "third", "steps")
            .Agg(Expr("sum(conversions) AS conversions"), Expr("sum(nulls) AS nulls"))
            .CollectAsync(token).ConfigureAwait(false);
        _starts = starts.Select(row => new PathStart(
            row.GetAs<string>("source"),
            [.. StepColumns.Select(step => row.GetAs<string?>(step)).OfType<string>()],
            row.GetAs<int>("steps") > PathFlow.Steps,
            row.GetAs<long>("conversions"),
            row.GetAs<long>("nulls"))).ToLookup(start => start.Source);
        IReadOnlyList<Row> largest = await paths.Where($"conversions >= {SmallGroups.Least}")
            .SelectExpr("source", "array_join(path, ' → ') AS path", "conversions", "value", "nulls")
            .SelectExpr("*", "row_number() OVER (PARTITION BY source ORDER BY conversions DESC, value DESC, path) AS place")
            .Where($"place <= {PathsShown}").CollectAsync(token).ConfigureAwait(false);
        _paths = largest.OrderBy(row => row.GetAs<int>("place")).Select(row => new PathRow(
            row.GetAs<string>("source"),
            row.GetAs<string>("path"),
            row.GetAs<long>("conversions"),
            row.GetAs<decimal>("value"),
            row.GetAs<long>("nulls"))).ToLookup(path => path.Source);
        await ReadTransitionsAsync(tables, token).ConfigureAwait(false);
    }

    protected override string Lead(string source) =>
        $"The channels of a customer’s contacts in the order in which they came, in the {ReaderText.Days(windowDays)} before an order, or before the last contact of those who did not order. "
        + "The picture follows all paths from the first contact (left) to where they end; the wider a stream, the more paths take it.";

    protected override IEnumerable<ReportBlock> Blocks(string source)
    {
        PathStart[] starts = [.. _starts[source]];
        if (starts.Length == 0)
        {
            yield return new Remark($"Not measurable: this source has no paths with a {Window}.");
        }
        else
        {
            yield return PathFlow.Table(starts, Window);
            yield return Largest(source);
        }

        if (_missing is not null)
        {
            yield return _missing;
        }
        else if (_transitions[source].Any())
        {
            yield return new DataTable(
                "transitions",
                $"Steps from one contact to the next, {Window}",
                [new("from", "From"), new("to", "To"), new("window", "Window"), new("count", "Paths’ steps", ValueKind.Count)],
                [.. _transitions[source].OrderByDescending(step => step.Count).ThenBy(step => step.From, StringComparer.Ordinal).ThenBy(step => step.To, StringComparer.Ordinal)
                    .Select(step => new List<object?> { State(step.From), State(step.To), ReaderText.Days(windowDays), step.Count })],
                IsFolded: true);
        }
    }

    private DataTable Largest(string source) => new(
        "largest_paths",
        $"The paths with the most orders, {Window}, each with at least {SmallGroups.Least} orders",
        [
            new("path", "Path"), new("window", "Window"), new("conversions", "Orders", ValueKind.Count), new("value", currencies.Title("Value", source), ValueKind.Money),
            new("nulls", "Without order", ValueKind.Count), new("rate", "Ended in an order", ValueKind.Share),
        ],
        [.. _paths[source].Select(path => new List<object?>
        {
            string.Join(" → ", path.Path.Split(" → ").Select(ReaderText.Words)), ReaderText.Days(windowDays), path.Conversions, path.Value, path.Nulls,
            (double)path.Conversions / (path.Conversions + path.Nulls),
        })]);

    private async Task ReadTransitionsAsync(ReportTables tables, CancellationToken token)
    {
        if (!tables.Has(Transitions))
        {
            _missing = tables.Missing(Transitions);
            return;
        }

        IReadOnlyList<Row> rows = await tables.Read(Transitions).Where(Col("window_days").EqualTo(Lit(windowDays))).CollectAsync(token).ConfigureAwait(false);
        _transitions = rows.Select(row => new Transition(
            row.GetAs<string>("source"), row.GetAs<string>("from_state"), row.GetAs<string>("to_state"), row.GetAs<long>("count"))).ToLookup(step => step.Source);
    }

    private static string State(string state) => state switch
    {
        "(start)" => "Start",
        "(conversion)" => PathFlow.Ordered,
        "(null)" => PathFlow.Lost,
        _ => ReaderText.Words(state),
    };

    private sealed record PathRow(string Source, string Path, long Conversions, decimal Value, long Nulls);

    private sealed record Transition(string Source, string From, string To, long Count);
}

/// <summary>Paths with the same first steps.</summary>
/// <param name="Source">The source.</param>
/// <param name="Steps">Up to three channels.</param>
/// <param name="GoesOn">Whether more contacts follow.</param>
/// <param name="Conversions">How many end in an order.</param>
/// <param name="Nulls">How many do not.</param>
internal sealed record PathStart(string Source, IReadOnlyList<string> Steps, bool GoesOn, long Conversions, long Nulls);
