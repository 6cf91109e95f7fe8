using System.Text;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Sources.Json;

/// <summary>What is taken beyond strict JSON.</summary>
internal sealed record JsonSyntax
{
    public bool AllowComments { get; init; }

    public bool AllowUnquotedNames { get; init; }

    public bool AllowSingleQuotes { get; init; } = true;

    public bool AllowLeadingZeros { get; init; }

    /// <summary>NaN and infinities as words.</summary>
    public bool AllowNonNumbers { get; init; } = true;

    public bool AllowAnyEscape { get; init; }

    public bool AllowControlCharacters { get; init; }

    public static JsonSyntax Read(OptionMap options) => new()
    {
        AllowComments = ReaderOptions.Flag(options, "allowComments", false),
        AllowUnquotedNames = ReaderOptions.Flag(options, "allowUnquotedFieldNames", false),
        AllowSingleQuotes = ReaderOptions.Flag(options, "allowSingleQuotes", true),
        AllowLeadingZeros = ReaderOptions.Flag(options, "allowNumericLeadingZeros", false),
        AllowNonNumbers = ReaderOptions.Flag(options, "allowNonNumericNumbers", true),
        AllowAnyEscape = ReaderOptions.Flag(options, "allowBackslashEscapingAnyCharacter", false),
        AllowControlCharacters = ReaderOptions.Flag(options, "allowUnquotedControlChars", false),
    };
}

/// <summary>The options of Spark's JSON reader, checked.</summary>
internal sealed record JsonOptions
{
    private static readonly string[] Refused = ["locale"];

    public required JsonSyntax Syntax { get; init; }

    public required ParseMode Mode { get; init; }

    public required string CorruptRecordColumn { get; init; }

    /// <summary>A file is one record; else every line is one.</summary>
    public bool MultiLine { get; init; }

    public bool PrimitivesAsString { get; init; }

    public bool PrefersDecimal { get; init; }

    public bool DropFieldIfAllNull { get; init; }

    public bool InferTimestamp { get; init; }

    /// <summary>What ends a line; null for LF, CR or both.</summary>
    public byte[]? LineSeparator { get; init; }

    /// <summary>Null for UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    public required TimeFormats Times { get; init; }

    /// <summary>Reads the options.</summary>
    /// <param name="options">As the user gave them.</param>
    /// <param name="corruptRecordColumn">The session's name of the column for bad records.</param>
    /// <param name="zone">The session's time zone.</param>
    /// <exception cref="SparkException">A value is not allowed, or the embedded engine lacks the option.</exception>
    public static JsonOptions Read(OptionMap options, string corruptRecordColumn, TimeZoneInfo zone)
    {
        ReaderOptions.Refuse(options, "JSON", Refused);
        return new JsonOptions
        {
            Syntax = JsonSyntax.Read(options),
            Mode = ReaderOptions.Mode(options),
            CorruptRecordColumn = options["columnNameOfCorruptRecord"] ?? corruptRecordColumn,
            MultiLine = ReaderOptions.Flag(options, "multiLine", false),
            PrimitivesAsString = ReaderOptions.Flag(options, "primitivesAsString", false),
            PrefersDecimal = ReaderOptions.Flag(options, "prefersDecimal", false),
            DropFieldIfAllNull = ReaderOptions.Flag(options, "dropFieldIfAllNull", false),
            InferTimestamp = ReaderOptions.Flag(options, "inferTimestamp", false),
            Encoding = ReaderOptions.Encoding(options),
            LineSeparator = ReaderOptions.LineSeparator(options),
            Times = TimeFormats.Read(options, zone),
        };
    }
}
