using System.Globalization;
using BigData.Spark.Errors;
using BigData.Spark.Proto;
using BigData.Spark.Sql;

namespace BigData.Spark.Connect.Calls;

/// <summary>
/// The first call of a session: whether somebody is there who is new enough. It also makes the server's id of the session
/// known before anything runs, so that a server that was restarted refuses a request instead of running it a second time.
/// </summary>
internal sealed class ServerGreeting(ConnectClient client)
{
    private static readonly Version Oldest = new(4, 0);

    private Version? _version;

    /// <summary>The version of Spark (two parts); of a product that names itself otherwise, the oldest that is supported.</summary>
    /// <exception cref="SparkException">The server cannot be reached or is too old.</exception>
    public async ValueTask<Version> ReadyAsync(CancellationToken token) =>
        Volatile.Read(ref _version) ?? await AskAsync(token).ConfigureAwait(false);

    // Several first calls at once ask several times; the answers are equal.
    private async Task<Version> AskAsync(CancellationToken token)
    {
        AnalyzePlanRequest question = client.Fill(new AnalyzePlanRequest { SparkVersion = new() });
        AnalyzePlanResponse answer = await client.CallAsync(ConnectMethods.AnalyzePlan, question, token).ConfigureAwait(false);
        client.Observe(answer.ServerSideSessionId);
        string text = answer.SparkVersion?.Version ?? string.Empty;
        Version version = Parse(text) ?? Oldest;
        if (version < Oldest)
        {
            throw SparkErrors.Create("CONNECT_TRANSPORT.TOO_OLD", ("endpoint", client.Endpoint), ("version", text));
        }

        Volatile.Write(ref _version, version);
        return version;
    }

    private static Version? Parse(string text)
    {
        string[] parts = text.Split('.', 3);
        return parts.Length >= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor)
                ? new Version(major, minor)
                : null;
    }
}
