using System.Reflection;

namespace BigData.Hosting.Reporting.Html;

/// <summary>What the report and the pages beside it begin with: no script, nothing from elsewhere, one style.</summary>
internal static class PageHead
{
    // Should a value ever get past the encoder, the browser would still run nothing and ask nobody.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private static readonly Lazy<string> Style = new(() =>
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    });

    /// <summary>Begins a page; html and body are left open.</summary>
    /// <param name="title">The title.</param>
    /// <param name="skip">What the first link says, which leads to the element <c>content</c>.</param>
    public static HtmlText Open(string title, string skip)
    {
        HtmlText html = new();
        return html.Markup("<!DOCTYPE html>\n").Open("html", ("lang", "en"))
            .Open("head").Void("meta", ("charset", "utf-8"))
            .Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
            .Void("meta", ("name", "color-scheme"), ("content", "light dark"))
            .Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy))
            .Element("title", title)
            .Open("style").Markup(Style.Value).Close().Close()
            .Open("body").Element("a", skip, ("class", "skip"), ("href", "#content"));
    }
}
