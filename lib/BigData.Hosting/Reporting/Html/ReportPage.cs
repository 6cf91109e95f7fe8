using System.Globalization;

namespace BigData.Hosting.Reporting.Html;

/// <summary>The report as one page of HTML: no script, nothing from elsewhere, readable on paper.</summary>
internal static class ReportPage
{
    public static string Write(ReportDocument report)
    {
        string when = report.AsOf is { } day ? $"before {ReaderText.Day(day)}" : "without as-of date";
        HtmlText html = PageHead.Open($"Customer report, {when}", "Skip to the report");
        Header(html, report, when);
        html.Open("div", ("class", "columns"));
        Contents(html, report);
        html.Open("main", ("id", "content"), ("tabindex", "-1"));
        if (report.Sources.Count == 0)
        {
            html.Open("section").Element("h2", "No customers yet").Element("p", "No gold table of this lakehouse has rows. “bigdata run” fills them.").Close();
        }

        for (int i = 0; i < report.Sources.Count; i++)
        {
            Source(html, report.Sources[i], SourceId(i));
        }

        html.Open("section", ("id", "lakehouse"), ("class", "source"), ("aria-labelledby", "lakehouse-title")).Element("h2", "The data behind this report", ("id", "lakehouse-title"));
        foreach (ReportSection section in report.Closing)
        {
            SectionPart.Write(html, section, $"lakehouse-{section.Id}");
        }

        html.Close().Close().Close();
        html.Open("footer").Element("p", "Made by bigdata report from the tables named under each section. Numbers are sums over customers; no customer is shown alone.").Close();
        html.Close().Close();
        return html.ToString();
    }

    private static string SourceId(int place) => string.Create(CultureInfo.InvariantCulture, $"source-{place + 1}");

    private static void Header(HtmlText html, ReportDocument report, string when)
    {
        html.Open("header").Element("h1", "Customer report").Open("p", ("class", "facts"));
        html.Text($"What happened {when}");
        html.Text(report.Sources.Count == 1 ? ", in the source " : $", in {ReaderText.Of(report.Sources.Count, "source", "sources")}: ");
        html.Text(string.Join(", ", report.Sources.Select(source => ReaderText.Words(source.Source)))).Text(".");
        if (report.WindowDays is { } window)
        {
            html.Text($" Marketing contacts count in a window of {ReaderText.Days(window)} before an order.");
        }

        html.Close().Close();
    }

    private static void Contents(HtmlText html, ReportDocument report)
    {
        html.Open("nav", ("aria-label", "Contents"));
        for (int i = 0; i < report.Sources.Count; i++)
        {
            Links(html, ReaderText.Words(report.Sources[i].Source), SourceId(i), report.Sources[i].Sections);
        }

        Links(html, "The data behind this report", "lakehouse", report.Closing);
        html.Close();
    }

    private static void Links(HtmlText html, string title, string id, IReadOnlyList<ReportSection> sections)
    {
        html.Open("ul").Open("li").Element("a", title, ("href", "#" + id)).Open("ul");
        foreach (ReportSection section in sections)
        {
            html.Open("li").Element("a", section.Title, ("href", $"#{id}-{section.Id}")).Close();
        }

        html.Close().Close().Close();
    }

    private static void Source(HtmlText html, SourceReport source, string id)
    {
        html.Open("section", ("id", id), ("class", "source"), ("aria-labelledby", id + "-title"))
            .Element("h2", ReaderText.Words(source.Source), ("id", id + "-title"));
        if (source.Figures.Count > 0)
        {
            html.Open("dl", ("class", "figures"));
            foreach (Figure figure in source.Figures)
            {
                html.Open("div").Element("dt", figure.Label)
                    .Open("dd").Element("span", ReaderText.Cell(figure.Value, figure.Kind), ("class", "figure"))
                    .Element("span", figure.Basis, ("class", "basis")).Close().Close();
            }

            html.Close();
        }

        foreach (ReportSection section in source.Sections)
        {
            SectionPart.Write(html, section, $"{id}-{section.Id}");
        }

        html.Close();
    }
}
