using BigData.Spark.Catalogue;
using BigData.Spark.Embedded.Functions;

namespace BigData.Spark.Embedded.Tests.Functions;

/// <summary>The engine's table against the catalogue of functions.</summary>
public sealed class FunctionTableTests
{
    [Fact]
    public void Every_function_of_the_catalogue_has_a_row()
    {
        string[] missing = [.. FunctionCatalogue.All.Select(f => f.Name).Where(name => FunctionTable.Find(name) is null).Order(StringComparer.Ordinal)];

        Assert.True(missing.Length == 0, $"Without a row: {string.Join(", ", missing)}");
    }

    [Fact]
    public void A_row_that_is_not_supported_says_why()
        => Assert.All(FunctionTable.All, row => Assert.Equal(row.Support == EngineSupport.Unsupported, !string.IsNullOrWhiteSpace(row.Reason)));

    [Fact]
    public void A_supported_row_that_is_no_generator_can_be_lowered()
        => Assert.All(FunctionTable.All.Where(r => r.Support != EngineSupport.Unsupported && r.Kind != FunctionKind.Generator), row => Assert.NotNull(row.Lower));
}
