using BigData.Hosting.Reporting.Html;

namespace BigData.Hosting.Reporting.Guides;

/// <summary>A guide as a page of HTML in the manner of the report.</summary>
internal static class GuidePage
{
    public static string Write(Guide guide)
    {
        HtmlText html = PageHead.Open(guide.Title, "Skip to the guide");
        html.Open("header").Element("h1", guide.Title).Element("p", "A guide of BigData, the program that made the report.", ("class", "facts")).Close()
            .Open("div", ("class", "columns"))
            .Open("nav", ("aria-label", "Guides")).Open("ul", ("class", "guides"));
        foreach (Guide other in Guide.All)
        {
            html.Open("li").Element("a", other.Title, ("href", other.Page), ("aria-current", other == guide ? "page" : null)).Close();
        }

        html.Close().Close()
            .Open("main", ("id", "content"), ("tabindex", "-1"))
            .Open("article", ("class", "topic guide")).Markup(GuideMarkdown.Render(guide.Text)).Close().Close().Close()
            .Close().Close();
        return html.ToString();
    }
}
