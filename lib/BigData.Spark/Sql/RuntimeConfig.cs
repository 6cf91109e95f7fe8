using BigData.Spark.Engine;
using BigData.Spark.Proto;

namespace BigData.Spark.Sql;

/// <summary>The settings of a session.</summary>
public sealed class RuntimeConfig
{
    private readonly SessionEngine _engine;

    internal RuntimeConfig(SessionEngine engine) => _engine = engine;

    /// <summary>Changes a setting.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="SparkException">The setting cannot be changed, or the value is wrong.</exception>
    public void Set(string key, string value) => Blocking.Run(() => SetAsync(key, value));

    /// <summary>Changes a setting.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="SparkException">The setting cannot be changed.</exception>
    public void Set(string key, bool value) => Set(key, value ? "true" : "false");

    /// <summary>Changes a setting.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="SparkException">The setting cannot be changed.</exception>
    public void Set(string key, long value) => Set(key, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Changes a setting.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>A task that ends when the setting holds.</returns>
    /// <exception cref="SparkException">The setting cannot be changed, or the value is wrong.</exception>
    public Task SetAsync(string key, string value, CancellationToken token = default) =>
        SetAllAsync([new(key, value)], silent: false, token);

    /// <summary>Reads a setting.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SparkNoSuchElementException">The setting has no value and no default.</exception>
    public string Get(string key) => Blocking.Run(() => GetAsync(key));

    /// <summary>Reads a setting.</summary>
    /// <param name="key">The key.</param>
    /// <param name="defaultValue">The value if the setting is not set.</param>
    /// <returns>The value.</returns>
    public string Get(string key, string defaultValue) => Blocking.Run(() => GetAsync(key, defaultValue));

    /// <summary>Reads a setting.</summary>
    /// <param name="key">The key.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SparkNoSuchElementException">The setting has no value and no default.</exception>
    public async Task<string> GetAsync(string key, CancellationToken token = default) =>
        await ValueAsync(new() { Get = new() { Keys = { key } } }, token).ConfigureAwait(false) ?? "";

    /// <summary>Reads a setting.</summary>
    /// <param name="key">The key.</param>
    /// <param name="defaultValue">The value if the setting is not set.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The value.</returns>
    public async Task<string> GetAsync(string key, string defaultValue, CancellationToken token = default)
    {
        KeyValue pair = new() { Key = key, Value = defaultValue };
        return await ValueAsync(new() { GetWithDefault = new() { Pairs = { pair } } }, token).ConfigureAwait(false) ?? defaultValue;
    }

    /// <summary>All settings that have a value.</summary>
    /// <param name="prefix">Only those whose keys begin with it, without it; null for all.</param>
    /// <returns>Values by key.</returns>
    public IReadOnlyDictionary<string, string> GetAll(string? prefix = null) => Blocking.Run(() => GetAllAsync(prefix));

    /// <summary>All settings that have a value.</summary>
    /// <param name="prefix">Only those whose keys begin with it, without it; null for all.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>Values by key.</returns>
    public async Task<IReadOnlyDictionary<string, string>> GetAllAsync(string? prefix = null, CancellationToken token = default)
    {
        ConfigRequest.Types.GetAll all = new();
        if (prefix is not null)
        {
            all.Prefix = prefix;
        }

        ConfigResponse response = await SendAsync(new() { GetAll = all }, token).ConfigureAwait(false);
        return response.Pairs.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
    }

    /// <summary>Takes a setting back to its default.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="SparkException">The setting cannot be changed.</exception>
    public void Unset(string key) => Blocking.Run(() => UnsetAsync(key));

    /// <summary>Takes a setting back to its default.</summary>
    /// <param name="key">The key.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>A task that ends when it is done.</returns>
    /// <exception cref="SparkException">The setting cannot be changed.</exception>
    public Task UnsetAsync(string key, CancellationToken token = default) => SendAsync(new() { Unset = new() { Keys = { key } } }, token);

    /// <summary>Whether a setting can be changed in a session.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if it can; false also for a key that does not exist.</returns>
    public bool IsModifiable(string key) => Blocking.Run(() => IsModifiableAsync(key));

    /// <summary>Whether a setting can be changed in a session.</summary>
    /// <param name="key">The key.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>True if it can; false also for a key that does not exist.</returns>
    public async Task<bool> IsModifiableAsync(string key, CancellationToken token = default) => string.Equals(
        await ValueAsync(new() { IsModifiable = new() { Keys = { key } } }, token).ConfigureAwait(false), "true", StringComparison.Ordinal);

    internal Task SetAllAsync(IEnumerable<KeyValuePair<string, string>> settings, bool silent, CancellationToken token)
    {
        ConfigRequest.Types.Set set = new() { Pairs = { settings.Select(s => new KeyValue { Key = s.Key, Value = s.Value }) } };
        if (silent)
        {
            set.Silent = true;
        }

        return SendAsync(new() { Set = set }, token);
    }

    private async Task<string?> ValueAsync(ConfigRequest.Types.Operation operation, CancellationToken token)
    {
        ConfigResponse response = await SendAsync(operation, token).ConfigureAwait(false);
        return response.Pairs is [{ HasValue: true } pair, ..] ? pair.Value : null;
    }

    private Task<ConfigResponse> SendAsync(ConfigRequest.Types.Operation operation, CancellationToken token) =>
        _engine.ConfigAsync(new ConfigRequest { Operation = operation }, token);
}
