using System.Globalization;
using BigData.Hosting.Commands;
using BigData.Hosting.Configuration;
using BigData.Hosting.Publishing;
using BigData.Pipelines;

namespace BigData.Hosting.Scheduling;

/// <summary>Which of the missed intervals are made up for.</summary>
internal enum CatchUpPolicy
{
    /// <summary>All, oldest first.</summary>
    All,

    /// <summary>Only the newest.</summary>
    Latest,

    /// <summary>Only that of the current day.</summary>
    None,
}

/// <summary>One entry of <c>schedules</c> in the configuration.</summary>
internal sealed class Schedule
{
    private const string PublishPrefix = "publish:";
    private const string DayFormat = "yyyy-MM-dd";

    internal Schedule(string name, IReadOnlyDictionary<string, string> values)
    {
        Name = name;
        Select = ConfSection.List(values, "select");
        Tables = [.. Select.Where(part => !IsPublication(part))];
        Destinations = [.. Select.Where(IsPublication).Select(part => part[PublishPrefix.Length..])];
        string cron = values.GetValueOrDefault("cron") is { Length: > 0 } text ? text : throw new PipelineUsageException(
            $"The schedule {name} does not say when it fires. Set {ConfKeys.Schedules}:{name}:cron, for example to 0 30 3 * * ? for 03:30 every day.");
        Clock = new ScheduleClock(name, cron, TimeZoneInfo.FindSystemTimeZoneById(values.GetValueOrDefault("time_zone") is { Length: > 0 } zone ? zone : "UTC"));
        CatchUp = Policy(name, values.GetValueOrDefault("catch_up"));
        Start = Day(name, values.GetValueOrDefault("start"));
    }

    public string Name { get; }

    /// <summary>What it runs, as configured; empty for everything.</summary>
    public IReadOnlyList<string> Select { get; }

    /// <summary>Names and globs of tables; empty for all tables, or for none when there are destinations.</summary>
    public IReadOnlyList<string> Tables { get; }

    /// <summary>Names of the destinations that are published to.</summary>
    public IReadOnlyList<string> Destinations { get; }

    /// <summary>Whether no table is built.</summary>
    public bool PublishesOnly => Tables.Count == 0 && Destinations.Count > 0;

    public ScheduleClock Clock { get; }

    public CatchUpPolicy CatchUp { get; }

    /// <summary>The first day; null when days count from when the schedule was first seen.</summary>
    public DateOnly? Start { get; }

    /// <summary>All schedules, in the order of their names.</summary>
    /// <exception cref="PipelineUsageException">There is none, or one is wrong.</exception>
    public static IReadOnlyList<Schedule> All(CommandScope scope)
    {
        Schedule[] all = [.. ConfSection.Names(scope.Conf, ConfKeys.Schedules)
            .Select(name => new Schedule(name, ConfSection.Values(scope.Conf, ConfKeys.Schedules, name)))];
        return all.Length > 0 ? all : throw new PipelineUsageException("No schedule is configured. Put one into conf/schedules.json.");
    }

    /// <summary>One schedule.</summary>
    /// <exception cref="PipelineUsageException">There is none of this name; the message lists those that there are.</exception>
    public static Schedule Find(CommandScope scope, string name)
    {
        IReadOnlyList<Schedule> all = All(scope);
        return all.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase)) ?? throw new PipelineUsageException(
            $"There is no schedule '{name}'. Schedules: {string.Join(", ", all.Select(known => known.Name))}. They are configured in conf/schedules.json.");
    }

    /// <summary>The destinations of a run: the named ones, or those that are part of every run of all tables.</summary>
    /// <exception cref="PipelineUsageException">A name is not there.</exception>
    public IReadOnlyList<ConfiguredDestination> OpenDestinations(CommandScope scope) => Select.Count == 0
        ? [.. ConfiguredDestination.All(scope).Where(destination => destination.IsWithRun)]
        : [.. Destinations.Select(name => ConfiguredDestination.Find(scope, name))];

    /// <summary>Holds the selection against tables and destinations, so that what is wrong is told before anything is done.</summary>
    /// <exception cref="PipelineUsageException">A pattern matches nothing, or a destination is not there.</exception>
    /// <exception cref="BigData.Activation.DestinationSettingException">A setting of a destination is missing or wrong.</exception>
    public async Task CheckAsync(CommandScope scope)
    {
        if (!PublishesOnly)
        {
            scope.Graph.Select(Tables);
        }

        await LakehousePublisher.Open(scope, OpenDestinations(scope), []).DisposeAsync().ConfigureAwait(false);
    }

    private static bool IsPublication(string part) => part.StartsWith(PublishPrefix, StringComparison.OrdinalIgnoreCase);

    private static CatchUpPolicy Policy(string name, string? text) => text?.ToUpperInvariant() switch
    {
        null or "" or "ALL" => CatchUpPolicy.All,
        "LATEST" => CatchUpPolicy.Latest,
        "NONE" => CatchUpPolicy.None,
        _ => throw new PipelineUsageException($"The schedule {name} has the catch_up '{text}'; expected all, latest or none."),
    };

    private static DateOnly? Day(string name, string? text) => text switch
    {
        null or "" => null,
        _ when DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) => day,
        _ => throw new PipelineUsageException($"The schedule {name} has the start '{text}'; expected {DayFormat}, for example 2026-01-31."),
    };
}
