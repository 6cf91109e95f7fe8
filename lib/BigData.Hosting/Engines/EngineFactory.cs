using System.Runtime.CompilerServices;
using BigData.Hosting.Commands;
using BigData.Hosting.Configuration;
using BigData.Pipelines;
using BigData.Spark.Connect.Launching;
using BigData.Spark.Sql;

namespace BigData.Hosting.Engines;

/// <summary>The composition root of engines: the only place that knows both.</summary>
internal static class EngineFactory
{
    /// <summary>The engine in this process.</summary>
    public const string Embedded = "embedded";

    private const string AppName = "bigdata";

    public static Task<SparkSession> OpenAsync(CommandScope scope, CancellationToken token) =>
        OpenAsync(scope, new EnginePlace(scope.EngineName, Remote: null, scope.Lakehouse, scope.Host.Output), token);

    /// <summary>Opens an engine that may be another than that of the configuration.</summary>
    public static Task<SparkSession> OpenAsync(CommandScope scope, EnginePlace place, CancellationToken token) => place.Engine switch
    {
        Embedded => EmbeddedAsync(scope, place, token),
        "spark" => SparkAsync(scope, place, token),
        string other => throw new PipelineUsageException($"The engine '{other}' is unknown; expected embedded or spark."),
    };

    /// <summary>The address of the Spark server: from conf or option, else SPARK_REMOTE, else the one that <c>spark up</c> started.</summary>
    /// <exception cref="PipelineUsageException">There is none.</exception>
    public static string Remote(CommandScope scope)
    {
        if ((scope.Conf.Get(ConfKeys.Remote) ?? scope.Host.Variable("SPARK_REMOTE")) is { } given)
        {
            return given;
        }

        return LocalServer.Find(SparkServerFolder.Of(scope)) switch
        {
            { IsAlive: true } server => server.Url,
            null => throw new PipelineUsageException("The engine spark needs a server: start one with 'bigdata spark up', give --remote sc://HOST:PORT, or set SPARK_REMOTE."),
            { } dead => throw new PipelineUsageException(FormattableString.Invariant(
                $"The engine spark needs a server, and the one that 'spark up' started (process {dead.Pid}) is gone; its output is in {dead.LogFile}. Start it again with 'bigdata spark up', give --remote sc://HOST:PORT, or set SPARK_REMOTE.")),
        };
    }

    // Not inlined, so that a command on one engine does not load the other's assemblies.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<SparkSession> EmbeddedAsync(CommandScope scope, EnginePlace place, CancellationToken token)
    {
        Builder builder = SparkSession.Builder().AppName(AppName).Output(place.Output).Embedded(place.Lakehouse);
        Set(builder, scope, ConfKeys.MemoryLimit, "bigdata.duckdb.memoryLimit");
        Set(builder, scope, ConfKeys.Threads, "bigdata.duckdb.threads");
        Set(builder, scope, ConfKeys.TempFolder, "bigdata.duckdb.tempDirectory");
        return builder.GetOrCreateAsync(token);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<SparkSession> SparkAsync(CommandScope scope, EnginePlace place, CancellationToken token) =>
        SparkSession.Builder().AppName(AppName).Output(place.Output).Remote(place.Remote ?? Remote(scope)).GetOrCreateAsync(token);

    private static void Set(Builder builder, CommandScope scope, string key, string setting)
    {
        if (scope.Conf.Get(key) is { } value)
        {
            builder.Config(setting, value);
        }
    }
}
