using System.Text.RegularExpressions;
using BigData.DuckDb.Functions;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Parts of URLs, by the rules of Java's <c>java.net.URI</c> (RFC 2396).</summary>
internal static partial class UrlKernels
{
    public static NativeKernel Part { get; } = Two("spark_url_part", quiet: false);

    public static NativeKernel TryPart { get; } = Two("spark_try_url_part", quiet: true);

    public static NativeKernel QueryValue { get; } = Three("spark_url_value", quiet: false);

    public static NativeKernel TryQueryValue { get; } = Three("spark_try_url_value", quiet: true);

    private static NativeKernel Two(string name, bool quiet)
        => new(name, () => DuckDbFunction.Create<string, string, string?>(name, (url, part) => Read(url, quiet) is { } match ? Select(match, part) : null));

    private static NativeKernel Three(string name, bool quiet) => new(name, () => DuckDbFunction.Create<string, string, string, string?>(name, (url, part, key) =>
        part == "QUERY" && Read(url, quiet) is { } match && Select(match, part) is { } query ? Find(query, key) : null));

    private static string? Select(Match url, string part) => part switch
    {
        "HOST" => Host(url),
        "PATH" => Path(url),
        "QUERY" => Group(url, "query"),
        "REF" => Group(url, "fragment"),
        "PROTOCOL" => Group(url, "scheme"),
        "FILE" => Path(url) is { } path ? Group(url, "query") is { } query ? $"{path}?{query}" : path : null,
        "AUTHORITY" => Group(url, "authority"),
        "USERINFO" => Host(url) is not null && Group(url, "authority") is { } authority && authority.LastIndexOf('@') is var at and >= 0 ? authority[..at] : null,
        _ => null,
    };

    private static string? Find(string query, string key)
    {
        Match match = Regex.Match(query, $"(&|^){key}=([^&]*)", RegexOptions.None, TimeSpan.FromSeconds(10));
        return match.Success ? match.Groups[2].Value : null;
    }

    private static string? Group(Match match, string name) => match.Groups[name] is { Success: true } group ? group.Value : null;

    // A URL with a scheme and no slash behind it is opaque: it has no path.
    private static string? Path(Match url) => Group(url, "scheme") is not null && Group(url, "authority") is null && !url.Groups["path"].Value.StartsWith('/')
        ? null
        : url.Groups["path"].Value;

    // What is no host name by the grammar (one with an underscore, say) makes an authority without a host.
    private static string? Host(Match url)
    {
        if (Group(url, "authority") is not { } authority)
        {
            return null;
        }

        Match server = ServerPattern().Match(authority);
        return server.Success ? server.Groups["host"].Value : null;
    }

    private static Match? Read(string url, bool quiet)
    {
        Match match = UrlPattern().Match(url);
        bool isValid = match.Success && !(match.Groups["scheme"].Success && match.Groups["path"].Length == 0 && !match.Groups["authority"].Success && !match.Groups["query"].Success);
        return isValid ? match : quiet ? null : throw SparkErrors.CreateAs(nameof(Sql.SparkIllegalArgumentException), "INVALID_URL", [], null, ("url", url));
    }

    // Letters and marks outside of ASCII are allowed, blanks and control characters are not.
    [GeneratedRegex(
        @"\A((?<scheme>[A-Za-z][A-Za-z0-9+.\-]*):)?(//(?<authority>([A-Za-z0-9_.!~*'(),;:$&=+@\[\]%\-]|[^\x00-\x7F\p{C}\p{Z}])*))?"
        + @"(?<path>([A-Za-z0-9_.!~*'():@&=+$,;/\-]|%[0-9A-Fa-f]{2}|[^\x00-\x7F\p{C}\p{Z}])*)"
        + @"(\?(?<query>([A-Za-z0-9_.!~*'():@&=+$,;/?\[\]\-]|%[0-9A-Fa-f]{2}|[^\x00-\x7F\p{C}\p{Z}])*))?"
        + @"(\#(?<fragment>([A-Za-z0-9_.!~*'():@&=+$,;/?\[\]\-]|%[0-9A-Fa-f]{2}|[^\x00-\x7F\p{C}\p{Z}])*))?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10000)]
    private static partial Regex UrlPattern();

    [GeneratedRegex(
        @"\A([^@]*@)?(?<host>\[[0-9A-Fa-f:.%]+\]|(\d{1,3}\.){3}\d{1,3}|([A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?\.)*[A-Za-z]([A-Za-z0-9\-]*[A-Za-z0-9])?\.?)(:\d*)?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10000)]
    private static partial Regex ServerPattern();
}
