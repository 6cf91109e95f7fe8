namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Struct.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] StructFunctions =>
    [
        new("named_struct", FunctionGroup.Struct, "e*", ResultRule.Special("struct"), NullRule.NeverNull, "1.5.0", "A struct of names and values in turn.", "-"),
        new("struct", FunctionGroup.Struct, "e*", ResultRule.Special("struct of the columns"), NullRule.NeverNull, "1.4.0", "A struct with the names of its columns."),
    ];
}
