using System.CommandLine;
using System.Reflection;
using BigData.Activation;
using BigData.Hosting.Configuration;
using BigData.Hosting.Discovery;
using BigData.Hosting.Engines;
using BigData.Hosting.Publishing;
using BigData.Pipelines;
using BigData.Pipelines.Graph;
using BigData.Spark.Sql;

namespace BigData.Hosting.Commands;

/// <summary>What a verb works with: the world, the parsed options, the configuration and, when it asks, graph and engine.</summary>
internal sealed class CommandScope
{
    private readonly IReadOnlyList<TableJob> _jobs;

    public CommandScope(HostEnvironment host, IReadOnlyList<Assembly> assemblies, CommonOptions options, ParseResult parsed)
    {
        Host = host;
        IsJson = parsed.GetValue(options.Json);
        IsVerbose = parsed.GetValue(options.Verbose);
        Assemblies = assemblies;
        _jobs = JobDiscovery.Find(assemblies);
        Kinds = DestinationKinds.Find(assemblies);
        Declared = [.. ConfKeys.All, .. DestinationKinds.Keys(Kinds.Values), .. _jobs.SelectMany(job => job.Settings)];
        Conf = new ConfLoader(host).Load(parsed.GetValue(options.Conf), options.AsConf(parsed), Declared);
        Lakehouse = Path.GetFullPath(Conf.Require(ConfKeys.Lakehouse), host.WorkingFolder);
    }

    public HostEnvironment Host { get; }

    /// <summary>Where jobs and destinations are.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; }

    public bool IsJson { get; }

    public bool IsVerbose { get; }

    public Conf Conf { get; }

    public IReadOnlyList<SettingKey> Declared { get; }

    /// <summary>The kinds of destinations by name.</summary>
    public IReadOnlyDictionary<string, DestinationKind> Kinds { get; }

    /// <summary>Full path of the lakehouse.</summary>
    public string Lakehouse { get; }

    public PipelineGraph Graph => field ??= PipelineGraph.Create(_jobs);

    public string EngineName => Conf.Require(ConfKeys.Engine);

    /// <summary>Opens the engine; the caller disposes it.</summary>
    public Task<SparkSession> OpenAsync(CancellationToken token) => EngineFactory.OpenAsync(this, token);
}
