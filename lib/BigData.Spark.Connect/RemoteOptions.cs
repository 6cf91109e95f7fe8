using System.Security.Cryptography.X509Certificates;

namespace BigData.Spark.Sql;

/// <summary>What a connection string cannot say about the way to a Spark Connect server.</summary>
public sealed class RemoteOptions
{
    /// <summary>
    /// The roots that a server's certificate must lead to, for a certificate authority of your own; empty (the default) for
    /// those that the operating system trusts. Revocation is not checked for roots given here.
    /// </summary>
    public X509Certificate2Collection TrustedRoots { get; } = [];
}
