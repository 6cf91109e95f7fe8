using System.Text;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Notebooks.Charts;

/// <summary>Counts of values in bins of one width between round numbers, drawn as columns side by side.</summary>
internal static class HistogramData
{
    private const double Left = 66;
    private const double Right = 16;
    private const double Body = 220;

    public static Chart Read(DataFrame frame, string column, int bins, string? title)
    {
        ArgumentNullException.ThrowIfNull(frame);
        DataFrame values = frame.Select(frame.Col(column).Cast("double").As("value")).Filter("value IS NOT NULL AND NOT isnan(value) AND abs(value) < double('infinity')");
        Row ends = values.Agg(Min("value"), Max("value")).First();
        if (ends.IsNullAt(0))
        {
            throw new NotebookException($"The column {column} has no number to draw.");
        }

        (double least, double most) = (ends.GetAs<double>(0), ends.GetAs<double>(1));
        (double first, double width, int count) = Round(least, most, bins);
        Column bin = Least(Floor((Col("value") - first) / width).Cast("int"), Lit(count - 1));
        Dictionary<int, long> counts = values.GroupBy(bin.As("bin")).Agg(Count("value").As("count")).Collect().ToDictionary(row => row.GetAs<int>(0), row => row.GetAs<long>(1));
        return Draw(column, title ?? $"Distribution of {column}", first, width, [.. Enumerable.Range(0, count).Select(i => counts.GetValueOrDefault(i))]);
    }

    // The narrowest bins of 1, 2, 2.5 or 5 times a power of ten of which no more than so many cover all values; the last one holds its upper end, too.
    private static (double First, double Width, int Count) Round(double least, double most, int bins)
    {
        if (most <= least)
        {
            return (least, 1, 1);
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10((most - least) / bins)));
        double[] widths = [power, 2 * power, 2.5 * power, 5 * power, 10 * power, 20 * power];
        int Count(double width) => (int)Math.Ceiling((most / width) - Math.Floor(least / width));
        double? chosen = widths.Where(width => Count(width) <= bins).Select(width => (double?)width).FirstOrDefault();
        return chosen is { } round ? (Math.Floor(least / round) * round, round, Count(round)) : (least, (most - least) / bins, bins);
    }

    private static Chart Draw(string column, string title, double least, double width, long[] counts)
    {
        SvgWriter svg = new();
        NiceScale scale = new(0, counts.Max(), fromZero: true);
        double top = 36;
        svg.Text(8, 20, title, size: 14, isBold: true);
        double Y(double value) => top + Body - (scale.At(value) * Body);
        foreach (double tick in scale.Ticks)
        {
            svg.Rule(Left, Y(tick), SvgWriter.Width - Right, Y(tick)).Text(Left - 8, Y(tick) + 4, NiceScale.Text(tick), anchor: "end", fill: SvgWriter.Quiet, size: 11);
        }

        double step = (SvgWriter.Width - Left - Right) / counts.Length;
        StringBuilder plain = new(title);
        int every = Math.Max(1, (int)Math.Ceiling(counts.Length / 8.0));
        for (int i = 0; i < counts.Length; i++)
        {
            string range = $"{NiceScale.Text(least + (i * width))} to {NiceScale.Text(least + ((i + 1) * width))}";
            svg.Rect(Left + (i * step), Y(counts[i]), Math.Max(1, step - 1), top + Body - Y(counts[i]), SvgWriter.Colour(0), $"{range}: {NiceScale.Text(counts[i])}");
            plain.Append('\n').Append(range).Append(": ").Append(NiceScale.Text(counts[i]));
            if (i % every == 0)
            {
                svg.Text(Left + (i * step), top + Body + 16, NiceScale.Text(least + (i * width)), anchor: i == 0 ? "start" : "middle", fill: SvgWriter.Quiet, size: 11);
            }
        }

        svg.Text(SvgWriter.Width - Right, top + Body + 34, column, anchor: "end", fill: SvgWriter.Quiet, size: 11);
        return new Chart(title, svg.Document(top + Body + 44, title, $"Counts of {column} in {counts.Length} bins."), plain.ToString());
    }
}
