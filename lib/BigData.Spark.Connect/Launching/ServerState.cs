using System.Text.Json;

namespace BigData.Spark.Connect.Launching;

/// <summary>The file that tells later commands which server was started in a folder.</summary>
internal static class ServerState
{
    private const string Name = "server.json";

    public static string LogFile(string folder) => Path.Combine(folder, "server.log");

    /// <summary>What the file says; null when there is none, or none that can be read. Nobody checks whether the process is alive.</summary>
    public static LocalServerStatus? Read(string folder)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, Name)));
            JsonElement root = document.RootElement;
            return new LocalServerStatus
            {
                Pid = root.GetProperty("pid").GetInt32(),
                Port = root.GetProperty("port").GetInt32(),
                Master = root.GetProperty("master").GetString()!,
                SparkHome = root.GetProperty("spark_home").GetString()!,
                Version = root.GetProperty("version").GetString()!,
                HasDelta = root.GetProperty("delta").GetBoolean(),
                StartedAt = root.GetProperty("started_at").GetDateTimeOffset(),
                LogFile = LogFile(folder),
            };
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Writes the file in one step: a reader sees the old one or the new one.</summary>
    public static void Write(string folder, LocalServerStatus status)
    {
        string partial = Path.Combine(folder, Name + ".partial");
        using (FileStream stream = File.Create(partial))
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("pid", status.Pid);
            json.WriteNumber("port", status.Port);
            json.WriteString("master", status.Master);
            json.WriteString("spark_home", status.SparkHome);
            json.WriteString("version", status.Version);
            json.WriteBoolean("delta", status.HasDelta);
            json.WriteString("started_at", status.StartedAt);
            json.WriteEndObject();
        }

        File.Move(partial, Path.Combine(folder, Name), overwrite: true);
    }

    public static void Delete(string folder) => File.Delete(Path.Combine(folder, Name));
}
