using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using BigData.Spark.Sql;

namespace BigData.Spark.Connect.Launching;

/// <summary>The Java that would run Spark.</summary>
internal static partial class JavaRuntime
{
    public const int Oldest = 17;

    /// <summary>Asks Java for its version.</summary>
    /// <param name="home">JAVA_HOME, or null for the command <c>java</c>.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The major version, 17 or later.</returns>
    /// <exception cref="SparkConnectException">There is no Java, or it is too old.</exception>
    public static async Task<int> RequireAsync(string? home, CancellationToken token)
    {
        string program = string.IsNullOrEmpty(home) ? "java" : Path.Combine(home, "bin", OperatingSystem.IsWindows() ? "java.exe" : "java");
        string place = string.IsNullOrEmpty(home) ? "the command 'java'" : $"JAVA_HOME ({program})";
        string text;
        try
        {
            ProcessStartInfo start = new(program, ["-version"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            (_, string output, string error) = await ServerProcess.CaptureAsync(start, token).ConfigureAwait(false);
            text = error + output;
        }
        catch (Win32Exception)
        {
            throw new SparkConnectException($"Spark needs Java {Oldest} or later, and {place} was not found. Install one (for example the package openjdk-17-jre-headless) or set JAVA_HOME.");
        }

        Match match = Version().Match(text);
        int major = match.Success ? int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return major >= Oldest
            ? major
            : throw new SparkConnectException($"Spark needs Java {Oldest} or later, but {place} says: {FirstLine(text)}. Install a newer one or set JAVA_HOME to it.");
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim() is { Length: > 0 } line ? line : "nothing";

    // Java 8 calls itself 1.8, so that its major is read as 1: too old in any case.
    [GeneratedRegex("version \"(?<major>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
