using BigData.Pipelines;
using Microsoft.Extensions.Configuration;

namespace BigData.Hosting.Configuration;

/// <summary>
/// Reads <c>conf/bigdata.json</c>, then <c>conf/destinations.json</c> and <c>conf/schedules.json</c> when they are there, then <c>conf/bigdata.ENVIRONMENT.json</c>
/// (BIGDATA_ENVIRONMENT), then variables that begin with <c>BIGDATA__</c>, then options. Later ones win.
/// </summary>
internal sealed class ConfLoader(HostEnvironment host)
{
    public const string MainFile = "bigdata.json";
    public const string Environment = "the environment";
    private static readonly string[] MoreFiles = ["destinations.json", "schedules.json"];
    private const string EnvironmentVariable = "BIGDATA_ENVIRONMENT";
    private const string Prefix = "BIGDATA__";

    /// <summary>Reads and checks the configuration.</summary>
    /// <param name="folder">The folder of <c>--conf</c>; null looks for one.</param>
    /// <param name="options">Values of options by full key.</param>
    /// <param name="declared">All keys that there are.</param>
    /// <exception cref="PipelineUsageException">A file is not there or not JSON, a key is unknown or a value is wrong; all failures are in the message.</exception>
    public Conf Load(string? folder, IReadOnlyDictionary<string, string> options, IReadOnlyList<SettingKey> declared)
    {
        string? found = folder is null ? Find() : Given(folder);
        string environment = host.Variable(EnvironmentVariable) ?? string.Empty;
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> origins = new(StringComparer.OrdinalIgnoreCase);
        if (found is not null)
        {
            AddFile(Path.Combine(found, MainFile), declared, values, origins);
            foreach (string file in MoreFiles.Select(name => Path.Combine(found, name)).Where(File.Exists))
            {
                AddFile(file, declared, values, origins);
            }
        }

        if (environment.Length > 0)
        {
            string file = Path.Combine(found ?? host.WorkingFolder, $"bigdata.{environment}.json");
            if (!File.Exists(file))
            {
                throw new PipelineUsageException($"{EnvironmentVariable} is '{environment}', but there is no file {file}.");
            }

            AddFile(file, declared, values, origins);
        }

        Add(FromVariables(), host.WorkingFolder, Environment, declared, values, origins);
        Add(options, host.WorkingFolder, "an option", declared, values, origins);
        ConfCheck.Check(values, origins, declared);
        return new Conf(values, found is null ? null : Path.Combine(found, MainFile), environment);
    }

    /// <summary>The variable of the environment that gives a key its value.</summary>
    public static string Variable(string key) => Prefix + key.Replace(":", "__", StringComparison.Ordinal);

    private string Given(string folder)
    {
        string full = Path.GetFullPath(folder, host.WorkingFolder);
        return File.Exists(Path.Combine(full, MainFile))
            ? full
            : throw new PipelineUsageException($"The folder {full} of --conf holds no {MainFile}.");
    }

    private string? Find() => Upward(host.WorkingFolder) ?? Upward(host.ApplicationFolder);

    private static string? Upward(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string conf = Path.Combine(folder.FullName, "conf");
            if (File.Exists(Path.Combine(conf, MainFile)))
            {
                return conf;
            }
        }

        return null;
    }

    private static void AddFile(
        string file, IReadOnlyList<SettingKey> declared, Dictionary<string, string> values, Dictionary<string, string> origins)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            IConfigurationRoot root = new ConfigurationBuilder().AddJsonStream(stream).Build();
            IEnumerable<KeyValuePair<string, string>> pairs = root.AsEnumerable()
                .Where(pair => !root.GetSection(pair.Key).GetChildren().Any())
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Value ?? string.Empty));
            Add(pairs, Path.GetDirectoryName(file)!, file, declared, values, origins);
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException or InvalidDataException)
        {
            throw new PipelineUsageException($"The configuration file {file} is not valid JSON: {e.InnerException?.Message ?? e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PipelineUsageException($"The configuration file {file} cannot be read: {e.Message}", e);
        }
    }

    private IEnumerable<KeyValuePair<string, string>> FromVariables() => host.Variables
        .Where(pair => pair.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        .Select(pair => KeyValuePair.Create(pair.Key[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), pair.Value));

    private static void Add(
        IEnumerable<KeyValuePair<string, string>> pairs,
        string folder,
        string origin,
        IReadOnlyList<SettingKey> declared,
        Dictionary<string, string> values,
        Dictionary<string, string> origins)
    {
        foreach ((string key, string value) in pairs)
        {
            bool isPath = declared.FirstOrDefault(known => SettingPattern.Matches(known.Name, key))?.Type == SettingType.Path;
            values[key] = isPath && value.Length > 0 ? Path.GetFullPath(value, folder) : value;
            origins[key] = origin;
        }
    }
}
