using System.Diagnostics;
using System.Globalization;

namespace BigData.Benchmarks.Harness;

/// <summary>What one process needed from its start to the end of its work.</summary>
/// <param name="Seconds">Wall clock.</param>
/// <param name="CpuSeconds">User and system time of all threads.</param>
/// <param name="PeakMiB">The highest resident memory, as the system counts it.</param>
internal sealed record Measurement(double Seconds, double CpuSeconds, double PeakMiB)
{
    /// <summary>This process, now.</summary>
    public static Measurement Now()
    {
        using var self = Process.GetCurrentProcess();
        return new Measurement(
            (DateTime.Now - self.StartTime).TotalSeconds,
            self.TotalProcessorTime.TotalSeconds,
            PeakKiB() / 1024.0);
    }

    private static long PeakKiB()
    {
        const string Key = "VmHWM:";
        string line = File.ReadLines("/proc/self/status").First(text => text.StartsWith(Key, StringComparison.Ordinal));
        return long.Parse(line[Key.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
