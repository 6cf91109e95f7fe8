using BigData.Hosting.Reporting.Html;

namespace BigData.Hosting.Reporting.Charts;

/// <summary>Bars, each below its name and value.</summary>
internal static class BarPicture
{
    private const double Row = 42;

    public static void Write(HtmlText html, BarChart chart)
    {
        double most = chart.Bars.Select(bar => bar.Value).DefaultIfEmpty().Max();
        ChartPart.Open(html, chart, Math.Max(1, chart.Bars.Count) * Row, "bars");
        for (int i = 0; i < chart.Bars.Count; i++)
        {
            Bar bar = chart.Bars[i];
            double top = i * Row;
            ChartPart.Text(html, "0", top + 15, bar.Label, "name");
            ChartPart.Text(html, "100%", top + 15, bar.Text, "value end");
            ChartPart.Bar(html, top + 22, 100, 10, "track");
            ChartPart.Bar(html, top + 22, most > 0 ? 100 * bar.Value / most : 0, 10, bar.IsQuiet ? "quiet" : "c1");
        }

        html.Close();
    }
}
