namespace BigData.Spark.Embedded.Sources.Delta;

/// <summary>Facts about Delta tables on the disk.</summary>
internal static class DeltaTables
{
    /// <summary>This engine as the history of tables names it.</summary>
    internal static readonly string EngineInfo = $"BigData/{typeof(DeltaTables).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Whether a folder holds a Delta table.</summary>
    internal static bool Exists(string folder) => Directory.Exists(Path.Combine(folder, "_delta_log"));
}
