using BigData.Hosting.Reporting.Html;

namespace BigData.Hosting.Reporting.Charts;

/// <summary>Two bars for each name, with their shares at the end.</summary>
internal static class PairPicture
{
    private const double Row = 62;

    // The longest bar leaves room for its number on a narrow screen.
    private const double Longest = 76;

    public static void Write(HtmlText html, PairChart chart)
    {
        ChartPart.Legend(html, [(chart.First, key => Key(key, "quiet")), (chart.Second, key => Key(key, "c1"))]);
        double most = chart.Pairs.SelectMany(pair => new[] { pair.First, pair.Second }).Max() ?? 0;
        ChartPart.Open(html, chart, Math.Max(1, chart.Pairs.Count) * Row, "pairs");
        for (int i = 0; i < chart.Pairs.Count; i++)
        {
            double top = i * Row;
            ChartPart.Text(html, "0", top + 15, chart.Pairs[i].Label, "name");
            Share(html, top + 21, chart.Pairs[i].First, most, "quiet");
            Share(html, top + 38, chart.Pairs[i].Second, most, "c1");
        }

        html.Close();
    }

    private static void Key(HtmlText html, string style) => html.Empty("rect", ("width", "14"), ("height", "14"), ("rx", "2"), ("class", style));

    private static void Share(HtmlText html, double top, double? share, double most, string style)
    {
        double length = share is > 0 && most > 0 ? Longest * share.Value / most : 0;
        ChartPart.Bar(html, top, length, 12, style);
        html.Element("text", share is { } value ? ReaderText.Share(value) : "withheld", ("x", HtmlText.Percent(length)), ("dx", "6"), ("y", HtmlText.Number(top + 10.5)), ("class", "value"));
    }
}
