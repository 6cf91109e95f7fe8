using System.Globalization;
using System.Text;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Errors;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Sources.Csv;

internal enum CsvMode
{
    /// <summary>A bad record keeps what can be read of it.</summary>
    Permissive,

    DropMalformed,

    FailFast,
}

/// <summary>The options of Spark's CSV reader, checked.</summary>
internal sealed record CsvOptions
{
    private static readonly string[] Refused =
        ["dateFormat", "timestampFormat", "timestampNTZFormat", "locale", "unescapedQuoteHandling", "lineSep"];

    public required CsvDialect Dialect { get; init; }

    public CsvMode Mode { get; init; }

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

    /// <summary>The zone of timestamps that do not name one.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Reads the options.</summary>
    /// <param name="options">As the user gave them.</param>
    /// <param name="corruptRecordColumn">The session's name of the column for bad records.</param>
    /// <param name="zone">The session's time zone.</param>
    /// <exception cref="SparkException">A value is not allowed, or the embedded engine lacks the option.</exception>
    public static CsvOptions Read(OptionMap options, string corruptRecordColumn, TimeZoneInfo zone)
    {
        foreach (string refused in Refused.Where(n => options[n] is not null))
        {
            throw SparkErrors.Create(
                "EMBEDDED_UNSUPPORTED.OPTION",
                ("name", refused),
                ("value", options[refused]!),
                ("reason", "This version of the CSV reader does not have it."),
                ("remedy", "Read the column as a string and convert it, or run on Spark with Remote(...)."));
        }

        return new CsvOptions
        {
            Dialect = ReadDialect(options),
            Mode = (options["mode"] ?? "").ToUpperInvariant() switch
            {
                "DROPMALFORMED" => CsvMode.DropMalformed,
                "FAILFAST" => CsvMode.FailFast,
                _ => CsvMode.Permissive,
            },
            Header = Flag(options, "header", false),
            InferSchema = Flag(options, "inferSchema", false),
            EnforceSchema = Flag(options, "enforceSchema", true),
            MultiLine = Flag(options, "multiLine", false),
            CorruptRecordColumn = options["columnNameOfCorruptRecord"] ?? corruptRecordColumn,
            NullValue = Encoding.UTF8.GetBytes(options["nullValue"] ?? ""),
            EmptyValue = Encoding.UTF8.GetBytes(options["emptyValue"] ?? ""),
            NanValue = options["nanValue"] ?? "NaN",
            PositiveInf = options["positiveInf"] ?? "Inf",
            NegativeInf = options["negativeInf"] ?? "-Inf",
            Encoding = ReadEncoding(options["encoding"] ?? options["charset"] ?? "UTF-8"),
            Zone = options["timeZone"] is { } name ? Parsing.ZoneTime.Parse(name) ?? zone : zone,
        };
    }

    private static CsvDialect ReadDialect(OptionMap options)
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
            Flag(options, "ignoreLeadingWhiteSpace", false),
            Flag(options, "ignoreTrailingWhiteSpace", false))
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
            @"\0" => throw Unsupported("sep", text, "A separator of value 0 cannot be told from the data."),
            @"\" => throw SparkErrors.Create("INVALID_DELIMITER_VALUE.SINGLE_BACKSLASH"),
            _ => text,
        };
        return value.Length switch
        {
            0 => throw SparkErrors.Create("INVALID_DELIMITER_VALUE.EMPTY_STRING"),
            1 when char.IsAscii(value[0]) => (byte)value[0],
            _ => throw Unsupported("sep", text, "The reader has separators of one ASCII character."),
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
            [_] => throw Unsupported(name, value, "The reader takes one ASCII character."),
            _ => throw SparkErrors.Create("OPTION_VALUE_EXCEEDS_ONE_CHARACTER", ("paramName", name), ("actualValue", value)),
        };
    }

    private static bool Flag(OptionMap options, string name, bool fallback) => options[name]?.ToUpperInvariant() switch
    {
        null => fallback,
        "TRUE" => true,
        "FALSE" => false,
        _ => throw new SparkIllegalArgumentException($"The option {name} is '{options[name]}'; expected true or false."),
    };

    private static int Number(OptionMap options, string name, int fallback) => options[name] switch
    {
        null => fallback,
        { } text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) => value,
        var text => throw new SparkIllegalArgumentException($"The option {name} is '{text}'; expected a whole number."),
    };

    private static Encoding? ReadEncoding(string name)
    {
        try
        {
            Encoding encoding = Encoding.GetEncoding(name);
            return encoding.CodePage is 65001 or 20127 ? null : encoding;
        }
        catch (ArgumentException)
        {
            throw Unsupported("encoding", name, "The encoding is not known.");
        }
    }

    private static SparkException Unsupported(string name, string value, string reason) => SparkErrors.Create(
        "EMBEDDED_UNSUPPORTED.OPTION",
        ("name", name),
        ("value", value),
        ("reason", reason),
        ("remedy", "Use another value, or run on Spark with Remote(...)."));
}
