using System.Globalization;
using BigData.Spark.Sql;

namespace BigData.Spark.Connect;

/// <summary>A connection string <c>sc://host[:port][/;key=value;…]</c>, taken apart.</summary>
internal sealed record ConnectUrl
{
    public const int DefaultPort = 15002;
    public const int DefaultMaxMessageBytes = 128 * 1024 * 1024;

    private const string Scheme = "sc://";
    private const int MaxUserAgentLength = 2048;

    public required string Host { get; init; }

    public int Port { get; init; } = DefaultPort;

    /// <summary>Null: the user of the operating system.</summary>
    public string? UserId { get; init; }

    /// <summary>Null: a new session.</summary>
    public string? SessionId { get; init; }

    public string? UserAgent { get; init; }

    public int MaxMessageBytes { get; init; } = DefaultMaxMessageBytes;

    /// <summary>Every other parameter, sent as a header with a lower-cased name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public Uri Address => new UriBuilder(Uri.UriSchemeHttp, Host, Port).Uri;

    /// <summary>Takes a connection string apart. Values of parameters never appear in an error.</summary>
    /// <exception cref="SparkConnectException">Class <c>INVALID_CONNECT_URL</c>: it cannot be used; the message says why.</exception>
    public static ConnectUrl Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw Invalid("it must begin with sc://");
        }

        string rest = text[Scheme.Length..];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        ConnectUrl url = ParseAuthority(slash < 0 ? rest : rest[..slash]);
        string parameters = slash < 0 ? string.Empty : rest[(slash + 1)..];
        if (parameters.Length > 0 && parameters[0] != ';')
        {
            throw Invalid("its path must be empty; parameters follow as /;key=value;key=value");
        }

        foreach (string parameter in parameters.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            url = url.With(parameter);
        }

        return url;
    }

    private static ConnectUrl ParseAuthority(string authority)
    {
        int colon = authority.LastIndexOf(':');
        if (colon >= 0 && authority.EndsWith(']'))
        {
            colon = -1;
        }

        string host = colon < 0 ? authority : authority[..colon];
        if (host.Length == 0 || Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown)
        {
            throw Invalid("it needs a host name or address after sc://");
        }

        if (colon < 0)
        {
            return new ConnectUrl { Host = host };
        }

        bool isPort = int.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        return isPort && port is > 0 and <= 65535
            ? new ConnectUrl { Host = host, Port = port }
            : throw Invalid("its port must be a number from 1 to 65535");
    }

    private ConnectUrl With(string parameter)
    {
        int equals = parameter.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw Invalid("each parameter must have the form key=value");
        }

        string key = parameter[..equals];
        string value = Uri.UnescapeDataString(parameter[(equals + 1)..]);
        return key switch
        {
            "token" => throw NotYet(key, "connect without a token"),
            "use_ssl" when value == "false" => this,
            "use_ssl" when value == "true" => throw NotYet(key, "connect without it, for example through a local tunnel"),
            "use_ssl" => throw Invalid("use_ssl must be true or false"),
            "user_id" => this with { UserId = value },
            "session_id" => this with { SessionId = ParseSession(value) },
            "user_agent" => this with { UserAgent = ParseAgent(value) },
            "grpc_max_message_size" => this with { MaxMessageBytes = ParseSize(value) },
            _ => this with { Headers = [.. Headers, new(Header(key), value)] },
        };
    }

    private static string ParseSession(string value) =>
        Guid.TryParseExact(value, "D", out Guid id) ? id.ToString("D") : throw Invalid("session_id must be a UUID such as 3f8a1c2e-0000-4000-8000-000000000000");

    private static string ParseAgent(string value) =>
        Uri.EscapeDataString(value).Length <= MaxUserAgentLength
            ? value
            : throw Invalid($"user_agent must not exceed {MaxUserAgentLength} characters when percent-encoded");

    private static int ParseSize(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int bytes) && bytes > 0
            ? bytes
            : throw Invalid("grpc_max_message_size must be a number of bytes above 0");

    private static string Header(string key) =>
        key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? key.ToLowerInvariant()
            : throw Invalid("a parameter's name may have letters, digits and - _ . only");

    private static SparkConnectException Invalid(string why) => ConnectErrors.Client(
        "INVALID_CONNECT_URL",
        $"The connection string cannot be used: {why}. Expected sc://host:port/;key=value, for example sc://localhost:15002.");

    private static SparkConnectException NotYet(string key, string instead) => ConnectErrors.Client(
        "UNSUPPORTED_CONNECT_PARAMETER",
        $"The parameter {key} of the connection string is not supported yet: encrypted and authenticated connections come with the issue on real Spark. For now, {instead}.");
}
