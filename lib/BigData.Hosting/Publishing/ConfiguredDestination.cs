using System.Globalization;
using System.IO.Enumeration;
using BigData.Activation;
using BigData.Activation.Audiences;
using BigData.Hosting.Commands;
using BigData.Hosting.Configuration;
using BigData.Pipelines;

namespace BigData.Hosting.Publishing;

/// <summary>One entry of <c>destinations</c> in the configuration.</summary>
internal sealed class ConfiguredDestination
{
    private readonly DestinationKind _kind;
    private readonly DestinationOptions _options;
    private readonly IReadOnlyDictionary<string, string> _values;
    private readonly IReadOnlyList<string> _patterns;

    private ConfiguredDestination(CommandScope scope, string name, IReadOnlyDictionary<string, string> values)
    {
        Name = name;
        _values = values;
        string kind = values.GetValueOrDefault("kind") ?? throw new PipelineUsageException(
            $"The destination {name} has no kind. Set {ConfKeys.Destinations}:{name}:kind to one of {string.Join(", ", scope.Kinds.Keys)}.");
        _kind = scope.Kinds.TryGetValue(kind, out DestinationKind? known) ? known : throw new PipelineUsageException(
            $"The destination {name} has the kind '{kind}'; expected one of {string.Join(", ", scope.Kinds.Keys)}.");
        _patterns = ConfSection.List(values, "tables");
        if (_patterns.Count == 0 && !_kind.TakesAudiences)
        {
            throw new PipelineUsageException($"The destination {name} gets no table. Give it a list of names or globs in {ConfKeys.Destinations}:{name}:tables.");
        }

        _options = new DestinationOptions(_kind, values) { Name = name, Folder = PublishedFolder.Of(scope.Lakehouse, name), Time = scope.Host.Time };
    }

    public string Name { get; }

    public bool IsWithRun => _values.TryGetValue("with_run", out string? text) && bool.Parse(text);

    public double? MaxShrink => Share("max_shrink") ?? PublicationOptions.DefaultMaxShrink;

    public double? MaxGrowth => Share("max_growth");

    /// <summary>All destinations, in the order of their names.</summary>
    public static IReadOnlyList<ConfiguredDestination> All(CommandScope scope) =>
        [.. Names(scope).Select(name => new ConfiguredDestination(scope, name, Values(scope, name)))];

    /// <summary>One destination.</summary>
    /// <exception cref="PipelineUsageException">There is none of this name; the message lists those that there are.</exception>
    public static ConfiguredDestination Find(CommandScope scope, string name) =>
        Names(scope).Contains(name, StringComparer.OrdinalIgnoreCase)
            ? new ConfiguredDestination(scope, Names(scope).First(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)), Values(scope, name))
            : throw new PipelineUsageException(Names(scope).ToArray() is { Length: > 0 } known
                ? $"There is no destination '{name}'. Destinations: {string.Join(", ", known)}. They are configured in conf/destinations.json."
                : $"There is no destination '{name}': none is configured. Put one into conf/destinations.json.");

    /// <exception cref="DestinationSettingException">A setting of its kind is missing or wrong.</exception>
    public IDestination Open() => _kind.Open(_options);

    /// <summary>The tables that it gets, those of the selection when there is one.</summary>
    /// <exception cref="PipelineUsageException">A pattern matches nothing.</exception>
    public IReadOnlyList<TableContract> Tables(CommandScope scope, IReadOnlyList<string> selection)
    {
        if (_kind.TakesAudiences)
        {
            return [];
        }

        TableContract[] own = [.. scope.Graph.Matched(_patterns).Select(job => job.Table)];
        foreach (string pattern in selection)
        {
            if (!own.Any(table => FileSystemName.MatchesSimpleExpression(pattern, table.Name)))
            {
                throw new PipelineUsageException($"The destination {Name} gets no table '{pattern}'. Its tables: {string.Join(", ", own.Select(table => table.Name))}.");
            }
        }

        return selection.Count == 0
            ? own
            : [.. own.Where(table => selection.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, table.Name)))];
    }

    /// <summary>The audiences of a destination, those of the selection when there is one.</summary>
    /// <exception cref="PipelineUsageException">A pattern matches nothing, or there is no audience.</exception>
    public IReadOnlyList<string> Audiences(IDestination destination, IReadOnlyList<string> selection)
    {
        if (destination is not IAudienceDestination audiences)
        {
            return [];
        }

        string[] own = [.. audiences.Audiences.Keys.Order(StringComparer.Ordinal)];
        string[] chosen = selection.Count == 0 ? own : [.. own.Where(name => selection.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name)))];
        return chosen.Length > 0 ? chosen : throw new PipelineUsageException(own.Length == 0
            ? $"The destination {Name} has no audience. Give it some in {ConfKeys.Destinations}:{Name}:audiences, a condition in SQL for each name."
            : $"The destination {Name} has no audience '{string.Join(' ', selection)}'. Its audiences: {string.Join(", ", own)}.");
    }

    /// <summary>The condition on the rows of a table; null for all rows.</summary>
    public string? Where(string table) => _values.TryGetValue("where:" + table, out string? condition) && condition.Length > 0 ? condition : null;

    private double? Share(string key) =>
        _values.TryGetValue(key, out string? text) && text.Length > 0 ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    private static IEnumerable<string> Names(CommandScope scope) => ConfSection.Names(scope.Conf, ConfKeys.Destinations);

    private static Dictionary<string, string> Values(CommandScope scope, string name) => ConfSection.Values(scope.Conf, ConfKeys.Destinations, name);
}
