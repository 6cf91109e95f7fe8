using System.Globalization;
using System.Text.Json;

namespace BigData.Pipelines.Writing;

/// <summary>
/// The commits of a table as its log folder names them. The runner asks for a table's newest commit after every write, and the folder
/// answers at once where an engine would plan and run a query; whatever cannot be answered from here is left to the engine.
/// </summary>
internal static class CommitLog
{
    /// <summary>The name of the log's folder in every table.</summary>
    public const string FolderName = "_delta_log";

    private const int DigitsOfVersion = 20;
    private const string Extension = ".json";

    /// <summary>The folder of a table's log.</summary>
    /// <param name="path">The table's folder.</param>
    public static string FolderOf(string path) => Path.Combine(path, FolderName);

    /// <summary>The newest version that has a commit file; null without one, or when a checkpoint is newer than all of them.</summary>
    /// <param name="log">The folder <c>_delta_log</c>.</param>
    public static long? NewestVersion(string log)
    {
        long newest = -1;
        long checkpoint = -1;
        foreach (string path in Directory.EnumerateFiles(log))
        {
            ReadOnlySpan<char> name = Path.GetFileName(path.AsSpan());
            if (name.Length > DigitsOfVersion && long.TryParse(name[..DigitsOfVersion], NumberStyles.None, CultureInfo.InvariantCulture, out long version))
            {
                ReadOnlySpan<char> rest = name[DigitsOfVersion..];
                newest = rest is Extension ? Math.Max(newest, version) : newest;
                checkpoint = rest.StartsWith(".checkpoint.", StringComparison.Ordinal) ? Math.Max(checkpoint, version) : checkpoint;
            }
        }

        return newest >= 0 && newest >= checkpoint ? newest : null;
    }

    /// <summary>The commits from the newest one back; ends before one whose file is not there or tells nothing of itself.</summary>
    /// <param name="log">The folder <c>_delta_log</c>.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="JsonException">A file is no log of actions.</exception>
    public static IEnumerable<HistoryEntry> NewestFirst(string log)
    {
        for (long? version = NewestVersion(log); version >= 0; version--)
        {
            string file = Path.Combine(log, version.Value.ToString("D20", CultureInfo.InvariantCulture) + Extension);
            if (!File.Exists(file) || Read(version.Value, file) is not { } entry)
            {
                yield break;
            }

            yield return entry;
        }
    }

    private static HistoryEntry? Read(long version, string file)
    {
        foreach (string line in File.ReadLines(file))
        {
            if (!line.Contains("\"commitInfo\"", StringComparison.Ordinal))
            {
                continue;
            }

            using JsonDocument action = JsonDocument.Parse(line);
            if (action.RootElement.TryGetProperty("commitInfo", out JsonElement info) && info.ValueKind == JsonValueKind.Object)
            {
                return new HistoryEntry(
                    version,
                    DateTimeOffset.FromUnixTimeMilliseconds(info.TryGetProperty("timestamp", out JsonElement time) && time.TryGetInt64(out long milliseconds) ? milliseconds : 0),
                    Text(info, "operation") ?? string.Empty,
                    Texts(info, "operationParameters"),
                    Texts(info, "operationMetrics"),
                    Text(info, "userMetadata"));
            }
        }

        return null;
    }

    private static string? Text(JsonElement info, string name) =>
        info.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Dictionary<string, string> Texts(JsonElement info, string name) =>
        info.TryGetProperty(name, out JsonElement map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.ToString(), StringComparer.Ordinal)
            : [];
}
