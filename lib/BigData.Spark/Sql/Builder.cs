using System.Globalization;
using BigData.Spark.Engine;
using BigData.Spark.Errors;

namespace BigData.Spark.Sql;

/// <summary>
/// Builds a session: name and settings here, the engine by the extension method of its assembly, <c>Embedded(folder)</c> or
/// <c>Remote(url)</c>.
/// </summary>
public sealed class Builder
{
    private const string AppNameKey = "spark.app.name";
    private const string TimeZoneKey = "spark.sql.session.timeZone";
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    private BackendFactory? _factory;
    private TextWriter? _output;

    /// <summary>The name that the engine shows for the program.</summary>
    /// <param name="name">The name.</param>
    /// <returns>This builder.</returns>
    public Builder AppName(string name) => Config(AppNameKey, name);

    /// <summary>A setting of the session.</summary>
    /// <param name="key">Such as <c>spark.sql.session.timeZone</c>, which is UTC unless set.</param>
    /// <param name="value">The value.</param>
    /// <returns>This builder.</returns>
    public Builder Config(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        _settings[key] = value;
        return this;
    }

    /// <summary>A setting of the session.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This builder.</returns>
    public Builder Config(string key, bool value) => Config(key, value ? "true" : "false");

    /// <summary>A setting of the session.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This builder.</returns>
    public Builder Config(string key, long value) => Config(key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Where <c>Show</c>, <c>PrintSchema</c> and <c>Explain</c> write; the console's output by default.</summary>
    /// <param name="output">The writer; the session never closes it.</param>
    /// <returns>This builder.</returns>
    public Builder Output(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        return this;
    }

    /// <summary>Opens the session. There is no ambient session: each call makes another one.</summary>
    /// <returns>The session; dispose it.</returns>
    /// <exception cref="SparkException">No engine was chosen, the engine cannot be reached, or a setting is wrong.</exception>
    public SparkSession GetOrCreate() => Blocking.Run(() => GetOrCreateAsync());

    /// <summary>Opens the session. There is no ambient session: each call makes another one.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>The session; dispose it.</returns>
    /// <exception cref="SparkException">No engine was chosen, the engine cannot be reached, or a setting is wrong.</exception>
    public async Task<SparkSession> GetOrCreateAsync(CancellationToken token = default)
    {
        if (_factory is null)
        {
            throw SparkErrors.Create("NO_ENGINE");
        }

        Dictionary<string, string> settings = new(_settings, StringComparer.Ordinal);
        settings.TryAdd(TimeZoneKey, "UTC");
        ISparkBackend backend = _factory(new BackendContext { AppName = settings.GetValueOrDefault(AppNameKey, "BigData"), Settings = settings });
        SparkSession session = new(new SessionEngine(backend), _output ?? StandardOutput.Writer);
        try
        {
            await session.Conf().SetAllAsync(settings, silent: true, token).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Chooses the engine; the last choice wins.</summary>
    internal Builder UseBackend(BackendFactory factory)
    {
        _factory = factory;
        return this;
    }
}
