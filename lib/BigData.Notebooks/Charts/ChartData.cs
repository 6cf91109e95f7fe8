using System.Globalization;
using BigData.Notebooks.Display;
using BigData.Spark.Sql;

namespace BigData.Notebooks.Charts;

/// <summary>The rows that a chart is drawn from.</summary>
internal sealed class ChartData
{
    private ChartData(string xName, string yName, IReadOnlyList<ChartRow> rows, bool hasMore, bool isSplit)
    {
        XName = xName;
        YName = yName;
        Rows = rows;
        HasMore = hasMore;
        IsSplit = isSplit;
        Series = [.. rows.Select(row => row.Series).Distinct(StringComparer.Ordinal)];
        Labels = [.. rows.Select(row => row.Label).Distinct(StringComparer.Ordinal)];
    }

    public string XName { get; }

    public string YName { get; }

    public IReadOnlyList<ChartRow> Rows { get; }

    /// <summary>Whether the frame had more rows than are drawn.</summary>
    public bool HasMore { get; }

    /// <summary>Whether there is a column of series.</summary>
    public bool IsSplit { get; }

    /// <summary>Names of series in the order of the frame; one empty name without series.</summary>
    public IReadOnlyList<string> Series { get; }

    /// <summary>Values of x as text in the order of the frame.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Reads three columns of a frame.</summary>
    /// <exception cref="NotebookException">A value of y is no number.</exception>
    public static ChartData Read(DataFrame frame, int limit, string x, string y, string? series)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentException.ThrowIfNullOrEmpty(x);
        ArgumentException.ThrowIfNullOrEmpty(y);
        DataFrame columns = series is null ? frame.Select(frame.Col(x), frame.Col(y)) : frame.Select(frame.Col(x), frame.Col(y), frame.Col(series));
        IReadOnlyList<Row> rows = columns.Limit(limit + 1).Collect();
        ChartRow[] read = [.. rows.Take(limit).Select(row => new ChartRow(row.Get(0), ValueText.Of(row.Get(0)), Number(row.Get(1), y), series is null ? string.Empty : ValueText.Of(row.Get(2))))];
        return new ChartData(x, y, read, rows.Count > limit, series is not null);
    }

    public Chart Bars(string? title) => BarPicture.Draw(this, title);

    public Chart Lines(string? title) => LinePicture.Draw(Checked(), title, asPoints: false);

    public Chart Points(string? title) => LinePicture.Draw(Checked(), title, asPoints: true);

    public Chart Grid(string? title) => GridPicture.Draw(this, title);

    /// <summary>A value as a number; null for null and for what is not finite.</summary>
    /// <exception cref="NotebookException">It is something else.</exception>
    public static double? Number(object? value, string column) => value switch
    {
        null => null,
        double number => double.IsFinite(number) ? number : null,
        float number => float.IsFinite(number) ? number : null,
        SparkDecimal number => double.Parse(number.ToString(), CultureInfo.InvariantCulture),
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw new NotebookException($"The column {column} holds no numbers but {value.GetType().Name}; a chart needs a column of numbers here."),
    };

    /// <summary>What stands below a chart that does not show everything.</summary>
    public string? Note => HasMore ? string.Create(CultureInfo.InvariantCulture, $"The first {Rows.Count:N0} rows; the frame has more.") : null;

    private ChartData Checked() => Series.Count <= SvgWriter.MostSeries
        ? this
        : throw new NotebookException(string.Create(
            CultureInfo.InvariantCulture, $"There are {Series.Count} series, and more than {SvgWriter.MostSeries} lines cannot be told apart; filter the frame, or draw them as a Heatmap."));
}

/// <summary>A row of a chart.</summary>
/// <param name="X">The value across.</param>
/// <param name="Label">The same as text.</param>
/// <param name="Y">The number; null for none.</param>
/// <param name="Series">The series; empty for the only one.</param>
internal sealed record ChartRow(object? X, string Label, double? Y, string Series);
