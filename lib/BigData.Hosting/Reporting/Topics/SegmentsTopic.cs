using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Hosting.Reporting.Topics;

/// <summary>Segments with their sizes, and who moved where at the newest change.</summary>
internal sealed class SegmentsTopic : ReportTopic
{
    private const string MainSet = "rfm_10";
    private const int MovesShown = 10;

    private ILookup<string, Standing> _standings = Enumerable.Empty<Standing>().ToLookup(standing => standing.Source);

    public override string Id => "segments";

    public override string Title => "Customer segments";

    public override IReadOnlyList<string> Tables => ["gold.customer_segments"];

    public override IEnumerable<string> Sources => _standings.Select(group => group.Key);

    public override async Task ReadAsync(ReportTables tables, CancellationToken token)
    {
        DataFrame stays = tables.Read("gold.customer_segments");
        DataFrame days = stays.GroupBy("source", "segment_set").Agg(
            Expr("min(valid_from) AS first_day"),
            Expr("max(greatest(valid_from, coalesce(valid_to, valid_from))) AS last_day"));
        IReadOnlyList<Row> rows = await stays.Join(days, ["source", "segment_set"])
            .Where("valid_to IS NULL OR valid_to = last_day")
            .GroupBy("source", "segment_set", "first_day", "last_day", "customer_id")
            .Agg(
                Expr("max(CASE WHEN valid_from < last_day THEN segment END) AS was_in"),
                Expr("max(CASE WHEN valid_to IS NULL THEN segment END) AS now_in"))
            .GroupBy("source", "segment_set", "first_day", "last_day", "was_in", "now_in")
            .Agg(Expr("count(*) AS customers"))
            .CollectAsync(token).ConfigureAwait(false);
        _standings = rows.Select(row => new Standing(
            row.GetAs<string>("source"),
            row.GetAs<string>("segment_set"),
            row.GetAs<DateOnly>("first_day"),
            row.GetAs<DateOnly>("last_day"),
            row.GetAs<string?>("was_in"),
            row.GetAs<string?>("now_in"),
            row.GetAs<long>("customers"))).ToLookup(standing => standing.Source);
    }

    protected override string Lead(string source)
    {
        const string Sizes = "How many customers are in each segment now: customers are grouped by how recently and how often they bought.";
        Standing? any = Main(source).FirstOrDefault();
        return any is null || any.FirstDay == any.LastDay
            ? Sizes
            : $"{Sizes} Movement is that of {ReaderText.Day(any.LastDay)}, the newest day on which anyone changed segment, against the standing before it.";
    }

    protected override IEnumerable<ReportBlock> Blocks(string source)
    {
        Standing[] main = Main(source);
        if (main.Length == 0)
        {
            yield return new Remark("This source has no customers in segments.");
            yield break;
        }

        bool hasMoved = main[0].FirstDay < main[0].LastDay;
        yield return Sizes(main, hasMoved);
        if (hasMoved)
        {
            yield return Moves(main);
        }
        else
        {
            yield return new Remark($"Movement is not measurable yet: the history has one day, {ReaderText.Day(main[0].LastDay)}. It appears after a run with a later as-of date.");
        }

        foreach (IGrouping<string, Standing> other in _standings[source].Where(standing => standing.Set != main[0].Set)
            .GroupBy(standing => standing.Set).OrderBy(set => set.Key, StringComparer.Ordinal))
        {
            Standing[] standings = [.. other];
            DataTable table = Sizes(standings, standings[0].FirstDay < standings[0].LastDay);
            yield return table with { Chart = null, IsFolded = true };
        }
    }

    private Standing[] Main(string source)
    {
        ILookup<string, Standing> sets = _standings[source].ToLookup(standing => standing.Set, StringComparer.Ordinal);
        string? name = sets.Contains(MainSet) ? MainSet : sets.Select(set => set.Key).Order(StringComparer.Ordinal).FirstOrDefault();
        return name is null ? [] : [.. sets[name]];
    }

