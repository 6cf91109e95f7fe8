using System.Diagnostics;

namespace BigData.Hosting.Tests;

/// <summary>A folder that looks like a Spark, with a script in place of <c>spark-submit</c>, and a Java that only tells its version.</summary>
internal sealed class FakeSpark : IDisposable
{
    private readonly TempFolder _folder = new();

    public FakeSpark(string version = "4.2.0", bool hasDelta = true, string submit = "exit 1", string java = "openjdk version \"17.0.1\" 2021-10-19")
    {
        Directory.CreateDirectory(_folder.File("spark", "jars"));
        File.WriteAllText(_folder.File("spark", "jars", $"spark-core_2.13-{version}.jar"), "");
        File.WriteAllText(_folder.File("spark", "jars", $"spark-connect_2.13-{version}.jar"), "");
        if (hasDelta)
        {
            File.WriteAllText(_folder.File("spark", "jars", "delta-spark_2.13-4.0.0.jar"), "");
        }

        Script(_folder.File("spark", "bin", "spark-submit"), submit);
        Script(_folder.File("java", "bin", "java"), $"echo '{java}' >&2");
    }

    public string Home => _folder.File("spark");

    public string JavaHome => _folder.File("java");

    /// <summary>A file of the folder that scripts may write: they know it as <c>$SPARK_HOME/NAME</c>.</summary>
    public string InHome(string name) => _folder.File("spark", name);

    /// <summary>The id of a process that has ended.</summary>
    public static int GonePid()
    {
        using Process process = Process.Start(new ProcessStartInfo("bash", ["-c", "exit 0"]) { UseShellExecute = false })!;
        process.WaitForExit();
        return process.Id;
    }

    public void Dispose() => _folder.Dispose();

    private static void Script(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/usr/bin/env bash\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
