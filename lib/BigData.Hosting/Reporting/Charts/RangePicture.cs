using BigData.Hosting.Reporting.Html;

namespace BigData.Hosting.Reporting.Charts;

/// <summary>A line from the least to the most of all answers for each name, with a mark of its own shape and colour for some.</summary>
internal static class RangePicture
{
    private const double Row = 46;
    private const double Axis = 24;

    // Marks at either end stay inside the picture.
    private const double Left = 2;
    private const double Wide = 95;

    private static readonly (string Style, string Path)[] Marks =
    [
        ("c5", "M0 -6.5L6.5 5H-6.5Z"),
        ("c2", "M-5 -5H5V5H-5Z"),
        ("c1", "M-5.5 0A5.5 5.5 0 1 0 5.5 0A5.5 5.5 0 1 0 -5.5 0Z"),
        ("c4", "M0 -7L7 0L0 7L-7 0Z"),
    ];

    public static void Write(HtmlText html, RangeChart chart, string id)
    {
        IEnumerable<(string, Action<HtmlText>)> entries = chart.Marks.Select((name, i) => (name, (Action<HtmlText>)(key =>
            key.Open("g", ("transform", "translate(7 7)")).Empty("path", ("d", Marks[i].Path), ("class", Marks[i].Style)).Close())));
        ChartPart.Legend(html, [.. entries, ("All models", key => key.Empty("rect", ("y", "5"), ("width", "14"), ("height", "4"), ("rx", "2"), ("class", "span")))]);
        double most = Ticks.Ceiling(chart.Ranges.Select(range => range.Most).DefaultIfEmpty().Max());
        double bottom = chart.Ranges.Count * Row;
        ChartPart.Open(html, chart, bottom + Axis, "ranges");
        html.Open("defs");
        for (int i = 0; i < chart.Marks.Count; i++)
        {
            html.Empty("path", ("id", $"{id}-mark-{HtmlText.Number(i)}"), ("d", Marks[i].Path), ("class", Marks[i].Style));
        }

        html.Close();
        foreach (double tick in Ticks.Of(most))
        {
            string x = At(tick, most);
            html.Empty("line", ("x1", x), ("x2", x), ("y1", "0"), ("y2", HtmlText.Number(bottom)), ("class", "grid"));
            ChartPart.Text(html, x, bottom + 17, ReaderText.Count(tick), tick == 0 ? "tick" : tick >= most ? "tick end" : "tick middle");
        }

        for (int i = 0; i < chart.Ranges.Count; i++)
        {
            Range(html, chart, chart.Ranges[i], i * Row, most, id);
        }

        html.Close();
    }

    private static void Range(HtmlText html, RangeChart chart, AnswerRange range, double top, double most, string id)
    {
        double middle = top + 31;
        ChartPart.Text(html, "0", top + 16, range.Label, "name");
        ChartPart.Text(html, "100%", top + 16, $"{ReaderText.Count(range.Least)} to {ReaderText.Count(range.Most)}", "value end");
        html.Empty(
            "line", ("x1", At(range.Least, most)), ("x2", At(range.Most, most)), ("y1", HtmlText.Number(middle)), ("y2", HtmlText.Number(middle)), ("class", "span"));
        for (int i = 0; i < chart.Marks.Count; i++)
        {
            if (range.Values[i] is { } value)
            {
                html.Open("use", ("href", $"#{id}-mark-{HtmlText.Number(i)}"), ("x", At(value, most)), ("y", HtmlText.Number(middle)))
                    .Element("title", $"{range.Label}, {chart.Marks[i]}: {ReaderText.Cell(value, ValueKind.Decimal)}").Close();
            }
        }
    }

    private static string At(double value, double most) => HtmlText.Percent(Left + (most > 0 ? Wide * value / most : 0));
}
