using System.Globalization;
using System.Net;
using System.Text;

namespace BigData.Notebooks.Charts;

/// <summary>Writes an SVG document: dark on white, so that it is readable on any page, with its message as title and description.</summary>
internal sealed class SvgWriter
{
    public const double Width = 760;
    public const string Ink = "#1b1f24";
    public const string Quiet = "#57606a";
    public const string Line = "#d8dee4";

    // Distinguishable with every kind of colour vision (Okabe and Ito, 2008), the light ones darkened for white ground.
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#a98600", "#3f9bd1", "#7a4d9f", "#6b6b6b"];

    private readonly StringBuilder _body = new();

    public static int MostSeries => Colours.Length;

    public static string Colour(int series) => Colours[series % Colours.Length];

    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Room that a text of the usual size takes.</summary>
    public static double WidthOf(string text) => text.Length * 6.7;

    public SvgWriter Rect(double x, double y, double width, double height, string fill, string? hint = null)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" fill=\"{fill}\"");
        _body.Append(hint is null ? "/>" : $"><title>{Escape(hint)}</title></rect>");
        return this;
    }

    public SvgWriter Text(double x, double y, string text, string anchor = "start", string fill = Ink, double size = 12, bool isBold = false)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\" fill=\"{fill}\" font-size=\"{Number(size)}\"");
        _body.Append(isBold ? " font-weight=\"600\">" : ">").Append(Escape(text)).Append("</text>");
        return this;
    }

    public SvgWriter Rule(double x1, double y1, double x2, double y2, string stroke = Line)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" stroke=\"{stroke}\"/>");
        return this;
    }

    public SvgWriter Path(IEnumerable<(double X, double Y)> points, string stroke)
    {
        _body.Append("<path fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke=\"").Append(stroke).Append("\" d=\"");
        char step = 'M';
        foreach ((double x, double y) in points)
        {
            _body.Append(step).Append(Number(x)).Append(' ').Append(Number(y));
            step = 'L';
        }

        _body.Append("\"/>");
        return this;
    }

    public SvgWriter Dot(double x, double y, double radius, string fill, string? hint = null)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\" fill=\"{fill}\" fill-opacity=\"0.8\"");
        _body.Append(hint is null ? "/>" : $"><title>{Escape(hint)}</title></circle>");
        return this;
    }

    /// <summary>Names of series with their colours, in as many lines as they need.</summary>
    /// <returns>The height that was used.</returns>
    public double Legend(double x, double top, IReadOnlyList<string> names)
    {
        if (names.Count < 2)
        {
            return 0;
        }

        double at = x;
        double y = top;
        for (int i = 0; i < names.Count; i++)
        {
            double width = WidthOf(names[i]) + 34;
            if (at > x && at + width > Width)
            {
                at = x;
                y += 18;
            }

            Rect(at, y, 11, 11, Colour(i)).Text(at + 16, y + 10, names[i]);
            at += width;
        }

        return y - top + 24;
    }

    /// <summary>The whole document.</summary>
    public string Document(double height, string title, string description) => string.Create(CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Number(Width)} {Number(height)}\" width=\"{Number(Width)}\" height=\"{Number(height)}\" role=\"img\" font-family=\"system-ui, sans-serif\">"
        + $"<title>{Escape(title)}</title><desc>{Escape(description)}</desc><rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>{_body}</svg>");

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
