using BigData.Hosting.Reporting.Guides;

namespace BigData.Hosting.Reporting;

/// <summary>What a report says, without how it looks: the page and the JSON document are both made from it.</summary>
/// <param name="AsOf">The newest as-of date of the tables; null where no table tells one.</param>
/// <param name="WindowDays">Look-back window of attribution, days; null where no table has one.</param>
/// <param name="Sources">What is said of each source, in ordinal order of their names.</param>
/// <param name="Closing">What is said of the lakehouse as a whole: freshness and runs.</param>
internal sealed record ReportDocument(DateOnly? AsOf, int? WindowDays, IReadOnlyList<SourceReport> Sources, IReadOnlyList<ReportSection> Closing)
{
    /// <summary>The tables that were looked for and are not there, each once.</summary>
    public IEnumerable<MissingTable> Missing => Sources.SelectMany(source => source.Sections).Concat(Closing)
        .SelectMany(section => section.Blocks).OfType<MissingTable>().DistinctBy(missing => missing.Table);
}

/// <summary>What is said of one source.</summary>
/// <param name="Source">Its name in the tables.</param>
/// <param name="AsOf">Its newest as-of date; null where no table tells one.</param>
/// <param name="Figures">The few numbers on top.</param>
/// <param name="Sections">Its sections in reading order.</param>
internal sealed record SourceReport(string Source, DateOnly? AsOf, IReadOnlyList<Figure> Figures, IReadOnlyList<ReportSection> Sections);

/// <summary>A number on top of a source's part.</summary>
/// <param name="Name">Its name in the JSON document.</param>
/// <param name="Label">What it is, for a reader.</param>
/// <param name="Value">The number.</param>
/// <param name="Kind">How it is printed.</param>
/// <param name="Basis">Over what it is counted, such as the window.</param>
internal sealed record Figure(string Name, string Label, object? Value, ValueKind Kind, string Basis);

/// <summary>One topic.</summary>
/// <param name="Id">Its name in the JSON document, and in the page's addresses.</param>
/// <param name="Title">The heading.</param>
/// <param name="Lead">One sentence or two: what is shown, how it is computed, over which window.</param>
/// <param name="Blocks">What follows.</param>
/// <param name="Basis">The tables that it comes from, with version and as-of.</param>
/// <param name="Guide">The guide that tells how the numbers come about; null where none does.</param>
internal sealed record ReportSection(
    string Id, string Title, string Lead, IReadOnlyList<ReportBlock> Blocks, IReadOnlyList<TableBasis> Basis, Guide? Guide = null);

/// <summary>The state of a table that a section was made from.</summary>
/// <param name="Table">Its full name.</param>
/// <param name="Version">Its version.</param>
/// <param name="AsOf">Its as-of date; null where its commits tell none.</param>
internal sealed record TableBasis(string Table, long Version, DateOnly? AsOf);

/// <summary>A part of a section.</summary>
internal abstract record ReportBlock;

/// <summary>A sentence.</summary>
/// <param name="Text">Plain text.</param>
internal sealed record Remark(string Text) : ReportBlock;

/// <summary>A table that is not in the lakehouse.</summary>
/// <param name="Table">Its full name.</param>
/// <param name="Command">What a user types to have it; null where no job of this program makes it.</param>
internal sealed record MissingTable(string Table, string? Command) : ReportBlock;

/// <summary>Rows under headers.</summary>
/// <param name="Name">Its name in the JSON document.</param>
/// <param name="Caption">What the rows are, with the window where there is one.</param>
/// <param name="Columns">The columns; the first one names the row.</param>
/// <param name="Rows">Cells in the order of the columns: null, <see cref="Absent"/>, a <see cref="Guides.Guide"/> to link to, or a value of the column's kind.</param>
/// <param name="Chart">A picture of the same rows, shown above them.</param>
/// <param name="IsFolded">Whether the rows are shown only when the reader asks; null: where there is a picture of them.</param>
/// <param name="IsGrouped">Whether neighbouring rows with the same first cell share it.</param>
internal sealed record DataTable(
    string Name,
    string Caption,
    IReadOnlyList<DataColumn> Columns,
    IReadOnlyList<IReadOnlyList<object?>> Rows,
    ReportChart? Chart = null,
    bool? IsFolded = null,
    bool IsGrouped = false) : ReportBlock;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name in the JSON document.</param>
/// <param name="Title">Its header.</param>
/// <param name="Kind">How its values are printed.</param>
internal sealed record DataColumn(string Name, string Title, ValueKind Kind = ValueKind.Text);

/// <summary>A cell without a number, and why; null in the JSON document.</summary>
/// <param name="Reason">A word or two.</param>
internal sealed record Absent(string Reason)
{
    public static readonly Absent Withheld = new("withheld");
    public static readonly Absent NotMeasurable = new("not measurable");
    public static readonly Absent NoSpend = new("no spend");
}

/// <summary>How a value is printed.</summary>
internal enum ValueKind
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>Whole, with separators of thousands.</summary>
    Count,

    /// <summary>A number that need not be whole, one decimal.</summary>
    Decimal,

    /// <summary>Money, whole from 1,000 and with cents below.</summary>
    Money,

    /// <summary>A small number, four decimals.</summary>
    Precise,

    /// <summary>A share of 1, in percent.</summary>
    Share,

    /// <summary>A difference of counts, with its sign.</summary>
    Change,

    /// <summary>A day.</summary>
    Day,

    /// <summary>An instant, UTC.</summary>
    Time,
}
