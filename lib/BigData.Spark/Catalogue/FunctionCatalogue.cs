using System.Collections.Frozen;

namespace BigData.Spark.Catalogue;

/// <summary>
/// The one table of Spark's functions that the project knows: what users may call, with names, arguments, results and meaning.
/// The members of <c>Functions</c>, the embedded engine's own table and the documentation are joined to it by name.
/// </summary>
internal static partial class FunctionCatalogue
{
    private static readonly Lazy<FunctionInfo[]> Rows = new(Load);

    private static readonly Lazy<FrozenDictionary<string, FunctionInfo>> ByName =
        new(() => All.ToFrozenDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>All functions, by group and then as written in the table.</summary>
    public static IReadOnlyList<FunctionInfo> All => Rows.Value;

    /// <summary>The function of a name, upper and lower case alike; null if the table does not have it.</summary>
    public static FunctionInfo? Find(string name) => ByName.Value.GetValueOrDefault(name);

    private static FunctionInfo[] Load() =>
    [
        .. MathFunctions,
        .. BitwiseFunctions,
        .. ConditionalFunctions,
        .. PredicateFunctions,
        .. StringFunctions,
        .. UrlFunctions,
        .. HashFunctions,
        .. DateTimeFunctions,
        .. AggregateFunctions,
        .. WindowFunctions,
        .. ArrayFunctions,
        .. MapFunctions,
        .. StructFunctions,
        .. JsonFunctions,
        .. CsvFunctions,
        .. GeneratorFunctions,
        .. MiscFunctions,
        .. ConversionFunctions,
        .. VariantFunctions,
        .. XmlFunctions,
        .. OperatorFunctions,
    ];
}
