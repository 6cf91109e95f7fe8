namespace BigData.Spark.Connect.Failures;

/// <summary>What to do about errors of a server whose own words leave that open to somebody on another machine.</summary>
internal static class ServerAdvice
{
    private const string FileScheme = "file:";

    private const string Delta =
        "Delta Lake is not set up on the server: start it with the package io.delta:delta-spark_2.13 (the version for its Spark), "
        + "spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension and "
        + "spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog.";

    /// <summary>The message with the advice behind it; the message alone when there is none to give.</summary>
    public static string Add(string message, string? errorClass, IReadOnlyDictionary<string, string> parameters, string endpoint) =>
        For(message, errorClass, parameters, endpoint) is { } advice ? message + "\n" + advice : message;

    /// <inheritdoc cref="Add(string, string?, IReadOnlyDictionary{string, string}, string)"/>
    public static string Add(string message, string? errorClass, (string Name, string Value)[] parameters, string endpoint) =>
        Add(message, errorClass, parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal), endpoint);

    private static string? For(string message, string? errorClass, IReadOnlyDictionary<string, string> parameters, string endpoint) => errorClass switch
    {
        "INVALID_HANDLE.SESSION_CHANGED" or "INVALID_HANDLE.SESSION_NOT_FOUND" or "INVALID_HANDLE.SESSION_CLOSED" =>
            $"The session on {endpoint} is over: it was idle for too long (an hour unless spark.connect.session.manager.defaultSessionTimeout says otherwise), "
            + "was released, or the server restarted. Its views and settings are gone. Create another one by SparkSession.Builder().",
        "INVALID_HANDLE.OPERATION_ABANDONED" or "INVALID_HANDLE.OPERATION_NOT_FOUND" =>
            "The connection was away for longer than the server keeps a result (spark.connect.execute.manager.detachedTimeout). "
            + "Whether the operation ended is not known: look at its target before running it again.",
        "PATH_NOT_FOUND" => OnlyHere(parameters, endpoint),
        "DATA_SOURCE_NOT_FOUND" or "UNSUPPORTED_DATASOURCE_FOR_DIRECT_QUERY" when Names(parameters, "delta") => Delta,
        "DELTA_CONFIGURE_SPARK_SESSION_WITH_EXTENSION_AND_CATALOG" => Delta,
        _ when message.Contains("org.apache.spark.sql.delta.catalog.DeltaCatalog", StringComparison.Ordinal)
            && message.Contains("ClassNotFound", StringComparison.Ordinal) => Delta,
        _ => null,
    };

    private static string? OnlyHere(IReadOnlyDictionary<string, string> parameters, string endpoint)
    {
        foreach (string value in parameters.Values)
        {
            string path = LocalPath(value);
            if (Path.IsPathRooted(path) && Path.Exists(path))
            {
                return $"The path exists on this machine, but the server at {endpoint} does not see it: put the data where both see it "
                    + "under the same path (a shared disk or an object store), or send a file by SparkSession.CopyFromLocalToFsAsync.";
            }
        }

        return null;
    }

    // Spark writes file:/a/b, which is no address that Uri would take.
    private static string LocalPath(string value) =>
        value.StartsWith(FileScheme, StringComparison.Ordinal) ? "/" + value[FileScheme.Length..].TrimStart('/') : value;

    private static bool Names(IReadOnlyDictionary<string, string> parameters, string word) =>
        parameters.Values.Any(value => value.Trim('`', '"', '\'').Equals(word, StringComparison.OrdinalIgnoreCase));
}