    private static DataTable Sizes(Standing[] standings, bool hasMoved)
    {
        long total = standings.Where(standing => standing.NowIn is not null).Sum(standing => standing.Customers);
        List<SegmentSize> sizes = [.. standings.SelectMany(standing => new[] { standing.WasIn, standing.NowIn })
            .OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(segment => SegmentSize.Of(segment, standings))
            .OrderByDescending(size => size.Now).ThenBy(size => size.Segment, StringComparer.Ordinal)];
        bool isMain = standings[0].Set == MainSet;
        List<DataColumn> columns = [new("segment", "Segment")];
        if (isMain)
        {
            columns.Add(new("meaning", "Who they are"));
        }

        columns.AddRange([new("customers", "Customers", ValueKind.Count), new("share", "Share", ValueKind.Share)]);
        if (hasMoved)
        {
            columns.AddRange(
            [
                new("before", "Before", ValueKind.Count), new("arrived", "Came in", ValueKind.Count),
                new("left", "Went out", ValueKind.Count), new("change", "Change", ValueKind.Change),
            ]);
        }

        return new DataTable(
            $"sizes_{standings[0].Set}",
            $"Segments of the set {standings[0].Set}{(hasMoved ? $", with movement on {ReaderText.Day(standings[0].LastDay)}" : string.Empty)}",
            columns,
            [.. sizes.Select(size => Cells(size, total, isMain, hasMoved))],
            new BarChart(
                "Customers by segment",
                sizes.Count == 0 || total == 0
                    ? "No customers."
                    : $"{ReaderText.Words(sizes[0].Segment)} is the largest of {sizes.Count} segments, with {ReaderText.Of(sizes[0].Now, "customer", "customers")} "
                        + $"of {ReaderText.Count(total)}. Beside each bar: customers, share{(hasMoved ? ", change" : string.Empty)}.",
                [.. sizes.Select(size => new Bar(ReaderText.Words(size.Segment), size.Now, BarText(size, total, hasMoved)))]));
    }

    private static List<object?> Cells(SegmentSize size, long total, bool isMain, bool hasMoved)
    {
        List<object?> cells = [ReaderText.Words(size.Segment)];
        if (isMain)
        {
            cells.Add(SegmentMeanings.Of(size.Segment));
        }

        cells.AddRange([size.Now, total == 0 ? null : (double)size.Now / total]);
        if (hasMoved)
        {
            cells.AddRange([size.Before, size.Arrived, size.Left, size.Now - size.Before]);
        }

        return cells;
    }

    private static string BarText(SegmentSize size, long total, bool hasMoved)
    {
        string share = total == 0 ? string.Empty : $" · {ReaderText.Share((double)size.Now / total)}";
        return $"{ReaderText.Count(size.Now)}{share}{(hasMoved ? $" · {ReaderText.Cell(size.Now - size.Before, ValueKind.Change)}" : string.Empty)}";
    }

    private static DataTable Moves(Standing[] standings)
    {
        Standing[] moves = [.. standings.Where(standing => standing.WasIn != standing.NowIn)
            .OrderByDescending(move => move.Customers)
            .ThenBy(move => move.WasIn, StringComparer.Ordinal).ThenBy(move => move.NowIn, StringComparer.Ordinal)];
        string more = moves.Length > MovesShown ? $", the {MovesShown} largest of {moves.Length}" : string.Empty;
        return new DataTable(
            "moves",
            $"Moves on {ReaderText.Day(standings[0].LastDay)}{more}",
            [new("from", "From"), new("to", "To"), new("customers", "Customers", ValueKind.Count)],
            [.. moves.Take(MovesShown).Select(move => new List<object?>
            {
                move.WasIn is null ? "New to the segments" : ReaderText.Words(move.WasIn),
                move.NowIn is null ? "No longer scored" : ReaderText.Words(move.NowIn),
                move.Customers,
            })]);
    }

    /// <summary>Customers of a source and set who were in one segment before the newest day and are in another, or the same, now.</summary>
    private sealed record Standing(string Source, string Set, DateOnly FirstDay, DateOnly LastDay, string? WasIn, string? NowIn, long Customers);

    private sealed record SegmentSize(string Segment, long Now, long Before, long Arrived, long Left)
    {
        public static SegmentSize Of(string segment, Standing[] standings)
        {
            long before = standings.Where(standing => standing.WasIn == segment).Sum(standing => standing.Customers);
            long now = standings.Where(standing => standing.NowIn == segment).Sum(standing => standing.Customers);
            long stayed = standings.Where(standing => standing.WasIn == segment && standing.NowIn == segment).Sum(standing => standing.Customers);
            return new SegmentSize(segment, now, before, now - stayed, before - stayed);
        }
    }
}
