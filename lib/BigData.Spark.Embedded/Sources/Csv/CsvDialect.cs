namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>The characters of a CSV dialect, each one byte of UTF-8; 0 means there is none.</summary>
/// <param name="Delimiter">Between fields.</param>
/// <param name="Quote">Around a field that holds delimiters or line ends; 0 for none.</param>
/// <param name="Escape">Before a quote inside a quoted field.</param>
/// <param name="EscapeOfEscape">Before the escape itself inside a quoted field.</param>
/// <param name="Comment">First character of lines that are left out.</param>
/// <param name="TrimLeft">Whitespace before an unquoted field, and before the opening quote, is left out.</param>
/// <param name="TrimRight">Whitespace after an unquoted field is left out.</param>
internal sealed record CsvDialect(
    byte Delimiter, byte Quote, byte Escape, byte EscapeOfEscape, byte Comment, bool TrimLeft, bool TrimRight)
{
    /// <summary>The most fields that a record may have.</summary>
    public int MaxColumns { get; init; } = 20480;

    /// <summary>The most characters that a field may have; -1 for no limit.</summary>
    public int MaxCharsPerColumn { get; init; } = -1;
}
