namespace BigData.Spark.Catalogue;

/// <content>Functions of the group Variant.</content>
internal static partial class FunctionCatalogue
{
    private static FunctionInfo[] VariantFunctions =>
    [
        new("parse_json", FunctionGroup.Variant, "e", ResultRule.Special("variant"), NullRule.NullIfAnyNull, "4.0.0", "JSON text as a variant."),
        new("variant_get", FunctionGroup.Variant, "e, path:v, type:v", ResultRule.Special("the type"), NullRule.OwnRule, "4.0.0", "A part of a variant by a path, as a type."),
    ];
}
