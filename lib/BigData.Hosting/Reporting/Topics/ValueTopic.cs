using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Hosting.Reporting.Topics;

/// <summary>What the segments are worth.</summary>
internal sealed class ValueTopic(SourceCurrencies currencies) : ReportTopic
{
    private ILookup<string, SegmentValue> _values = Enumerable.Empty<SegmentValue>().ToLookup(value => value.Source);

    public override string Id => "value";

    public override string Title => "Value by segment";

    public override IReadOnlyList<string> Tables => ["gold.customer_rfm"];

    public override IEnumerable<string> Sources => _values.Select(group => group.Key);

    public override async Task ReadAsync(ReportTables tables, CancellationToken token)
    {
        IReadOnlyList<Row> rows = await tables.Read("gold.customer_rfm").GroupBy("source", "segment").Agg(
            Expr("max(as_of) AS as_of"),
            Expr("count(*) AS customers"),
            Expr("sum(frequency) AS orders"),
            Expr("sum(monetary) AS value"),
            Expr("sum(recency_days) AS recency")).CollectAsync(token).ConfigureAwait(false);
        _values = rows.Select(row => new SegmentValue(
            row.GetAs<string>("source"),
            row.GetAs<string>("segment"),
            row.GetAs<DateOnly>("as_of"),
            row.GetAs<long>("customers"),
            row.GetAs<long>("orders"),
            row.GetAs<decimal>("value"),
            row.GetAs<long>("recency"))).ToLookup(value => value.Source);
    }

    /// <summary>The as-of date of a source; null where it has no customers.</summary>
    public DateOnly? AsOf(string source) => _values[source].Select(value => (DateOnly?)value.AsOf).Max();

    /// <summary>The numbers on top of a source's part.</summary>
    public IEnumerable<Figure> Figures(string source)
    {
        SegmentValue[] values = [.. _values[source]];
        if (values.Length == 0)
        {
            yield break;
        }

        string basis = $"before {ReaderText.Day(values[0].AsOf)}";
        long customers = values.Sum(value => value.Customers);
        yield return new Figure("customers", "Customers with orders", customers, ValueKind.Count, basis);
        yield return new Figure("orders", "Orders", values.Sum(value => value.Orders), ValueKind.Count, basis);
        decimal sum = values.Sum(value => value.Value);
        yield return new Figure("value", currencies.Title("Spent", source), sum, ValueKind.Money, basis);
        yield return new Figure("value_per_customer", currencies.Title("Spent per customer", source), sum / customers, ValueKind.Money, basis);
    }

    protected override string Lead(string source) => _values[source].Any()
        ? "What customers of each segment have spent, without returns, over all orders of the data before "
            + $"{ReaderText.Day(AsOf(source)!.Value)}{currencies.Clause(source)}. Segments whose share of value exceeds their share of customers carry the business."
        : "What customers of each segment have spent.";

    protected override IEnumerable<ReportBlock> Blocks(string source)
    {
        SegmentValue[] values = [.. _values[source].OrderByDescending(value => value.Value).ThenBy(value => value.Segment, StringComparer.Ordinal)];
        if (values.Length == 0)
        {
            yield return new Remark("This source has no scored customers.");
            yield break;
        }

        long customers = values.Sum(value => value.Customers);
        decimal total = values.Sum(value => value.Value);
        IReadOnlySet<int> withheld = SmallGroups.Withheld([.. values.Select(value => value.Customers)]);
        yield return new DataTable(
            "value_by_segment",
            currencies.Title("Spending by segment", source),
            [
                new("segment", "Segment"),
                new("customers", "Customers", ValueKind.Count), new("share_of_customers", "Share of customers", ValueKind.Share),
                new("value", "Spent", ValueKind.Money), new("share_of_value", "Share of value", ValueKind.Share),
                new("value_per_customer", "Spent per customer", ValueKind.Money), new("orders_per_customer", "Orders per customer", ValueKind.Decimal),
                new("recency_days", "Days since last order, on average", ValueKind.Decimal),
            ],
            [.. values.Select((value, i) => Cells(value, customers, total, withheld.Contains(i)))],
            Chart(values, customers, total, withheld));
        if (withheld.Count > 0)
        {
            yield return new Remark(SmallGroups.Note);
        }
    }

    private static List<object?> Cells(SegmentValue value, long customers, decimal total, bool isWithheld)
    {
        object? Unless(object? shown) => isWithheld ? Absent.Withheld : shown;
        return
        [
            ReaderText.Words(value.Segment), value.Customers, (double)value.Customers / customers,
            Unless(value.Value), Unless(Part(value.Value, total)), Unless(value.Value / value.Customers),
            Unless((double)value.Orders / value.Customers), Unless((double)value.Recency / value.Customers),
        ];
    }

    private static PairChart Chart(SegmentValue[] values, long customers, decimal total, IReadOnlySet<int> withheld)
    {
        int first = Enumerable.Range(0, values.Length).FirstOrDefault(i => !withheld.Contains(i), -1);
        string summary = first < 0 || total == 0
            ? "No segment is large enough to show its value."
            : $"{ReaderText.Words(values[first].Segment)} are {ReaderText.Share((double)values[first].Customers / customers)} of customers "
                + $"and bring {ReaderText.Share(Part(values[first].Value, total)!.Value)} of the value.";
        return new PairChart(
            "Share of customers and share of value, by segment",
            summary,
            "Share of customers",
            "Share of value",
            [.. values.Select((value, i) => new SharePair(
                ReaderText.Words(value.Segment), (double)value.Customers / customers, withheld.Contains(i) ? null : Part(value.Value, total)))]);
    }

    private static double? Part(decimal value, decimal total) => total == 0 ? null : (double)(value / total);

    private sealed record SegmentValue(string Source, string Segment, DateOnly AsOf, long Customers, long Orders, decimal Value, long Recency);
}
