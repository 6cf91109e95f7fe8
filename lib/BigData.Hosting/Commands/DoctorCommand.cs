using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using BigData.Hosting.Output;
using BigData.Pipelines;
using BigData.Pipelines.Locking;
using BigData.Spark.Sql;
using Spectre.Console;

namespace BigData.Hosting.Commands;

/// <summary><c>doctor</c>: whether a run could work here, and what to do when not.</summary>
internal static class DoctorCommand
{
    public static Command Create(AddVerb add)
    {
        Command command = new("doctor", "Check configuration, lakehouse, sources and engine");
        add(command, (scope, _, token) => ExecuteAsync(scope, token));
        return command;
    }

    private static async Task<int> ExecuteAsync(CommandScope scope, CancellationToken token)
    {
        List<Check> checks =
        [
            new("runtime", true, $"{System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription} on {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} cores"),
            new("configuration", true, scope.Conf.File ?? "no conf/bigdata.json found; defaults only"),
            Graph(scope),
            Lakehouse(scope),
            .. Sources(scope),
            await EngineAsync(scope, token).ConfigureAwait(false),
        ];
        if (scope.IsJson)
        {
            JsonArray list = [.. checks.Select(check => new JsonObject { ["check"] = check.Name, ["ok"] = check.IsOk, ["finding"] = check.Finding })];
            await scope.Host.Output.WriteLineAsync(JsonText.Indented(new JsonObject { ["checks"] = list })).ConfigureAwait(false);
        }
        else
        {
            Table table = TextTable.Create("check", "result", "finding");
            checks.ForEach(check => TextTable.Add(table, check.Name, check.IsOk ? "ok" : "wrong", check.Finding));
            TextTable.Console(scope.Host).Write(table);
        }

        return checks.TrueForAll(check => check.IsOk) ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static Check Graph(CommandScope scope)
    {
        try
        {
            return new Check("tables", true, $"{scope.Graph.Jobs.Count} tables: {string.Join(", ", scope.Graph.Jobs.Select(job => job.Table.Name))}");
        }
        catch (PipelineException e)
        {
            return new Check("tables", false, e.Message);
        }
    }

    private static Check Lakehouse(CommandScope scope)
    {
        if (LakehouseLock.Find(scope.Lakehouse) is { } holder)
        {
            return new Check("lakehouse", true, $"{scope.Lakehouse}; process {holder.Pid} on {holder.Host} is writing ({holder.Command})");
        }

        DirectoryInfo folder = Nearest(scope.Lakehouse);
        try
        {
            string probe = Path.Combine(folder.FullName, $".bigdata.probe.{Environment.ProcessId}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }

            long free = new DriveInfo(folder.FullName).AvailableFreeSpace;
            return new Check("lakehouse", true, string.Create(CultureInfo.InvariantCulture, $"{scope.Lakehouse}; writable, {free / (1L << 30)} GiB free"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Check("lakehouse", false, $"{folder.FullName} cannot be written to: {e.Message} Choose another with --lakehouse.");
        }
    }

    /// <summary>The nearest folder that is there decides, so that looking makes nothing.</summary>
    internal static DirectoryInfo Nearest(string path)
    {
        DirectoryInfo folder = new(path);
        while (!folder.Exists && folder.Parent is not null)
        {
            folder = folder.Parent;
        }

        return folder;
    }

    private static IEnumerable<Check> Sources(CommandScope scope)
    {
        IEnumerable<string> sources = scope.Graph.Jobs.SelectMany(job => job.Inputs).OfType<FilesInput>()
            .Select(input => input.Source).Distinct(StringComparer.Ordinal);
        foreach (string source in sources)
        {
            yield return Source(source, scope.Conf.Get($"sources:{source}:folder"));
        }
    }

    private static Check Source(string source, string? folder)
    {
        string name = "source " + source;
        if (folder is null)
        {
            return new Check(name, false, $"no folder; give one with --source {source}=FOLDER or the key sources:{source}:folder");
        }

        try
        {
            int files = Directory.EnumerateFiles(folder, "*.csv*", SearchOption.AllDirectories)
                .Count(file => file.EndsWith(".csv", StringComparison.Ordinal) || file.EndsWith(".csv.gz", StringComparison.Ordinal));
            return new Check(name, true, string.Create(CultureInfo.InvariantCulture, $"{folder}; {files} files"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Check(name, false, $"{folder} cannot be read: {e.Message}");
        }
    }

    private static async Task<Check> EngineAsync(CommandScope scope, CancellationToken token)
    {
        string name = "engine " + scope.EngineName;
        try
        {
            SparkSession spark = await scope.OpenAsync(token).ConfigureAwait(false);
            await using (spark.ConfigureAwait(false))
            {
                long rows = await spark.Range(3).CountAsync(token).ConfigureAwait(false);
                string version = await spark.VersionAsync(token).ConfigureAwait(false);
                return scope.EngineName == "spark"
                    ? await SparkDoctor.CheckAsync(scope, name, spark, version, token).ConfigureAwait(false)
                    : new Check(name, rows == 3, $"answers, version {version}");
            }
        }
        catch (Exception e) when (e is SparkException or PipelineException or IOException or DllNotFoundException)
        {
            return new Check(name, false, e.Message);
        }
    }
}

/// <summary>One finding of <c>doctor</c>.</summary>
internal sealed record Check(string Name, bool IsOk, string Finding);
