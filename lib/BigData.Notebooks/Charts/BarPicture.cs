using System.Text;

namespace BigData.Notebooks.Charts;

/// <summary>Bars across, each beside its name and with its number at the end.</summary>
internal static class BarPicture
{
    private const double Left = 8;
    private const double MostName = 230;
    private const int PlainWidth = 40;

    public static Chart Draw(ChartData data, string? title)
    {
        SvgWriter svg = new();
        double top = 12;
        if (title is not null)
        {
            svg.Text(Left, top + 8, title, size: 14, isBold: true);
            top += 24;
        }

        top += svg.Legend(Left, top, data.Series);
        double[] values = [.. data.Rows.Select(row => row.Y).OfType<double>()];
        NiceScale scale = new(values.DefaultIfEmpty().Min(), values.DefaultIfEmpty().Max(), fromZero: true);
        double names = Math.Min(MostName, data.Labels.Select(SvgWriter.WidthOf).DefaultIfEmpty().Max());
        double start = Left + names + 10;
        double across = SvgWriter.Width - start - 76;
        double thickness = data.Series.Count == 1 ? 18 : Math.Max(12, 30.0 / data.Series.Count);
        double row = (thickness * data.Series.Count) + 8;
        double zero = start + (scale.At(0) * across);
        ILookup<string, ChartRow> byLabel = data.Rows.ToLookup(item => item.Label, StringComparer.Ordinal);
        for (int i = 0; i < data.Labels.Count; i++)
        {
            double y = top + (i * row);
            svg.Text(start - 10, y + (thickness * data.Series.Count / 2) + 4, Cut(data.Labels[i]), anchor: "end");
            foreach (ChartRow item in byLabel[data.Labels[i]].Where(item => item.Y is not null))
            {
                int series = data.Series.ToList().IndexOf(item.Series);
                double end = start + (scale.At(item.Y!.Value) * across);
                double at = y + (series * thickness);
                svg.Rect(Math.Min(zero, end), at, Math.Max(1, Math.Abs(end - zero)), thickness - 1, SvgWriter.Colour(series), Hint(data, item));
                svg.Text(Math.Max(zero, end) + 5, at + (thickness / 2) + 4, NiceScale.Text(item.Y.Value), fill: SvgWriter.Quiet, size: 11);
            }
        }

        double bottom = top + (data.Labels.Count * row);
        svg.Rule(zero, top - 2, zero, bottom, SvgWriter.Quiet);
        if (data.Note is { } note)
        {
            svg.Text(Left, bottom + 14, note, fill: SvgWriter.Quiet, size: 11);
            bottom += 20;
        }

        string name = title ?? $"{data.YName} by {data.XName}";
        return new Chart(name, svg.Document(bottom + 10, name, $"Bars of {data.YName} by {data.XName}."), Plain(data, name, values.Select(Math.Abs).DefaultIfEmpty().Max()));
    }

    private static string Hint(ChartData data, ChartRow row) => $"{row.Label}{(data.IsSplit ? ", " + row.Series : string.Empty)}: {NiceScale.Text(row.Y!.Value)}";

    private static string Cut(string text) => SvgWriter.WidthOf(text) <= MostName ? text : text[..(int)(MostName / 6.7)] + "…";

    private static string Plain(ChartData data, string title, double most)
    {
        StringBuilder text = new(title);
        string[] names = [.. data.Rows.Select(row => data.IsSplit ? $"{row.Label}, {row.Series}" : row.Label)];
        int width = names.Select(name => name.Length).DefaultIfEmpty().Max();
        for (int i = 0; i < names.Length; i++)
        {
            double value = data.Rows[i].Y ?? 0;
            int length = most > 0 ? (int)Math.Round(PlainWidth * Math.Abs(value) / most) : 0;
            text.Append('\n').Append(names[i].PadRight(width)).Append("  ").Append('█', length).Append(' ').Append(data.Rows[i].Y is { } number ? NiceScale.Text(number) : "null");
        }

        return text.ToString();
    }
}
