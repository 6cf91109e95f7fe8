using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BigData.Notebooks.Tests.Scripting;

/// <summary>A folder of packages, made here, and a NuGet configuration that knows no other source.</summary>
internal static class PackageFeed
{
    /// <summary>Writes nuget.config into a folder, and a feed with one package whose class <c>Tiny.Greeting</c> has the constant <c>Text</c>.</summary>
    public static void Write(string folder, string id, string version, string text)
    {
        string feed = Directory.CreateDirectory(Path.Combine(folder, "feed")).FullName;
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(folder, "packages")}" /></config>
              <packageSources><clear /><add key="feed" value="{feed}" /></packageSources>
            </configuration>
            """);
        using ZipArchive package = ZipFile.Open(Path.Combine(feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using (StreamWriter manifest = new(package.CreateEntry($"{id}.nuspec").Open()))
        {
            manifest.Write($"""
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
                  <metadata>
                    <id>{id}</id><version>{version}</version><authors>tests</authors><description>A package of tests.</description>
                    <dependencies><group targetFramework="net10.0" /></dependencies>
                  </metadata>
                </package>
                """);
        }

        using Stream library = package.CreateEntry($"lib/net10.0/{id}.dll").Open();
        using MemoryStream bytes = new();
        CSharpCompilation compilation = CSharpCompilation.Create(
            id, [CSharpSyntaxTree.ParseText($"namespace Tiny {{ public static class Greeting {{ public static string Text => \"{text}\"; }} }}")],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.True(compilation.Emit(bytes).Success);
        library.Write(bytes.ToArray());
    }
}
