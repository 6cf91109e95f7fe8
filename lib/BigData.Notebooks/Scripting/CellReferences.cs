using System.Reflection;
using Microsoft.CodeAnalysis;

namespace BigData.Notebooks.Scripting;

/// <summary>What cells may use without <c>#r</c> and <c>using</c>.</summary>
internal static class CellReferences
{
    /// <summary>Namespaces and classes whose names cells have by themselves.</summary>
    public static IReadOnlyList<string> Imports { get; } =
    [
        "System", "System.IO", "System.Linq", "System.Collections.Generic", "System.Globalization", "System.Threading", "System.Threading.Tasks",
        "BigData.Spark.Sql", "BigData.Spark.Sql.Expressions", "BigData.Spark.Sql.Types", "BigData.Spark.Sql.Functions", "BigData.Notebooks",
    ];

    /// <summary>The framework, this program's libraries, and the given assemblies; with their documentation where it lies beside them.</summary>
    public static IReadOnlyList<MetadataReference> All(IEnumerable<Assembly> assemblies)
    {
        string[] trusted = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> shared = trusted.Where(path => Path.GetFileNameWithoutExtension(path) is var name && (IsFramework(name) || IsShared(name)));
        IEnumerable<string> given = assemblies.Select(assembly => assembly.Location).Where(path => path.Length > 0);
        return [.. shared.Concat(given).DistinctBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase).Select(Reference)];
    }

    /// <summary>An assembly with its documentation.</summary>
    public static MetadataReference Reference(string path) =>
        MetadataReference.CreateFromFile(path, documentation: DocumentationOf(path) is { } xml ? XmlDocumentationProvider.CreateFromFile(xml) : null);

    /// <summary>Whether cells share the assembly with the kernel, so that frames of a cell are those that the kernel shows.</summary>
    public static bool IsShared(string name) => name.StartsWith("BigData.", StringComparison.Ordinal) || name is "Apache.Arrow";

    private static bool IsFramework(string name) =>
        name.StartsWith("System", StringComparison.Ordinal) || name is "mscorlib" or "netstandard" or "Microsoft.CSharp" or "Microsoft.Win32.Primitives";

    // Beside the assembly, or in the SDK's pack of the framework: dotnet/packs/Microsoft.NETCore.App.Ref/VERSION/ref/net10.0.
    private static string? DocumentationOf(string path)
    {
        string beside = Path.ChangeExtension(path, ".xml");
        if (File.Exists(beside))
        {
            return beside;
        }

        return FrameworkDocs.Value is { } folder && Path.Combine(folder, Path.GetFileName(beside)) is var file && File.Exists(file) ? file : null;
    }

    private static readonly Lazy<string?> FrameworkDocs = new(() =>
    {
        DirectoryInfo? root = new FileInfo(typeof(object).Assembly.Location).Directory?.Parent?.Parent?.Parent;
        DirectoryInfo packs = new(Path.Combine(root?.FullName ?? string.Empty, "packs", "Microsoft.NETCore.App.Ref"));
        return packs.Exists
            ? packs.EnumerateDirectories().OrderByDescending(version => version.Name, StringComparer.Ordinal)
                .Select(version => Path.Combine(version.FullName, "ref", "net10.0")).FirstOrDefault(Directory.Exists)
            : null;
    });
}
