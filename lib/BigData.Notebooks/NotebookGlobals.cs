using BigData.Notebooks.Display;
using BigData.Notebooks.Scripting;
using BigData.Spark.Sql;

namespace BigData.Notebooks;

/// <summary>What every cell has by itself, without a <c>using</c> or a variable of its own.</summary>
public sealed class NotebookGlobals
{
    private readonly SparkAccess _spark;

    internal NotebookGlobals(SparkAccess spark)
    {
        _spark = spark;
    }

#pragma warning disable IDE1006, CA1707, CA1822 // Cells see these as their own: names of variables as in Spark's examples, and none of them static.
    /// <summary>
    /// The session over the lakehouse. It is opened with the notebook; <c>#!engine spark</c> in a cell changes to a Spark server, and so does setting another session.
    /// </summary>
    /// <exception cref="SparkException">The engine cannot be reached.</exception>
    public SparkSession spark
    {
        get => Task.Run(_spark.GetAsync).GetAwaiter().GetResult();
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _spark.Set(value);
        }
    }

    /// <summary>The frame of the newest <c>%%sql</c> cell, or of the newest cell that ended in a frame; null before the first.</summary>
    public DataFrame? _ { get; internal set; }

    /// <summary>Full path of the folder of the lakehouse.</summary>
    public string Lakehouse => _spark.Lakehouse;

    /// <summary>How many rows of a frame are shown at most; 20 by default.</summary>
    public int RowLimit
    {
        get;
        set => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one row must be shown.");
    } = 20;

    /// <summary>Is cancelled when the running cell is interrupted; long loops should look at it. Queries are stopped by themselves.</summary>
    public CancellationToken Cancellation => CellOutput.Current?.Interrupt ?? CancellationToken.None;

    /// <summary>Shows something below the cell, at once: a frame as a table, a chart as a picture, a schema as a tree, other values as they are.</summary>
    /// <param name="value">What to show; null shows <c>null</c>.</param>
    /// <param name="rows">How many rows of a frame or list at most; <see cref="RowLimit"/> if null.</param>
    /// <exception cref="SparkException">The frame could not be computed.</exception>
    public void Display(object? value, int? rows = null)
    {
        MimeBundle bundle = Displays.Of(value, rows ?? RowLimit);
        if (CellOutput.Current is { } cell)
        {
            cell.Interrupt.ThrowIfCancellationRequested();
            cell.Display(bundle);
        }
    }

    /// <summary>Removes what the cell has shown so far.</summary>
    /// <param name="wait">Whether to wait for the next output, so that nothing flickers.</param>
    public void ClearOutput(bool wait = false) => CellOutput.Current?.Clear(wait);

    /// <summary>HTML to show.</summary>
    /// <param name="text">The text; whoever puts values into it escapes them.</param>
    /// <returns>Give it to <see cref="Display"/>, or end a cell with it.</returns>
    public HtmlText Html(string text) => new(text);

    /// <summary>Markdown to show.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Give it to <see cref="Display"/>, or end a cell with it.</returns>
    public MarkdownText Markdown(string text) => new(text);
#pragma warning restore IDE1006, CA1707, CA1822
}

/// <summary>A text that is shown as HTML.</summary>
/// <param name="Text">The text.</param>
public sealed record HtmlText(string Text);

/// <summary>A text that is shown as Markdown.</summary>
/// <param name="Text">The text.</param>
public sealed record MarkdownText(string Text);
