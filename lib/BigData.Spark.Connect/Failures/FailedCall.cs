namespace BigData.Spark.Connect.Failures;

/// <summary>What is said about a call that failed.</summary>
/// <param name="Endpoint">Host and port.</param>
/// <param name="Call">The name of the call.</param>
/// <param name="Retries">How often it was tried again.</param>
/// <param name="MaxMessageBytes">The limit of this client for one message.</param>
/// <param name="HasAnswered">Whether the server has ever answered this client.</param>
/// <param name="UseTls">Whether this client speaks TLS.</param>
internal sealed record FailedCall(string Endpoint, string Call, int Retries, int MaxMessageBytes, bool HasAnswered, bool UseTls);
