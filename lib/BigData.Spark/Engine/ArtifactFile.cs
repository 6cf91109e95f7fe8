namespace BigData.Spark.Engine;

/// <summary>A file of this machine that an engine gets for the session.</summary>
/// <param name="Name">Its name for the engine, with a prefix that says what it is: <c>jars/</c>, <c>classes/</c>, <c>files/</c>, <c>forward_to_fs/</c>.</param>
/// <param name="Path">Where it is.</param>
internal sealed record ArtifactFile(string Name, string Path);
