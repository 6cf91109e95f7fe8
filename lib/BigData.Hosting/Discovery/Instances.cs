using System.Reflection;
using BigData.Pipelines;

namespace BigData.Hosting.Discovery;

/// <summary>Makes instances of the classes that a program's assemblies add.</summary>
internal static class Instances
{
    /// <summary>One instance of every public or internal class below <typeparamref name="T"/> that can be made.</summary>
    /// <param name="assemblies">Where to look.</param>
    /// <param name="what">What such a class is, for the error.</param>
    /// <exception cref="PipelineException">A class has no constructor without parameters.</exception>
    public static IEnumerable<T> Of<T>(IReadOnlyList<Assembly> assemblies, string what)
        where T : class => assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false } && type.IsSubclassOf(typeof(T)))
        .Select(type => type.GetConstructor(Type.EmptyTypes) is { } constructor
            ? (T)constructor.Invoke([])
            : throw new PipelineException($"The {what} {type.FullName} needs a public constructor without parameters."));
}
