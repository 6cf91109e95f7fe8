using System.Globalization;
using System.Text;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Errors;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>The options of Spark's CSV reader, checked.</summary>
internal sealed record CsvOptions
{
    private static readonly string[] Refused = ["locale", "unescapedQuoteHandling", "lineSep"];

    public required CsvDialect Dialect { get; init; }

    public ParseMode Mode { get; init; }

    public bool Header { get; init; }

    public bool InferSchema { get; init; }

    public bool EnforceSchema { get; init; } = true;

    /// <summary>Records may go over line ends inside quotes; else every line is one record.</summary>
    public bool MultiLine { get; init; }

    public required string CorruptRecordColumn { get; init; }

    public required byte[] NullValue { get; init; }

    /// <summary>What a quoted field without content stands for.</summary>
    public required byte[] EmptyValue { get; init; }

    public string NanValue { get; init; } = "NaN";

    public string PositiveInf { get; init; } = "Inf";

    public string NegativeInf { get; init; } = "-Inf";

    /// <summary>Null for UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    public required TimeFormats Times { get; init; }

    /// <summary>Reads the options.</summary>
    /// <param name="options">As the user gave them.</param>
    /// <param name="corruptRecordColumn">The session's name of the column for bad records.</param>
    /// <param name="zone">The session's time zone.</param>
    /// <exception cref="SparkException">A value is not allowed, or the embedded engine lacks the option.</exception>
    public static CsvOptions Read(OptionMap options, string corruptRecordColumn, TimeZoneInfo zone)
    {
        ReaderOptions.Refuse(options, "CSV", Refused);
        return new CsvOptions
        {
            Dialect = ReadDialect(options),
            Mode = ReaderOptions.Mode(options),
            Header = ReaderOptions.Flag(options, "header", false),
            InferSchema = ReaderOptions.Flag(options, "inferSchema", false),
            EnforceSchema = ReaderOptions.Flag(options, "enforceSchema", true),
            MultiLine = ReaderOptions.Flag(options, "multiLine", false),
            CorruptRecordColumn = options["columnNameOfCorruptRecord"] ?? corruptRecordColumn,
            NullValue = Encoding.UTF8.GetBytes(options["nullValue"] ?? ""),
            EmptyValue = Encoding.UTF8.GetBytes(options["emptyValue"] ?? ""),
            NanValue = options["nanValue"] ?? "NaN",
            PositiveInf = options["positiveInf"] ?? "Inf",
            NegativeInf = options["negativeInf"] ?? "-Inf",
            Encoding = ReaderOptions.Encoding(options),
            Times = TimeFormats.Read(options, zone),
        };
    }

    /// <summary>The characters of the dialect, for reading and for writing.</summary>
    /// <exception cref="SparkException">One is not allowed, or the embedded engine cannot do with it.</exception>
    public static CsvDialect ReadDialect(OptionMap options)
    {
        byte quote = Character(options, "quote", '"');
        byte escape = Character(options, "escape", '\\');
        byte comment = Character(options, "comment", '\0');
        byte escapeOfEscape = options["charToEscapeQuoteEscaping"] is { Length: > 0 }
            ? Character(options, "charToEscapeQuoteEscaping", '\0')
            : quote == escape ? (byte)0 : escape;
        return new CsvDialect(
            Delimiter(options["sep"] ?? options["delimiter"] ?? ","),
            quote,
            escape,
            escapeOfEscape,
            comment,
            ReaderOptions.Flag(options, "ignoreLeadingWhiteSpace", false),
            ReaderOptions.Flag(options, "ignoreTrailingWhiteSpace", false))
        {
            MaxColumns = Number(options, "maxColumns", 20480),
            MaxCharsPerColumn = Number(options, "maxCharsPerColumn", -1),
        };
    }

    private static byte Delimiter(string text)
    {
        string value = text switch
        {
            @"\t" => "\t",
            @"\\" => "\\",
            @"\0" => throw ReaderOptions.Unsupported("sep", text, "A separator of value 0 cannot be told from the data."),
            @"\" => throw SparkErrors.Create("INVALID_DELIMITER_VALUE.SINGLE_BACKSLASH"),
            _ => text,
        };
        return value.Length switch
        {
            0 => throw SparkErrors.Create("INVALID_DELIMITER_VALUE.EMPTY_STRING"),
            1 when char.IsAscii(value[0]) => (byte)value[0],
            _ => throw ReaderOptions.Unsupported("sep", text, "The reader has separators of one ASCII character."),
        };
    }

    private static byte Character(OptionMap options, string name, char fallback)
    {
        string? value = options[name];
        return value switch
        {
            null => (byte)fallback,
            "" => 0,
            [var c] when char.IsAscii(c) => (byte)c,
            [_] => throw ReaderOptions.Unsupported(name, value, "The reader takes one ASCII character."),
            _ => throw SparkErrors.Create("OPTION_VALUE_EXCEEDS_ONE_CHARACTER", ("paramName", name), ("actualValue", value)),
        };
    }

    private static int Number(OptionMap options, string name, int fallback) => options[name] switch
    {
        null => fallback,
        { } text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) => value,
        var text => throw new SparkIllegalArgumentException($"The option {name} is '{text}'; expected a whole number."),
    };
}
