using BigData.Spark.Connect;
using BigData.Spark.Connect.Calls;

namespace BigData.Spark.Sql;

/// <summary>Chooses a Spark Connect server as the engine of a session.</summary>
public static class RemoteBuilderExtensions
{
    /// <summary>Uses the Spark (4.0 or later) that answers at a connection string.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="url">
    /// <c>sc://host:port/;key=value;…</c>: the port is 15002 unless given. Keys: <c>token</c> (a bearer token, from the
    /// environment's <c>SPARK_CONNECT_AUTHENTICATE_TOKEN</c> unless given; implies TLS, and is refused without it except with
    /// <c>use_ssl=false</c> on this machine), <c>use_ssl</c> (<c>true</c> or <c>false</c>, the default), <c>user_id</c> (the user
    /// of the operating system), <c>session_id</c> (a UUID, to share a session), <c>user_agent</c> (the environment's
    /// <c>SPARK_CONNECT_USER_AGENT</c>, else the application's name), <c>grpc_max_message_size</c> (bytes, 128 MiB). Every other
    /// key is sent as a header.
    /// </param>
    /// <returns>The builder.</returns>
    /// <exception cref="SparkConnectException">The connection string cannot be used; the message says why.</exception>
    public static Builder Remote(this Builder builder, string url) => Remote(builder, url, new RemoteOptions());

    /// <summary>Uses the Spark (4.0 or later) that answers at a connection string.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="url">The connection string, as for <see cref="Remote(Builder, string)"/>.</param>
    /// <param name="options">What the connection string cannot say.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="SparkConnectException">The connection string cannot be used; the message says why.</exception>
    public static Builder Remote(this Builder builder, string url, RemoteOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        ConnectUrl parsed = ConnectUrl.Parse(url, Environment.GetEnvironmentVariable);
        return Remote(builder, parsed, options, ConnectTiming.Default);
    }

    internal static Builder Remote(this Builder builder, ConnectUrl url, RemoteOptions options, ConnectTiming timing) =>
        builder.UseBackend(context => new ConnectBackend(new ConnectClient(url, context.AppName, options, timing)));
}
