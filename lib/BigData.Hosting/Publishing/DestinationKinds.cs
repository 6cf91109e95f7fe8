using System.Reflection;
using BigData.Activation;
using BigData.Activation.Audiences;
using BigData.Activation.Files;
using BigData.Activation.PostgreSql;
using BigData.Activation.Webhooks;
using BigData.Hosting.Configuration;
using BigData.Hosting.Discovery;
using BigData.Pipelines;

namespace BigData.Hosting.Publishing;

/// <summary>The kinds of destinations that the configuration may name: ours, and those of a program's own assemblies.</summary>
internal static class DestinationKinds
{
    /// <summary>All kinds by name.</summary>
    /// <exception cref="PipelineException">Two kinds have one name, or a kind has no constructor without parameters.</exception>
    public static IReadOnlyDictionary<string, DestinationKind> Find(IReadOnlyList<Assembly> assemblies)
    {
        Dictionary<string, DestinationKind> kinds = new(StringComparer.OrdinalIgnoreCase);
        IEnumerable<DestinationKind> own = Instances.Of<DestinationKind>(assemblies, "kind of destination");
        foreach (DestinationKind kind in new DestinationKind[] { new FilesKind(), new PostgreSqlKind(), new WebhookKind(), new AudienceFilesKind() }.Concat(own))
        {
            if (!kinds.TryAdd(kind.Name, kind))
            {
                throw new PipelineException($"Two kinds of destinations are called '{kind.Name}': {kinds[kind.Name].GetType()} and {kind.GetType()}; rename one.");
            }
        }

        return kinds;
    }

    /// <summary>The keys of all kinds: a name that several use has one description.</summary>
    public static IEnumerable<SettingKey> Keys(IEnumerable<DestinationKind> kinds) => kinds
        .SelectMany(kind => kind.Settings)
        .GroupBy(setting => setting.Name, StringComparer.OrdinalIgnoreCase)
        .Select(same => same.First())
        .Select(setting => new SettingKey($"{ConfKeys.Destinations}:*:{setting.Name}", TypeOf(setting.Type), setting.Default, setting.Description));

    private static SettingType TypeOf(DestinationSettingType type) => type switch
    {
        DestinationSettingType.Text => SettingType.Text,
        DestinationSettingType.Integer => SettingType.Integer,
        DestinationSettingType.Number => SettingType.Number,
        DestinationSettingType.Boolean => SettingType.Boolean,
        DestinationSettingType.Path => SettingType.Path,
        DestinationSettingType.Secret => SettingType.Secret,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "unknown type of setting"),
    };
}
