using System.Collections.Frozen;

namespace BigData.Spark.Embedded.Functions;

/// <summary>The functions of Spark on the embedded engine, one row each.</summary>
internal static class FunctionTable
{
    private static readonly Lazy<FrozenDictionary<string, FunctionRow>> Table = new(Load);

    /// <summary>All rows, by name.</summary>
    public static IEnumerable<FunctionRow> All => Table.Value.Values;

    /// <summary>The row of a function; null when Spark has no such function, or none that this engine knows of.</summary>
    /// <param name="name">The name in any case.</param>
    public static FunctionRow? Find(string name) => Table.Value.GetValueOrDefault(name);

    /// <summary>The row of a function that is in the table.</summary>
    public static FunctionRow Get(string name) => Table.Value[name];

    private static FrozenDictionary<string, FunctionRow> Load()
        => Families().ToFrozenDictionary(r => r.Name, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<FunctionRow> Families() =>
    [
        .. OperatorFamily.All(),
        .. ArithmeticFamily.All(),
        .. AccessFamily.All(),
        .. AggregateFamily.All(),
        .. WindowFamily.All(),
        .. GeneratorFamily.All(),
        .. MathFamily.All(),
        .. StringFamily.All(),
        .. RegexFamily.All(),
        .. DateFamily.All(),
        .. TimestampFamily.All(),
        .. ArrayFamily.All(),
        .. HigherOrderFamily.All(),
        .. MapFamily.All(),
        .. JsonFamily.All(),
        .. HashFamily.All(),
        .. TextRuleFamily.All(),
        .. TimeWindowFunction.All(),
        .. NumberFormatFamily.All(),
        .. MiscFamily.All(),
        .. UnsupportedFamily.All(),
    ];
}
