using BigData.Hosting.Reporting.Html;

namespace BigData.Hosting.Reporting.Charts;

/// <summary>
/// Pictures as SVG. Positions across are in percent and text has its own size, so that a picture fills any width without its letters shrinking.
/// </summary>
internal static class ChartPart
{
    /// <summary>Writes a picture.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="chart">The picture.</param>
    /// <param name="id">A name that no other part of the page has.</param>
    public static void Write(HtmlText html, ReportChart chart, string id)
    {
        switch (chart)
        {
            case BarChart bars:
                BarPicture.Write(html, bars);
                break;
            case PairChart pairs:
                PairPicture.Write(html, pairs);
                break;
            case RangeChart ranges:
                RangePicture.Write(html, ranges, id);
                break;
            case FlowChart flow:
                FlowPicture.Write(html, flow);
                break;
            default:
                throw new NotSupportedException($"There is no picture for a {chart.GetType().Name}.");
        }
    }

    /// <summary>Begins a picture with its accessible name.</summary>
    public static void Open(HtmlText html, ReportChart chart, double height, string kind) => html.Open(
        "svg", ("class", "chart " + kind), ("role", "img"), ("width", "100%"), ("height", HtmlText.Number(height)), ("aria-label", $"{chart.Title}. {chart.Summary}"));

    public static void Text(HtmlText html, string x, double y, string text, string style) =>
        html.Element("text", text, ("x", x), ("y", HtmlText.Number(y)), ("class", style));

    public static void Bar(HtmlText html, double y, double percent, double height, string style) => html.Empty(
        "rect", ("x", "0"), ("y", HtmlText.Number(y)), ("width", HtmlText.Percent(percent)), ("height", HtmlText.Number(height)), ("rx", "2"), ("class", style));

    /// <summary>A line of names with their colours or marks.</summary>
    public static void Legend(HtmlText html, IEnumerable<(string Name, Action<HtmlText> Key)> entries)
    {
        html.Open("ul", ("class", "legend"));
        foreach ((string name, Action<HtmlText> key) in entries)
        {
            html.Open("li").Open("svg", ("width", "14"), ("height", "14"), ("aria-hidden", "true"), ("focusable", "false"));
            key(html);
            html.Close().Text(name).Close();
        }

        html.Close();
    }
}
