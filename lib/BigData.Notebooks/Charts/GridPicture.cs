using System.Globalization;
using System.Text;

namespace BigData.Notebooks.Charts;

/// <summary>A grid of numbers, darker where they are larger.</summary>
internal static class GridPicture
{
    private const int MostNames = 40;
    private const double Row = 24;
    private const double MostName = 200;

    public static Chart Draw(ChartData data, string? title)
    {
        if (data.Labels.Count > MostNames || data.Series.Count > MostNames)
        {
            throw new NotebookException(string.Create(
                CultureInfo.InvariantCulture, $"The grid would have {data.Labels.Count} by {data.Series.Count} fields; more than {MostNames} each way cannot be read, filter the frame first."));
        }

        // A name that is both row and column, as in a movement, has the place of its row both ways.
        bool isNamed = data.Rows.Any(row => row.X is string);
        List<string> down = [.. data.Labels];
        string[] across = [.. data.Series.OrderBy(name => isNamed && down.IndexOf(name) is var place and >= 0 ? place : int.MaxValue)];
        SvgWriter svg = new();
        double top = 12;
        if (title is not null)
        {
            svg.Text(8, top + 8, title, size: 14, isBold: true);
            top += 26;
        }

        double names = Math.Min(MostName, data.Labels.Select(SvgWriter.WidthOf).DefaultIfEmpty().Max());
        double left = 16 + names;
        double column = Math.Min(90, (SvgWriter.Width - left - 8) / Math.Max(1, across.Length));
        bool isStaggered = across.Any(name => SvgWriter.WidthOf(name) > column - 4);
        for (int i = 0; i < across.Length; i++)
        {
            svg.Text(left + ((i + 0.5) * column), top + (isStaggered ? (i % 2 * 14) + 8 : 8), Cut(across[i], column * (isStaggered ? 2 : 1)), anchor: "middle", fill: SvgWriter.Quiet, size: 11);
        }

        top += isStaggered ? 30 : 16;
        Dictionary<(string, string), double> values = [];
        foreach (ChartRow row in data.Rows.Where(row => row.Y is not null))
        {
            values[(row.Label, row.Series)] = row.Y!.Value;
        }

        double most = values.Values.Select(Math.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < data.Labels.Count; i++)
        {
            double y = top + (i * Row);
            svg.Text(left - 8, y + 16, Cut(data.Labels[i], MostName), anchor: "end");
            for (int j = 0; j < across.Length; j++)
            {
                if (values.TryGetValue((data.Labels[i], across[j]), out double value))
                {
                    double share = most > 0 ? Math.Abs(value) / most : 0;
                    svg.Rect(left + (j * column), y, column - 2, Row - 2, Shade(share, value < 0), $"{data.Labels[i]}, {across[j]}: {NiceScale.Text(value)}");
                    svg.Text(left + ((j + 0.5) * column) - 1, y + 15, NiceScale.Text(value), anchor: "middle", fill: share > 0.62 ? "#ffffff" : SvgWriter.Ink, size: 11);
                }
            }
        }

        double bottom = top + (data.Labels.Count * Row);
        string name = title ?? $"{data.YName} by {data.XName}";
        return new Chart(name, svg.Document(bottom + 10, name, $"A grid of {data.YName}."), Plain(data, name, across, values));
    }

    // From white to dark blue; negative numbers to dark red.
    private static string Shade(double share, bool isNegative)
    {
        (int red, int green, int blue) = isNegative ? (150, 40, 20) : (0, 76, 130);
        int Mix(int end) => (int)Math.Round(244 + ((end - 244) * share));
        return string.Create(CultureInfo.InvariantCulture, $"#{Mix(red):x2}{Mix(green):x2}{Mix(blue):x2}");
    }

    private static string Cut(string text, double width) => SvgWriter.WidthOf(text) <= width ? text : text[..Math.Max(1, (int)(width / 6.7) - 1)] + "…";

    private static string Plain(ChartData data, string title, string[] across, Dictionary<(string, string), double> values)
    {
        StringBuilder text = new(title);
        foreach (string label in data.Labels)
        {
            text.Append('\n').Append(label).Append(": ")
                .AppendJoin(", ", across.Where(series => values.ContainsKey((label, series))).Select(series => $"{series} {NiceScale.Text(values[(label, series)])}"));
        }

        return text.ToString();
    }
}
