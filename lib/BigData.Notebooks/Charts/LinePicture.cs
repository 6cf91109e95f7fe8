using System.Globalization;
using System.Text;

namespace BigData.Notebooks.Charts;

/// <summary>Lines, or points, over numbers, days, times or names.</summary>
internal static class LinePicture
{
    private const double Left = 66;
    private const double Right = 16;
    private const double Body = 250;
    private const int MostTicks = 7;
    private const int MostDots = 60;

    public static Chart Draw(ChartData data, string? title, bool asPoints)
    {
        SvgWriter svg = new();
        double top = 12;
        if (title is not null)
        {
            svg.Text(8, top + 8, title, size: 14, isBold: true);
            top += 24;
        }

        top += svg.Legend(8, top, data.Series);
        svg.Text(8, top + 8, data.YName, fill: SvgWriter.Quiet, size: 11);
        top += 20;
        double[] values = [.. data.Rows.Select(row => row.Y).OfType<double>()];
        NiceScale scale = new(values.DefaultIfEmpty().Min(), values.DefaultIfEmpty().Max(), fromZero: !asPoints);
        double Y(double value) => top + Body - (scale.At(value) * Body);
        foreach (double tick in scale.Ticks)
        {
            svg.Rule(Left, Y(tick), SvgWriter.Width - Right, Y(tick)).Text(Left - 8, Y(tick) + 4, NiceScale.Text(tick), anchor: "end", fill: SvgWriter.Quiet, size: 11);
        }

        Across across = Across.Of(data, asPoints);
        double X(ChartRow row) => Left + (across.At(row) * (SvgWriter.Width - Left - Right));
        foreach ((double at, string label) in across.Ticks(MostTicks))
        {
            double x = Left + (at * (SvgWriter.Width - Left - Right));
            svg.Text(x, top + Body + 18, label, anchor: at < 0.03 ? "start" : at > 0.97 ? "end" : "middle", fill: SvgWriter.Quiet, size: 11);
        }

        for (int i = 0; i < data.Series.Count; i++)
        {
            ChartRow[] rows = [.. data.Rows.Where(row => row.Series == data.Series[i]).OrderBy(across.At)];
            if (!asPoints)
            {
                foreach (ChartRow[] run in Runs(rows))
                {
                    svg.Path(run.Select(row => (X(row), Y(row.Y!.Value))), SvgWriter.Colour(i));
                }
            }

            foreach (ChartRow row in rows.Where(row => row.Y is not null && (asPoints || rows.Length <= MostDots)))
            {
                svg.Dot(X(row), Y(row.Y!.Value), 3, SvgWriter.Colour(i), $"{row.Label}{(data.IsSplit ? ", " + row.Series : string.Empty)}: {NiceScale.Text(row.Y.Value)}");
            }
        }

        double bottom = top + Body + 26;
        svg.Text(SvgWriter.Width - Right, bottom + 8, data.Note is { } note ? $"{data.XName}. {note}" : data.XName, anchor: "end", fill: SvgWriter.Quiet, size: 11);
        string name = title ?? $"{data.YName} by {data.XName}";
        return new Chart(name, svg.Document(bottom + 20, name, $"{(asPoints ? "Points" : "Lines")} of {data.YName} by {data.XName}."), Plain(data, name, across));
    }

    // A missing value breaks the line.
    private static IEnumerable<ChartRow[]> Runs(ChartRow[] rows)
    {
        List<ChartRow> run = [];
        foreach (ChartRow row in rows)
        {
            if (row.Y is not null)
            {
                run.Add(row);
            }
            else if (run.Count > 0)
            {
                yield return [.. run];
                run.Clear();
            }
        }

        if (run.Count > 0)
        {
            yield return [.. run];
        }
    }

    private static string Plain(ChartData data, string title, Across across)
    {
        StringBuilder text = new(title);
        foreach (string series in data.Series)
        {
            ChartRow[] rows = [.. data.Rows.Where(row => row.Series == series && row.Y is not null).OrderBy(across.At)];
            if (rows.Length > 0)
            {
                ChartRow least = rows.MinBy(row => row.Y)!;
                ChartRow most = rows.MaxBy(row => row.Y)!;
                text.Append(CultureInfo.InvariantCulture, $"\n{(series.Length == 0 ? data.YName : series)}: {rows.Length} points, {rows[0].Label} {NiceScale.Text(rows[0].Y!.Value)} to {rows[^1].Label} {NiceScale.Text(rows[^1].Y!.Value)}")
                    .Append(CultureInfo.InvariantCulture, $"; least {NiceScale.Text(least.Y!.Value)} ({least.Label}), most {NiceScale.Text(most.Y!.Value)} ({most.Label})");
            }
        }

        return text.ToString();
    }
}
