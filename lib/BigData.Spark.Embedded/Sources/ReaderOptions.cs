using System.Text;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Errors;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Sources;

/// <summary>What becomes of a record that does not fit.</summary>
internal enum ParseMode
{
    /// <summary>It keeps what can be read of it.</summary>
    Permissive,

    DropMalformed,

    FailFast,
}

/// <summary>Options that several text formats share.</summary>
internal static class ReaderOptions
{
    /// <exception cref="SparkException">EMBEDDED_UNSUPPORTED.OPTION when one of the names is given.</exception>
    public static void Refuse(OptionMap options, string format, IEnumerable<string> names)
    {
        foreach (string refused in names.Where(n => options[n] is not null))
        {
            throw SparkErrors.Create(
                "EMBEDDED_UNSUPPORTED.OPTION",
                ("name", refused),
                ("value", options[refused]!),
                ("reason", $"This version of the {format} reader does not have it."),
                ("remedy", "Read the column as a string and convert it, or run on Spark with Remote(...)."));
        }
    }

    public static ParseMode Mode(OptionMap options) => (options["mode"] ?? string.Empty).ToUpperInvariant() switch
    {
        "DROPMALFORMED" => ParseMode.DropMalformed,
        "FAILFAST" => ParseMode.FailFast,
        _ => ParseMode.Permissive,
    };

    /// <exception cref="SparkIllegalArgumentException">It is neither true nor false.</exception>
    public static bool Flag(OptionMap options, string name, bool fallback) => options[name]?.ToUpperInvariant() switch
    {
        null => fallback,
        "TRUE" => true,
        "FALSE" => false,
        _ => throw new SparkIllegalArgumentException($"The option {name} is '{options[name]}'; expected true or false."),
    };

    /// <summary>The encoding of the files; null for UTF-8.</summary>
    public static Encoding? Encoding(OptionMap options)
    {
        string name = options["encoding"] ?? options["charset"] ?? "UTF-8";
        try
        {
            Encoding encoding = System.Text.Encoding.GetEncoding(name);
            return encoding.CodePage is 65001 or 20127 ? null : encoding;
        }
        catch (ArgumentException)
        {
            throw Unsupported("encoding", name, "The encoding is not known.");
        }
    }

    /// <summary>What ends a line, in UTF-8; null when nothing is said: LF, CR or both.</summary>
    public static byte[]? LineSeparator(OptionMap options) => options["lineSep"] switch
    {
        null => null,
        "" => throw new SparkIllegalArgumentException("requirement failed: 'lineSep' cannot be an empty string."),
        var text => System.Text.Encoding.UTF8.GetBytes(text),
    };

    public static SparkException Unsupported(string name, string value, string reason) => SparkErrors.Create(
        "EMBEDDED_UNSUPPORTED.OPTION",
        ("name", name),
        ("value", value),
        ("reason", reason),
        ("remedy", "Use another value, or run on Spark with Remote(...)."));
}
