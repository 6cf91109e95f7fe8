using System.Reflection;
using BigData.Pipelines;
using BigData.Pipelines.Csv;

namespace BigData.Hosting.Discovery;

/// <summary>Finds the table jobs of a program.</summary>
internal static class JobDiscovery
{
    /// <summary>Makes one instance of every public or internal <see cref="TableJob"/> that can be made, and the jobs of every <see cref="CsvSource"/>.</summary>
    /// <exception cref="PipelineException">A job has no constructor without parameters.</exception>
    public static IReadOnlyList<TableJob> Find(IReadOnlyList<Assembly> assemblies)
    {
        List<TableJob> jobs = [];
        foreach (Type type in assemblies.SelectMany(assembly => assembly.GetTypes()))
        {
            if (type is { IsAbstract: false, IsGenericTypeDefinition: false } && type.IsSubclassOf(typeof(TableJob)))
            {
                ConstructorInfo constructor = type.GetConstructor(Type.EmptyTypes)
                    ?? throw new PipelineException($"The job {type.FullName} needs a public constructor without parameters.");
                jobs.Add((TableJob)constructor.Invoke([]));
            }
        }

        jobs.AddRange(assemblies.SelectMany(CsvSource.JobsOf));
        return jobs;
    }
}
