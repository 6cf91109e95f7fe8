using System.Net;
using System.Net.Sockets;
using BigData.Spark.Sql;

namespace BigData.Spark.Connect.Launching;

/// <summary>Asks a server by real calls what it is.</summary>
internal static class ServerProbe
{
    /// <summary>Whether something listens on a port of this machine.</summary>
    public static async Task<bool> IsListeningAsync(int port, CancellationToken token)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, token).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The port to use: the wanted one, the usual one when it is free, or any free one.</summary>
    /// <exception cref="SparkConnectException">The wanted port is in use.</exception>
    public static int ChoosePort(int? wanted)
    {
        if (wanted is > 0)
        {
            return IsFree(wanted.Value)
                ? wanted.Value
                : throw new SparkConnectException(FormattableString.Invariant(
                    $"The port {wanted} of 127.0.0.1 is in use by another program. Give another with --port, or --port 0 for any free one."));
        }

        return wanted is null && IsFree(LocalServerOptions.DefaultPort) ? LocalServerOptions.DefaultPort : Free();
    }

    /// <summary>Spark's version, and whether it knows Delta.</summary>
    /// <exception cref="SparkException">The server does not answer as a Spark Connect server does.</exception>
    public static async Task<(string Version, bool HasDelta)> AskAsync(string url, CancellationToken token)
    {
        SparkSession spark = await SparkSession.Builder().AppName("bigdata").Remote(url).GetOrCreateAsync(token).ConfigureAwait(false);
        await using (spark.ConfigureAwait(false))
        {
            string version = await spark.VersionAsync(token).ConfigureAwait(false);
            return (version, await HasDeltaAsync(spark, token).ConfigureAwait(false));
        }
    }

    // Only the class of the error tells a source that is not there from a table that is not there.
    private static async Task<bool> HasDeltaAsync(SparkSession spark, CancellationToken token)
    {
        try
        {
            await spark.Read().Format("delta").Load("/nonexistent/" + Guid.NewGuid().ToString("N")).SchemaAsync(token).ConfigureAwait(false);
            return true;
        }
        catch (SparkConnectException e) when (e.ErrorClass?.StartsWith("CONNECT_TRANSPORT", StringComparison.Ordinal) == true)
        {
            throw;
        }
        catch (SparkException e)
        {
            return e.ErrorClass != "DATA_SOURCE_NOT_FOUND";
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int Free()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
