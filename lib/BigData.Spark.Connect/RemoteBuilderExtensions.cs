using BigData.Spark.Connect;

namespace BigData.Spark.Sql;

/// <summary>Chooses a Spark Connect server as the engine of a session.</summary>
public static class RemoteBuilderExtensions
{
    /// <summary>Uses the Spark that answers at a connection string.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="url">
    /// <c>sc://host:port/;key=value;…</c>: the port is 15002 unless given; keys are <c>user_id</c>, <c>session_id</c>
    /// (a UUID), <c>user_agent</c>, <c>grpc_max_message_size</c> (bytes, 128 MiB unless given); every other key is sent as a header.
    /// </param>
    /// <returns>The builder.</returns>
    /// <exception cref="SparkConnectException">The connection string cannot be used; the message says why.</exception>
    public static Builder Remote(this Builder builder, string url)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ConnectUrl parsed = ConnectUrl.Parse(url);
        return builder.UseBackend(context => new ConnectBackend(parsed, context));
    }
}
