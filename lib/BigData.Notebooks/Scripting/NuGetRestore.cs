using System.Diagnostics;
using System.Security;
using System.Text.Json.Nodes;

namespace BigData.Notebooks.Scripting;

/// <summary>
/// Finds the assemblies of packages as a project would: the SDK restores a small project into the user's package folder, with the sources of the NuGet configuration
/// of the notebook's folder. Managed assemblies only; native libraries of packages are not loaded.
/// </summary>
internal static class NuGetRestore
{
    private const string Framework = "net10.0";

    /// <summary>Restores all packages together, so that their dependencies agree.</summary>
    /// <returns>Paths of the assemblies of the packages and of what they need.</returns>
    /// <exception cref="NotebookException">There is no SDK, or a package could not be had; the message has NuGet's reason.</exception>
    public static async Task<IReadOnlyList<string>> AssembliesAsync(IReadOnlyCollection<NuGetReference> packages, string workingFolder, CancellationToken token)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bigdata-packages-");
        try
        {
            string project = Path.Combine(folder.FullName, "Packages.csproj");
            await File.WriteAllTextAsync(project, Project(packages), token).ConfigureAwait(false);
            (int exitCode, string output) = await RunAsync(folder.FullName, workingFolder, project, token).ConfigureAwait(false);
            if (exitCode != 0)
            {
                string[] errors = [.. output.Split('\n').Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)).Select(Reason).Distinct(StringComparer.Ordinal)];
                throw new NotebookException($"The packages {string.Join(", ", packages.Select(package => package.Id))} could not be restored: {string.Join(' ', errors.Length == 0 ? [output.Trim()] : errors)}");
            }

            string assets = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "obj", "project.assets.json"), token).ConfigureAwait(false);
            return Assemblies(JsonNode.Parse(assets)!.AsObject());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Project(IEnumerable<NuGetReference> packages)
    {
        IEnumerable<string> references = packages.Select(package => $"""    <PackageReference Include="{package.Id}" Version="{SecurityElement.Escape(package.Version ?? "*")}" />""");
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{Framework}</TargetFramework>
                <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
            {string.Join('\n', references)}
              </ItemGroup>
            </Project>
            """;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string folder, string workingFolder, string project, CancellationToken token)
    {
        ProcessStartInfo start = new("dotnet") { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "restore", project, "-nologo", "-v:quiet", "-nodeReuse:false", $"-p:RestoreRootConfigDirectory={workingFolder}" })
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenRegistration stop = token.Register(() => process.Kill(entireProcessTree: true));
            Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None).ConfigureAwait(false);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            token.ThrowIfCancellationRequested();
            return (process.ExitCode, output + await error.ConfigureAwait(false));
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new NotebookException("#r \"nuget: …\" needs the .NET SDK: the command 'dotnet' was not found; see https://dot.net.", e);
        }
    }

    // MSBuild writes: project : error NU1101: reason [project]
    private static string Reason(string line)
    {
        int begin = line.IndexOf("error", StringComparison.OrdinalIgnoreCase);
        int end = line.LastIndexOf(" [", StringComparison.Ordinal);
        return (end > begin ? line[begin..end] : line[begin..]).Trim();
    }

    private static List<string> Assemblies(JsonObject assets)
    {
        string[] folders = [.. assets["packageFolders"]!.AsObject().Select(folder => folder.Key)];
        JsonObject libraries = assets["libraries"]!.AsObject();
        List<string> found = [];
        foreach ((string name, JsonNode? library) in assets["targets"]![Framework]!.AsObject())
        {
            string path = (string?)libraries[name]?["path"] ?? name;
            IEnumerable<string> files = (library!["runtime"] as JsonObject ?? []).Select(file => file.Key).Where(file => file.EndsWith(".dll", StringComparison.Ordinal));
            found.AddRange(files.Select(file => folders.Select(folder => Path.Combine(folder, path, file)).FirstOrDefault(File.Exists)).OfType<string>());
        }

        return found;
    }
}
