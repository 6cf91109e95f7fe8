using BigData.DuckDb.Functions;

namespace BigData.Spark.Embedded.Functions;

/// <summary>A scalar function written in C# that a rendered query calls; it must be registered under its name before the query runs.</summary>
/// <param name="Name">The name in DuckDB; functions of one name do the same.</param>
/// <param name="Create">Makes what is registered; its name is <paramref name="Name"/>.</param>
internal sealed record NativeKernel(string Name, Func<DuckDbFunction> Create)
{
    public bool Equals(NativeKernel? other) => other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    public override string ToString() => Name;
}
