using System.Text;
using System.Text.RegularExpressions;
using BigData.DuckDb;
using BigData.Spark.Errors;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Errors that rows cause while a query runs: how rendered SQL raises them and how they become Spark's.</summary>
internal static partial class RuntimeErrors
{
    private const string Mark = "[[spark]]";
    private const string Config = "\"spark.sql.ansi.enabled\"";

    private static readonly Dictionary<string, string> SparkNames = new(StringComparer.Ordinal)
    {
        ["INT8"] = "TINYINT",
        ["INT16"] = "SMALLINT",
        ["INT32"] = "INT",
        ["INT64"] = "BIGINT",
        ["INT128"] = "DECIMAL(38,0)",
        ["FLOAT"] = "FLOAT",
        ["DOUBLE"] = "DOUBLE",
        ["VARCHAR"] = "STRING",
    };

    /// <summary>A DuckDB expression that raises the error. Its text is a template.</summary>
    /// <param name="errorClass">The class of the error.</param>
    /// <param name="parameters">The parameters. A value that begins with <c>=</c> is DuckDB SQL of a text; there may be one, the last.</param>
    public static string Raise(string errorClass, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        StringBuilder text = new(Mark + errorClass);
        string? dynamic = null;
        foreach ((string name, string value) in parameters)
        {
            text.Append('|').Append(name).Append('=');
            if (value.StartsWith('='))
            {
                dynamic = value[1..];
            }
            else
            {
                text.Append(value);
            }
        }

        string literal = Resolved.SqlTemplate.Escape(DuckDbSql.Literal(text.ToString()));
        return dynamic is null ? $"error({literal})" : $"error({literal} || {dynamic})";
    }

    public static string DivideByZero { get; } = Raise("DIVIDE_BY_ZERO", ("config", Config));

    public static string RemainderByZero { get; } = Raise("REMAINDER_BY_ZERO", ("config", Config));

    public static SparkException Overflow(string alternative = "try_add") => SparkErrors.Create(
        "ARITHMETIC_OVERFLOW",
        ("message", "overflow"),
        ("alternative", $" Use '{alternative}' to tolerate overflow and return NULL instead."),
        ("config", Config));

    public static SparkException DecimalOutOfRange(string value, int precision, int scale) => SparkErrors.Create(
        "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
        ("value", value),
        ("precision", precision.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("scale", scale.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("config", Config));

    /// <summary>The error of a text that is no value of the type.</summary>
    /// <param name="value">The text.</param>
    /// <param name="targetType">Spark's name of the type.</param>
    /// <param name="kind">The name of the exception's class.</param>
    public static SparkException InvalidInput(string value, string targetType, string kind) => SparkErrors.CreateAs(
        kind,
        "CAST_INVALID_INPUT",
        [],
        null,
        ("expression", $"'{value}'"),
        ("sourceType", "\"STRING\""),
        ("targetType", $"\"{targetType}\""),
        ("ansiConfig", Config));

    /// <summary>Spark's exception for an error that DuckDB reported while a rendered query ran; null when it is none of those that rows cause.</summary>
    public static SparkException? Translate(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is SparkException known)
            {
                return known;
            }
        }

        string message = error is DuckDbException duck ? duck.Message : error.Message;
        int mark = message.IndexOf(Mark, StringComparison.Ordinal);
        if (mark >= 0)
        {
            return Raised(message[(mark + Mark.Length)..]);
        }

        if (message.Contains("More than one row returned by a subquery", StringComparison.Ordinal))
        {
            return SparkErrors.Create("SCALAR_SUBQUERY_TOO_MANY_ROWS");
        }

        return OfArithmetic(message) ?? OfCast(message);
    }

    private static SparkException Raised(string text)
    {
        string[] parts = text.Split('|');
        List<(string, string)> parameters = [];
        foreach (string part in parts.Skip(1))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && char.IsAsciiLetter(part[0]))
            {
                parameters.Add((part[..equals], part[(equals + 1)..]));
            }
            else if (parameters.Count > 0)
            {
                parameters[^1] = (parameters[^1].Item1, $"{parameters[^1].Item2}|{part}");
            }
        }

        return SparkErrors.Create(parts[0], [.. parameters]);
    }

    private static SparkException? OfArithmetic(string message)
    {
        Match overflow = OverflowPattern().Match(message);
        if (!overflow.Success)
        {
            return message.Contains("in HUGEINT", StringComparison.Ordinal) || message.Contains("Overflow on abs", StringComparison.Ordinal)
                || message.Contains("Overflow in negation", StringComparison.Ordinal) ? Overflow() : null;
        }

        string alternative = overflow.Groups["operation"].Value switch
        {
            "subtraction" => "try_subtract",
            "multiplication" => "try_multiply",
            _ => "try_add",
        };
        string type = overflow.Groups["type"].Value;
        if (type is "INT8" or "INT16" && overflow.Groups["values"].Value.Split(' ') is [var left, var symbol, var right])
        {
            string suffix = type == "INT16" ? "S" : string.Empty;
            return SparkErrors.Create(
                "BINARY_ARITHMETIC_OVERFLOW", ("value1", left + suffix), ("symbol", symbol), ("value2", right + suffix), ("functionName", $"`{alternative}`"));
        }

        return type.StartsWith("DECIMAL", StringComparison.Ordinal)
            ? DecimalOutOfRange(overflow.Groups["values"].Value, 38, 0)
            : Overflow(alternative);
    }

    private static SparkException? OfCast(string message)
    {
        Match number = OutOfRangePattern().Match(message);
        if (number.Success && number.Groups["from"].Value == "INT128")
        {
            return Overflow();
        }

        if (number.Success)
        {
            return SparkErrors.Create(
                "CAST_OVERFLOW",
                ("value", number.Groups["value"].Value),
                ("sourceType", $"\"{SparkName(number.Groups["from"].Value)}\""),
                ("targetType", $"\"{SparkName(number.Groups["to"].Value)}\""),
                ("ansiConfig", Config));
        }

        Match fromDecimal = FromDecimalPattern().Match(message);
        if (fromDecimal.Success)
        {
            return SparkErrors.Create(
                "CAST_OVERFLOW",
                ("value", fromDecimal.Groups["value"].Value),
                ("sourceType", "\"DECIMAL\""),
                ("targetType", $"\"{SparkName(fromDecimal.Groups["to"].Value)}\""),
                ("ansiConfig", Config));
        }

        Match toDecimal = ToDecimalPattern().Match(message);
        return toDecimal.Success
            ? DecimalOutOfRange(
                toDecimal.Groups["value"].Value,
                int.Parse(toDecimal.Groups["precision"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
                int.Parse(toDecimal.Groups["scale"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))
            : null;
    }

    private static string SparkName(string type) => SparkNames.GetValueOrDefault(type, type);

    [GeneratedRegex(@"Overflow in (?<operation>\w+) of (?<type>\w+(\(\d+(,\s*\d+)?\))?) \((?<values>.*?)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OverflowPattern();

    [GeneratedRegex(@"Type (?<from>\S+) with value (?<value>\S+) can't be cast because the value is out of range for the destination type (?<to>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OutOfRangePattern();

    [GeneratedRegex(@"Failed to cast decimal value (?<value>\S+) to type (?<to>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FromDecimalPattern();

    [GeneratedRegex(@"(Casting value ""|Could not cast value )(?<value>[^"" ]+)""? to (type )?DECIMAL\((?<precision>\d+),\s*(?<scale>\d+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ToDecimalPattern();
}
