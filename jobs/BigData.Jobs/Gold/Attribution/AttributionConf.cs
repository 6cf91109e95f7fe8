using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BigData.Customers;
using BigData.Pipelines;

namespace BigData.Jobs;

/// <summary>The part <c>attribution</c> of the configuration; what is not set has the default of <see cref="AttributionOptions"/>.</summary>
internal static class AttributionConf
{
    private const string Part = "attribution:";
    private const string Channels = Part + "channels";
    private const string Windows = Part + "windows_days";
    private const string Models = Part + "models";
    private const string Transforms = Part + "transforms";
    private const string Direct = Part + "direct_channels";
    private const string Cycles = Part + "cycles";
    private const string NullPaths = Part + "null_paths";
    private const string HalfLife = Part + "half_life_days";
    private const string First = Part + "first_share";
    private const string Last = Part + "last_share";
    private const string Game = Part + "shapley_game";
    private const string Longest = Part + "maximum_path_length";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private static readonly Dictionary<string, ConversionCycles> CycleNames = new(StringComparer.Ordinal)
    {
        ["since_previous"] = ConversionCycles.SincePrevious,
        ["all_touches"] = ConversionCycles.AllTouches,
    };

    private static readonly Dictionary<string, ShapleyGame> GameNames = new(StringComparer.Ordinal)
    {
        ["conversions"] = ShapleyGame.Conversions,
        ["conversion_rate"] = ShapleyGame.ConversionRate,
    };

    internal static IReadOnlyList<SettingKey> Keys { get; } =
    [
        new(Channels + ":**", SettingType.Text, Default: null,
            "rules that name channels, the first that fits counts: name, and patterns for channel, campaign or kind as received; without any, the usual spellings of web analytics tools"),
        new(Windows + ":*", SettingType.Integer, Default: null, "look-back windows in days of 24 hours; without any 7, 30 and 90"),
        new(Models + ":*", SettingType.Text, Default: null, "models; without any all"),
        new(Transforms + ":*", SettingType.Text, Default: null, "what is done to a path, from left to right; without any exposure"),
        new(Direct + ":*", SettingType.Text, Default: null, "channels that last_non_direct passes over; without any direct"),
        new(Cycles, SettingType.Text, "since_previous", "which touches an order sees: since_previous (order) or all_touches of the window"),
        new(NullPaths, SettingType.Boolean, "true", "whether customers without an order count as paths that did not convert"),
        new(HalfLife, SettingType.Number, "7", "days after which a touch weighs half in time_decay"),
        new(First, SettingType.Number, "0.4", "share of the first touch in position_based"),
        new(Last, SettingType.Number, "0.4", "share of the last touch in position_based"),
        new(Game, SettingType.Text, "conversions", "what a set of channels is worth in shapley: conversions or conversion_rate"),
        new(Longest, SettingType.Integer, "100", "touches of a path at most; of a longer one the last count"),
    ];

    /// <summary>Reads the options.</summary>
    /// <exception cref="PipelineException">A value cannot be read; the message names its key.</exception>
    internal static AttributionOptions Options(JobContext job)
    {
        JobSettings settings = job.Settings;
        var defaults = new AttributionOptions { AsOf = job.AsOf, TimeZones = job.TimeZones };
        return defaults with
        {
            Taxonomy = Taxonomy(settings),
            WindowsDays = List(settings, Windows, text => Number(text, "a whole number of days")) ?? defaults.WindowsDays,
            Models = List(settings, Models, AttributionModels.Parse) ?? defaults.Models,
            Transforms = List(settings, Transforms, PathTransform.Parse) ?? defaults.Transforms,
            DirectChannels = List(settings, Direct, text => text) ?? defaults.DirectChannels,
            Cycles = One(settings, Cycles, text => Named(CycleNames, text)),
            NullPaths = One(settings, NullPaths, bool.Parse),
            HalfLifeDays = One(settings, HalfLife, Fraction),
            FirstShare = One(settings, First, Fraction),
            LastShare = One(settings, Last, Fraction),
            ShapleyGame = One(settings, Game, text => Named(GameNames, text)),
            MaximumPathLength = One(settings, Longest, text => Number(text, "a whole number of touches")),
        };
    }

    private static ChannelTaxonomy Taxonomy(JobSettings settings)
    {
        if (settings.Json(Channels) is not { } rules)
        {
            return ChannelTaxonomy.Standard;
        }

        try
        {
            return new ChannelTaxonomy(rules is JsonArray ? rules.Deserialize<List<ChannelRule>>(Strict)! : throw new FormatException("it is no list."));
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            throw new PipelineException(
                $"The setting '{Channels}' cannot be read: {e.Message} Expected a list such as [{{ \"name\": \"paid_search\", \"channel\": \"cpc|ppc\" }}] with name and one or more of channel, campaign, kind.", e);
        }
    }

    private static IReadOnlyList<T>? List<T>(JobSettings settings, string key, Func<string, T> read)
    {
        IReadOnlyDictionary<string, string> values = settings.Map(key);
        return values.Count == 0 ? null :
        [
            .. values.OrderBy(pair => int.TryParse(pair.Key, NumberStyles.None, CultureInfo.InvariantCulture, out int place) ? place : int.MaxValue)
                .Select(pair => Read($"{key}:{pair.Key}", pair.Value, read)),
        ];
    }

    private static T One<T>(JobSettings settings, string key, Func<string, T> read) => Read(key, settings.Require(key), read);

    private static T Read<T>(string key, string value, Func<string, T> read)
    {
        try
        {
            return read(value);
        }
        catch (FormatException e)
        {
            throw new PipelineException($"The setting '{key}' is '{value}': {e.Message}.", e);
        }
    }

    private static T Named<T>(Dictionary<string, T> names, string text) => names.TryGetValue(text, out T? value)
        ? value
        : throw new FormatException($"expected {string.Join(" or ", names.Keys)}");

    private static int Number(string text, string expected) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : throw new FormatException($"expected {expected}");

    private static double Fraction(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        ? number
        : throw new FormatException("expected a number");
}
