namespace BigData.Hosting.Engines;

/// <summary>Which engine to open, and over what.</summary>
/// <param name="Engine"><c>embedded</c> or <c>spark</c>.</param>
/// <param name="Remote">Address of the Spark server; null for that of the configuration.</param>
/// <param name="Lakehouse">Full path of the lakehouse.</param>
/// <param name="Output">Where <c>Show</c> and its like write.</param>
internal sealed record EnginePlace(string Engine, string? Remote, string Lakehouse, TextWriter Output);
