using BigData.Notebooks.Charts;
using BigData.Spark.Sql;

namespace BigData.Notebooks;

/// <summary>Charts and plans of frames. Each reads the frame once when it is called; what it gives is shown by ending a cell with it or by <c>Display</c>.</summary>
public static class FrameDisplays
{
    private const int MostBars = 60;
    private const int MostPoints = 5_000;

    /// <summary>Bars of a measure, one for each row in the order of the frame.</summary>
    /// <param name="frame">The frame; at most 60 rows are drawn, and the chart says so when there are more.</param>
    /// <param name="label">The column with the names of the bars.</param>
    /// <param name="value">The column with their numbers; a null has no bar.</param>
    /// <param name="series">A column that splits each bar into one for each of its values; null for none.</param>
    /// <param name="title">What the chart shows; null for none.</param>
    /// <returns>The chart.</returns>
    /// <exception cref="SparkException">A column is not there, or the frame could not be computed.</exception>
    /// <exception cref="NotebookException">The value column holds no numbers.</exception>
    public static Chart BarChart(this DataFrame frame, string label, string value, string? series = null, string? title = null) =>
        ChartData.Read(frame, MostBars, label, value, series).Bars(title);

    /// <summary>Lines of a measure over a number, a day or a time.</summary>
    /// <param name="frame">The frame, in any order; at most 5,000 rows are drawn.</param>
    /// <param name="x">The column across: numbers, dates or timestamps, or names in the order of the frame.</param>
    /// <param name="y">The column upward; a null breaks the line.</param>
    /// <param name="series">A column with one line for each of its values, at most eight; null for one line.</param>
    /// <param name="title">What the chart shows; null for none.</param>
    /// <returns>The chart.</returns>
    /// <exception cref="SparkException">A column is not there, or the frame could not be computed.</exception>
    /// <exception cref="NotebookException">The y column holds no numbers, or there are too many series.</exception>
    public static Chart LineChart(this DataFrame frame, string x, string y, string? series = null, string? title = null) =>
        ChartData.Read(frame, MostPoints, x, y, series).Lines(title);

    /// <summary>A point for each row.</summary>
    /// <param name="frame">The frame; at most 5,000 rows are drawn.</param>
    /// <param name="x">The column across: numbers, dates or timestamps.</param>
    /// <param name="y">The column upward: numbers.</param>
    /// <param name="series">A column with a colour and shape for each of its values, at most eight; null for one.</param>
    /// <param name="title">What the chart shows; null for none.</param>
    /// <returns>The chart.</returns>
    /// <exception cref="SparkException">A column is not there, or the frame could not be computed.</exception>
    /// <exception cref="NotebookException">A column holds no numbers, or there are too many series.</exception>
    public static Chart ScatterChart(this DataFrame frame, string x, string y, string? series = null, string? title = null) =>
        ChartData.Read(frame, MostPoints, x, y, series).Points(title);

    /// <summary>How the values of a column are spread: counts in bins of one width, computed by the engine.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="column">A column of numbers; nulls and values that are not finite are left out.</param>
    /// <param name="bins">How many bins at most, from 1 to 60; their edges are round numbers.</param>
    /// <param name="title">What the chart shows; null for none.</param>
    /// <returns>The chart.</returns>
    /// <exception cref="SparkException">The column is not there, or the frame could not be computed.</exception>
    /// <exception cref="NotebookException">The column holds no numbers.</exception>
    public static Chart Histogram(this DataFrame frame, string column, int bins = 20, string? title = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, MostBars);
        return HistogramData.Read(frame, column, bins, title);
    }

    /// <summary>Numbers of pairs as a grid with a shade and the number in each field.</summary>
    /// <param name="frame">The frame: one row for each pair; names in the order of the frame, at most 40 each way.</param>
    /// <param name="row">The column with the names down.</param>
    /// <param name="column">The column with the names across.</param>
    /// <param name="value">The column with the numbers; a pair without a row stays empty.</param>
    /// <param name="title">What the chart shows; null for none.</param>
    /// <returns>The chart.</returns>
    /// <exception cref="SparkException">A column is not there, or the frame could not be computed.</exception>
    /// <exception cref="NotebookException">The value column holds no numbers, or there are too many names.</exception>
    public static Chart Heatmap(this DataFrame frame, string row, string column, string value, string? title = null) =>
        ChartData.Read(frame, MostPoints, row, value, column).Grid(title);

    /// <summary>The plan of a frame, each part under its heading.</summary>
    /// <param name="frame">The frame; it is not executed.</param>
    /// <param name="mode">Spark's modes: <c>simple</c>, <c>extended</c>, <c>codegen</c>, <c>cost</c> or <c>formatted</c>.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="SparkException">The plan is wrong, or the engine does not have the mode.</exception>
    public static PlanText Plan(this DataFrame frame, string mode = "extended")
    {
        ArgumentNullException.ThrowIfNull(frame);
        return new PlanText(frame.ExplainString(mode));
    }
}

/// <summary>The plan of a frame.</summary>
/// <param name="Text">As <c>Explain</c> prints it.</param>
public sealed record PlanText(string Text);
