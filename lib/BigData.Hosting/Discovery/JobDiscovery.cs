using System.Reflection;
using BigData.Pipelines;
using BigData.Pipelines.Csv;

namespace BigData.Hosting.Discovery;

/// <summary>Finds the table jobs of a program.</summary>
internal static class JobDiscovery
{
    /// <summary>Makes one instance of every public or internal <see cref="TableJob"/> that can be made, and the jobs of every <see cref="CsvSource"/>.</summary>
    /// <exception cref="PipelineException">A job has no constructor without parameters.</exception>
    public static IReadOnlyList<TableJob> Find(IReadOnlyList<Assembly> assemblies) =>
        [.. Instances.Of<TableJob>(assemblies, "job"), .. assemblies.SelectMany(CsvSource.JobsOf)];
}
