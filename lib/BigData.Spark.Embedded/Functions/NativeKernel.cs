using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using BigData.DuckDb.Functions;

namespace BigData.Spark.Embedded.Functions;

/// <summary>A scalar function written in C# that a rendered query calls; it must be registered under its name before the query runs.</summary>
/// <param name="Name">The name in DuckDB, <c>spark_</c> and small letters, digits and underscores; functions of one name do the same.</param>
/// <param name="Create">Makes what is registered; its name is <paramref name="Name"/>.</param>
internal sealed record NativeKernel(string Name, Func<DuckDbFunction> Create)
{
    public bool Equals(NativeKernel? other) => other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    public override string ToString() => Name;
}

/// <summary>The kernels by name. Kernels are pure and made on demand, so one table serves all sessions.</summary>
internal static partial class KernelCatalog
{
    private static readonly ConcurrentDictionary<string, NativeKernel> Kernels = new(StringComparer.Ordinal);

    /// <summary>Makes a kernel known, so that queries that call it by name find it.</summary>
    /// <returns>The kernel's name.</returns>
    public static string Use(NativeKernel kernel) => Kernels.GetOrAdd(kernel.Name, kernel).Name;

    /// <summary>Makes a kernel known by name and code.</summary>
    /// <returns>The kernel's name.</returns>
    public static string Use(string name, Func<string, DuckDbFunction> create) => Use(new NativeKernel(name, () => create(name)));

    /// <summary>The kernels that a SQL text calls.</summary>
    public static IEnumerable<NativeKernel> In(string sql) => KernelCall().Matches(sql).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal)
        .Select(Kernels.GetValueOrDefault).OfType<NativeKernel>();

    /// <summary>Text that can be part of a kernel's name.</summary>
    public static string Part(string text) => NotName().Replace(text.ToLowerInvariant(), m => FormattableString.Invariant($"_{(int)m.ValueSpan[0]:x}_"));

    [GeneratedRegex(@"\b(?<name>spark_[a-z0-9_]+)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex KernelCall();

    [GeneratedRegex("[^a-z0-9_]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotName();
}
