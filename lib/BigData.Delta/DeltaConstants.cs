namespace BigData.Delta;

/// <summary>Defaults of the library.</summary>
internal static class DeltaConstants
{
    public const string LogFolder = "_delta_log";
    public const string ChangeDataFolder = "_change_data";
    public const int CheckpointInterval = 10;
    public static readonly TimeSpan TombstoneRetention = TimeSpan.FromDays(7);

    public static string EngineInfo { get; } = $"BigData.Delta/{typeof(DeltaConstants).Assembly.GetName().Version?.ToString(3)}";
}
