using System.Globalization;
using BigData.Hosting.Reporting.Html;

namespace BigData.Hosting.Reporting.Charts;

/// <summary>A flow: nodes in columns, and streams whose width is their count. Streams to the good end have its colour, all others that of their node.</summary>
internal static class FlowPicture
{
    private const double Wide = 1_000;

    public static void Write(HtmlText html, FlowChart chart)
    {
        FlowLayout layout = FlowLayout.Of(chart);
        html.Open("div", ("class", "flow"), ("role", "group"), ("tabindex", "0"), ("aria-label", chart.Title));
        ChartPart.Open(html, chart, layout.Height, "flowchart");

        // Only the streams may be stretched to the width of the page; text and nodes lie over them in percent.
        html.Open("svg", ("width", "100%"), ("height", HtmlText.Number(layout.Height)), ("viewBox", $"0 0 {HtmlText.Number(Wide)} {HtmlText.Number(layout.Height)}"), ("preserveAspectRatio", "none"));
        foreach (PlacedLink link in layout.Links)
        {
            html.Open("path", ("d", Stream(link)), ("class", "stream " + Style(link.To.Node.Kind == FlowKind.Step || link.To.Node.Kind == FlowKind.Rest ? link.From : link.To)))
                .Element("title", $"{link.From.Node.Label} → {link.To.Node.Label}: {ReaderText.Count(link.Count)}").Close();
        }

        html.Close();
        for (int i = 0; i < chart.Headings.Count; i++)
        {
            ChartPart.Text(html, HtmlText.Percent(layout.X(i)), 13, chart.Headings[i], "heading");
        }

        foreach (PlacedNode node in layout.Nodes)
        {
            string x = HtmlText.Percent(layout.X(node.Column));
            string height = HtmlText.Number(Math.Max(1, node.Height));
            string middle = HtmlText.Number(node.Top + (node.Height / 2) + 4);
            html.Empty("rect", ("x", x), ("y", HtmlText.Number(node.Top)), ("width", "9"), ("height", height), ("class", Style(node)));
            html.Element("text", $"{node.Node.Label} {ReaderText.Count(node.Count)}", ("x", x), ("dx", "14"), ("y", middle), ("class", "node"));
        }

        html.Close().Close();
    }

    private static string Style(PlacedNode node) => node.Node.Kind switch
    {
        FlowKind.Gain => "gain",
        FlowKind.Loss => "loss",
        FlowKind.Rest => "quiet",
        _ => string.Create(CultureInfo.InvariantCulture, $"c{(node.Colour % 8) + 1}"),
    };

    private static string Stream(PlacedLink link)
    {
        (double left, double right) = (link.Left * Wide / 100, link.Right * Wide / 100);
        double middle = (left + right) / 2;
        string N(double value) => HtmlText.Number(value);
        return $"M{N(left)} {N(link.FromTop)}C{N(middle)} {N(link.FromTop)} {N(middle)} {N(link.ToTop)} {N(right)} {N(link.ToTop)}"
            + $"V{N(link.ToTop + link.Height)}C{N(middle)} {N(link.ToTop + link.Height)} {N(middle)} {N(link.FromTop + link.Height)} {N(left)} {N(link.FromTop + link.Height)}Z";
    }
}
