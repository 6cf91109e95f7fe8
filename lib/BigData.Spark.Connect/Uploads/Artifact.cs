namespace BigData.Spark.Connect.Uploads;

/// <summary>Bytes that a server keeps for a session under a name. They are opened again for every attempt to send them.</summary>
internal sealed record Artifact(string Name, long Length, Func<Stream> Open)
{
    public static Artifact Of(string name, byte[] bytes) => new(name, bytes.Length, () => new MemoryStream(bytes, writable: false));
}
