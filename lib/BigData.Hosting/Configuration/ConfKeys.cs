using BigData.Pipelines;

namespace BigData.Hosting.Configuration;

/// <summary>The one declaration of each configuration key of the command; jobs add theirs in <see cref="TableJob.Settings"/>.</summary>
public static class ConfKeys
{
    internal const string Engine = "engine";
    internal const string Remote = "remote";
    internal const string Lakehouse = "lakehouse";
    internal const string MaxBatch = "files:max_batch";
    internal const string MemoryLimit = "embedded:memory_limit";
    internal const string Threads = "embedded:threads";
    internal const string TempFolder = "embedded:temp_folder";
    internal const string SparkFolder = "spark:folder";
    internal const string SparkSettings = "spark:settings";
    internal const string Destinations = "destinations";
    internal const string Schedules = "schedules";
    internal const string SchedulerStore = "scheduler:connectionString";

    /// <summary>All keys of the command, in the order of the documentation.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new(Engine, SettingType.Text, "embedded", "The engine that runs jobs: embedded (in the process) or spark (a Spark Connect server)."),
        new(Remote, SettingType.Text, null, "Address of the Spark Connect server, sc://HOST:PORT; without it SPARK_REMOTE from the environment counts, then the server that 'spark up' started."),
        new(Lakehouse, SettingType.Path, "lakehouse", "Folder of the lakehouse. Spark must see it under the same path."),
        new("sources:*:folder", SettingType.Path, null, "Landing folder of a source; read, never written to."),
        new("sources:*:time_zone", SettingType.TimeZone, "UTC", "IANA time zone in which the source's business days begin and its local times are meant."),
        new("sources:*:currency", SettingType.Text, null, "ISO 4217 code of the source's amounts."),
        new(MaxBatch, SettingType.Size, "1GB", "How much of new files, as delivered, one commit of a bronze table takes at most."),
        new(MemoryLimit, SettingType.Size, null, "Memory that the embedded engine may use before it spills to disk; without it 80 % of the machine's."),
        new(Threads, SettingType.Integer, null, "Threads of the embedded engine; without it one for each core."),
        new(TempFolder, SettingType.Path, null, "Folder to which the embedded engine spills; without it the system's."),
        new(Destinations + ":*:kind", SettingType.Text, null, "What a destination is: files, postgres, webhook, audience_files, or a kind of your own (a class of DestinationKind)."),
        new(Destinations + ":*:tables:*", SettingType.Text, null, "Names or globs of the tables that a destination gets, such as gold.*."),
        new(Destinations + ":*:where:*", SettingType.Text, null, "Condition in SQL on the rows of a table, by the table's full name; without it all rows are published."),
        new(Destinations + ":*:with_run", SettingType.Boolean, "false", "Whether 'run' without a selection publishes to the destination after the tables are built."),
        new(Destinations + ":*:max_shrink", SettingType.Number, "0.5", "The greatest share of its rows that a destination may lose by one publication, from 0 to 1; more is refused without --force."),
        new(Destinations + ":*:max_growth", SettingType.Number, null, "The greatest growth of a destination by one publication, as a share of its rows; without it any."),
        new(Schedules + ":*:select:*", SettingType.Text, null, "What a schedule runs: names or globs of tables, upstream included, and publish:DESTINATION; without it everything, as 'run' without a selection does."),
        new(Schedules + ":*:cron", SettingType.Text, null, "When a schedule fires: second, minute, hour, day of month, month, day of week, such as 0 30 3 * * ? for 03:30 every day."),
        new(Schedules + ":*:time_zone", SettingType.TimeZone, "UTC", "IANA time zone in which the schedule's cron and its days are meant."),
        new(Schedules + ":*:catch_up", SettingType.Text, "all", "Which missed days a schedule makes up for: all, one after the other; latest, only the newest; none, only the day's own."),
        new(Schedules + ":*:start", SettingType.Text, null, "The first day of a schedule, yyyy-MM-dd; without it days count from when a scheduler first saw the schedule."),
        new(SchedulerStore, SettingType.Secret, null, "Connection string of the PostgreSQL database that keeps the state of the scheduler; without it .bigdata.schedule.db in the lakehouse."),
        new(SparkFolder, SettingType.Path, null, "Folder in which 'spark up' keeps process id, port, log and warehouse of its server; without it bigdata/spark in the user's state folder."),
        new(SparkSettings, SettingType.Path, null, "File of Spark's settings for 'spark up'; without it spark/connect.conf beside bigdata.json."),
    ];
}
