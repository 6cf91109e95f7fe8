namespace BigData.Hosting.Reporting;

/// <summary>A picture of the rows of a table.</summary>
/// <param name="Title">What it shows; its accessible name.</param>
/// <param name="Summary">The message in one sentence; its accessible description.</param>
internal abstract record ReportChart(string Title, string Summary);

/// <summary>Bars of one measure.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Summary">The message.</param>
/// <param name="Bars">From top to bottom.</param>
internal sealed record BarChart(string Title, string Summary, IReadOnlyList<Bar> Bars) : ReportChart(Title, Summary);

/// <summary>One bar.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Value">Its length; not negative.</param>
/// <param name="Text">The value for a reader.</param>
/// <param name="IsQuiet">Whether it is there to compare with.</param>
internal sealed record Bar(string Label, double Value, string Text, bool IsQuiet = false);

/// <summary>Two measures of one thing in bars below each other, both as shares.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Summary">The message.</param>
/// <param name="First">Name of the first measure.</param>
/// <param name="Second">Name of the second measure.</param>
/// <param name="Pairs">From top to bottom; a null share is not drawn.</param>
internal sealed record PairChart(string Title, string Summary, string First, string Second, IReadOnlyList<SharePair> Pairs) : ReportChart(Title, Summary);

/// <summary>Two shares of one thing.</summary>
/// <param name="Label">What they are of.</param>
/// <param name="First">The first share; null where it is withheld.</param>
/// <param name="Second">The second share; null where it is withheld.</param>
internal sealed record SharePair(string Label, double? First, double? Second);

/// <summary>How far several answers to one question lie apart: a line from the least to the most, and marks for some of them.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Summary">The message.</param>
/// <param name="Marks">Names of the marked answers, at most four.</param>
/// <param name="Ranges">From top to bottom.</param>
internal sealed record RangeChart(string Title, string Summary, IReadOnlyList<string> Marks, IReadOnlyList<AnswerRange> Ranges) : ReportChart(Title, Summary);

/// <summary>The answers to one question.</summary>
/// <param name="Label">The question's subject.</param>
/// <param name="Least">The smallest of all answers.</param>
/// <param name="Most">The largest of all answers.</param>
/// <param name="Values">The marked answers in the order of the names; null where there is none.</param>
internal sealed record AnswerRange(string Label, double Least, double Most, IReadOnlyList<double?> Values);

/// <summary>A flow through columns of nodes from left to right (a Sankey picture).</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Summary">The message.</param>
/// <param name="Headings">One for each column of nodes.</param>
/// <param name="Links">From a node of a column to a node of the next one.</param>
internal sealed record FlowChart(string Title, string Summary, IReadOnlyList<string> Headings, IReadOnlyList<FlowLink> Links) : ReportChart(Title, Summary);

/// <summary>A stream between neighbouring columns.</summary>
/// <param name="Column">The column that it leaves, from 0.</param>
/// <param name="From">The node that it leaves.</param>
/// <param name="To">The node that it enters, in the next column.</param>
/// <param name="Count">Its width; above 0.</param>
internal sealed record FlowLink(int Column, FlowNode From, FlowNode To, long Count);

/// <summary>A node of a flow.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Kind">What it stands for.</param>
internal sealed record FlowNode(string Label, FlowKind Kind = FlowKind.Step);

/// <summary>What a node of a flow stands for.</summary>
internal enum FlowKind
{
    /// <summary>A step on the way.</summary>
    Step,

    /// <summary>Further steps that are not told apart.</summary>
    Rest,

    /// <summary>The end that was hoped for.</summary>
    Gain,

    /// <summary>Any other end.</summary>
    Loss,
}
