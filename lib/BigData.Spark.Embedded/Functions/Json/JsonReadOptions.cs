using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;

namespace BigData.Spark.Embedded.Functions.Json;

/// <summary>How JSON text becomes values.</summary>
internal sealed record JsonReadOptions
{
    private static readonly string[] Known =
    [
        "mode", "dateformat", "timestampformat", "timestampntzformat", "columnnameofcorruptrecord",
    ];

    // What Spark knows and this engine does not do; other names are not looked at, as in Spark.
    private static readonly string[] Refused =
    [
        "allowcomments", "allowunquotedfieldnames", "allowsinglequotes", "allownumericleadingzeros", "allowbackslashescapinganycharacter", "allowunquotedcontrolchars",
        "allownonnumericnumbers", "primitivesasstring", "prefersdecimal", "dropfieldifallnull", "timezone", "locale", "singlevariantcolumn", "enabledatetimeparsingfallback",
    ];

    /// <summary>Whether a text that is no value of the schema is an error.</summary>
    public bool FailsFast { get; init; }

    public JavaPattern? DateFormat { get; init; }

    public JavaPattern? TimestampFormat { get; init; }

    public JavaPattern? LocalFormat { get; init; }

    public string CorruptColumn { get; init; } = "_corrupt_record";

    /// <summary>The zone of times without one.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>What tells these options from others, for the names of kernels.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>Reads options in any case.</summary>
    /// <exception cref="Spark.Sql.SparkException">An option has a value that it cannot have, or this engine does not have it.</exception>
    public static JsonReadOptions Read(IReadOnlyList<KeyValuePair<string, string>> options, ResolveOptions session, Expression syntax)
    {
        JsonReadOptions result = new() { Zone = session.TimeZone };
        foreach ((string name, string value) in options)
        {
            string known = name.ToLowerInvariant();
            if (Array.IndexOf(Refused, known) >= 0)
            {
                throw AnalysisErrors.UnsupportedFunction("from_json", $"The option {name} is not part of this engine.", syntax);
            }

            result = known switch
            {
                "mode" => result with { FailsFast = IsFailFast(value, syntax) },
                "dateformat" => result with { DateFormat = JavaPattern.Compile(value) },
                "timestampformat" => result with { TimestampFormat = JavaPattern.Compile(value) },
                "timestampntzformat" => result with { LocalFormat = JavaPattern.Compile(value) },
                "columnnameofcorruptrecord" => result with { CorruptColumn = value },
                _ => result,
            };
        }

        return result with { Key = string.Join('|', options.Where(o => Array.IndexOf(Known, o.Key.ToLowerInvariant()) >= 0).Select(o => $"{o.Key.ToLowerInvariant()}={o.Value}").Append(session.TimeZone)) };
    }

    private static bool IsFailFast(string mode, Expression syntax) => mode.ToUpperInvariant() switch
    {
        "PERMISSIVE" => false,
        "FAILFAST" => true,
        _ => throw AnalysisErrors.Make("PARSE_MODE_UNSUPPORTED", syntax, ("funcName", "`from_json`"), ("mode", mode.ToUpperInvariant())),
    };
}
