using System.Diagnostics;
using System.Globalization;
using BigData.Spark.Sql;

namespace BigData.Spark.Connect.Launching;

/// <summary>A folder with Spark 4 in it, as a tarball or <c>pip install pyspark</c> leaves it.</summary>
public sealed record SparkHome
{
    private const string ConnectJar = "spark-connect_2.13-*.jar";
    private const string DeltaJar = "delta-spark_*.jar";

    private SparkHome(string folder, string version, bool hasDelta)
    {
        Folder = folder;
        Version = version;
        HasDelta = hasDelta;
    }

    /// <summary>The folder, as SPARK_HOME names it.</summary>
    public string Folder { get; }

    /// <summary>Spark's version, such as <c>4.2.0</c>.</summary>
    public string Version { get; }

    /// <summary>Whether the Delta package is among its jars.</summary>
    public bool HasDelta { get; }

    /// <summary>Coordinates of the Delta package that goes with this Spark.</summary>
    public string DeltaPackage => Version.StartsWith("4.0.", StringComparison.Ordinal)
        ? "io.delta:delta-spark_2.13:4.0.0"
        : $"io.delta:delta-spark_{MinorOf(Version)}_2.13:{(MinorOf(Version) == "4.1" ? "4.1.0" : "4.4.0")}";

    internal string Submit => Path.Combine(Folder, "bin", OperatingSystem.IsWindows() ? "spark-submit.cmd" : "spark-submit");

    /// <summary>Finds a Spark: the given folder, else the one that <c>shared/spark</c> in or beside this repository's checkout unpacks.</summary>
    /// <param name="given">The value of SPARK_HOME, or null.</param>
    /// <param name="startFolders">Where the search upward for a checkout begins.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The Spark that is there.</returns>
    /// <exception cref="SparkConnectException">There is none, or what is there is not a Spark of 4.0 or later with Connect; the message says how to get one.</exception>
    public static async Task<SparkHome> FindAsync(string? given, IEnumerable<string> startFolders, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(startFolders);
        if (!string.IsNullOrEmpty(given))
        {
            return Read(given);
        }

        foreach (string checkout in startFolders.Select(Checkout).OfType<string>())
        {
            foreach (string folder in (string[])[checkout, Path.Combine(checkout, "..")])
            {
                string unpack = Path.GetFullPath(Path.Combine(folder, "shared", "spark", "unpack"));
                if (File.Exists(unpack))
                {
                    return Read(await UnpackAsync(unpack, token).ConfigureAwait(false));
                }
            }
        }

        throw new SparkConnectException(
            $"""
            No Spark was found: SPARK_HOME is not set, and there is no ../shared/spark beside the checkout. Spark 4.0 or later is needed, either
              by pip:      pip install "pyspark>=4.0" && export SPARK_HOME="$(python3 -c 'import pyspark; print(pyspark.__path__[0])')"
              or tarball:  unpack spark-4.*-bin-hadoop3.tgz from Spark's download page && export SPARK_HOME=FOLDER
            and Delta with it: bigdata spark up --packages io.delta:delta-spark_4.2_2.13:4.4.0 (Spark 4.0: io.delta:delta-spark_2.13:4.0.0), or its jars in SPARK_HOME/jars.
            """);
    }

    /// <summary>Looks at a folder.</summary>
    /// <param name="folder">The folder, as SPARK_HOME names it.</param>
    /// <returns>What is in it.</returns>
    /// <exception cref="SparkConnectException">It is not there, or no Spark of 4.0 or later with Connect.</exception>
    public static SparkHome Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string full = Path.GetFullPath(folder);
        string jars = Path.Combine(full, "jars");
        if (!Directory.Exists(jars) || !Directory.Exists(Path.Combine(full, "bin")))
        {
            throw new SparkConnectException($"SPARK_HOME {full} holds no Spark: expected the folders bin and jars in it. Give the folder of an unpacked Spark 4.");
        }

        string? jar = Directory.EnumerateFiles(jars, ConnectJar).Order(StringComparer.Ordinal).LastOrDefault();
        string? version = jar is null ? null : Path.GetFileNameWithoutExtension(jar)["spark-connect_2.13-".Length..];
        if (version is null || !int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major) || major < 4)
        {
            throw new SparkConnectException(
                $"The Spark in {full} has no Connect server of version 4 (no jars/{ConnectJar}); {CoreVersion(jars)}expected Spark 4.0 or later. Set SPARK_HOME to one.");
        }

        return new SparkHome(full, version, Directory.EnumerateFiles(jars, DeltaJar).Any());
    }

    private static string? Checkout(string start)
    {
        DirectoryInfo? folder = new(start);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BigData.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }

    private static string CoreVersion(string jars) =>
        Directory.EnumerateFiles(jars, "spark-core_*.jar").FirstOrDefault() is { } core
            ? $"it is {Path.GetFileNameWithoutExtension(core)}, "
            : string.Empty;

    private static string MinorOf(string version) => string.Join('.', version.Split('.').Take(2));

    private static async Task<string> UnpackAsync(string script, CancellationToken token)
    {
        ProcessStartInfo start = new("bash", [script]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        (int exitCode, string output, string error) = await ServerProcess.CaptureAsync(start, token).ConfigureAwait(false);
        return exitCode == 0
            ? output.Trim()
            : throw new SparkConnectException($"{script} did not unpack Spark (exit code {exitCode}): {error.Trim()}");
    }
}
