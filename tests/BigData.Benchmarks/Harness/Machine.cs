using System.Globalization;
using System.Runtime.InteropServices;
using BigData.DuckDb;

namespace BigData.Benchmarks.Harness;

/// <summary>The machine and the versions that figures belong to.</summary>
internal static class Machine
{
    public static string Describe()
    {
        string model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) ?? "";
        string name = model.Length == 0 ? RuntimeInformation.ProcessArchitecture.ToString() : model[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        double memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name}, {Environment.ProcessorCount} cores, {memory:0} GiB; {RuntimeInformation.FrameworkDescription}, DuckDB {DuckDbInstance.Version}");
    }
}
