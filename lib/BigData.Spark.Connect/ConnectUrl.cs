using System.Globalization;
using System.Net;
using System.Text;
using BigData.Spark.Connect.Failures;
using BigData.Spark.Sql;

namespace BigData.Spark.Connect;

/// <summary>A connection string <c>sc://host[:port][/;key=value;…]</c>, taken apart.</summary>
internal sealed record ConnectUrl
{
    public const int DefaultPort = 15002;
    public const int DefaultMaxMessageBytes = 128 * 1024 * 1024;
    public const string TokenVariable = "SPARK_CONNECT_AUTHENTICATE_TOKEN";
    public const string AgentVariable = "SPARK_CONNECT_USER_AGENT";

    private const string Scheme = "sc://";
    private const int MaxUserAgentLength = 2048;

    public required string Host { get; init; }

    public int Port { get; init; } = DefaultPort;

    /// <summary>Sent as a bearer token; never shown.</summary>
    public string? Token { get; init; }

    public bool UseTls { get; init; }

    /// <summary>Null: the user of the operating system.</summary>
    public string? UserId { get; init; }

    /// <summary>Null: a new session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Null: the application's name.</summary>
    public string? UserAgent { get; init; }

    public int MaxMessageBytes { get; init; } = DefaultMaxMessageBytes;

    /// <summary>Every other parameter, sent as a header with a lower-cased name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public Uri Address => new UriBuilder(UseTls ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, Host, Port).Uri;

    /// <summary>Host and port, for messages.</summary>
    public string Endpoint => $"{Host}:{Port}";

    private bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>Takes a connection string apart. Values of parameters never appear in an error.</summary>
    /// <param name="text">The connection string.</param>
    /// <param name="variable">Reads a variable of the environment, for what the string leaves out; none when null.</param>
    /// <exception cref="SparkConnectException">Class <c>INVALID_CONNECT_URL</c>: it cannot be used; the message says why.</exception>
    public static ConnectUrl Parse(string text, Func<string, string?>? variable = null)
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

        bool? useTls = null;
        foreach (string parameter in parameters.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            (string key, string value) = Split(parameter);
            useTls = key == "use_ssl" ? ParseTls(value) : useTls;
            url = url.With(key, value);
        }

        return url.WithSecurity(useTls, variable ?? (_ => null));
    }

    /// <summary>The connection string without what must stay secret.</summary>
    public override string ToString() => $"{Scheme}{Endpoint}/;use_ssl={(UseTls ? "true" : "false")}";

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

    private static (string Key, string Value) Split(string parameter)
    {
        int equals = parameter.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (parameter[..equals], Uri.UnescapeDataString(parameter[(equals + 1)..]))
            : throw Invalid("each parameter must have the form key=value");
    }

    private ConnectUrl With(string key, string value) => key switch
    {
        "use_ssl" => this,
        "token" => this with { Token = ParseToken(value, "token") },
        "user_id" => this with { UserId = value.Length > 0 ? value : throw Invalid("user_id must not be empty") },
        "session_id" => this with { SessionId = ParseSession(value) },
        "user_agent" => this with { UserAgent = ParseAgent(value, "user_agent") },
        "grpc_max_message_size" => this with { MaxMessageBytes = ParseSize(value) },
        _ => this with { Headers = [.. Headers, new(Header(key), HeaderValue(key, value))] },
    };

    // A token in the string asks for TLS as in the other clients; one of the environment does so off loopback only, because
    // it is also how a local server, which speaks plaintext, gets its own.
    private ConnectUrl WithSecurity(bool? useTls, Func<string, string?> variable)
    {
        ConnectUrl url = this;
        bool tls = useTls ?? Token is not null;
        if (Token is null && variable(TokenVariable) is { Length: > 0 } token)
        {
            url = url with { Token = ParseToken(token, TokenVariable) };
            tls = useTls ?? !IsLoopback;
        }

        if (url.Token is not null && !tls && !IsLoopback)
        {
            throw Invalid("a token needs TLS unless the server is on this machine: leave use_ssl=false out");
        }

        string? agent = url.UserAgent ?? (variable(AgentVariable) is { Length: > 0 } name ? ParseAgent(name, AgentVariable) : null);
        return url with { UseTls = tls, UserAgent = agent };
    }

    private static bool ParseTls(string value) => value switch
    {
        "true" => true,
        "false" => false,
        _ => throw Invalid("use_ssl must be true or false"),
    };

    private static string ParseToken(string value, string source) => value.Length > 0 && value.All(c => c is > ' ' and < '\u007f')
        ? value
        : throw Invalid($"{source} must be visible ASCII characters without spaces");

    private static string ParseSession(string value) => Guid.TryParseExact(value, "D", out Guid id)
        ? id.ToString("D")
        : throw Invalid("session_id must be a UUID such as 3f8a1c2e-0000-4000-8000-000000000000");

    private static string ParseAgent(string value, string source) =>
        Uri.EscapeDataString(value).Length <= MaxUserAgentLength
            ? value
            : throw Invalid($"{source} must not exceed {MaxUserAgentLength} characters when percent-encoded");

    private static int ParseSize(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int bytes) && bytes > 0
            ? bytes
            : throw Invalid("grpc_max_message_size must be a number of bytes above 0");

    private static string Header(string key) =>
        key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? key.ToLowerInvariant()
            : throw Invalid("a parameter's name may have letters, digits and - _ . only");

    private static string HeaderValue(string key, string value) => Ascii.IsValid(value) && !value.Any(char.IsControl)
        ? value
        : throw Invalid($"the value of {key} goes into a header and must be ASCII text");

    private static SparkConnectException Invalid(string why) => ConnectErrors.Client(
        "INVALID_CONNECT_URL",
        $"The connection string cannot be used: {why}. Expected sc://host:port/;key=value, for example sc://localhost:15002.");
}
